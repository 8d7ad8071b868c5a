#pragma once

#include "ui/table_csv.h"

#include <QObject>
#include <QTimer>

namespace ui {

/// Puts rows of a table on the clipboard as CSV. It works a few milliseconds at a time, and the clipboard stays as it is
/// until all is there. GUI thread.
class CsvCopy : public QObject
{
    Q_OBJECT
public:
    /// `session` must outlive it.
    explicit CsvCopy(const app::Session &session, QObject *parent = nullptr);

    /// What is not much is copied when this returns. One under way is given up for it.
    void start(app::RunId run, TableCsv csv);
    void cancel();
    bool busy() const { return m_csv.has_value(); }
    int percent() const; ///< 0 to 100

Q_SIGNALS:
    void advanced();                  ///< busy() or percent()
    void ended(const QString &words); ///< a sentence: what came of one that took its time

private:
    void copy();
    void end(const QString &words);

    const app::Session &m_session;
    app::RunId m_run{};
    std::optional<TableCsv> m_csv; ///< under way
    QTimer m_timer;
};

} // namespace ui
