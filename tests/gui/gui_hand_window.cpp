#include "app/log_file.h"
#include "support/simulated_run.h"
#include "ui/main_window.h"
#include "ui/timeline/minimap.h"
#include "ui/timeline/timeline_view.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// What the hand does in the whole window: minimap, follow button, menus and exports beside the timeline.
class TestHandWindow : public QObject
{
    Q_OBJECT

private:
    template<typename T> T *find(const char *name) { return m_window->findChild<T *>(QString::fromLatin1(name)); }
    QByteArray exported(const QString &name);

    QTemporaryDir m_folder;
    std::unique_ptr<QSettings> m_store;
    std::unique_ptr<app::Session> m_session;
    std::unique_ptr<ui::MainWindow> m_window;
    ui::TimelineView *m_timeline = nullptr;

private Q_SLOTS:
    void init();
    void cleanup();
    void theMinimapStandsUnderTheTimelinesTime();
    void theFollowButtonStaysInItsCornerAndShowsAll();
    void theWindowsZoomGlidesAndArrives();
    void anExportKeepsMeasureAndMarks();
};

void TestHandWindow::init()
{
    const QString file = m_folder.filePath(u"run.jsonl"_s);
    QCOMPARE(app::writeLog(support::simulatedRun(app::Endpoint::AsyncWrong, 3).log, file), QString());
    m_store = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_session = std::make_unique<app::Session>(app::SessionOptions{});
    m_window = std::make_unique<ui::MainWindow>(*m_session, *m_store);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->open(file);
    m_timeline = find<ui::TimelineView>("timeline");
    m_window->grab(); // lays out
    m_timeline->setFocus();
}

void TestHandWindow::cleanup()
{
    m_window.reset();
    m_session.reset();
}

QByteArray TestHandWindow::exported(const QString &name)
{
    const QString path = m_folder.filePath(name);
    QTimer::singleShot(0, this, [path] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(path);
            dialog->accept();
        }
    });
    find<QAction>("actionExport")->trigger();
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestHandWindow::theMinimapStandsUnderTheTimelinesTime()
{
    auto *map = find<ui::Minimap>("minimap");
    for (const QSize size : {QSize(1440, 900), QSize(1100, 700)}) {
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        m_window->grab();
        const double left = map->mapTo(m_window.get(), map->frame().topLeft()).x();
        QVERIFY(qAbs(left - m_timeline->viewport()->mapTo(m_window.get(), QPointF(m_timeline->axis().left, 0)).x()) < 1);
        QVERIFY(qAbs(map->frame().width() - m_timeline->axis().width) < 1);
        QVERIFY(map->mapTo(m_window.get(), QPoint()).y() >= m_timeline->mapTo(m_window.get(), QPoint(0, m_timeline->height())).y());
    }
}

void TestHandWindow::theFollowButtonStaysInItsCornerAndShowsAll()
{
    auto *follow = find<QToolButton>("followButton");
    QVERIFY(!follow->isVisible());
    m_timeline->zoom().setVisible({0, 100'000'000});
    QVERIFY(follow->isVisible());
    for (const QSize size : {QSize(1440, 900), QSize(1100, 700)}) {
        m_window->resize(size);
        QTRY_COMPARE(m_window->size(), size);
        m_window->grab();
        QVERIFY(m_timeline->rect().contains(follow->geometry()));
        QVERIFY(m_timeline->width() - follow->geometry().right() < 40 && m_timeline->height() - follow->geometry().bottom() < 40);
    }
    QTest::mouseClick(follow, Qt::LeftButton);
    QVERIFY(!follow->isVisible());
    QTRY_COMPARE(m_timeline->visible(), m_timeline->zoom().whole());
}

void TestHandWindow::theWindowsZoomGlidesAndArrives()
{
    m_timeline->zoom().setAnimated(true); // whatever this machine's desktop wants
    const ui::TimeRange whole = m_timeline->visible();
    QTest::keyClick(m_timeline, Qt::Key_Plus);
    QVERIFY(m_timeline->zoom().target().length() < whole.length());
    QTest::keyClick(m_timeline, Qt::Key_Plus); // in its midst
    QTRY_COMPARE(m_timeline->visible(), m_timeline->zoom().target());
    QVERIFY(qAbs(double(whole.length()) / double(m_timeline->visible().length()) / (1.25 * 1.25) - 1) < 0.001);
}

void TestHandWindow::anExportKeepsMeasureAndMarks()
{
    const QByteArray plain = exported(u"plain.svg"_s);
    QVERIFY(plain.contains("<svg") && !plain.contains("the hang"));
    QTest::keyClick(m_timeline, Qt::Key_M);
    auto *editor = find<QLineEdit>("markEditor");
    QVERIFY(editor);
    editor->setText(u"the hang"_s);
    QTest::keyClick(editor, Qt::Key_Return);
    const QByteArray marked = exported(u"marked.svg"_s);
    QVERIFY(marked.contains("the hang"));
    find<QAction>("actionUndo")->trigger();
    QVERIFY(!exported(u"undone.svg"_s).contains("the hang"));
}

QTEST_MAIN(TestHandWindow)
#include "gui_hand_window.moc"
