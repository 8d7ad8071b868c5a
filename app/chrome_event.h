#pragma once

#include "app/json_portions.h"

#include <array>
#include <string>
#include <utility>

namespace app {

/// One event of a Chrome trace as it is written: texts are still escaped, and valid as long as the tokens. The ids alone
/// (process, thread, id) are in one form, so that what means the same is the same: without escapes, and of a number the value
/// counts (1.0 is 1). A string is what it spells: "1" is 1, as it is for Chrome's own viewer, but "0x1" and "1.0" are words.
struct ChromeEvent {
    using Argument = std::pair<std::string_view, std::string_view>; ///< name, value; the latter empty unless a scalar

    char phase = '\0';          ///< '\0': none, or not of one character
    bool globalId = false;      ///< the id means the same in each process
    std::string_view name, category, time, duration, process, thread, id, scope;
    std::vector<Argument> arguments; ///< of phases C and M alone
    std::array<std::string, 3> spelled; ///< what process, thread and id point to where they are not as written
};

enum class EventEnd : quint8 {
    Whole,
    Broken,   ///< not an event's grammar
    Lost,     ///< Broken, and its end is not among the tokens
    Cut,      ///< the tokens end first
};

/// Reads the object whose '{' is token `at`. `next` becomes the token after it, where that is among the tokens.
EventEnd readEvent(const JsonTokens &tokens, size_t at, ChromeEvent &event, size_t &next);

} // namespace app
