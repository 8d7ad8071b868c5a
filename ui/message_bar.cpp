#include "ui/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace ui {

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_text(new QLabel(this)), m_offer(new QPushButton(this))
{
    setObjectName(QStringLiteral("messageBar"));
    m_text->setObjectName(QStringLiteral("messageText"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it may quote a file's name
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QPushButton(tr("Close"), this);
    close->setObjectName(QStringLiteral("messageClose"));
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QPushButton::clicked, this, &QWidget::hide);
    m_offer->setObjectName(QStringLiteral("messageOffer"));
    connect(m_offer, &QPushButton::clicked, this, [this] {
        hide();
        const auto action = m_action; // it may offer the next thing
        action();
    });
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_offer);
    layout->addWidget(close);
    hide();
}

void MessageBar::showMessage(const QString &text)
{
    m_offer->hide();
    display(text);
}

void MessageBar::offer(const QString &text, const QString &button, const std::function<void()> &action)
{
    m_action = action;
    m_offer->setText(button);
    m_offer->show();
    display(text);
}

void MessageBar::display(const QString &text)
{
    m_text->setText(text);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

QString MessageBar::message() const { return isHidden() ? QString() : m_text->text(); }

} // namespace ui
