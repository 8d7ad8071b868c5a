#include "support/registered.h"
#include "support/shown_window.h"
#include "ui/selection.h"
#include "ui/timeline/keyboard_cursor.h"
#include "ui/timeline/names.h"

#include <QAccessible>
#include <QFile>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QScrollBar>
#include <QTabWidget>
#include <QTableWidget>
#include <QToolTip>

using namespace ui;
using namespace Qt::StringLiterals;

/// A trace of another program in the real window: opened from its file, read with mouse and keys.
class TestTracks : public QObject
{
    Q_OBJECT

private:
    void open(const QByteArray &json);
    QRectF rectOf(const QString &name) const; ///< of the first slice of that name, in the viewport
    app::RequestId label(const QString &name) const;
    const app::Run &run() const { return m_shown->lastRun(); }
    TimelineView &timeline() const { return m_shown->timeline(); }
    QString cursorName() const;

    std::unique_ptr<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init();
    void cleanup() { m_shown.reset(); }
    void opensAsLanesAndSlices();
    void aClickChoosesTheSliceAndLightsUpItsName();
    void aNumberOfALabelIsNoRequest();
    void theHeadersTipHasTheWholeName();
    void namesAreFoundAndWalked();
    void instantsAreFoundAndWalked();
    void keysWalkAndReadOutTheSlices();
    void manyRowsScroll();
    void theRangeListsNames();
    void zoomsInToNanoseconds();
};

namespace {

QByteArray slice(const char *name, int tid, double ts, double dur)
{
    return QStringLiteral(R"({"ph":"X","name":"%1","cat":"c","pid":1,"tid":%2,"ts":%3,"dur":%4},)").arg(QLatin1StringView(name)).arg(tid).arg(ts).arg(dur).toUtf8();
}

QByteArray usual()
{
    return R"([{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main"}},)"
            + slice("frame", 1, 0, 400) + slice("layout", 1, 50, 100) + slice("paint", 1, 200, 150) + slice("frame", 1, 500, 400) + slice("layout", 1, 550, 100)
            + slice("decode", 2, 100, 700) + R"({"ph":"C","name":"heap","pid":1,"tid":1,"ts":0,"args":{"used":5}}])";
}

} // namespace

void TestTracks::init()
{
    m_shown = std::make_unique<support::ShownWindow>(support::Server::None, QSize(1280, 800));
}

