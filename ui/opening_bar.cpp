#include "ui/opening_bar.h"

#include "app/opening.h"

#include <QAccessible>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QShortcut>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int patienceMillis = 200; ///< what is quicker is not worth a word
constexpr int openingMillis = 50;

} // namespace

OpeningBar::OpeningBar(app::Opening &opening, QWidget *parent)
    : QFrame(parent), m_opening(opening), m_name(new QLabel(this)), m_bar(new QProgressBar(this)), m_percent(new QLabel(this))
{
    setObjectName(u"openingBar"_s);
    m_name->setObjectName(u"openingName"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // a long name must not widen the window
    m_bar->setObjectName(u"openingProgress"_s);
    m_bar->setAccessibleName(tr("Opening a file"));
    m_bar->setTextVisible(false); // beside it one can read it on any colour
    m_bar->setFixedHeight(8);
    m_percent->setObjectName(u"openingPercent"_s);
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *cancel = new QPushButton(tr("&Cancel"), this);
    cancel->setObjectName(u"openingCancel"_s);
    cancel->setToolTip(tr("Esc"));
    cancel->setAccessibleName(tr("Cancel the opening"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 6, 6);
    layout->setSpacing(12);
    layout->addWidget(m_name, 2);
    layout->addWidget(m_bar, 3);
    layout->addWidget(m_percent);
    layout->addWidget(cancel);
    hide();
    // Wherever the focus is; while the strip is hidden the key does what it always does.
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    connect(escape, &QShortcut::activated, &opening, &app::Opening::cancel);
    connect(cancel, &QPushButton::clicked, &opening, &app::Opening::cancel);
    connect(&opening, &app::Opening::began, this, [this] {
        if (isHidden() && !m_timer.isActive())
            m_timer.start(patienceMillis);
    });
    connect(&opening, &app::Opening::ended, this, &OpeningBar::end);
    m_timer.callOnTimeout(this, &OpeningBar::refresh);
}

void OpeningBar::refresh()
{
    const app::Opening::Progress now = m_opening.progress();
    if (now.path.isEmpty())
        return;
    const QString name = QFileInfo(now.path).fileName();
    m_name->setText(now.waiting == 0 ? tr("Opening %1").arg(name) : tr("Opening %1, %n more after it", nullptr, int(now.waiting)).arg(name));
    m_bar->setRange(0, now.percent < 0 ? 0 : 100);
    m_bar->setValue(std::max(0, now.percent));
    m_percent->setMinimumWidth(m_percent->fontMetrics().horizontalAdvance(tr("%1 %").arg(100))); // nothing moves as it counts
    m_percent->setText(now.percent < 0 ? QString() : tr("%1 %").arg(now.percent));
    if (!isHidden())
        return;
    m_timer.start(openingMillis);
    show();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void OpeningBar::end()
{
    m_timer.stop();
    hide();
}

} // namespace ui
