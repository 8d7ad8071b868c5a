#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/comparing.h"
#include "ui/comparison/comparison_view.h"

#include <QAbstractButton>
#include <QAction>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QListView>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableView>
#include <QWindow>

using namespace Qt::StringLiterals;
using app::Endpoint;

/// Runs under each other, in the real window, asked for with real clicks and keys.
class TestComparisonView : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) const { return m_shown->find<T>(name); }
    ui::ComparisonView &view() const { return *find<ui::ComparisonView>("comparison"); }
    QListView &list() const { return *find<QListView>("runList"); }
    bool shown() const { return view().isVisible() && !m_shown->timeline().isVisible(); }
    void openThree();
    void click(int row, Qt::KeyboardModifiers modifiers = {}) const
    {
        QTest::mouseClick(list().viewport(), Qt::LeftButton, modifiers, list().visualRect(list().model()->index(row, 0)).center());
    }
    void moveTo(QPointF point) const
    {
        QTest::mouseMove(m_shown->window->windowHandle(), view().mapTo(m_shown->window.get(), point.toPoint()));
    }
    QImage picture() const { return view().grab().toImage(); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(support::Server::Started, QSize(1280, 860)); }
    void cleanup() { m_shown.reset(); }
    void allThreeOpenItAndGrow();
    void aStopForgetsThoseToCome();
    void chosenRunsAreCompared();
    void spaceChoosesByKey();
    void oneChosenRunBringsTheTimelineBack();
    void theNewestOfEachEndpointIsCompared();
    void tooFewOrTooManyAreASentence();
    void theLineGoesThroughAllRuns();
    void theKeyboardMovesTheLine();
    void aLogLineMovesTheLine();
    void whatIsForTheTimelineLeavesIt_data();
    void whatIsForTheTimelineLeavesIt();
    void itsKeysMoveIt();
    void closingItLeavesTheKeysWhereTheyWere();
    void aLongRunIsShownWholeOnDemand();
    void runsThatGoLeaveIt();
    void whatIsExportedIsWhatIsShown();
};

/// Async, sync and async-wrong with 50 each; the newest is the first of the list.
void TestComparisonView::openThree()
{
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong})
        m_shown->open(support::simulatedRun(endpoint, 50), server::endpointName(endpoint) + u".jsonl"_s);
}

