#include "ui/run_list.h"

#include "app/comparison.h"
#include "ui/selection.h"

#include <QFileInfo>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace ui {
namespace {

constexpr int figuresMillis = 100; ///< of a live run's figures
constexpr int makespanRole = Qt::UserRole, longestRole = Qt::UserRole + 1, endpointRole = Qt::UserRole + 2, detailRole = Qt::UserRole + 3;

} // namespace

RunModel::RunModel(app::Session &session, QObject *parent) : QAbstractListModel(parent), m_session(session), m_count(int(session.runs().size()))
{
    connect(&session, &app::Session::runAdded, this, &RunModel::add);
    connect(&session, &app::Session::runGoing, this, [this](app::RunId id) { beginRemoveRows({}, rowOf(id), rowOf(id)); });
    connect(&session, &app::Session::runGone, this, [this] {
        --m_count;
        endRemoveRows();
    });
    m_soon.setSingleShot(true);
    m_soon.callOnTimeout(this, [this] { change(m_advanced); });
    connect(&session, &app::Session::runAdvanced, this, &RunModel::changeSoon);
    connect(&session, &app::Session::runFinished, this, &RunModel::change);
}

int RunModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_count; }

const app::Run *RunModel::run(int row) const
{
    return row >= 0 && row < m_count ? m_session.runs()[size_t(m_count - 1 - row)].get() : nullptr;
}

int RunModel::rowOf(app::RunId id) const
{
    const auto &runs = m_session.runs();
    const auto found = std::find_if(runs.rbegin(), runs.rend(), [id](const auto &run) { return run->id == id; });
    const int row = int(found - runs.rbegin()) - (int(runs.size()) - m_count); // a run may be there that is no row yet
    return found != runs.rend() && row >= 0 ? row : -1;
}

QString RunModel::title(const app::Run &run)
{
    const app::Headline head = app::headline(run.trace);
    const app::Endpoint endpoint = head.requests ? head.endpoint : run.asked.endpoint;
    const int count = std::max(head.requests, run.asked.count);
    if (!run.trace.tracks().empty())
        return app::runTitle(run);
    if (endpoint == app::Endpoint::None)
        return tr("%1 requests").arg(count);
    return server::endpointName(endpoint) + QStringLiteral(" \u00d7 %1").arg(count);
}

QString RunModel::detail(const app::Run &run)
{
    const app::Headline head = app::headline(run.trace);
    const QString dot = QStringLiteral(" \u00b7 ");
    const QString makespan = app::durationText(app::makespanOf(run));
    QString text = run.live() ? tr("running, %1").arg(makespan) : makespan;
    if (head.ideal > 0 && !run.live())
        text += dot + tr("ideal %1").arg(app::durationText(head.ideal));
    if (run.state == app::RunState::Stopped)
        text = tr("stopped after %1").arg(makespan);
    else if (head.failed > 0)
        text += dot + tr("%1 failed").arg(head.failed);
    if (!run.log.header.url.isEmpty())
        text += dot + QUrl(run.log.header.url).authority();
    if (run.state == app::RunState::Opened)
        text += dot + QFileInfo(run.source).fileName();
    else if (run.state == app::RunState::Observed)
        text += dot + tr("from another client");
    return text;
}

QVariant RunModel::data(const QModelIndex &index, int role) const
{
    const app::Run *shown = index.isValid() ? run(index.row()) : nullptr;
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole: return title(*shown);
    case Qt::ToolTipRole: return shown->source.isEmpty() ? detail(*shown) : shown->source;
    case Qt::AccessibleTextRole: return QString(title(*shown) + QStringLiteral(", ") + detail(*shown));
    case detailRole: return detail(*shown);
    case makespanRole: return app::makespanOf(*shown);
    case endpointRole: return int(shown->asked.endpoint);
    case longestRole: {
        qint64 longest = 1;
        for (const auto &run : m_session.runs())
            longest = std::max(longest, app::makespanOf(*run));
        return longest;
    }
    default: return {};
    }
}

void RunModel::add()
{
    if (m_count == int(m_session.runs().size()))
        return;
    beginInsertRows({}, 0, 0);
    ++m_count;
    endInsertRows();
}

