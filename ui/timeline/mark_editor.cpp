#include "ui/timeline/mark_editor.h"

#include <QKeyEvent>

namespace ui {

MarkEditor::MarkEditor(const QString &name, QWidget *parent) : QLineEdit(name, parent)
{
    setObjectName(QStringLiteral("markEditor"));
    setAccessibleName(tr("Name of the mark"));
    setMaxLength(60);
    selectAll();
}

/// Every key ends here: none may move the timeline below while one types.
void MarkEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close(true, true);
    else if (event->key() == Qt::Key_Escape)
        close(false, true);
    else
        QLineEdit::keyPressEvent(event);
    event->accept();
}

void MarkEditor::focusOutEvent(QFocusEvent *event)
{
    QLineEdit::focusOutEvent(event);
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        close(true, false);
}

void MarkEditor::close(bool take, bool byKey)
{
    if (!std::exchange(m_open, false)) // hiding takes the focus away once more
        return;
    if (const QString name = text().trimmed(); take && !name.isEmpty())
        Q_EMIT taken(name);
    Q_EMIT closed(byKey);
    hide();
    deleteLater();
}

} // namespace ui
