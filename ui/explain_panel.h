#pragma once

#include "app/session.h"
#include "app/statistics.h"
#include "ui/theme.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QProgressBar;

namespace ui {

class Selection;

/// The endpoint's source with the line under the playhead, what the loop holds at that moment, and why the
/// run took as long as it did. Refreshed ten times a second at most.
class ExplainPanel : public QWidget
{
    Q_OBJECT
public:
    ExplainPanel(app::Session &session, Selection &selection, QWidget *parent = nullptr);
    void setTheme(const Theme &theme, double scale);

    /// The paragraph for a run, with its own numbers; also for tests.
    static QString why(const app::Run &run);

private:
    struct Gauge {
        QLabel *value = nullptr;
        QProgressBar *bar = nullptr;
    };
    Gauge addGauge(const QString &name, const QString &objectName);
    void set(const Gauge &gauge, const QString &text, int value, int most);
    void refreshSoon();
    void refresh();
    void refreshWithout(app::Endpoint endpoint, const QString &title, const QString &words);
    void showSource(app::Endpoint endpoint);
    void refreshSource(const app::Run &run, qint64 t, app::RequestId onLoop);
    void refreshGauges(const app::Run &run, const app::Moment &moment);
    app::RequestId subject(const app::Run &run, app::RequestId onLoop) const;

    app::Session &m_session;
    Selection &m_selection;
    Theme m_theme = lightTheme();
    const QString m_text; ///< server/endpoints.cpp
    QStringList m_source;
    QLabel *m_time;
    QPlainTextEdit *m_view;
    Gauge m_running, m_ready, m_awaiting, m_workers, m_queued;
    QLabel *m_whyTitle, *m_why;
    QTimer m_soon;
};

} // namespace ui
