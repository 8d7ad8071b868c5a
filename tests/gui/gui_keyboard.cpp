#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QMenu>
#include <QMenuBar>
#include <QTabBar>
#include <QTabWidget>

using namespace Qt::StringLiterals;
using namespace ui;

/// No mouse: Tab through the whole window, and the menus by their letters.
class TestKeyboard : public QObject
{
    Q_OBJECT

private:
    static bool takesTab(const QWidget *widget);
    static QString nameOf(const QWidget *widget);
    QList<QWidget *> walk(Qt::Key key);
    void checkReached(const QList<QWidget *> &reached);

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_shown.reset(); }
    void tabReachesEverythingOnEveryTab_data();
    void tabReachesEverythingOnEveryTab();
    void whatHasTheFocusShowsIt();
    void everythingHasANameForAScreenReader();
    void menuLettersAreUniqueInTheirMenu();
    void keysOfTheMenusAreUnique();
    void aMessageIsClosedWithAKey();
    void aRunIsFiredAndReadWithKeysAlone();
};

void TestKeyboard::initTestCase() { QGuiApplication::setAttribute(Qt::AA_DontUseNativeMenuBar); }

void TestKeyboard::init()
{
    m_shown.emplace();
    m_shown->open(support::simulatedRun(app::Endpoint::Sync, 50));
}

bool TestKeyboard::takesTab(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) && widget->isVisible() && widget->isEnabled() && !widget->focusProxy();
}

QString TestKeyboard::nameOf(const QWidget *widget)
{
    return QString::fromLatin1(widget->metaObject()->className()) + u" '"_s + widget->objectName() + u'\'';
}

/// All that gets the focus, until it comes round.
QList<QWidget *> TestKeyboard::walk(Qt::Key key)
{
    QList<QWidget *> reached;
    for (int i = 0; i < 200; ++i) {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : m_shown->window.get(), key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
        focus = QApplication::focusWidget();
        if (!focus || reached.contains(focus))
            break;
        reached << focus;
    }
    return reached;
}

void TestKeyboard::checkReached(const QList<QWidget *> &reached)
{
    for (const QWidget *widget : m_shown->window->findChildren<QWidget *>()) {
        if (takesTab(widget))
            QVERIFY2(reached.contains(widget), qPrintable(nameOf(widget)));
    }
}

void TestKeyboard::tabReachesEverythingOnEveryTab_data()
{
    QTest::addColumn<int>("tab");
    for (int tab = 0; tab < 6; ++tab)
        QTest::addRow("tab %d", tab) << tab;
}

void TestKeyboard::tabReachesEverythingOnEveryTab()
{
    QFETCH(int, tab);
    m_shown->find<QTabWidget>("tabs")->setCurrentIndex(tab);
    m_shown->window->showMessage(u"Something to be read."_s);
    m_shown->find<QWidget>("endpointAsync")->setFocus(Qt::TabFocusReason);
    const QList<QWidget *> forward = walk(Qt::Key_Tab);
    checkReached(forward);
    checkReached(walk(Qt::Key_Backtab));
    for (const char *name : {"endpointAsync", "endpointSync", "endpointAsyncWrong", "count1", "countField", "sleepField", "poolField", "runAll",
                             "messageClose", "runList", "timeline", "explainSource"}) {
        QVERIFY2(forward.contains(m_shown->find<QWidget>(name)), name);
    }
    QVERIFY(forward.contains(m_shown->find<QTabWidget>("tabs")->tabBar()));
    QCOMPARE(forward.contains(m_shown->find<QWidget>("logLines")), tab == 0);
    QCOMPARE(forward.contains(m_shown->find<QWidget>("table")), tab == 1);
    QCOMPARE(forward.contains(m_shown->find<QWidget>("tableFilter")), tab == 1);
}

