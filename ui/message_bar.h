#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace ui {

/// A strip that says what went wrong, or offers something, and stays until it is closed. It takes no focus and stops nothing.
class MessageBar : public QFrame
{
    Q_OBJECT
public:
    explicit MessageBar(QWidget *parent = nullptr);

    void showMessage(const QString &text);
    /// With a button that does what is offered, and closes the strip.
    void offer(const QString &text, const QString &button, const std::function<void()> &action);
    QString message() const; ///< empty: none is shown

private:
    void display(const QString &text);

    QLabel *m_text;
    QPushButton *m_offer;
    std::function<void()> m_action;
};

} // namespace ui