void TestComparisonView::allThreeOpenItAndGrow()
{
    find<QDoubleSpinBox>("sleepField")->setValue(0.5);
    find<QSpinBox>("countField")->setValue(3);
    m_shown->click("runAll");
    QVERIFY(shown()); // at once
    QCOMPARE(view().layout().strips.size(), size_t(3));
    QCOMPARE(view().layout().strips[1].run.stage, app::Compared::Stage::ToCome);
    const double first = view().layout().strips[0].bar.width();
    QTRY_VERIFY(view().layout().strips[0].bar.width() > first);
    QVERIFY(m_shown->session->runs().size() == 1 && m_shown->lastRun().live());
    QTRY_COMPARE_WITH_TIMEOUT(m_shown->session->runs().size(), size_t(3), 10'000);
    QVERIFY(shown()); // a new run is no reason to leave
    QTRY_VERIFY_WITH_TIMEOUT(!m_shown->lastRun().live(), 10'000);
    QTRY_COMPARE(view().layout().strips[2].run.stage, app::Compared::Stage::Done);
    const Endpoint order[] = {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong};
    for (size_t i = 0; i < 3; ++i)
        QCOMPARE(view().layout().strips[i].run.asked.endpoint, order[i]);
    QVERIFY(view().layout().strips[2].run.makespan > view().layout().strips[0].run.makespan);
    const QString told = u"3 requests: async "_s + app::durationText(view().layout().strips[0].run.makespan);
    QVERIFY2(view().accessibleDescription().startsWith(told), qPrintable(view().accessibleDescription()));
    QTRY_VERIFY(find<QWidget>("endpointSync")->isEnabled());
    m_shown->click("endpointSync"); // a run alone is for the timeline
    QVERIFY(!shown());
}

void TestComparisonView::aStopForgetsThoseToCome()
{
    find<QDoubleSpinBox>("sleepField")->setValue(60);
    find<QSpinBox>("countField")->setValue(2);
    m_shown->click("runAll");
    QTRY_COMPARE(m_shown->session->httpServer().inFlight(), 2);
    m_shown->click("stopButton");
    QTRY_VERIFY_WITH_TIMEOUT(!m_shown->lastRun().live(), 10'000);
    QTRY_COMPARE(view().layout().strips.size(), size_t(1));
    QCOMPARE(view().layout().strips[0].run.stage, app::Compared::Stage::Stopped);
}

void TestComparisonView::chosenRunsAreCompared()
{
    openThree();
    auto *button = find<QAbstractButton>("compareButton");
    QVERIFY(!button->isVisible());
    click(0);
    click(2, Qt::ControlModifier);
    QVERIFY(button->isVisible());
    QVERIFY2(button->text().contains(u"2 runs"), qPrintable(button->text()));
    QVERIFY(!shown());
    m_shown->click("compareButton");
    QVERIFY(shown());
    QCOMPARE(view().layout().strips.size(), size_t(2));
    QCOMPARE(view().layout().strips[0].run.asked.endpoint, Endpoint::Async);
    QCOMPARE(view().layout().strips[1].run.asked.endpoint, Endpoint::AsyncWrong);
    QVERIFY(view().hasFocus());
    m_shown->key(Qt::Key_Escape);
    QVERIFY(!shown() && m_shown->timeline().hasFocus());
    click(2);
    click(0, Qt::ShiftModifier);
    QVERIFY2(button->text().contains(u"3 runs"), qPrintable(button->text()));
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(view().layout().strips.size(), size_t(3));
    m_shown->click("comparisonClose");
    QVERIFY(!shown());
}

void TestComparisonView::spaceChoosesByKey()
{
    openThree();
    list().setFocus();
    click(0);
    m_shown->key(Qt::Key_Down, Qt::ControlModifier);
    m_shown->key(Qt::Key_Down, Qt::ControlModifier);
    m_shown->key(Qt::Key_Space);
    QCOMPARE(list().selectionModel()->selectedIndexes().size(), 2);
    m_shown->key(Qt::Key_Space);
    QCOMPARE(list().selectionModel()->selectedIndexes().size(), 1);
    m_shown->key(Qt::Key_Space);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(shown());
    QCOMPARE(view().layout().strips.size(), size_t(2));
}

void TestComparisonView::oneChosenRunBringsTheTimelineBack()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(shown());
    click(1, Qt::ControlModifier); // several: that is about the next comparison
    QVERIFY(shown());
    click(1);
    QVERIFY(!shown());
    QCOMPARE(m_shown->timeline().shownRun()->asked.endpoint, Endpoint::Sync);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(shown());
    click(1); // the one that is chosen already
    QVERIFY(!shown());
}

void TestComparisonView::theNewestOfEachEndpointIsCompared()
{
    m_shown->open(support::simulatedRun(Endpoint::Async, 7), u"older.jsonl"_s);
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(shown());
    QCOMPARE(view().layout().strips.size(), size_t(3));
    for (const ui::RunStrip &strip : view().layout().strips)
        QCOMPARE(strip.run.asked.count, 50);
}

void TestComparisonView::tooFewOrTooManyAreASentence()
{
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!shown());
    QVERIFY2(find<QLabel>("messageText")->text().contains(u"Two runs"), qPrintable(find<QLabel>("messageText")->text()));
    for (int i = 0; i < 7; ++i)
        m_shown->open(support::simulatedRun(Endpoint::Async, 2), u"%1.jsonl"_s.arg(i));
    list().selectAll();
    QVERIFY(!find<QAbstractButton>("compareButton")->isEnabled());
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!shown());
    QVERIFY2(find<QLabel>("messageText")->text().contains(u"At most 6"), qPrintable(find<QLabel>("messageText")->text()));
    click(0, Qt::ControlModifier);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QCOMPARE(view().layout().strips.size(), size_t(6));
}

