#pragma once

#include "app/sweep.h"
#include "ui/makespan_chart.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace ui {

class MakespanView;
struct Settings;

/// Makespan over count: the sweep that measures it, its chart, and both on their way out. Runs of a sweep stand with the
/// session's whole runs of the same sleep and workers, and those of one count and endpoint make one point; of another sleep or
/// pool they are a set of their own, chosen above the chart. A sweep's runs stay until the window closes, or until a later sweep
/// has measured the same.
class MakespanPanel : public QWidget
{
    Q_OBJECT
public:
    /// Both must outlive it. What is asked for is remembered in `settings`.
    MakespanPanel(app::Session &session, Settings &settings, QWidget *parent = nullptr);

    /// For the corner of the tabs: which set, the axes, large, export.
    QWidget *controls() const { return m_controls; }
    bool sweeping() const { return m_sweep.running(); }
    void measure(); ///< as a click on its button; nothing where that is disabled or says Stop
    void stop() { m_sweep.stop(); }
    void setPool(int pool); ///< of the next sweep
    void setLarge(bool large);
    void setTheme(const Theme &theme, double scale);

    bool hasPoints() const { return !m_shown.points.empty(); }
    Exportable exportable() const;
    QString csv() const; ///< of what is shown, in the order of the chart

Q_SIGNALS:
    void sweepingChanged(bool sweeping);
    void largeAsked(bool large);
    void pictureAsked();
    void csvAsked();
    void failed(const QString &reason);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void makeControls();
    QWidget *makeSweepRow();
    void measureOrStop();
    void take(const app::MakespanPoint &point);
    void sweepEnded(const QString &fault);
    void addRun(app::RunId id);
    void showSets(const MakespanSet &chosen);
    void refreshPlan();
    void refreshStatus();
    void refreshChart();
    app::SweepWishes wishes() const;
    MakespanShown shownOf(const MakespanSet &set) const;

    app::Session &m_session;
    Settings &m_settings;
    app::Sweep m_sweep;
    std::vector<app::MakespanPoint> m_swept; ///< by the last sweep
    std::vector<app::MakespanPoint> m_sweptBefore; ///< what it has not measured again; of all sets
    std::vector<app::SweepWishes> m_wished;  ///< one a set, the last
    std::vector<MakespanSet> m_sets;         ///< by the place in m_choice
    MakespanShown m_shown;
    app::SweepCounts m_counts;               ///< as the field has them
    int m_pool;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    QWidget *m_controls;
    QComboBox *m_choice;
    QPushButton *m_logarithmic, *m_large, *m_export, *m_measure;
    QDoubleSpinBox *m_sleep;
    QLineEdit *m_countsField;
    QLabel *m_status, *m_empty;
    QStackedWidget *m_stack;
    MakespanView *m_view;
    QTimer m_tick; ///< while a sweep runs
};

} // namespace ui
