#pragma once

#include <QWidget>

namespace ui {

/// A frame just inside a list, table, text or timeline while the keyboard's focus is there and came with a key.
/// Lies over the widget it was made for, which owns it; takes no mouse.
class FocusRing : public QWidget
{
    Q_OBJECT
public:
    explicit FocusRing(QWidget *around);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace ui
