#include "app/answer_reader.h"

#include "server/beast.h"

#include <algorithm>

namespace app {
namespace {

namespace http = boost::beast::http;

bool hasNoBody(int status) { return status == 204 || status == 304; } // RFC 9112, 6.3

} // namespace

AnswerReader::State AnswerReader::feed(QByteArrayView bytes)
{
    if (ended())
        return m_state;
    m_buffer.append(bytes);
    return m_state == State::Head ? scanHead() : readBody();
}

AnswerReader::State AnswerReader::finish()
{
    if (!ended())
        m_state = m_state == State::Body && !m_framed ? State::Complete : State::Cut;
    return m_state;
}

AnswerReader::State AnswerReader::scanHead()
{
    while (m_state == State::Head) {
        const qsizetype end = m_buffer.indexOf("\r\n\r\n", std::max<qsizetype>(0, m_scanned - 3));
        m_scanned = m_buffer.size();
        if ((end < 0 ? m_scanned : end) > mostHead)
            return m_state = State::TooLong;
        if (end < 0)
            return m_state = m_buffer.left(5) == QByteArray("HTTP/").left(m_buffer.size()) ? State::Head : State::NotHttp;
        try {
            readHead(end + 4);
        } catch (const server::BeastFailure &) {
            m_state = State::NotHttp;
        }
    }
    return m_state;
}

AnswerReader::State AnswerReader::readHead(qsizetype length)
{
    http::response_parser<http::empty_body> parser;
    parser.header_limit(mostHead + 4);
    parser.body_limit(boost::none);
    parser.skip(true); // the body is read by other means
    boost::beast::error_code error;
    parser.put(boost::asio::const_buffer(m_buffer.constData(), size_t(length)), error);
    if (error || !parser.is_header_done())
        return m_state = State::NotHttp;
    m_buffer.remove(0, length);
    m_scanned = 0;
    const int status = int(parser.get().result_int());
    if (status < 200 && status != 101)
        return m_state; // an interim answer: the real one follows
    m_status = status;
    const qint64 size = qint64(std::min<quint64>(parser.content_length().value_or(0), quint64(m_mostBody) + 1));
    if (size > m_mostBody)
        return m_state = State::TooLong;
    if (hasNoBody(status))
        m_framed = server::HttpBody::ofLength(0);
    else if (parser.chunked())
        m_framed = server::HttpBody::inChunks(m_mostBody, m_mostBody + mostHead);
    else if (parser.content_length())
        m_framed = server::HttpBody::ofLength(size);
    m_state = State::Body;
    return readBody();
}

AnswerReader::State AnswerReader::readBody()
{
    if (m_framed) {
        m_framed->take(m_buffer, &m_body);
        if (m_framed->failure())
            return m_state = m_framed->failure()->status == 413 ? State::TooLong : State::NotHttp;
        if (m_framed->done())
            m_state = State::Complete;
    } else {
        m_body += m_buffer;
        if (m_body.size() > m_mostBody)
            return m_state = State::TooLong;
    }
    m_buffer.clear();
    return m_state;
}

} // namespace app