void TestComparisonView::theLineGoesThroughAllRuns()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    const ui::ComparisonLayout &layout = view().layout();
    const QImage before = picture();
    const double x = layout.frame.time.toPixel(500'000'000);
    moveTo({x, layout.strips[2].rect.top() + 5}); // on the first bar of the event loop
    QTRY_VERIFY(view().moment().has_value());
    QVERIFY(std::abs(*view().moment() - 500'000'000) < 20'000'000);
    const QImage with = picture();
    const QColor ink = ui::lightTheme().text;
    for (const ui::RunStrip &strip : view().layout().strips) {
        bool line = false;
        for (int y = int(strip.rect.top()); y < int(strip.rect.bottom()); ++y) {
            for (int dx = -1; dx <= 1; ++dx)
                line = line || (with.pixelColor(int(x) + dx, y) == ink && before.pixelColor(int(x) + dx, y) != ink);
        }
        QVERIFY(line);
    }
    moveTo({20, 20});
    QTRY_VERIFY(!view().moment());
    QCOMPARE(picture(), before);
}

void TestComparisonView::theKeyboardMovesTheLine()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    m_shown->key(Qt::Key_Right);
    QVERIFY(view().moment());
    const qint64 first = *view().moment();
    m_shown->key(Qt::Key_Left);
    QVERIFY(*view().moment() < first);
    while (*view().moment() > 500'000'000)
        m_shown->key(Qt::Key_Left);
    const QString told = view().accessibleDescription();
    for (const QString &part : {u"50 awaiting"_s, u"40 workers busy, 10 queued"_s, u"the loop is blocked, 49 queued"_s})
        QVERIFY2(told.contains(part), qPrintable(told));
    const qint64 before = view().zoom().target().length();
    m_shown->key(Qt::Key_Plus);
    QVERIFY(view().zoom().target().length() < before);
    m_shown->key(Qt::Key_0);
    QCOMPARE(view().zoom().target(), view().zoom().whole());
}