void TestKeyboard::whatHasTheFocusShowsIt()
{
    m_shown->window->showMessage(u"Something to be read."_s);
    for (const int tab : {0, 1}) {
        m_shown->find<QTabWidget>("tabs")->setCurrentIndex(tab);
        QCoreApplication::processEvents();
        m_shown->find<QWidget>("endpointAsync")->setFocus(Qt::TabFocusReason);
        for (QWidget *widget : walk(Qt::Key_Tab)) {
            QWidget *focus = QApplication::focusWidget();
            if (focus)
                focus->clearFocus();
            const QImage without = widget->grab().toImage();
            widget->setFocus(Qt::TabFocusReason);
            QVERIFY2(widget->grab().toImage() != without, qPrintable(nameOf(widget)));
        }
    }
}

void TestKeyboard::everythingHasANameForAScreenReader()
{
    m_shown->window->showMessage(u"Something to be read."_s);
    auto *tabs = m_shown->find<QTabWidget>("tabs");
    for (int tab = 0; tab < tabs->count(); ++tab) {
        tabs->setCurrentIndex(tab);
        QVERIFY(!tabs->tabText(tab).isEmpty());
        for (QWidget *widget : m_shown->window->findChildren<QWidget *>()) {
            if (takesTab(widget))
                QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(), qPrintable(nameOf(widget)));
        }
    }
}

void TestKeyboard::menuLettersAreUniqueInTheirMenu()
{
    QList<QList<QAction *>> menus{m_shown->window->menuBar()->actions()};
    for (const QAction *action : m_shown->window->menuBar()->actions()) {
        QVERIFY(action->menu());
        menus << action->menu()->actions();
    }
    for (const QList<QAction *> &menu : menus) {
        QStringList letters;
        for (const QAction *action : menu) {
            if (action->isSeparator())
                continue;
            const QString letter = QKeySequence::mnemonic(action->text()).toString();
            QVERIFY2(!letter.isEmpty(), qPrintable(action->text()));
            QVERIFY2(!letters.contains(letter), qPrintable(action->text()));
            letters << letter;
        }
    }
}

void TestKeyboard::keysOfTheMenusAreUnique()
{
    QStringList keys;
    for (const QAction *menu : m_shown->window->menuBar()->actions()) {
        for (const QAction *action : menu->menu()->actions()) {
            for (const QKeySequence &key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(action->text()));
                keys << key.toString();
            }
        }
    }
    QVERIFY(keys.contains(u"Ctrl+T"_s));
}

void TestKeyboard::aMessageIsClosedWithAKey()
{
    m_shown->window->showMessage(u"Something to be read."_s);
    auto *close = m_shown->find<QWidget>("messageClose");
    close->setFocus(Qt::TabFocusReason);
    QTest::keyClick(close, Qt::Key_Space);
    QVERIFY(!close->isVisible());
    QVERIFY(QApplication::focusWidget()); // the focus did not go with it
}

void TestKeyboard::aRunIsFiredAndReadWithKeysAlone()
{
    auto *field = m_shown->find<QWidget>("countField");
    field->setFocus(Qt::TabFocusReason);
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, u"3"_s);
    auto *button = m_shown->find<QWidget>("endpointAsync");
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_COMPARE(m_shown->session->runs().size(), size_t(2));
    QTRY_VERIFY(!m_shown->session->running());
    QCOMPARE(m_shown->session->runs().back()->asked.count, 3);
    TimelineView *timeline = &m_shown->timeline();
    QTRY_VERIFY(timeline->hasFocus());
    QTest::keyClick(timeline, Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(m_shown->window.get(), Qt::Key_T, Qt::ControlModifier);
    auto *table = m_shown->find<QAbstractItemView>("table");
    QTRY_VERIFY(table->hasFocus() && table->selectionModel()->hasSelection());
    auto *runs = m_shown->find<QAbstractItemView>("runList");
    runs->setFocus(Qt::TabFocusReason);
    QTest::keyClick(runs, Qt::Key_Down);
    QTRY_COMPARE(table->model()->rowCount(), 310); // the run of the file
}

LOOPSCOPE_TEST(TestKeyboard)
#include "gui_keyboard.moc"
