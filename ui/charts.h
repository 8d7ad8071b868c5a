#pragma once

#include "app/session.h"
#include "ui/theme.h"

#include <QChart>
#include <QLabel>
#include <QChartView>
#include <QTimer>

namespace ui {

class Selection;

enum class ChartKind : quint8 { Latency, InFlight, LoopLag };

/// One chart (Qt Charts) of the shown run. Rebuilt at most four times a second,
/// and only while it is seen.
class ChartPanel : public QWidget
{
    Q_OBJECT
public:
    ChartPanel(ChartKind kind, app::Session &session, Selection &selection, QWidget *parent = nullptr);

    static QString name(ChartKind kind);
    void setTheme(const Theme &theme, double scale);
    QChart *chart() const { return m_view->chart(); }

protected:
    void showEvent(QShowEvent *event) override;

private:
    void rebuildSoon();
    void rebuild();
    QString emptyText(const app::Run *run) const;

    const ChartKind m_kind;
    app::Session &m_session;
    Selection &m_selection;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    QChartView *m_view;
    QLabel *m_empty;
    QTimer m_soon;
};

} // namespace ui
