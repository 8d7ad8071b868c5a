#pragma once

#include "server/http_parser.h"

#include <optional>

namespace server {

/// Reads a message's body, of a known length or in chunks (RFC 9112, 7.1). It goes byte by byte, so that portions
/// cannot matter: Beast's reader takes some bodies as a whole only.
class HttpBody
{
public:
    HttpBody() = default; ///< an empty one
    static HttpBody ofLength(qint64 bytes);
    /// At most `mostData` bytes of data, and `mostFraming` of sizes, extensions and trailers around them.
    static HttpBody inChunks(qint64 mostData, qint64 mostFraming);

    /// Takes what belongs to the body, up to its end or a fault; returns how many bytes that is. The body's data is
    /// appended to `data`; without one it is thrown away.
    qsizetype take(QByteArrayView bytes, QByteArray *data = nullptr);
    bool done() const { return m_part == Part::Done; }
    const std::optional<HttpParser::Failure> &failure() const { return m_failure; }

private:
    /// What the next byte is of. ...Line: the CR of a line is here, its LF follows.
    enum class Part {
        Length, Size, AfterSize, Extension, SizeLine, Data, DataEnd, DataLine, Trailer, Name, Value, ValueLine, LastLine, Done
    };

    enum class ExtensionPart { Start, BeforeName, Name, BeforeValue, Value, Quoted, Escaped, Over };
    struct Extension {
        ExtensionPart at = ExtensionPart::Start;
        bool blank = false; ///< the byte before was one
    };

    void takeOne(char c);
    void takeExtension(char c);
    void takeSize(char c);
    void takeText(char c, Part line);
    void expect(char c, char wanted, Part next);
    void fail(const HttpParser::Failure &why);

    Part m_part = Part::Done;
    qint64 m_left = 0;        ///< of this chunk, or of the whole
    qint64 m_dataAllowed = 0, m_framingAllowed = 0;
    Extension m_extension;
    int m_extensionBytes = 0;
    bool m_digits = false;    ///< a size has begun
    std::optional<HttpParser::Failure> m_failure;
};

} // namespace server
