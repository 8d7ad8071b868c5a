#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/animation.h"
#include "ui/animation_dialog.h"

#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QDir>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>

using namespace Qt::StringLiterals;

/// The dialog that waits for an animation, over the real window.
class TestAnimationGui : public QObject
{
    Q_OBJECT

private:
    QString save(const app::AnimationWishes &wishes, QSize size, const std::function<bool(QDialog &)> &whenSeen);

    QTemporaryDir m_folder;
    std::optional<support::ShownWindow> m_shown;
    int m_turns = 0; ///< that the window had while the dialog was up

private Q_SLOTS:
    void init() { m_shown.emplace(support::Server::None); }
    void cleanup() { m_shown.reset(); }
    void cancelAndEscapeGiveItUp_data();
    void cancelAndEscapeGiveItUp();
    void itEndsByItself();
    void theRunMayGoMeanwhile();
};

/// `whenSeen` is asked at each turn of the event loop, until it says true.
QString TestAnimationGui::save(const app::AnimationWishes &wishes, QSize size, const std::function<bool(QDialog &)> &whenSeen)
{
    ui::PictureOptions options;
    options.wishes.size = size;
    m_turns = 0;
    bool over = false;
    QTimer turn;
    turn.callOnTimeout(m_shown->window.get(), [&] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        if (!dialog || dialog->objectName() != u"animationProgress"_s)
            return;
        ++m_turns;
        over = over || whenSeen(*dialog);
    });
    turn.start(1);
    return ui::animateWithProgress(m_shown->lastRun(), m_folder.filePath(u"a.gif"_s), options, wishes, m_shown->window.get());
}

void TestAnimationGui::cancelAndEscapeGiveItUp_data()
{
    QTest::addColumn<bool>("key");
    QTest::newRow("Cancel") << false;
    QTest::newRow("Escape") << true;
}

void TestAnimationGui::cancelAndEscapeGiveItUp()
{
    QFETCH(bool, key);
    m_shown->open(support::simulatedRun(app::Endpoint::Sync, 50));
    int began = -1, seen = 0;
    const QString fault = save({0.03, 20}, {2560, 1440}, [&](QDialog &dialog) { // 1,340 pictures: for longer than anybody waits
        auto *bar = dialog.findChild<QProgressBar *>();
        began = began < 0 ? bar->value() : began;
        seen = bar->value();
        if (seen <= began)
            return false;
        if (key)
            QTest::keyClick(&dialog, Qt::Key_Escape);
        else
            QTest::mouseClick(dialog.findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel), Qt::LeftButton);
        return true;
    });
    QCOMPARE(fault, ui::animationGivenUp());
    QVERIFY(seen > began && seen < 2000);
    QVERIFY(m_turns > 1);
    QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
    QVERIFY(!QApplication::activeModalWidget());
    m_shown->window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_shown->window.get()));
    m_shown->key(Qt::Key_F, Qt::ControlModifier); // the window takes keys again
    QTRY_VERIFY(m_shown->find<QWidget>("findBar")->isVisible());
}

void TestAnimationGui::itEndsByItself()
{
    m_shown->open(support::simulatedRun(app::Endpoint::Sync, 50));
    int last = 0;
    const QString fault = save({1.0, 50}, {1920, 1080}, [&last](QDialog &dialog) {
        last = dialog.findChild<QProgressBar *>()->value();
        return false;
    });
    QCOMPARE(fault, QString());
    QVERIFY(QFileInfo(m_folder.filePath(u"a.gif"_s)).size() > 10'000);
    QVERIFY(QFile::remove(m_folder.filePath(u"a.gif"_s)));
    QVERIFY(m_turns > 1 && last > 0);
}

void TestAnimationGui::theRunMayGoMeanwhile()
{
    const QString other = m_folder.filePath(u"other.jsonl"_s);
    QCOMPARE(app::writeLog(support::simulatedRun(app::Endpoint::Async, 2).log, other), QString());
    m_shown->open(support::simulatedRun(app::Endpoint::Sync, 50));
    const app::RunId first = m_shown->lastRun().id;
    const QString fault = save({1.0, 50}, {1920, 1080}, [&](QDialog &) {
        m_shown->session->keepAtMost(1);
        return m_shown->session->open(other).isEmpty(); // makes room: the older one goes
    });
    QVERIFY(!m_shown->session->run(first));
    QCOMPARE(fault, QString());
    QVERIFY(QFile::remove(m_folder.filePath(u"a.gif"_s)));
}

LOOPSCOPE_TEST(TestAnimationGui)
#include "gui_animation.moc"
