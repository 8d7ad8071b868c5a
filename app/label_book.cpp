#include "app/label_book.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace app {

QString textOf(std::string_view escaped)
{
    const QString text = QString::fromUtf8(escaped.data(), qsizetype(escaped.size()));
    if (!text.contains(u'\\'))
        return text;
    const QJsonDocument document = QJsonDocument::fromJson("[\"" + text.toUtf8() + "\"]");
    return document.isArray() ? document.array().at(0).toString() : text;
}

void LabelBook::finish()
{
    m_spellings = {};
    m_bySpelling = {};
    m_categories = {};
    m_categoryTexts = {};
}

RequestId LabelBook::label(std::string_view name, std::string_view category)
{
    m_key.assign(name).append(1, '\0').append(category);
    bool isNew = false;
    const quint32 spelling = m_spellings.number(m_key, isNew);
    if (!isNew)
        return m_bySpelling[spelling];
    m_bySpelling.push_back(RequestId::None);
    const QString text = textOf(name);
    // Another spelling of a label that may be known: "\\u0041" is "A".
    const QByteArray plain = name.find('\\') == name.npos ? QByteArray() : text.toUtf8();
    if (!plain.isEmpty() && !plain.contains('\\') && !plain.contains('\0')) {
        const RequestId known = label({plain.constData(), size_t(plain.size())}, category);
        m_bySpelling[spelling] = known;
        return known;
    }
    const quint32 number = m_categories.number(category, isNew);
    if (isNew)
        m_categoryTexts.push_back(textOf(category));
    m_labels.push_back({text, m_categoryTexts[number]});
    return m_bySpelling[spelling] = RequestId(m_labels.size());
}

} // namespace app
