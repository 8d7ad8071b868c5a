#include "ui/log_panel.h"

#include "ui/selection.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int logMillis = 60; ///< nobody reads quicker, and each time costs what there are lines
constexpr int longestLine = 130; ///< characters that the tutorial's own lines have at the most

/// Why a run will never have a line; empty: it has, or may have.
QString whyEmpty(const app::Run &run)
{
    if (!run.trace.tracks().empty())
        return LogPanel::tr("No log: this is a trace of another program.");
    const app::Headline head = app::headline(run.trace);
    const bool silent = !run.live() && head.requests > 0 && head.failed == 0; // what failed has a line
    return silent && !head.observed.server() ? LogPanel::tr("No log: the server was not observed.") : QString();
}

} // namespace

/// One line, in monospace; lit when its request is hovered, red when it failed.
class LogDelegate : public QStyledItemDelegate
{
public:
    LogDelegate(const Selection &selection, QObject *parent) : QStyledItemDelegate(parent), m_selection(selection) {}

    void setTheme(const Theme &theme, double scale)
    {
        m_theme = theme;
        m_font = monoFont(12 * scale);
        m_height = int(19 * scale);
        m_width = int(QFontMetricsF(m_font).horizontalAdvance(QString(longestLine, u'0'))) + 24;
    }
    QSize lineSize() const { return {m_width, m_height}; } ///< of each
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto request = app::RequestId(index.data(LogModel::RequestRole).toUInt());
        const bool current = option.state & QStyle::State_Selected;
        if (current || (request != app::RequestId::None && request == m_selection.hovered()))
            painter->fillRect(option.rect, m_theme.highlight);
        painter->setFont(m_font);
        painter->setPen(index.data(LogModel::FailedRole).toBool() ? m_theme.bad : m_theme.text);
        painter->drawText(option.rect.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    }

private:
    const Selection &m_selection;
    Theme m_theme = lightTheme();
    QFont m_font = monoFont(12);
    int m_height = 19, m_width = 700;
};

LogPanel::LogPanel(app::Session &session, Selection &selection, QWidget *parent)
    : QWidget(parent), m_session(session), m_selection(selection), m_lines(new QTableView(this)), m_filter(new QLineEdit(this)),
      m_noLog(new QLabel(this)),
      m_delegate(new LogDelegate(selection, this))
{
    // A table of one column: a list view would lay out all its lines again for each that comes.
    m_lines->setObjectName(QStringLiteral("logLines"));
    m_lines->setAccessibleName(tr("Log"));
    m_lines->setModel(&m_model);
    m_lines->setItemDelegate(m_delegate);
    m_lines->setSelectionMode(QAbstractItemView::SingleSelection);
    m_lines->setShowGrid(false);
    m_lines->setTabKeyNavigation(false);
    m_lines->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_lines->horizontalHeader()->hide();
    m_lines->verticalHeader()->hide();
    m_lines->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_lines->setFrameShape(QFrame::NoFrame);
    m_lines->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_filter->setObjectName(QStringLiteral("logFilter"));
    m_filter->setPlaceholderText(tr("filter: worker-3, #17, depth 2"));
    m_filter->setAccessibleName(tr("Filter the log by thread, request or text"));
    m_filter->setClearButtonEnabled(true);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 4, 0, 4);
    layout->addWidget(m_lines);
    m_noLog->setObjectName(QStringLiteral("logForeign"));
    m_noLog->setAlignment(Qt::AlignCenter);
    m_noLog->hide();
    layout->addWidget(m_noLog, 1);
    const auto fitBar = [this] { // a table has its bar also where there is no line
        m_lines->setHorizontalScrollBarPolicy(m_model.rowCount() > 0 ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff);
    };
    connect(&m_model, &LogModel::rowsInserted, this, fitBar);
    connect(&m_model, &LogModel::modelReset, this, fitBar);
    fitBar();
    connect(m_filter, &QLineEdit::textChanged, &m_model, &LogModel::setFilter);
    connect(m_lines, &QTableView::clicked, this, &LogPanel::choose);
    connect(m_lines, &QTableView::activated, this, &LogPanel::choose);
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, &LogPanel::advance);
    const auto advanceSoon = [this](app::RunId id) {
        if (id == m_selection.run() && !m_soon.isActive())
            m_soon.start(logMillis);
    };
    connect(&session, &app::Session::runAdvanced, this, advanceSoon);
    connect(&session, &app::Session::runFinished, this, advanceSoon);
    connect(&selection, &Selection::runChanged, this, &LogPanel::showRun);
    connect(&selection, &Selection::eventChanged, this, &LogPanel::scrollToEvent);
    connect(&selection, &Selection::hoveredChanged, m_lines->viewport(), qOverload<>(&QWidget::update));
}

void LogPanel::setTheme(const Theme &theme, double scale)
{
    m_delegate->setTheme(theme, scale);
    m_lines->verticalHeader()->setMinimumSectionSize(1);
    m_lines->verticalHeader()->setDefaultSectionSize(m_delegate->lineSize().height());
    m_lines->horizontalHeader()->setDefaultSectionSize(m_delegate->lineSize().width());
    m_lines->viewport()->update();
}

void LogPanel::showRun(app::RunId id)
{
    const app::Run *run = m_session.run(id);
    m_model.setRun(run);
    const QString why = run ? whyEmpty(*run) : QString();
    m_noLog->setText(why);
    m_noLog->setVisible(!why.isEmpty());
    m_lines->setHidden(!why.isEmpty());
    m_lines->scrollToBottom();
}

/// Follows the end, unless somebody has scrolled up to read.
void LogPanel::advance()
{
    const QScrollBar *bar = m_lines->verticalScrollBar();
    const bool atEnd = bar->value() >= bar->maximum() - 1;
    const int before = m_model.rowCount();
    m_model.advance();
    if (atEnd && m_model.rowCount() != before && !m_selection.event())
        m_lines->scrollToBottom();
}

void LogPanel::scrollToEvent(std::optional<size_t> event)
{
    if (m_soon.isActive()) // what was chosen may be too fresh to have its line
        advance();
    const int row = event ? m_model.rowOf(*event) : -1;
    if (row < 0)
        return m_lines->clearSelection();
    if (m_lines->currentIndex().row() == row && m_lines->selectionModel()->hasSelection())
        return;
    const int left = m_lines->horizontalScrollBar()->value();
    m_lines->setCurrentIndex(m_model.index(row));
    m_lines->scrollTo(m_model.index(row), QAbstractItemView::PositionAtCenter);
    m_lines->horizontalScrollBar()->setValue(left); // a table would centre the long line sideways as well
}

void LogPanel::choose(const QModelIndex &index)
{
    if (!index.isValid())
        return;
    m_selection.setSelected(app::RequestId(index.data(LogModel::RequestRole).toUInt()));
    const size_t event = m_model.event(index.row());
    m_selection.setEvent(event);
    if (const app::Run *run = m_session.run(m_selection.run()); run && event < run->log.events.size())
        Q_EMIT timeChosen(run->log.events[event].t);
}

} // namespace ui
