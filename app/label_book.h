#pragma once

#include "app/string_numbers.h"
#include "app/track.h"

namespace app {

/// The labels of a trace by their name and category, as JSON writes them: each becomes a text once. A value; not thread-safe.
class LabelBook
{
public:
    /// `name`, `category`: without quotes, still escaped.
    RequestId label(std::string_view name, std::string_view category);
    const QString &name(RequestId label) const { return m_labels[size_t(quint32(label)) - 1].name; }
    /// All labels are there: what only serves to find them goes. label() is not to be called any more.
    void finish();
    std::vector<Label> &labels() { return m_labels; }

private:
    StringNumbers m_spellings, m_categories;
    std::string m_key;                 ///< kept for its memory
    std::vector<RequestId> m_bySpelling;
    std::vector<QString> m_categoryTexts; ///< shared by the labels
    std::vector<Label> m_labels;
};

/// The text of a JSON string: escapes resolved as far as they are valid, and what is not UTF-8 replaced.
QString textOf(std::string_view escaped);

} // namespace app
