#include "ui/run_bar.h"

#include "ui/endpoint_button.h"
#include "ui/seconds_box.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include <cmath>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int compactBelow = 1290; ///< px at scale 1; narrower leaves out what the menu has too

} // namespace

RunBar::RunBar(const Settings &settings, QWidget *parent)
    : QWidget(parent), m_counts(new QButtonGroup(this)), m_count(new QSpinBox(this)), m_sleep(new SecondsBox(this)),
      m_pool(new QSpinBox(this)), m_all(new QPushButton(tr("Run all &three"), this)), m_stop(new QPushButton(tr("St&op"), this)),
      m_address(new QLabel(this))
{
    setObjectName(u"runBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    addEndpoints();
    addCounts(settings.count);
    addFields(settings);
    addButtons();
    setRunning(false);
}

void RunBar::addEndpoints()
{
    struct Entry {
        app::Endpoint endpoint;
        QString name, does, key;
    };
    const Entry entries[] = {{app::Endpoint::Async, u"endpointAsync"_s, tr("awaits a timer"), u"Ctrl+1"_s},
                             {app::Endpoint::Sync, u"endpointSync"_s, tr("blocks a worker"), u"Ctrl+2"_s},
                             {app::Endpoint::AsyncWrong, u"endpointAsyncWrong"_s, tr("blocks the loop"), u"Ctrl+3"_s}};
    for (const Entry &entry : entries) {
        auto *button = new EndpointButton(entry.endpoint, entry.does, this);
        button->setObjectName(entry.name);
        button->setToolTip(tr("Fire the requests at %1, all at once (%2)").arg(server::endpointPath(entry.endpoint), entry.key));
        connect(button, &QAbstractButton::clicked, this, [this, endpoint = entry.endpoint] { Q_EMIT launchAsked(endpoint); });
        m_endpoints.push_back(button);
        layout()->addWidget(button);
    }
}

void RunBar::addCounts(int count)
{
    auto *times = new QLabel(QStringLiteral("\u00d7"), this);
    times->setObjectName(u"times"_s);
    layout()->addWidget(times);
    for (const int preset : {1, 2, 10, 50, 100}) {
        auto *button = new QPushButton(QString::number(preset), this);
        button->setObjectName(u"count%1"_s.arg(preset));
        button->setProperty("kind", u"count"_s);
        button->setCheckable(true);
        button->setAccessibleName(tr("%1 requests").arg(preset));
        m_counts->addButton(button, preset);
        layout()->addWidget(button);
    }
    m_count->setObjectName(u"countField"_s);
    m_count->setRange(1, app::maximumCount);
    m_count->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_count->setAlignment(Qt::AlignCenter);
    m_count->setAccessibleName(tr("How many requests"));
    m_count->setToolTip(tr("How many requests at once, 1 to %L1").arg(app::maximumCount));
    m_count->setValue(count);
    markCount(count);
    layout()->addWidget(m_count);
    connect(m_counts, &QButtonGroup::idClicked, m_count, &QSpinBox::setValue);
    connect(m_count, &QSpinBox::valueChanged, this, &RunBar::markCount);
}

void RunBar::addFields(const Settings &settings)
{
    m_sleep->setObjectName(u"sleepField"_s);
    m_sleep->setRange(0, 60);
    m_sleep->setDecimals(3);
    m_sleep->setSingleStep(0.1);
    m_sleep->setSuffix(tr(" s"));
    m_sleep->setStepType(QAbstractSpinBox::DefaultStepType);
    m_sleep->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_sleep->setValue(settings.sleep);
    m_sleep->setAccessibleName(tr("Sleep, seconds"));
    m_sleep->setToolTip(tr("How long each handler waits, 0 to 60 seconds"));
    layout()->addWidget(labelled(tr("sleep"), m_sleep));
    m_pool->setObjectName(u"poolField"_s);
    m_pool->setRange(1, server::maximumPool);
    m_pool->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_pool->setValue(settings.pool);
    m_pool->setAccessibleName(tr("Workers of the pool"));
    m_pool->setToolTip(tr("Threads of the pool that runs sync-endpoint, 1 to %L1").arg(server::maximumPool));
    layout()->addWidget(labelled(tr("workers"), m_pool));
    connect(m_pool, &QSpinBox::valueChanged, this, &RunBar::poolChanged);
}

QWidget *RunBar::labelled(const QString &label, QWidget *field)
{
    auto *box = new QWidget(this);
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(1);
    auto *text = new QLabel(label, box);
    text->setProperty("kind", u"small"_s);
    text->setBuddy(field);
    column->addWidget(text);
    column->addWidget(field);
    return box;
}

void RunBar::addButtons()
{
    m_all->setObjectName(u"runAll"_s);
    m_all->setToolTip(tr("Fire at the three endpoints, one after the other, and compare them (Ctrl+4)"));
    connect(m_all, &QPushButton::clicked, this, &RunBar::allAsked);
    layout()->addWidget(m_all);
    m_stop->setObjectName(u"stopButton"_s);
    m_stop->setToolTip(tr("End the run now (Ctrl+.)"));
    connect(m_stop, &QPushButton::clicked, this, &RunBar::stopAsked);
    layout()->addWidget(m_stop);
    static_cast<QHBoxLayout *>(layout())->addStretch(1);
    m_address->setObjectName(u"address"_s);
    m_address->setTextFormat(Qt::RichText);
    m_address->setAccessibleName(tr("Server"));
    static_cast<QHBoxLayout *>(layout())->addWidget(m_address, 0, Qt::AlignVCenter);
}

app::RunRequest RunBar::request(app::Endpoint endpoint) const
{
    return {endpoint, m_count->value(), quint32(std::lround(m_sleep->value() * 1e6)), m_pool->value()};
}

void RunBar::remember(Settings &settings) const
{
    settings.count = m_count->value();
    settings.sleep = m_sleep->value();
    settings.pool = m_pool->value();
}

void RunBar::setAddress(quint16 port, qint64 pid)
{
    const QString dot = QStringLiteral("<span style='color:%1'>\u25cf</span>&nbsp; ").arg(port ? u"#009e73"_s : u"#d55e00"_s);
    m_addressText = dot + (port ? tr("127.0.0.1:%1").arg(port) + QStringLiteral(" \u00b7 ") + tr("pid %1").arg(pid) : tr("no server"));
    m_addressShort = dot + (port ? u":%1"_s.arg(port) : tr("none"));
    m_address->setText(m_compact ? m_addressShort : m_addressText);
    m_address->setToolTip(port ? tr("The server of this window listens on 127.0.0.1, port %1, in process %2. Other programs may call it.").arg(port).arg(pid)
                               : tr("The server does not run."));
}

void RunBar::setRunning(bool running)
{
    for (EndpointButton *button : m_endpoints)
        button->setEnabled(!running);
    m_all->setEnabled(!running);
    m_stop->setEnabled(running);
}

void RunBar::setTheme(const Theme &theme, double scale)
{
    m_scale = scale;
    for (EndpointButton *button : m_endpoints)
        button->setTheme(theme, scale);
    for (QAbstractButton *button : m_counts->buttons())
        button->setFixedWidth(int((m_compact ? 34 : 46) * scale));
    m_count->setFixedWidth(int(68 * scale));
    m_sleep->setFixedWidth(int(72 * scale));
    m_pool->setFixedWidth(int(60 * scale));
    setCompact(width() < compactBelow * scale);
}

QSize RunBar::minimumSizeHint() const
{
    constexpr int compactWidth = 900; // px at scale 1
    return {int(compactWidth * m_scale), QWidget::minimumSizeHint().height()};
}

void RunBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool compact = width() < compactBelow * m_scale;
    if (compact != m_compact)
        setCompact(compact);
}

void RunBar::setCompact(bool compact)
{
    m_compact = compact;
    for (EndpointButton *button : m_endpoints)
        button->setCompact(compact);
    for (QAbstractButton *button : m_counts->buttons())
        button->setFixedWidth(int((compact ? 34 : 46) * m_scale));
    m_count->setFixedWidth(int((compact ? 64 : 68) * m_scale));
    m_all->setVisible(!compact);
    m_address->setText(compact ? m_addressShort : m_addressText);
    layout()->setSpacing(int((compact ? 4 : 8) * m_scale));
}

void RunBar::markCount(int count)
{
    m_counts->setExclusive(false); // no preset at all is a state too
    for (QAbstractButton *button : m_counts->buttons())
        button->setChecked(m_counts->id(button) == count);
    m_counts->setExclusive(m_counts->button(count) != nullptr);
}

} // namespace ui
