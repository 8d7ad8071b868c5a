#pragma once

#include <string>
#include <string_view>

namespace app {

/// Finds where the events of a Chrome trace begin: at once in an array, else in the array called "traceEvents" of an
/// object, wherever that is. It sees the file's bytes piece by piece and keeps none of them. Not strict: what is no
/// JSON is passed over as far as its brackets and quotes tell.
class ChromeOpening
{
public:
    enum class Outcome {
        More,     ///< not yet
        Events,   ///< the bytes from `used` on are the array's, its '[' is behind
        NoJson,   ///< it begins with something else
        NoEvents, ///< the object ends without them
    };
    /// `used`: how many of `bytes` are done with.
    Outcome feed(std::string_view bytes, size_t &used);
    bool begun() const { return m_begun; }       ///< there was something else than blanks
    bool isArray() const { return m_begun && m_depth == 0; } ///< after Events: the array alone

private:
    Outcome take(char c);
    void takeInString(char c);

    bool m_begun = false, m_inString = false, m_escaped = false, m_keyEnded = false;
    size_t m_depth = 0;
    std::string m_key; ///< the last string of the outer object, its beginning
};

} // namespace app
