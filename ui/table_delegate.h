#pragma once

#include "ui/theme.h"

#include <QIcon>
#include <QStyledItemDelegate>

namespace ui {

/// A table's cells as the style draws them, and before a state's name its colour and pattern.
class TableDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void setTheme(const Theme &theme, double scale);

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    std::array<QIcon, app::stateCount> m_icons;
    QSize m_iconSize;
};

} // namespace ui
