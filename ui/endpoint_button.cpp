#include "ui/endpoint_button.h"

#include <QFontMetricsF>
#include <QPainter>

namespace ui {
namespace {

constexpr double namePixels = 14, doesPixels = 11.5;

} // namespace

EndpointButton::EndpointButton(app::Endpoint endpoint, const QString &does, QWidget *parent)
    : QAbstractButton(parent), m_endpoint(endpoint), m_does(does)
{
    const QString name = server::endpointName(endpoint);
    setText(name);
    setAccessibleName(name);
    setAccessibleDescription(does);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void EndpointButton::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    updateGeometry();
    update();
}

void EndpointButton::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

QSize EndpointButton::sizeHint() const
{
    const double name = QFontMetricsF(textFont(namePixels * m_scale, QFont::DemiBold)).horizontalAdvance(text());
    const double does = QFontMetricsF(textFont(doesPixels * m_scale)).horizontalAdvance(m_does);
    return m_compact ? QSize(int(name + 24 * m_scale), int(36 * m_scale)) : QSize(int(std::max(name, does) + 46 * m_scale), int(48 * m_scale));
}

void EndpointButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = m_theme.endpoint(m_endpoint);
    QColor ground = m_theme.raised;
    if (isEnabled() && (isDown() || underMouse())) {
        ground = colour;
        ground.setAlpha(isDown() ? 70 : 34);
    }
    const double line = (hasFocus() ? 2.5 : 1.5) * m_scale;
    painter.setPen(QPen(isEnabled() ? (hasFocus() ? m_theme.accent : colour) : m_theme.border, line));
    painter.setBrush(ground);
    painter.drawRoundedRect(QRectF(rect()).adjusted(line / 2, line / 2, -line / 2, -line / 2), 7 * m_scale, 7 * m_scale);
    const double left = (m_compact ? 7 : 13) * m_scale;
    painter.setPen(Qt::NoPen);
    painter.setBrush(isEnabled() ? colour : m_theme.border);
    painter.drawRoundedRect(QRectF(left, height() / 2.0 - 11 * m_scale, 5 * m_scale, 22 * m_scale), 2.5 * m_scale, 2.5 * m_scale);
    const double textLeft = left + (m_compact ? 9 : 15) * m_scale;
    const QRectF whole(textLeft, 0, width() - textLeft, height());
    painter.setFont(textFont(namePixels * m_scale, QFont::DemiBold));
    painter.setPen(isEnabled() ? m_theme.text : m_theme.mutedText);
    if (m_compact) {
        painter.drawText(whole, Qt::AlignLeft | Qt::AlignVCenter, text());
        return;
    }
    painter.drawText(whole.adjusted(0, 7 * m_scale, 0, -height() / 2.0 + 2 * m_scale), Qt::AlignLeft | Qt::AlignVCenter, text());
    painter.setFont(textFont(doesPixels * m_scale));
    painter.setPen(m_theme.mutedText);
    painter.drawText(whole.adjusted(0, height() / 2.0 - 1 * m_scale, 0, -6 * m_scale), Qt::AlignLeft | Qt::AlignVCenter, m_does);
}

void EndpointButton::enterEvent(QEnterEvent *) { update(); }
void EndpointButton::leaveEvent(QEvent *) { update(); }

} // namespace ui
