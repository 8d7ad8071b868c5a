#include "support/registered.h"
#include "support/shown_window.h"
#include "ui/message_bar.h"

#include <QAbstractButton>
#include <QAction>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QMimeData>
#include <QSpinBox>

using namespace Qt::StringLiterals;

/// Files of the real window: logs that come back, pictures that go out, and what is no log.
class TestFiles : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    void click(const char *name) { m_shown->click(name); }
    void setSleep(double seconds) { find<QDoubleSpinBox>("sleepField")->setValue(seconds); }
    const app::Run &last() { return m_shown->lastRun(); }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(); }
    void cleanup() { m_shown.reset(); }
    void aSavedLogOpensToTheSamePicture();
    void thePictureIsExportedAtItsSize();
    void badFilesAreSaidAndStopNothing();
};

void TestFiles::aSavedLogOpensToTheSamePicture()
{
    setSleep(0.1);
    click("count50");
    click("endpointSync");
    QTRY_VERIFY(!last().live());
    const QString file = m_shown->folder.filePath(u"saved.jsonl"_s);
    QCOMPARE(app::writeLog(last().log, file), QString());
    auto *timeline = find<ui::TimelineView>("timeline");
    QTRY_VERIFY(find<QWidget>("endpointSync")->isEnabled());
    const QImage live = timeline->grab().toImage();
    // Dropped on the window, as from a file manager.
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(file)});
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_shown->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_shown->window.get(), &drop);
    QTRY_COMPARE(last().state, app::RunState::Opened);
    QVERIFY(timeline->grab().toImage() == live);
}

void TestFiles::thePictureIsExportedAtItsSize()
{
    setSleep(0.05);
    click("count10");
    click("endpointAsync");
    QTRY_VERIFY(!last().live());
    const QString file = m_shown->folder.filePath(u"slide.png"_s);
    QTimer::singleShot(0, this, [this, file] {
        auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
        QVERIFY(dialog);
        dialog->findChild<QSpinBox *>(u"exportWidth"_s)->setValue(1234);
        dialog->findChild<QSpinBox *>(u"exportHeight"_s)->setValue(567);
        dialog->findChild<QLineEdit *>(u"exportFile"_s)->setText(file);
        dialog->findChild<QAbstractButton *>(u"exportSave"_s)->click();
    });
    find<QAction>("actionExport")->trigger();
    QCOMPARE(QImage(file).size(), QSize(1234, 567));
    QCOMPARE(find<ui::MessageBar>("messageBar")->message(), QString());
}

void TestFiles::badFilesAreSaidAndStopNothing()
{
    setSleep(2);
    click("count10");
    click("endpointAsync");
    auto *message = find<ui::MessageBar>("messageBar");
    QFile bad(m_shown->folder.filePath(u"bad.jsonl"_s));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no log\n");
    bad.close();
    for (const QString &name : {bad.fileName(), m_shown->folder.filePath(u"missing.jsonl"_s), m_shown->folder.path()}) {
        m_shown->window->open(name);
        QTRY_VERIFY2(message->isVisible() && !message->message().isEmpty(), qPrintable(name));
        click("messageClose");
        QVERIFY(!message->isVisible());
    }
    QCOMPARE(m_shown->session->runs().size(), size_t(1));
    QVERIFY(last().live()); // it went on all the while
    QTRY_VERIFY(!last().live());
    QCOMPARE(app::headline(last().trace).answered, 10);
}

LOOPSCOPE_TEST(TestFiles)
#include "gui_files.moc"
