#pragma once

#include "ui/theme.h"

#include <QAbstractButton>

namespace ui {

/// A big button for one endpoint: its name, and in small type what it does.
class EndpointButton : public QAbstractButton
{
    Q_OBJECT
public:
    EndpointButton(app::Endpoint endpoint, const QString &does, QWidget *parent = nullptr);

    app::Endpoint endpoint() const { return m_endpoint; }
    void setTheme(const Theme &theme, double scale);
    void setCompact(bool compact); ///< the name alone
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    const app::Endpoint m_endpoint;
    const QString m_does;
    Theme m_theme = lightTheme();
    double m_scale = 1;
    bool m_compact = false;
};

} // namespace ui