void TestTracks::open(const QByteArray &json)
{
    QFile file(m_shown->folder.filePath(u"program.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(json) == json.size());
    file.close();
    const size_t before = m_shown->session->runs().size();
    m_shown->window->open(file.fileName());
    QTRY_COMPARE(m_shown->session->runs().size(), before + 1);
    timeline().setFocus();
    QTRY_VERIFY(timeline().hasFocus());
    timeline().grab(); // lays out
}

app::RequestId TestTracks::label(const QString &name) const
{
    const auto &labels = run().trace.tracks().labels;
    const auto found = std::find_if(labels.begin(), labels.end(), [&name](const app::Label &one) { return one.name == name; });
    return found == labels.end() ? app::RequestId::None : app::RequestId(quint32(found - labels.begin() + 1));
}

QRectF TestTracks::rectOf(const QString &name) const { return timeline().sliceRect(label(name), app::State::Named); }

QString TestTracks::cursorName() const
{
    const auto slice = timeline().cursor().slice();
    const app::Label *found = slice ? run().trace.tracks().label(slice->request) : nullptr;
    return found ? found->name : QString();
}

void TestTracks::opensAsLanesAndSlices()
{
    open(usual());
    const TimelineLayout &layout = timeline().layout();
    QCOMPARE(int(layout.bands.size()), 4); // main and what it calls, thread 2, the counter
    QVERIFY(rectOf(u"layout"_s).top() > rectOf(u"frame"_s).top());
    QVERIFY(std::any_of(layout.texts.begin(), layout.texts.end(), [](const TextItem &text) { return text.text == u"main"_s; }));
    QVERIFY(std::any_of(layout.fixedTexts.begin(), layout.fixedTexts.end(), [](const TextItem &text) { return text.text == u"program"_s; }));
    const QImage seen = timeline().viewport()->grab().toImage();
    const QColor tone = timeline().theme().style(app::State::Named, toneOf(u"decode"_s)).ground;
    QCOMPARE(seen.pixelColor(rectOf(u"decode"_s).center().toPoint() + QPoint(0, 7)), tone);
}

void TestTracks::aClickChoosesTheSliceAndLightsUpItsName()
{
    open(usual());
    const Selection *selection = &timeline().cursor().selection();
    QTest::mouseClick(timeline().viewport(), Qt::LeftButton, {}, rectOf(u"layout"_s).center().toPoint());
    QCOMPARE(selection->selected(), label(u"layout"_s));
    QCOMPARE(selection->hovered(), label(u"layout"_s));
    QCOMPARE(cursorName(), u"layout"_s);
    QTest::mouseClick(timeline().viewport(), Qt::LeftButton, {}, QPoint(int(timeline().axis().left) + 3, timeline().viewport()->height() - 3));
    QCOMPARE(selection->selected(), app::RequestId::None);
    QVERIFY(!timeline().cursor().position());
}

void TestTracks::aNumberOfALabelIsNoRequest()
{
    open(usual());
    QTest::mouseClick(timeline().viewport(), Qt::LeftButton, {}, rectOf(u"frame"_s).center().toPoint());
    QVERIFY(!timeline().cursor().selection().event());
    for (const QLabel *said : m_shown->window->findChildren<QLabel *>())
        QVERIFY2(!said->isVisible() || !said->text().contains(u"request 1"_s), qPrintable(said->text()));
}

void TestTracks::theHeadersTipHasTheWholeName()
{
    open(usual());
    const QPoint header(20, rectOf(u"layout"_s).center().toPoint().y());
    QHelpEvent help(QEvent::ToolTip, header, timeline().viewport()->mapToGlobal(header));
    QApplication::sendEvent(timeline().viewport(), &help);
    QCOMPARE(QToolTip::text(), u"main, depth 1, 3 slices"_s);
}

void TestTracks::namesAreFoundAndWalked()
{
    open(usual());
    m_shown->key(Qt::Key_F, Qt::ControlModifier);
    auto *field = m_shown->find<QLineEdit>("findField");
    QTRY_VERIFY(field->hasFocus());
    QVERIFY(field->placeholderText().contains(u"name"_s));
    QTest::keyClicks(field, u"LAYOUT"_s);
    const auto *count = m_shown->find<QLabel>("findCount");
    QTRY_COMPARE(count->text(), u"2 matches"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(count->text(), u"2 of 2"_s);
    QCOMPARE(cursorName(), u"layout"_s);
    QCOMPARE(timeline().cursor().slice()->begin, 550'000);
}

void TestTracks::instantsAreFoundAndWalked()
{
    m_shown->window->resize(1400, 800);
    QByteArray events = "[";
    for (int i = 0; i < 40; ++i) // threads enough that the last one is out of view
        events += R"({"ph":"X","name":"work","tid":)" + QByteArray::number(i) + R"(,"ts":0,"dur":1000},)";
    for (const char *t : {"200", "200", "200.5", "700"})
        events += R"({"ph":"i","name":"tick","tid":39,"ts":)" + QByteArray(t) + "},";
    events += R"({"ph":"i","name":"other","tid":39,"ts":500},{"ph":"C","name":"zheap","ts":300,"args":{"value":1}}])";
    open(events);
    m_shown->key(Qt::Key_F, Qt::ControlModifier);
    auto *field = m_shown->find<QLineEdit>("findField");
    QTRY_VERIFY(field->hasFocus());
    QTest::keyClicks(field, u"tick"_s);
    const auto *count = m_shown->find<QLabel>("findCount");
    QTRY_COMPARE(count->text(), u"4 matches"_s);
    QTest::keyClick(field, Qt::Key_Return);
    const auto accentAt = [this](double micros) { // over the thread's slices, where its pins are
        const TimelineLayout &layout = timeline().layout();
        const Band *band = bandOf(layout, {Region::Track, 39});
        const QImage seen = timeline().viewport()->grab().toImage();
        const double top = band->top + layout.body.top() - timeline().verticalScrollBar()->value();
        return seen.pixelColor(QPointF(layout.time.toPixel(qint64(micros * 1000)), top + 4).toPoint()) == timeline().theme().accent;
    };
    QVERIFY(timeline().verticalScrollBar()->value() > 0); // it was scrolled to
    QVERIFY(accentAt(200) && accentAt(700));
    QVERIFY(!accentAt(500)); // it is drawn, and is none of them
    for (const char *says : {"1 of 4", "2 of 4", "3 of 4", "4 of 4", "1 of 4"}) { // past those of one moment
        QCOMPARE(count->text(), QString::fromLatin1(says));
        m_shown->key(Qt::Key_F3);
    }
    timeline().zoom().setVisible({0, 100'000});
    m_shown->key(Qt::Key_F3, Qt::ShiftModifier);
    m_shown->key(Qt::Key_F3, Qt::ShiftModifier);
    QCOMPARE(count->text(), u"4 of 4"_s);
    QVERIFY(timeline().visible().begin < 700'000 && timeline().visible().end > 700'000);
    QCOMPARE(timeline().visible().length(), 100'000);
    field->setFocus();
    field->selectAll();
    QTest::keyClicks(field, u"zheap"_s);
    QTRY_COMPARE(count->text(), u"1 match"_s);
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(timeline().visible().begin < 300'000 && timeline().visible().end > 300'000);
    QTest::keyClick(field, Qt::Key_Escape);
    QVERIFY(!accentAt(300));
}

void TestTracks::keysWalkAndReadOutTheSlices()
{
    open(usual());
    const auto walk = [this](Qt::Key key) { QTest::keyClick(&timeline(), key, Qt::ControlModifier); };
    walk(Qt::Key_Right);
    QCOMPARE(cursorName(), u"frame"_s);
    walk(Qt::Key_Down);
    walk(Qt::Key_Right);
    QCOMPARE(cursorName(), u"paint"_s);
    QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(&timeline())->focusChild();
    QVERIFY(spoken);
    QCOMPARE(spoken->text(QAccessible::Name), u"paint, 150 us, from 200 us to 350 us"_s);
    QCOMPARE(spoken->parent()->text(QAccessible::Name), u"main, depth 1, 3 slices"_s);
}

void TestTracks::manyRowsScroll()
{
    QByteArray json = "[";
    for (int thread = 1; thread <= 300; ++thread)
        json += slice("work", thread, thread, 500);
    open(json.chopped(1) + "]");
    QScrollBar *bar = timeline().verticalScrollBar();
    QVERIFY(bar->maximum() > 3000);
    const size_t drawn = timeline().layout().slices.size();
    QVERIFY2(drawn < 60, QByteArray::number(int(drawn)));
    bar->setValue(bar->maximum());
    const TimelineLayout &layout = static_cast<const TimelineView &>(timeline()).layout();
    timeline().grab();
    QVERIFY(std::any_of(layout.slices.begin(), layout.slices.end(), [&](const SliceItem &item) { return item.rect.bottom() > layout.contentHeight - 40; }));
    QTest::keyClick(&timeline(), Qt::Key_Up, Qt::ControlModifier); // the cursor begins at the top, and that comes into view
    QVERIFY(bar->value() < bar->maximum());
    QVERIFY(bandOf(timeline().layout(), timeline().cursor().position()->place));
}

void TestTracks::theRangeListsNames()
{
    open(usual());
    auto *table = m_shown->find<QTableWidget>("rangeTable");
    m_shown->find<QTabWidget>("tabs")->setCurrentWidget(table->parentWidget());
    QTRY_COMPARE(table->rowCount(), 4);
    QCOMPARE(table->horizontalHeaderItem(0)->text(), u"Name"_s);
    QCOMPARE(table->item(0, 0)->text(), u"frame"_s);
    QCOMPARE(table->item(0, 1)->text(), u"2"_s);
    QCOMPARE(table->item(0, 2)->text(), u"800 us"_s);
}

void TestTracks::zoomsInToNanoseconds()
{
    open(usual());
    timeline().zoom().setVisible({349'950, 350'050});
    const TimelineLayout &layout = timeline().layout();
    const QRectF paint = rectOf(u"paint"_s);
    QCOMPARE(timeline().visible().length(), 100);
    QVERIFY(std::abs(paint.right() - layout.time.toPixel(350'000)) < 0.01); // in the middle, where it ends
    QCOMPARE(timeline().hit(paint.center())->slice->end, 350'000);
}

LOOPSCOPE_TEST(TestTracks)
#include "gui_tracks.moc"
