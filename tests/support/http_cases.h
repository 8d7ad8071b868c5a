#pragma once

#include "server/http_parser.h"

#include <QFile>

#include <vector>

// The table of tests/data/http/cases.txt: its head says how a line is written.
namespace support {

struct HttpAnswer {
    int status = 0;
    bool withoutBody = false;
};

struct HttpCase {
    QByteArray name;
    std::vector<HttpAnswer> answers;
    bool closes = false;
    QByteArrayList pieces; ///< before the second the client waits for the first answer
};

/// {ab*9} becomes nine times ab, {port} the port.
inline QByteArray expanded(QByteArray bytes, quint16 port)
{
    bytes.replace("{port}", QByteArray::number(port));
    for (qsizetype open = 0; (open = bytes.indexOf('{', open)) >= 0;) {
        const qsizetype close = bytes.indexOf('}', open), star = bytes.lastIndexOf('*', close);
        const QByteArray times = bytes.mid(open + 1, star - open - 1).repeated(bytes.mid(star + 1, close - star - 1).toInt());
        bytes.replace(open, close + 1 - open, times);
        open += times.size();
    }
    return bytes;
}

inline QByteArray unescaped(const QByteArray &text)
{
    QByteArray bytes;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            bytes += text[i];
            continue;
        }
        switch (text[++i]) {
        case 'r': bytes += '\r'; break;
        case 'n': bytes += '\n'; break;
        case 't': bytes += '\t'; break;
        case 'x': bytes += QByteArray::fromHex(text.mid(i + 1, 2)); i += 2; break;
        default: bytes += text[i];
        }
    }
    return bytes;
}

inline std::vector<HttpCase> readHttpCases(const QString &path, quint16 port)
{
    std::vector<HttpCase> cases;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return cases;
    const QByteArrayList lines = file.readAll().split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype first = line.indexOf(" | "), second = line.indexOf(" | ", first + 3);
        if (line.startsWith('#') || first < 0 || second < 0)
            continue;
        HttpCase one;
        one.name = line.left(first);
        QByteArray answers = line.mid(first + 3, second - first - 3);
        one.closes = answers.endsWith(" close");
        if (one.closes)
            answers.chop(6);
        for (const QByteArray &status : answers.split(','))
            one.answers.push_back({status.left(3).toInt(), status.endsWith('h')});
        QByteArray bytes = line.mid(second + 3);
        bytes.replace("{wait}", "\n"); // no other line feed is in a line
        for (const QByteArray &piece : bytes.split('\n'))
            one.pieces << unescaped(expanded(piece, port));
        cases.push_back(one);
    }
    return cases;
}

/// What the parser makes of bytes in these portions: each request, or the status of its failure.
inline QByteArray verdict(const QByteArrayList &portions, const server::Limits &limits)
{
    server::HttpParser parser(limits);
    QByteArray said;
    for (const QByteArray &portion : portions) {
        parser.feed(portion);
        while (parser.state() == server::HttpParser::State::Complete) {
            const server::HttpRequest &request = parser.request();
            said += request.method + ' ' + request.target + ' ' + request.host + ' ' + request.origin
                    + (request.keepAlive ? " stays;" : " ends;");
            parser.reset();
        }
    }
    if (parser.state() == server::HttpParser::State::Failed)
        said += QByteArray::number(parser.failure().status);
    return said;
}

} // namespace support
