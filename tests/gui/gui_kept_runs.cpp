#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/message_bar.h"

#include <QAction>
#include <QDialog>
#include <QDir>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QTableWidget>

using namespace Qt::StringLiterals;

namespace {

/// This program as another process: a window that fires at once, and is still busy when it is killed.
int fireAndStay(const QStringList &arguments)
{
    const QString &folder = arguments.at(0);
    support::ShownWindow shown(support::Server::Started, {}, folder);
    shown.find<QDoubleSpinBox>("sleepField")->setValue(0);
    shown.click("count2");
    shown.click("endpointAsync");
    QObject::connect(shown.session.get(), &app::Session::runFinished, shown.window.get(), [&shown] {
        shown.find<QDoubleSpinBox>("sleepField")->setValue(60);
        QMetaObject::invokeMethod(shown.window.get(), [&shown] { shown.click("endpointSync"); }, Qt::QueuedConnection);
    });
    return QApplication::exec();
}

QStringList names(const QString &folder) { return QDir(folder).entryList({u"*.jsonl"_s}, QDir::Files, QDir::Name); }

} // namespace

/// The window's kept runs: the dialog, the switch, and the word after a window was lost.
class TestKeptRuns : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    QString folder() const { return m_temporary->filePath(u"runs"_s); }
    void start() { m_shown.emplace(support::Server::Started, QSize(), folder()); }
    void fire(const char *count);
    /// What `use` does while the dialog is open; it must close it.
    void inDialog(const std::function<void(QDialog &)> &use);

    std::optional<QTemporaryDir> m_temporary;
    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_temporary.emplace(); }
    void cleanup() { m_shown.reset(); }
    void keptRunsAreListedOpenedAndDeleted();
    void keepingCanBeSwitchedOff();
    void aWindowWithoutAFolderKeepsNothing();
    void afterAWindowWasKilledItsRunsAreOffered();
};

void TestKeptRuns::fire(const char *count)
{
    const size_t before = m_shown->session->runs().size();
    find<QDoubleSpinBox>("sleepField")->setValue(0.02);
    m_shown->click(count);
    QTRY_VERIFY(find<QWidget>("endpointAsync")->isEnabled());
    m_shown->click("endpointAsync");
    QTRY_VERIFY(m_shown->session->runs().size() == before + 1 && !m_shown->lastRun().live());
}

void TestKeptRuns::inDialog(const std::function<void(QDialog &)> &use)
{
    bool used = false;
    QTimer::singleShot(0, this, [&] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        use(*dialog);
        used = true;
    });
    find<QAction>("actionKept")->trigger();
    QVERIFY(used);
}

