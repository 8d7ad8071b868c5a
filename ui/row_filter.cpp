#include "ui/row_filter.h"

#include "ui/theme.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>

namespace ui {
namespace {

constexpr qsizetype mostWords = 32;

bool occurs(const QString &word, const QString &text) { return text.contains(word, Qt::CaseInsensitive); }

} // namespace

RowFilter::RowFilter(const QString &text)
{
    const QStringList words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString &word : words.mid(0, mostWords))
        m_words.push_back(wordOf(word));
}

RowFilter::Word RowFilter::wordOf(const QString &text)
{
    Word word;
    word.text = text;
    bool isNumber = false;
    const quint32 number = QStringView(text).mid(1).toUInt(&isNumber);
    if (text.startsWith(u'#') && isNumber && number > 0) {
        word.request = number;
        return word;
    }
    for (size_t i = 0; i < word.endpoints.size(); ++i)
        word.endpoints[i] = occurs(text, server::endpointPath(app::Endpoint(i)));
    for (size_t i = 0; i < word.states.size(); ++i)
        word.states[i] = occurs(text, stateName(app::State(i)));
    word.failed = occurs(text, QCoreApplication::translate("ui::Table", "failed"));
    word.digits = std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return word;
}

bool RowFilter::asksForFailed() const
{
    return std::any_of(m_words.begin(), m_words.end(), [](const Word &word) { return word.failed; });
}

bool RowFilter::hasNumber(const Word &word, app::RequestId request)
{
    if (!word.digits)
        return false;
    char text[16];
    const char *end = std::to_chars(text, text + sizeof text, quint32(request)).ptr;
    return QLatin1StringView(text, end - text).contains(word.text);
}

quint32 RowFilter::wordsOf(const QString &place) const
{
    quint32 found = 0;
    for (size_t i = 0; i < m_words.size(); ++i) {
        if (m_words[i].request == 0 && occurs(m_words[i].text, place))
            found |= 1u << i;
    }
    return found;
}

bool RowFilter::passes(const app::Slice &slice, quint32 wordsOfPlace) const
{
    for (size_t i = 0; i < m_words.size(); ++i) {
        const Word &word = m_words[i];
        if (word.request != 0 ? quint32(slice.request) != word.request
                              : !(wordsOfPlace & 1u << i) && !word.states[size_t(slice.state)] && !word.endpoints[size_t(slice.endpoint)]
                                        && !(word.failed && slice.failed) && !hasNumber(word, slice.request))
            return false;
    }
    return true;
}

bool RowFilter::passes(const app::Request &request, const QString &more) const
{
    for (const Word &word : m_words) {
        if (word.request != 0 ? quint32(request.id) != word.request
                              : !word.endpoints[size_t(request.endpoint)] && !(word.failed && request.failed)
                                        && !hasNumber(word, request.id) && !occurs(word.text, more))
            return false;
    }
    return true;
}

} // namespace ui