/// A click in the log is about what is shown: the line of all runs; of a run that is not compared, its timeline.
void TestComparisonView::aLogLineMovesTheLine()
{
    m_shown->open(support::simulatedRun(Endpoint::Async, 7), u"older.jsonl"_s);
    openThree();
    const auto clickLog = [this](int line) {
        auto *lines = find<QTableView>("logLines");
        lines->scrollTo(lines->model()->index(line, 0));
        QTest::mouseClick(lines->viewport(), Qt::LeftButton, {}, lines->visualRect(lines->model()->index(line, 0)).center());
    };
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    view().zoom().setVisible({0, 1'500'000'000});
    const ui::TimeRange hidden = m_shown->timeline().zoom().target();
    auto *lines = find<QTableView>("logLines");
    clickLog(lines->model()->rowCount() - 1);
    QVERIFY(shown());
    QVERIFY(view().moment());
    QVERIFY2(*view().moment() > 45'000'000'000, QByteArray::number(*view().moment()));
    QVERIFY(view().zoom().target().end >= *view().moment()); // and it is in view
    QCOMPARE(m_shown->timeline().zoom().target(), hidden);
    click(3, Qt::ControlModifier); // the older one too, for its log
    QVERIFY(shown());
    QCOMPARE(lines->model()->index(0, 0).data().toString().contains(u"/async-endpoint"), true);
    clickLog(0);
    QVERIFY(!shown()); // it has no line there
}

void TestComparisonView::whatIsForTheTimelineLeavesIt_data()
{
    QTest::addColumn<QKeySequence>("key");
    QTest::newRow("find next") << QKeySequence(Qt::Key_F3);
    QTest::newRow("find previous") << QKeySequence(Qt::SHIFT | Qt::Key_F3);
    QTest::newRow("find") << QKeySequence(Qt::CTRL | Qt::Key_F);
    QTest::newRow("fit the chosen request") << QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    QTest::newRow("undo") << QKeySequence(Qt::CTRL | Qt::Key_Z);
}

void TestComparisonView::whatIsForTheTimelineLeavesIt()
{
    QFETCH(QKeySequence, key);
    openThree();
    m_shown->key(Qt::Key_M); // something to be taken back
    m_shown->key(Qt::Key_Return);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(shown());
    m_shown->key(key[0].key(), key[0].keyboardModifiers());
    QVERIFY(!shown()); // one sees what it does
}

/// The same keys as on the timeline, and on what is shown.
void TestComparisonView::itsKeysMoveIt()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    view().zoom().setVisible({1'000'000'000, 3'000'000'000});
    const ui::TimeRange hidden = m_shown->timeline().zoom().target();
    for (const Qt::Key key : {Qt::Key_W, Qt::Key_S, Qt::Key_A, Qt::Key_D, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_Home, Qt::Key_A, Qt::Key_W, Qt::Key_End}) {
        const ui::TimeRange before = view().zoom().target();
        m_shown->key(key);
        QVERIFY2(view().zoom().target() != before || (key == Qt::Key_A && before.begin == 0), QByteArray::number(key));
    }
    for (const Qt::Key key : {Qt::Key_M, Qt::Key_N, Qt::Key_BracketLeft, Qt::Key_BracketRight, Qt::Key_F, Qt::Key_F2, Qt::Key_Delete})
        m_shown->key(key);
    m_shown->key(Qt::Key_Plus, Qt::ControlModifier);
    m_shown->key(Qt::Key_0, Qt::ControlModifier);
    QVERIFY(shown());
    QCOMPARE(m_shown->timeline().zoom().target(), hidden);
    QVERIFY(!find<QAction>("actionUndo")->isEnabled()); // no mark was dropped
}

void TestComparisonView::closingItLeavesTheKeysWhereTheyWere()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    click(1);
    QVERIFY(!shown());
    QVERIFY(list().hasFocus());
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    m_shown->click("comparisonClose");
    QVERIFY(!shown() && m_shown->timeline().hasFocus());
}

void TestComparisonView::aLongRunIsShownWholeOnDemand()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(view().layout().frame.time.range.end < 6'000'000'000);
    QCOMPARE(view().layout().strips[2].onward.text, u"\u2192 50.0 s"_s);
    const double bar = view().layout().strips[0].bar.width();
    m_shown->click("comparisonRange");
    QTRY_VERIFY(view().layout().frame.time.range.end > 50'000'000'000);
    QCOMPARE(view().layout().strips[2].onward.text, QString());
    QCOMPARE(view().layout().strips[0].bar.width(), bar); // the bars tell the whole in any case
    m_shown->click("comparisonRange");
    QTRY_VERIFY(view().layout().frame.time.range.end < 6'000'000'000);
    m_shown->key(Qt::Key_Escape);
    click(1);
    click(2, Qt::ControlModifier);
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    QVERIFY(!find<QWidget>("comparisonRange")->isVisible()); // nothing is cut
}

void TestComparisonView::runsThatGoLeaveIt()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    const qint64 two = qint64(m_shown->session->runs()[1]->log.events.size()) + qint64(m_shown->session->runs()[2]->log.events.size());
    m_shown->session->keepAtMost(two);
    QCOMPARE(m_shown->session->runs().size(), size_t(2));
    QVERIFY(shown());
    QCOMPARE(view().layout().strips.size(), size_t(2));
    picture();
    m_shown->session->keepAtMost(1);
    QVERIFY(!shown()); // one run is no comparison
    QVERIFY(m_shown->timeline().isVisible());
}

void TestComparisonView::whatIsExportedIsWhatIsShown()
{
    openThree();
    m_shown->key(Qt::Key_K, Qt::ControlModifier);
    const ui::Exportable what = view().exportable();
    QCOMPARE(what.title, u"50 requests, three ways to wait 1 second"_s);
    QCOMPARE(what.visible->end, view().zoom().visible().end);
    QVERIFY(what.run->end > 50'000'000'000);
    app::PictureWishes wishes;
    wishes.size = {1280, 720};
    wishes.title = u"In the lecture"_s;
    const QByteArray svg = ui::svgOf(what.drawing(wishes));
    for (const char *word : {"In the lecture", "/async-endpoint", "/sync-endpoint", "/async-wrong", "50.0 s"})
        QVERIFY2(svg.contains(word), word);
    // Another run comes while somebody looks at the dialog, and there is room for one.
    m_shown->open(support::simulatedRun(Endpoint::Async, 2), u"other.jsonl"_s);
    m_shown->session->keepAtMost(1);
    QCOMPARE(m_shown->session->runs().size(), size_t(1));
    QVERIFY(!what.drawing(wishes).paint);
}

LOOPSCOPE_TEST(TestComparisonView)
#include "gui_comparison.moc"
