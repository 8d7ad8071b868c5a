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

RunBar::RunBar(const Settings &settings, QWidget *parent)
    : QWidget(parent), m_lines(new QHBoxLayout(this)), m_what(new QHBoxLayout), m_how(new QHBoxLayout), m_counts(new QButtonGroup(this)),
      m_count(new QSpinBox(this)), m_sleep(new SecondsBox(this)), m_pool(new QSpinBox(this)), m_all(new QPushButton(tr("Run all &three"), this)), m_stop(new QPushButton(tr("St&op"), this)),
      m_address(new QLabel(this))
{
    setObjectName(u"runBar"_s);
    setAttribute(Qt::WA_StyledBackground);
    m_lines->addLayout(m_what);
    m_lines->addLayout(m_how, 1);
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
        m_what->addWidget(button);
    }
    m_what->addStretch(1);
}

void RunBar::addCounts(int count)
{
    auto *times = new QLabel(QStringLiteral("\u00d7"), this);
    times->setObjectName(u"times"_s);
    m_how->addWidget(times);
    for (const int preset : {1, 2, 10, 50, 100}) {
        auto *button = new QPushButton(QString::number(preset), this);
        button->setObjectName(u"count%1"_s.arg(preset));
        button->setProperty("kind", u"count"_s);
        button->setCheckable(true);
        button->setAccessibleName(tr("%1 requests").arg(preset));
        m_counts->addButton(button, preset);
        m_how->addWidget(button);
    }
    m_count->setObjectName(u"countField"_s);
    m_count->setRange(1, app::maximumCount);
    m_count->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_count->setAlignment(Qt::AlignCenter);
    m_count->setAccessibleName(tr("How many requests"));
    m_count->setToolTip(tr("How many requests at once, 1 to %L1").arg(app::maximumCount));
    m_count->setValue(count);
    markCount(count);
    m_how->addWidget(m_count);
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
    m_how->addWidget(labelled(tr("sleep"), m_sleep));
    m_pool->setObjectName(u"poolField"_s);
    m_pool->setRange(1, server::maximumPool);
    m_pool->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_pool->setValue(settings.pool);
    m_pool->setAccessibleName(tr("Workers of the pool"));
    m_pool->setToolTip(tr("Threads of the pool that runs sync-endpoint, 1 to %L1").arg(server::maximumPool));
    m_how->addWidget(labelled(tr("workers"), m_pool));
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
    m_stop->setObjectName(u"stopButton"_s);
    m_stop->setToolTip(tr("End the run now (Ctrl+.)"));
    connect(m_stop, &QPushButton::clicked, this, &RunBar::stopAsked);
    m_how->addStretch(1);
    m_address->setObjectName(u"address"_s);
    m_address->setTextFormat(Qt::RichText);
    m_address->setAccessibleName(tr("Server"));
    m_how->addWidget(m_address, 0, Qt::AlignVCenter);
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
    measure();
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
    m_sleep->setFixedWidth(int(72 * scale));
    measure();
}

QSize RunBar::minimumSizeHint() const { return {m_needed.back(), QWidget::minimumSizeHint().height()}; }

void RunBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

/// By what its fields need in the font there is; once, for it costs a layout each.
void RunBar::measure()
{
    for (size_t i = 0; i < m_needed.size(); ++i) {
        apply(Form(i));
        m_needed[i] = m_lines->minimumSize().width();
    }
    fit();
    updateGeometry();
}

void RunBar::fit()
{
    size_t form = 0;
    while (form + 1 < m_needed.size() && width() < m_needed[form])
        ++form;
    if (Form(form) != m_form)
        apply(Form(form));
}

void RunBar::apply(Form form)
{
    m_form = form;
    const bool roomy = form == Form::Roomy, two = form == Form::TwoLines;
    for (EndpointButton *button : m_endpoints)
        button->setCompact(!roomy);
    for (QAbstractButton *button : m_counts->buttons())
        button->setFixedWidth(int((roomy ? 46 : 30) * m_scale));
    m_count->setFixedWidth(int((roomy ? 68 : 64) * m_scale));
    m_pool->setFixedWidth(int((roomy ? 60 : 52) * m_scale));
    m_address->setText(roomy ? m_addressText : m_addressShort);
    for (QPushButton *button : {m_all, m_stop}) {
        m_what->removeWidget(button);
        m_how->removeWidget(button);
        two ? m_what->insertWidget(m_what->count() - 1, button) : m_how->insertWidget(m_how->count() - 2, button); // before the stretch
    }
    m_lines->setDirection(two ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (QBoxLayout *line : {m_lines, m_what, m_how})
        line->setSpacing(int((roomy ? 8 : two ? 5 : 3) * m_scale));
    const int side = roomy ? 12 : 8;
    m_lines->setContentsMargins(side, 8, side, 8);
}

void RunBar::markCount(int count)
{
    m_counts->setExclusive(false); // no preset at all is a state too
    for (QAbstractButton *button : m_counts->buttons())
        button->setChecked(m_counts->id(button) == count);
    m_counts->setExclusive(m_counts->button(count) != nullptr);
}

} // namespace ui
