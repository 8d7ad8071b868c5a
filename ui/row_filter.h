#pragma once

#include "app/trace.h"

#include <QString>

#include <array>
#include <vector>

namespace ui {

/// Words that must all occur in what a table's row says. A million rows are asked at every key that is pressed, so
/// the words are compared with endpoints and states once, and with a row only where that leaves a choice.
class RowFilter
{
public:
    RowFilter() = default;
    /// "#17": that request; any other word occurs, whatever its case, in the endpoint, the state, the place, the
    /// request's number, or "failed".
    explicit RowFilter(const QString &text);

    bool empty() const { return m_words.empty(); }
    /// What passes may change while a run goes on: a word asks for "failed".
    bool asksForFailed() const;

    /// Which words a place or a name answers, one bit each; to be asked once for many rows of it.
    quint32 wordsOf(const QString &place) const;
    bool passes(const app::Slice &slice, quint32 wordsOfPlace) const;
    /// Of another program's slices: all words are among those that their names and their places answer.
    bool passes(quint32 words) const { return words == quint32((quint64(1) << m_words.size()) - 1); }
    bool passes(const app::Request &request, const QString &more) const;

private:
    struct Word {
        QString text;
        quint32 request = 0; ///< "#17"; 0: it is a text
        std::array<bool, 4> endpoints{};
        std::array<bool, app::stateCount> states{};
        bool failed = false;
        bool digits = false;
    };
    static Word wordOf(const QString &text);
    static bool hasNumber(const Word &word, app::RequestId request);

    std::vector<Word> m_words; ///< at most 32; more are left out
};

} // namespace ui
