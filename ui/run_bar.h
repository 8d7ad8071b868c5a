#pragma once

#include "app/session.h"
#include "ui/settings.h"
#include "ui/theme.h"

#include <QWidget>

#include <array>

class QAbstractButton;
class QBoxLayout;
class QButtonGroup;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;

namespace ui {

class EndpointButton;

/// What to fire: endpoint, count, sleep, workers; and the server's address. Asks, and does nothing itself.
class RunBar : public QWidget
{
    Q_OBJECT
public:
    RunBar(const Settings &settings, QWidget *parent = nullptr);

    /// What a click on `endpoint` asks for now.
    app::RunRequest request(app::Endpoint endpoint) const;
    void remember(Settings &settings) const;
    void setAddress(quint16 port, qint64 pid); ///< port 0: no server
    void setRunning(bool running);
    void setTheme(const Theme &theme, double scale);

Q_SIGNALS:
    void launchAsked(app::Endpoint endpoint);
    void allAsked();
    void stopAsked();
    void poolChanged(int workers);

public:
    QSize minimumSizeHint() const override; ///< of the narrowest form

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    enum class Form : quint8 { Roomy, Compact, TwoLines };

    void addEndpoints();
    void addCounts(int count);
    void addFields(const Settings &settings);
    void addButtons();
    QWidget *labelled(const QString &label, QWidget *field);
    void measure();
    void fit();
    void apply(Form form);
    void markCount(int count);

    QBoxLayout *m_lines, *m_what, *m_how; ///< the endpoints; how many of them and all else
    std::vector<EndpointButton *> m_endpoints;
    QButtonGroup *m_counts;
    QSpinBox *m_count;
    QDoubleSpinBox *m_sleep;
    QSpinBox *m_pool;
    QPushButton *m_all;
    QPushButton *m_stop;
    QLabel *m_address;
    QString m_addressText, m_addressShort;
    double m_scale = 1;
    Form m_form = Form::Roomy;
    std::array<int, 3> m_needed{}; ///< px that each form is wide
};

} // namespace ui