void TestKeptRuns::keptRunsAreListedOpenedAndDeleted()
{
    start();
    inDialog([](QDialog &dialog) {
        QVERIFY(dialog.findChild<QLabel *>(u"keptSummary"_s)->text().contains(u"No run is kept yet"));
        QVERIFY(!dialog.findChild<QPushButton *>(u"keptOpen"_s)->isEnabled());
        dialog.reject();
    });
    fire("count2");
    fire("count10");
    QTRY_COMPARE(names(folder()).size(), 2);
    m_shown->reopen();
    QVERIFY(!find<ui::MessageBar>("messageBar")->isVisible()); // nothing was lost
    QCOMPARE(m_shown->session->runs().size(), size_t(0));
    inDialog([](QDialog &dialog) {
        auto *table = dialog.findChild<QTableWidget *>(u"keptTable"_s);
        QCOMPARE(table->rowCount(), 2);
        QCOMPARE(table->item(0, 1)->text(), u"async-endpoint \u00d7 10"_s); // the newest first
        QVERIFY(table->item(0, 2)->text().contains(u"ms"));
        QVERIFY(dialog.findChild<QLabel *>(u"keptSummary"_s)->text().startsWith(u"2 kept"));
        table->selectRow(1);
        QTest::mouseClick(dialog.findChild<QPushButton *>(u"keptOpen"_s), Qt::LeftButton);
    });
    QTRY_COMPARE(m_shown->session->runs().size(), size_t(1));
    QCOMPARE(app::headline(m_shown->lastRun().trace).answered, 2);
    Q_EMIT find<QMenu>("recentMenu")->aboutToShow();
    QVERIFY(!find<QMenu>("recentMenu")->actions().front()->isEnabled()); // it is no file of the user's
    for (const bool agreed : {false, true}) {
        inDialog([agreed](QDialog &dialog) {
            QTimer::singleShot(0, &dialog, [agreed] {
                auto *question = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
                QVERIFY(question);
                for (QAbstractButton *button : question->buttons()) {
                    if ((question->buttonRole(button) == QMessageBox::AcceptRole) == agreed)
                        return QTest::mouseClick(button, Qt::LeftButton);
                }
            });
            QTest::mouseClick(dialog.findChild<QPushButton *>(u"keptDeleteAll"_s), Qt::LeftButton);
            QCOMPARE(dialog.findChild<QTableWidget *>(u"keptTable"_s)->rowCount(), agreed ? 0 : 2);
            dialog.reject();
        });
    }
    QCOMPARE(names(folder()), QStringList());
}

void TestKeptRuns::keepingCanBeSwitchedOff()
{
    start();
    QVERIFY(find<QAction>("actionKeep")->isChecked());
    find<QAction>("actionKeep")->trigger();
    m_shown->reopen();
    QVERIFY(!find<QAction>("actionKeep")->isChecked());
    fire("count2");
    find<QAction>("actionKeep")->trigger();
    fire("count10");
    QTRY_COMPARE(names(folder()).size(), 1);
    QVERIFY(names(folder()).front().endsWith(u"async-endpoint-10.jsonl"));
}

void TestKeptRuns::aWindowWithoutAFolderKeepsNothing()
{
    m_shown.emplace();
    QVERIFY(!m_shown->window->findChild<QAction *>(u"actionKept"_s));
    fire("count2");
    m_shown->reopen();
    QVERIFY(!QFileInfo::exists(folder()));
}

void TestKeptRuns::afterAWindowWasKilledItsRunsAreOffered()
{
    QProcess lost;
    lost.start(QCoreApplication::applicationFilePath(), {u"fire"_s, folder()});
    const auto sleeping = [this] {
        const QStringList files = names(folder());
        return files.size() == 2 && app::readLog(QDir(folder()).filePath(files[1])).log.events.size() > 8; // both sent, and more
    };
    QTRY_VERIFY_WITH_TIMEOUT(sleeping(), 20'000);
    start(); // another window beside it: it is not lost
    QTRY_VERIFY(m_shown->window->isVisible());
    QVERIFY(!find<ui::MessageBar>("messageBar")->isVisible());
    lost.kill();
    QVERIFY(lost.waitForFinished());
    m_shown->reopen();
    auto *bar = find<ui::MessageBar>("messageBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->message().contains(u"unexpectedly") && bar->message().contains(u"2 runs"), qPrintable(bar->message()));
    m_shown->click("messageOffer");
    QTRY_COMPARE(m_shown->session->runs().size(), size_t(2));
    QVERIFY(!bar->isVisible());
    QCOMPARE(app::headline(m_shown->session->runs()[0]->trace).answered, 2);
    QCOMPARE(m_shown->lastRun().asked.endpoint, app::Endpoint::Sync);
    QCOMPARE(app::headline(m_shown->lastRun().trace).requests, 2);
    m_shown->reopen();
    QVERIFY(!find<ui::MessageBar>("messageBar")->isVisible()); // said once
}

LOOPSCOPE_TEST(TestKeptRuns)
LOOPSCOPE_PROGRAM("fire", fireAndStay)
#include "gui_kept_runs.moc"
