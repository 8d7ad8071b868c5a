#pragma once

#include <QFrame>

class QLabel;

namespace ui {

/// A strip that says what went wrong and stays until it is closed. It takes no focus and stops nothing.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const QString &text);
    QString message() const; ///< empty: none is shown

private:
    QLabel *m_text;
};

} // namespace ui
