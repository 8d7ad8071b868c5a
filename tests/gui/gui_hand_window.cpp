#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/timeline/minimap.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>

using namespace Qt::StringLiterals;

/// What the hand does in the whole window: minimap, follow button, menus and exports beside the timeline.
class TestHandWindow : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    QByteArray exported(const QString &name);

    std::optional<support::ShownWindow> m_shown;
    ui::TimelineView *m_timeline = nullptr;

private Q_SLOTS:
    void init();
    void cleanup() { m_shown.reset(); }
    void theMinimapStandsUnderTheTimelinesTime();
    void theFollowButtonStaysInItsCornerAndShowsAll();
    void theWindowsZoomGlidesAndArrives();
    void anExportKeepsMeasureAndMarks();
};

void TestHandWindow::init()
{
    m_shown.emplace(support::Server::None);
    m_shown->open(support::simulatedRun(app::Endpoint::AsyncWrong, 3));
    m_timeline = &m_shown->timeline();
    m_shown->window->grab(); // lays out the rest too
}

QByteArray TestHandWindow::exported(const QString &name)
{
    const QString path = m_shown->folder.filePath(name);
    QTimer::singleShot(0, this, [path] {
        if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(path);
            QTest::mouseClick(dialog->findChild<QPushButton *>(u"exportSave"_s), Qt::LeftButton);
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
        m_shown->window->resize(size);
        QTRY_COMPARE(m_shown->window->size(), size);
        m_shown->window->grab();
        const double left = map->mapTo(m_shown->window.get(), map->frame().topLeft()).x();
        QVERIFY(qAbs(left - m_timeline->viewport()->mapTo(m_shown->window.get(), QPointF(m_timeline->axis().left, 0)).x()) < 1);
        QVERIFY(qAbs(map->frame().width() - m_timeline->axis().width) < 1);
        QVERIFY(map->mapTo(m_shown->window.get(), QPoint()).y() >= m_timeline->mapTo(m_shown->window.get(), QPoint(0, m_timeline->height())).y());
    }
}

void TestHandWindow::theFollowButtonStaysInItsCornerAndShowsAll()
{
    auto *follow = find<QToolButton>("followButton");
    QVERIFY(!follow->isVisible());
    m_timeline->zoom().setVisible({0, 100'000'000});
    QVERIFY(follow->isVisible());
    for (const QSize size : {QSize(1440, 900), QSize(1100, 700)}) {
        m_shown->window->resize(size);
        QTRY_COMPARE(m_shown->window->size(), size);
        m_shown->window->grab();
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

LOOPSCOPE_TEST(TestHandWindow)
#include "gui_hand_window.moc"
