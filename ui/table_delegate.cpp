#include "ui/table_delegate.h"

#include "ui/table_model.h"
#include "ui/timeline/timeline_painter.h"

#include <QGuiApplication>
#include <QPainter>

namespace ui {

void TableDelegate::setTheme(const Theme &theme, double scale)
{
    m_iconSize = QSizeF(18 * scale, 11 * scale).toSize();
    const double ratio = qGuiApp->devicePixelRatio();
    for (size_t i = 0; i < m_icons.size(); ++i) {
        QPixmap picture(m_iconSize * ratio);
        picture.setDevicePixelRatio(ratio);
        QPainter painter(&picture);
        paintState(painter, QRectF(QPointF(), QSizeF(m_iconSize)), theme.state(app::State(i)), scale);
        painter.end();
        m_icons[i] = QIcon(picture);
        m_icons[i].addPixmap(picture, QIcon::Selected); // the same: its colours mean something
    }
}

void TableDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const QVariant state = index.data(TableModel::StateRole);
    if (!state.isValid())
        return;
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = m_icons[size_t(state.toInt())];
    option->decorationSize = m_iconSize;
}

} // namespace ui
