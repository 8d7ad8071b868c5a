#include "ui/kept_runs_dialog.h"

#include "app/statistics.h"

#include <QDateTime>
#include <QDir>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTableWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

enum Column { DateColumn, RunColumn, MakespanColumn, SizeColumn, ColumnCount };

QString titleOf(const app::KeptRun &run)
{
    const QString endpoint = run.endpoint == app::Endpoint::None ? KeptRunsDialog::tr("requests") : server::endpointName(run.endpoint);
    return run.count > 0 ? endpoint + u" \u00d7 %1"_s.arg(run.count) : KeptRunsDialog::tr("%1 from another client").arg(endpoint);
}

QString sizeText(qint64 bytes) { return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat); }

} // namespace

KeptRunsDialog::KeptRunsDialog(const app::KeptRuns &kept, QWidget *parent)
    : QDialog(parent), m_kept(kept), m_table(new QTableWidget(this)), m_summary(new QLabel(this)), m_open(new QPushButton(tr("&Open"), this)),
      m_delete(new QPushButton(tr("&Delete"), this)), m_deleteAll(new QPushButton(tr("Delete &all\u2026"), this))
{
    setObjectName(u"keptDialog"_s);
    setWindowTitle(tr("Kept runs"));
    makeTable();
    m_summary->setObjectName(u"keptSummary"_s);
    m_summary->setWordWrap(true);
    m_summary->setTextFormat(Qt::PlainText);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_open->setObjectName(u"keptOpen"_s);
    m_open->setDefault(true);
    m_delete->setObjectName(u"keptDelete"_s);
    m_deleteAll->setObjectName(u"keptDeleteAll"_s);
    auto *close = new QPushButton(tr("Close"), this);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_delete);
    buttons->addWidget(m_deleteAll);
    buttons->addStretch();
    buttons->addWidget(m_open);
    buttons->addWidget(close);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 14, 14, 14);
    layout->setSpacing(10);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_summary);
    layout->addLayout(buttons);
    connect(m_open, &QPushButton::clicked, this, &QDialog::accept);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_delete, &QPushButton::clicked, this, [this] { remove(false); });
    connect(m_deleteAll, &QPushButton::clicked, this, [this] { remove(true); });
    fill();
    resize(640, 420);
}

void KeptRunsDialog::makeTable()
{
    m_table->setObjectName(u"keptTable"_s);
    m_table->setAccessibleName(tr("Kept runs"));
    m_table->setColumnCount(ColumnCount);
    m_table->setHorizontalHeaderLabels({tr("Begun"), tr("Run"), tr("Makespan"), tr("Size")});
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setSectionResizeMode(RunColumn, QHeaderView::Stretch);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->verticalHeader()->hide();
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    connect(m_table, &QTableWidget::itemSelectionChanged, this, &KeptRunsDialog::enableButtons);
    connect(m_table, &QTableWidget::cellDoubleClicked, this, &QDialog::accept);
}

void KeptRunsDialog::fill()
{
    m_runs = m_kept.list();
    m_table->setRowCount(int(m_runs.size()));
    qint64 bytes = 0;
    for (size_t row = 0; row < m_runs.size(); ++row) {
        fillRow(int(row));
        bytes += m_runs[row].bytes;
    }
    for (const int column : {MakespanColumn, SizeColumn})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    for (const int column : {DateColumn, RunColumn})
        m_table->horizontalHeaderItem(column)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    if (!m_runs.empty())
        m_table->setCurrentCell(0, 0);
    m_summary->setText((m_runs.empty() ? tr("No run is kept yet.") : tr("%n kept, %1 in all.", nullptr, int(m_runs.size())).arg(sizeText(bytes)))
                       + u' ' + tr("At most %1 runs and %2 are kept; past that the oldest go.").arg(m_kept.limits().runs).arg(sizeText(m_kept.limits().bytes))
                       + u'\n' + QDir::toNativeSeparators(m_kept.folder()));
    enableButtons();
}

void KeptRunsDialog::fillRow(int row)
{
    const app::KeptRun &run = m_runs[size_t(row)];
    const QString begun = QDateTime::fromMSecsSinceEpoch(run.startedEpochNs / 1'000'000).toString(u"yyyy-MM-dd  hh:mm:ss"_s);
    const QString time = app::durationText(run.makespan);
    const QString makespan = run.growing ? tr("goes on") : run.makespan <= 0 ? u"\u2013"_s : run.clientSeen ? time : tr("%1 in the server").arg(time);
    const QString texts[] = {begun, titleOf(run), makespan, sizeText(run.bytes)};
    for (int column = 0; column < ColumnCount; ++column) {
        auto *item = new QTableWidgetItem(texts[column]);
        item->setTextAlignment(Qt::AlignVCenter | (column >= MakespanColumn ? Qt::AlignRight : Qt::AlignLeft));
        m_table->setItem(row, column, item);
    }
}

std::vector<int> KeptRunsDialog::chosenRows() const
{
    std::vector<int> rows;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        rows.push_back(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void KeptRunsDialog::enableButtons()
{
    const bool some = !chosenRows().empty();
    m_open->setEnabled(some);
    m_delete->setEnabled(some);
    m_deleteAll->setEnabled(!m_runs.empty());
}

QStringList KeptRunsDialog::chosen() const
{
    QStringList paths;
    for (const int row : chosenRows())
        paths.prepend(m_runs[size_t(row)].path);
    return paths;
}

/// What still grows stays: it is a window's, perhaps another one's.
void KeptRunsDialog::remove(bool all)
{
    QStringList paths = chosen();
    if (all) {
        paths.clear();
        for (const app::KeptRun &run : m_runs)
            paths << run.path;
    }
    QMessageBox question(QMessageBox::Question, tr("Delete kept runs"), paths.size() == 1 ? tr("Delete the kept run? It cannot be brought back.")
                                           : tr("Delete %1 kept runs? They cannot be brought back.").arg(paths.size()),
                         QMessageBox::Cancel, this);
    const QPushButton *yes = question.addButton(tr("&Delete"), QMessageBox::AcceptRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != yes)
        return;
    const QStringList left = m_kept.remove(paths);
    fill();
    if (!left.isEmpty())
        m_summary->setText(tr("%1 could not be deleted. Check who may write in %2.").arg(left.join(u", "_s), QDir::toNativeSeparators(m_kept.folder())));
}

} // namespace ui
