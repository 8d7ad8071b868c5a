#include "support/registered.h"
#include "support/shown_timeline.h"
#include "support/simulated_run.h"
#include "ui/timeline/minimap.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

/// The minimap alone, with an axis from 100 to 1100 px over a run of two seconds, driven by real mouse and key events.
class TestMinimap : public QObject
{
    Q_OBJECT

private:
    void drag(double from, double to);
    double pixel(qint64 t) const { return 100 + double(t) / 2e6; }

    std::optional<support::OpenedRun> m_run;
    std::unique_ptr<ZoomControl> m_zoom;
    std::unique_ptr<Minimap> m_map;

private Q_SLOTS:
    void init();
    void cleanup();
    void theFrameStandsUnderWhatIsVisible();
    void draggingTheFramePans();
    void draggingAnEdgeZooms();
    void aClickBesideCentres();
    void aDragWhereAllIsVisibleDrawsARange();
    void keysMoveAndResizeTheFrame();
    void itsPictureIsKeptBetweenFrames();
    void itSaysWhatItIs();
};

void TestMinimap::init()
{
    m_run.emplace();
    m_zoom = std::make_unique<ZoomControl>();
    m_map = std::make_unique<Minimap>(*m_run->session, m_run->selection, *m_zoom);
    m_map->setTheme(lightTheme(), 1);
    m_map->resize(1110, 30);
    m_map->setAxis(100, 1000);
    m_map->show();
    m_map->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_map.get()));
    m_zoom->setWhole({0, 2'000'000'000});
    m_run->open(support::simulatedRun(app::Endpoint::Sync, 50));
}

void TestMinimap::cleanup()
{
    m_map.reset();
    m_zoom.reset();
    m_run.reset();
}

void TestMinimap::drag(double from, double to)
{
    const auto send = [this](QEvent::Type type, double x, Qt::MouseButton button, Qt::MouseButtons held) {
        const QPointF at(x, 15);
        QMouseEvent event(type, at, m_map->mapToGlobal(at), button, held, {});
        QApplication::sendEvent(m_map.get(), &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

void TestMinimap::theFrameStandsUnderWhatIsVisible()
{
    QCOMPARE(m_map->frame().left(), 100.0);
    QCOMPARE(m_map->frame().right(), 1100.0);
    const QImage whole = m_map->grab().toImage();
    m_zoom->setVisible({500'000'000, 1'000'000'000});
    QCOMPARE(m_map->frame().left(), 350.0);
    QCOMPARE(m_map->frame().right(), 600.0);
    QVERIFY(m_map->grab().toImage() != whole);
    m_zoom->setVisible({1'000'000'000, 1'000'000'100});
    QVERIFY(m_map->frame().width() >= 6); // one can still take hold of it
}

void TestMinimap::draggingTheFramePans()
{
    m_zoom->setVisible({500'000'000, 1'000'000'000});
    drag(450, 550);
    QCOMPARE(m_zoom->visible(), (TimeRange{700'000'000, 1'200'000'000}));
    QVERIFY(!m_zoom->following());
}

void TestMinimap::draggingAnEdgeZooms()
{
    m_zoom->setVisible({500'000'000, 1'000'000'000});
    drag(600, 800);
    QCOMPARE(m_zoom->visible(), (TimeRange{500'000'000, 1'400'000'000}));
    drag(350, 450);
    QCOMPARE(m_zoom->visible(), (TimeRange{700'000'000, 1'400'000'000}));
    drag(450, 1000); // past the other edge: it stops there
    QCOMPARE(m_zoom->visible().end, 1'400'000'000);
    QVERIFY(m_zoom->visible().length() > 0 && m_zoom->visible().length() < 10'000'000);
}

void TestMinimap::aClickBesideCentres()
{
    m_zoom->setVisible({100'000'000, 300'000'000});
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, {int(pixel(1'500'000'000)), 15});
    QCOMPARE(m_zoom->visible(), (TimeRange{1'400'000'000, 1'600'000'000}));
    QTest::mouseDClick(m_map.get(), Qt::LeftButton, {}, {int(pixel(1'500'000'000)), 15});
    QVERIFY(m_zoom->following());
}

void TestMinimap::aDragWhereAllIsVisibleDrawsARange()
{
    drag(500, 700);
    QCOMPARE(m_zoom->visible(), (TimeRange{800'000'000, 1'200'000'000}));
    m_zoom->showAll();
    QTest::mouseClick(m_map.get(), Qt::LeftButton, {}, {500, 15});
    QVERIFY(m_zoom->following());
}

void TestMinimap::keysMoveAndResizeTheFrame()
{
    m_zoom->setVisible({500'000'000, 1'000'000'000});
    QTest::keyClick(m_map.get(), Qt::Key_Right);
    QCOMPARE(m_zoom->visible(), (TimeRange{550'000'000, 1'050'000'000}));
    QTest::keyClick(m_map.get(), Qt::Key_Left);
    QTest::keyClick(m_map.get(), Qt::Key_Plus);
    QCOMPARE(m_zoom->visible(), (TimeRange{550'000'000, 950'000'000}));
    QTest::keyClick(m_map.get(), Qt::Key_Home);
    QVERIFY(m_zoom->following());
}

void TestMinimap::itsPictureIsKeptBetweenFrames()
{
    m_map->grab();
    const int made = m_map->picturesMade();
    for (int i = 0; i < 50; ++i) {
        m_zoom->setVisible({i * 1'000'000, 500'000'000});
        m_map->grab();
    }
    QCOMPARE(m_map->picturesMade(), made);
    for (qint64 i = 0; i < 50; ++i) { // a live run: its end moves with every drain
        m_zoom->setWhole({0, 2'000'000'000 + i});
        m_map->grab();
    }
    QCOMPARE(m_map->picturesMade(), made);
    QTRY_COMPARE(m_map->picturesMade(), made + 1);
}

void TestMinimap::itSaysWhatItIs()
{
    QVERIFY(!m_map->accessibleName().isEmpty());
    QCOMPARE(m_map->focusPolicy(), Qt::TabFocus);
}

LOOPSCOPE_TEST(TestMinimap)
#include "gui_minimap.moc"
