#include "server/http_parser.h"

#include <cstdio>
#include <cstdlib>
#include <string_view>

// HttpParser promises one verdict for any portions. Here one input comes whole, byte by byte, and in two
// parts; what is said of it has to be the same each time.
namespace {

using server::HttpParser;

/// Small, so that an input of a few hundred bytes reaches each of them.
server::Limits smallLimits()
{
    server::Limits limits;
    limits.headerBytes = 256;
    limits.targetBytes = 64;
    limits.bodyBytes = 128;
    return limits;
}

/// What was said so far, in words: a line for each request or failure.
class Verdicts
{
public:
    void feed(QByteArrayView bytes)
    {
        HttpParser::State state = m_parser.feed(bytes);
        for (; state == HttpParser::State::Complete; state = m_parser.reset())
            addRequest("request");
        if (state == HttpParser::State::Failed && !std::exchange(m_failed, true))
            m_words += "failure " + QByteArray::number(m_parser.failure().status) + '\n';
    }
    /// With what it waits for at the end.
    QByteArray words()
    {
        if (m_parser.state() == HttpParser::State::Body)
            addRequest("head");
        else if (m_parser.state() == HttpParser::State::Head)
            m_words += m_parser.started() ? "begun\n" : "nothing\n";
        return m_words;
    }

private:
    void addRequest(const char *what)
    {
        const server::HttpRequest &request = m_parser.request();
        for (const QByteArray &part : {QByteArray(what), request.method, request.target, request.host, request.origin, request.tag})
            m_words += part + ' ';
        m_words += QByteArray::number(request.http10) + QByteArray::number(request.keepAlive)
                + QByteArray::number(int(request.expectation)) + '\n';
    }

    HttpParser m_parser{smallLimits()};
    bool m_failed = false;
    QByteArray m_words;
};

void demand(const QByteArray &whole, const QByteArray &portions, const char *how)
{
    if (whole == portions)
        return;
    std::fprintf(stderr, "whole:\n%s%s:\n%s", whole.constData(), how, portions.constData());
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    Verdicts whole, single, halves;
    whole.feed(bytes);
    const QByteArray words = whole.words();
    for (qsizetype i = 0; i < bytes.size(); ++i)
        single.feed(bytes.sliced(i, 1));
    demand(words, single.words(), "byte by byte");
    const std::string_view text(reinterpret_cast<const char *>(data), size);
    const auto split = qsizetype(std::hash<std::string_view>()(text) % (size + 1));
    halves.feed(bytes.first(split));
    halves.feed(bytes.sliced(split));
    demand(words, halves.words(), "in two parts");
    return 0;
}
