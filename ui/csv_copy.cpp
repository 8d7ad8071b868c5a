#include "ui/csv_copy.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>

namespace ui {
namespace {

constexpr int millisAtOnce = 8; ///< half a frame
constexpr size_t rowsAtOnce = 200;

} // namespace

CsvCopy::CsvCopy(const app::Session &session, QObject *parent) : QObject(parent), m_session(session)
{
    m_timer.callOnTimeout(this, &CsvCopy::copy);
}

void CsvCopy::start(app::RunId run, TableCsv csv)
{
    m_run = run;
    m_csv = std::move(csv);
    m_timer.stop();
    copy();
    if (!busy())
        return;
    m_timer.start(0);
    Q_EMIT advanced();
}

void CsvCopy::copy()
{
    const app::Run *run = m_session.run(m_run);
    if (!run)
        return end(tr("The run was let go meanwhile, to make room: nothing was copied."));
    const int before = percent();
    QElapsedTimer clock;
    clock.start();
    bool done = false;
    while (!done && clock.elapsed() < millisAtOnce)
        done = m_csv->advance(*run, rowsAtOnce);
    if (done) {
        QGuiApplication::clipboard()->setText(m_csv->take());
        end(m_timer.isActive() ? tr("%L1 rows are on the clipboard, as CSV.").arg(m_csv->rows()) : QString());
    } else if (percent() != before) {
        Q_EMIT advanced();
    }
}

void CsvCopy::cancel()
{
    if (busy())
        end(tr("Copying was cancelled: the clipboard is as it was."));
}

void CsvCopy::end(const QString &words)
{
    m_timer.stop();
    m_csv.reset();
    Q_EMIT advanced();
    if (!words.isEmpty())
        Q_EMIT ended(words);
}

int CsvCopy::percent() const { return m_csv && m_csv->rows() > 0 ? int(100 * m_csv->written() / m_csv->rows()) : 0; }

} // namespace ui
