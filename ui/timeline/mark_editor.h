#pragma once

#include <QLineEdit>

namespace ui {

/// The field that names a mark, over the timeline. Enter or leaving it takes the name, Esc does not. Goes away by itself.
class MarkEditor : public QLineEdit
{
    Q_OBJECT
public:
    MarkEditor(const QString &name, QWidget *parent);

Q_SIGNALS:
    void taken(const QString &name); ///< never empty
    void closed(bool byKey);         ///< after taken(), or without it

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void close(bool take, bool byKey);
    bool m_open = true;
};

} // namespace ui
