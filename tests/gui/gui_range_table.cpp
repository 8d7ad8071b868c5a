#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"

#include <QClipboard>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QWindow>

using namespace Qt::StringLiterals;

/// The Selection tab of the real window: the states of the whole run, or of what was measured by hand.
class TestRangeTable : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(support::Server::None, QSize(1280, 900)); }
    void cleanup() { m_shown.reset(); }
    void theSelectionTabCountsTheWholeRunOrTheMeasuredRange();
    void theTableIsCopiedAsCsv();
};

void TestRangeTable::theSelectionTabCountsTheWholeRunOrTheMeasuredRange()
{
    m_shown->open(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    auto *tabs = find<QTabWidget>("tabs");
    auto *table = find<QTableWidget>("rangeTable");
    auto *heading = find<QLabel>("rangeHeading");
    const auto cell = [table](const QString &state, int column) {
        const QList<QTableWidgetItem *> found = table->findItems(state, Qt::MatchExactly);
        return found.isEmpty() ? QString() : table->item(found.front()->row(), column)->text();
    };
    QVERIFY(!table->isVisible());
    QCOMPARE(table->rowCount(), 0); // not counted while nobody sees it
    for (int i = 0; i < tabs->count(); ++i) {
        if (tabs->tabText(i) == u"Selection")
            QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(i).center());
    }
    QTRY_VERIFY(table->isVisible());
    QTRY_VERIFY(heading->text().startsWith(u"Whole run"));
    QCOMPARE(cell(u"blocking the loop"_s, 1), u"3"_s);
    QCOMPARE(cell(u"blocking the loop"_s, 2), u"3.00 s"_s);
    QCOMPARE(cell(u"blocking the loop"_s, 4), u"1.00 s"_s);
    QCOMPARE(cell(u"blocking the loop"_s, 5), u"100 %"_s);
    QCOMPARE(cell(u"queued: loop blocked"_s, 2), u"3.00 s"_s); // one second and two
    // Measured by hand: exactly the second one's sleep.
    const QRectF slice = m_shown->timeline().sliceRect(app::RequestId(2), app::State::BlockingLoop);
    const QPoint from = m_shown->onWindow({slice.left() + 3, slice.center().y()});
    const QPoint to = m_shown->onWindow({slice.right() - 3, slice.center().y()});
    QWindow *window = m_shown->window->windowHandle(); // it finds the widget itself
    QTest::mousePress(window, Qt::LeftButton, Qt::ShiftModifier, from);
    QTest::mouseMove(window, to);
    QTest::mouseRelease(window, Qt::LeftButton, Qt::ShiftModifier, to);
    QTRY_VERIFY(heading->text().startsWith(u"Measured range: 1.00 s"));
    QCOMPARE(cell(u"blocking the loop"_s, 1), u"1"_s);
    QCOMPARE(cell(u"queued: loop blocked"_s, 2), u"1.00 s"_s);
    m_shown->key(Qt::Key_Z, Qt::ControlModifier);
    QTRY_VERIFY(heading->text().startsWith(u"Whole run"));
}

void TestRangeTable::theTableIsCopiedAsCsv()
{
    m_shown->open(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    auto *tabs = find<QTabWidget>("tabs");
    auto *table = find<QTableWidget>("rangeTable");
    tabs->setCurrentWidget(table->parentWidget());
    table->setFocus();
    QTRY_VERIFY(table->hasFocus());
    m_shown->key(Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QApplication::clipboard()->text().split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.front(), u"state,slices,total_ns,mean_ns,max_ns,share"_s);
    QCOMPARE(lines.size(), table->rowCount() + 1);
    QVERIFY2(lines.filter(u"\"blocking the loop\",3,3000000000,1000000000,1000000000,1.000000"_s).size() == 1, qPrintable(lines.join(u'\n')));
}

LOOPSCOPE_TEST(TestRangeTable)
#include "gui_range_table.moc"