void RunModel::changeSoon(app::RunId id)
{
    if (m_soon.isActive() && m_advanced == id)
        return;
    change(m_advanced); // it is another run's turn
    m_advanced = id;
    m_soon.start(figuresMillis);
}

void RunModel::change(app::RunId id)
{
    if (const int row = rowOf(id); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

void RunDelegate::setTheme(const Theme &theme, double scale)
{
    m_theme = theme;
    m_scale = scale;
    Q_EMIT sizeHintChanged({});
}

QSize RunDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const { return {int(140 * m_scale), int(60 * m_scale)}; }

void RunDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRectF card = QRectF(option.rect).adjusted(4, 2, -4, -2);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        const bool focused = (option.state & QStyle::State_HasFocus) && (option.state & QStyle::State_Selected);
        painter->setPen(QPen(focused ? m_theme.accent : m_theme.border, focused ? 2 : 1));
        painter->setBrush(option.state & QStyle::State_Selected ? m_theme.panel : m_theme.window);
        painter->drawRoundedRect(card.adjusted(1, 1, -1, -1), 6, 6);
    }
    const QRectF text = card.adjusted(10 * m_scale, 6 * m_scale, -10 * m_scale, 0);
    const auto line = [&](double y, double height, const QFont &font, const QColor &colour, const QString &words, Qt::TextElideMode elide) {
        painter->setFont(font);
        painter->setPen(colour);
        const QRectF place(text.left(), text.top() + y, text.width(), height);
        painter->drawText(place, Qt::AlignLeft | Qt::AlignVCenter, QFontMetricsF(font).elidedText(words, elide, place.width()));
    };
    line(0, 19 * m_scale, textFont(13 * m_scale, QFont::DemiBold), m_theme.text, index.data(Qt::DisplayRole).toString(), Qt::ElideMiddle); // the count at its end tells more
    line(19 * m_scale, 16 * m_scale, textFont(11.5 * m_scale), m_theme.mutedText, index.data(detailRole).toString(), Qt::ElideRight);
    const double share = double(index.data(makespanRole).toLongLong()) / double(index.data(longestRole).toLongLong());
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_theme.endpoint(app::Endpoint(index.data(endpointRole).toInt())));
    painter->drawRoundedRect(QRectF(text.left(), text.top() + 39 * m_scale, std::max(4.0, text.width() * share), 4 * m_scale), 2 * m_scale, 2 * m_scale);
    painter->restore();
}

RunList::RunList(app::Session &session, Selection &selection, QWidget *parent)
    : QListView(parent), m_selection(selection), m_model(new RunModel(session, this)), m_delegate(new RunDelegate(this))
{
    setObjectName(QStringLiteral("runList"));
    setAccessibleName(tr("Runs"));
    setModel(m_model);
    setItemDelegate(m_delegate);
    setMouseTracking(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setSelectionMode(ExtendedSelection);
    connect(&selection, &Selection::runChanged, this, [this](app::RunId id) {
        if (const int row = m_model->rowOf(id); row >= 0 && currentIndex().row() != row)
            setCurrentIndex(m_model->index(row));
    });
}

std::vector<app::RunId> RunList::chosen() const
{
    std::vector<app::RunId> runs;
    for (const QModelIndex &index : selectionModel()->selectedIndexes()) {
        if (const app::Run *run = m_model->run(index.row()))
            runs.push_back(run->id);
    }
    std::sort(runs.begin(), runs.end());
    return runs;
}

void RunList::keyPressEvent(QKeyEvent *event)
{
    const std::vector<app::RunId> before = chosen();
    if (event->key() == Qt::Key_Space && currentIndex().isValid())
        selectionModel()->select(currentIndex(), QItemSelectionModel::Toggle);
    else
        QListView::keyPressEvent(event);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || chosen() != before)
        Q_EMIT runsChosen();
}

void RunList::mouseReleaseEvent(QMouseEvent *event)
{
    QListView::mouseReleaseEvent(event);
    if (indexAt(event->position().toPoint()).isValid())
        Q_EMIT runsChosen();
}

void RunList::setTheme(const Theme &theme, double scale)
{
    m_delegate->setTheme(theme, scale);
    viewport()->update();
}

void RunList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (const app::Run *run = current.isValid() ? m_model->run(current.row()) : nullptr)
        m_selection.setRun(run->id);
}

} // namespace ui
