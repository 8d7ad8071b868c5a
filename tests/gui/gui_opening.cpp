#include "support/registered.h"
#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/message_bar.h"

#include "app/run_file.h"

#include <QAction>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

/// Files that are opened while the window goes on: large ones, several, recent ones, and what is none.
class TestOpening : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    size_t runs() const { return m_shown->session->runs().size(); }
    QString message() { return find<ui::MessageBar>("messageBar")->message(); }
    QString path(const QString &name) const { return m_shown->folder.filePath(name); }
    QString small(const QString &name);
    QString large();
    void openSlowly(const QStringList &after = {});
    void drop(const QList<QUrl> &urls);
    QList<QAction *> recent();

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init() { m_shown.emplace(support::Server::None); }
    void cleanup() { m_shown.reset(); }
    void aLargeFileShowsItsProgress();
    void cancelledNothingIsAdded_data();
    void cancelledNothingIsAdded();
    void cancelledWithOthersWaiting();
    void aFileThatNeverComesCanBeCancelled();
    void escapeIsTheTimelinesOtherwise();
    void aWindowClosedWhileReadingAddsNothing();
    void severalAreDropped();
    void recentFilesCanBeOpened();
    void recentFilesAreShared();
    void anotherProgramsTraceHasNoLog();
};

QString TestOpening::small(const QString &name)
{
    const QString file = path(name);
    if (const QString fault = app::writeLog(support::simulatedRun(app::Endpoint::Async, 3).log, file); !fault.isEmpty())
        qFatal("%s", qPrintable(fault));
    return file;
}

/// Long enough to be looked at while it is read.
QString TestOpening::large()
{
    const QString name = path(u"large.jsonl"_s);
    QFile file(name);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(name));
    file.write("{\"format\":\"loopscope\",\"version\":1,\"pid\":1,\"started\":\"2026-11-23T02:24:00.123456Z\",\"pool\":40,\"sleep\":1.0}\n");
    const QByteArray line = "{\"t\":5,\"tid\":1,\"thread\":\"event-loop\",\"req\":0,\"event\":\"lag\",\"depth\":0,\"text\":\"\"}\n";
    const QByteArray lines = line.repeated(10'000);
    for (int i = 0; i < 300; ++i)
        file.write(lines);
    return name;
}

/// Opens the large file, and those after it; returns once its progress is shown.
void TestOpening::openSlowly(const QStringList &after)
{
    m_shown->window->open(large());
    for (const QString &file : after)
        m_shown->window->open(file);
    QTRY_VERIFY(find<QWidget>("openingBar")->isVisible());
}

void TestOpening::drop(const QList<QUrl> &urls)
{
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_shown->window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({10, 10}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_shown->window.get(), &drop);
}

/// As they are when the menu is shown.
QList<QAction *> TestOpening::recent()
{
    auto *menu = find<QMenu>("recentMenu");
    Q_EMIT menu->aboutToShow();
    return menu->actions();
}

void TestOpening::aLargeFileShowsItsProgress()
{
    QList<int> seen;
    connect(find<QProgressBar>("openingProgress"), &QProgressBar::valueChanged, this, [&seen](int percent) { seen << percent; });
    openSlowly();
    QCOMPARE(find<QLabel>("openingName")->text(), u"Opening large.jsonl"_s);
    QTRY_VERIFY(find<QLabel>("openingPercent")->text().endsWith(u" %"));
    QCOMPARE(runs(), size_t(0));
    QVERIFY(find<QWidget>("endpointAsync")->isEnabled()); // nothing is shut meanwhile
    QTRY_COMPARE_WITH_TIMEOUT(runs(), size_t(1), 60'000);
    QTRY_VERIFY(!find<QWidget>("openingBar")->isVisible());
    QVERIFY(!seen.isEmpty() && std::is_sorted(seen.begin(), seen.end()) && seen.back() <= 100);
    QCOMPARE(m_shown->lastRun().log.events.size(), size_t(3'000'000));
    QCOMPARE(message(), QString());
}

void TestOpening::cancelledNothingIsAdded_data()
{
    QTest::addColumn<int>("key"); // 0: the button is clicked
    QTest::newRow("button") << 0;
    QTest::newRow("Escape") << int(Qt::Key_Escape);
}

void TestOpening::cancelledNothingIsAdded()
{
    QFETCH(int, key);
    openSlowly();
    m_shown->timeline().setFocus();
    if (key == 0)
        m_shown->click("openingCancel");
    else
        m_shown->key(Qt::Key(key));
    QTRY_VERIFY(!find<QWidget>("openingBar")->isVisible());
    QVERIFY2(message().contains(u"large.jsonl was cancelled"), qPrintable(message()));
    m_shown->openFile(small(u"small.jsonl"_s)); // the reader is free again, and what it had read is nowhere
    QCOMPARE(runs(), size_t(1));
    QCOMPARE(m_shown->lastRun().source, path(u"small.jsonl"_s));
    QVERIFY(recent().front()->text().contains(u"small.jsonl"));
}

void TestOpening::cancelledWithOthersWaiting()
{
    openSlowly({small(u"a.jsonl"_s), small(u"b.jsonl"_s)});
    QCOMPARE(find<QLabel>("openingName")->text(), u"Opening large.jsonl, 2 more after it"_s);
    m_shown->click("openingCancel");
    QVERIFY2(message().contains(u"2 more were not opened"), qPrintable(message()));
    m_shown->openFile(small(u"c.jsonl"_s)); // whatever still waited would come before it
    QCOMPARE(m_shown->session->runs().front()->source, path(u"c.jsonl"_s));
}

/// A pipe without a writer stands for a disk that does not answer: nobody may wait for the reader.
void TestOpening::aFileThatNeverComesCanBeCancelled()
{
    const QByteArray pipe = QFile::encodeName(path(u"pipe.jsonl"_s));
    QCOMPARE(mkfifo(pipe.constData(), 0600), 0);
    m_shown->window->open(path(u"pipe.jsonl"_s));
    QTRY_VERIFY(find<QWidget>("openingBar")->isVisible());
    m_shown->click("openingCancel");
    QVERIFY2(message().contains(u"pipe.jsonl was cancelled"), qPrintable(message()));
    m_shown->openFile(small(u"small.jsonl"_s));
    QCOMPARE(runs(), size_t(1));
    m_shown->window.reset(); // nor does the window that goes
    const int writer = open(pipe.constData(), O_WRONLY); // the reader is let go
    QVERIFY(writer >= 0);
    close(writer);
}

void TestOpening::escapeIsTheTimelinesOtherwise()
{
    m_shown->open(support::simulatedRun(app::Endpoint::Async, 3));
    auto *log = find<QAbstractItemView>("logLines");
    QTest::mouseClick(log->viewport(), Qt::LeftButton, {}, log->visualRect(log->model()->index(0, 0)).center());
    QVERIFY(log->selectionModel()->hasSelection());
    m_shown->timeline().setFocus();
    m_shown->key(Qt::Key_Escape);
    QTRY_VERIFY(!log->selectionModel()->hasSelection());
}

void TestOpening::aWindowClosedWhileReadingAddsNothing()
{
    openSlowly({small(u"a.jsonl"_s)});
    m_shown->window->close();
    m_shown->window.reset();
    QCOMPARE(runs(), size_t(0));
}

void TestOpening::severalAreDropped()
{
    QFile bad(path(u"bad.jsonl"_s));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no log\n");
    bad.close();
    const auto local = [this](const QString &name) { return QUrl::fromLocalFile(path(name)); };
    drop({QUrl::fromLocalFile(small(u"a.jsonl"_s)), QUrl(u"https://example.org/far.jsonl"_s), local(u"bad.jsonl"_s), local(u"missing.jsonl"_s),
          QUrl::fromLocalFile(small(u"b.jsonl"_s))});
    QTRY_COMPARE(runs(), size_t(2));
    QCOMPARE(m_shown->session->runs()[0]->source, path(u"a.jsonl"_s)); // in their order
    QCOMPARE(m_shown->session->runs()[1]->source, path(u"b.jsonl"_s));
    for (const char16_t *said : {u"https://example.org/far.jsonl is no file of this computer", u"bad.jsonl", u"missing.jsonl"})
        QVERIFY2(message().contains(QStringView(said)), qPrintable(message()));
    drop({local(u"a.jsonl"_s)});
    QTRY_COMPARE(runs(), size_t(3));
    drop({QUrl(u"https://example.org/"_s)});
    QVERIFY2(!message().contains(u"bad.jsonl"), qPrintable(message())); // that was another time
}

void TestOpening::recentFilesCanBeOpened()
{
    QCOMPARE(recent().front()->isEnabled(), false); // none yet
    for (int i = 1; i <= 12; ++i)
        m_shown->openFile(small(u"%1 & more.jsonl"_s.arg(i)));
    m_shown->openFile(path(u"5 & more.jsonl"_s)); // the newest again
    QFile::remove(path(u"12 & more.jsonl"_s));
    QList<QAction *> files = recent().mid(0, 10);
    QVERIFY2(files[0]->text().startsWith(u"&1 5 && more.jsonl \u2014 "), qPrintable(files[0]->text()));
    QVERIFY2(files[1]->text().startsWith(u"&2 12 && more.jsonl") && files[1]->text().contains(u"not there"), qPrintable(files[1]->text()));
    QVERIFY(!files[1]->isEnabled());
    QVERIFY2(files[9]->text().startsWith(u"1&0 3 && more.jsonl"), qPrintable(files[9]->text()));
    QVERIFY(recent()[10]->isSeparator());
    recent()[2]->trigger();
    QTRY_COMPARE(m_shown->lastRun().source, path(u"11 & more.jsonl"_s));
    QTRY_VERIFY(recent().front()->text().startsWith(u"&1 11 && more"));
    recent();
    find<QAction>("recentClear")->trigger();
    QVERIFY(!recent().front()->isEnabled());
}

void TestOpening::recentFilesAreShared()
{
    support::ShownWindow other(support::Server::None);
    const QString file = small(u"mine.jsonl"_s);
    m_shown->openFile(file);
    // Another window over the same settings, as another process would have it.
    QSettings settings(path(u"settings.ini"_s), QSettings::IniFormat);
    ui::MainWindow second(*other.session, settings);
    auto *menu = second.findChild<QMenu *>(u"recentMenu"_s);
    Q_EMIT menu->aboutToShow();
    QVERIFY(menu->actions().front()->text().contains(u"mine.jsonl"));
}

void TestOpening::anotherProgramsTraceHasNoLog()
{
    app::RunFile file;
    app::Tracks tracks;
    tracks.labels.push_back({u"main"_s, {}});
    app::Track track;
    track.name = u"main thread"_s;
    track.instants.push_back({5'000, app::RequestId(1)});
    tracks.tracks.push_back(track);
    tracks.end = 5'000;
    file.trace = app::Trace(std::move(tracks));
    m_shown->open(support::simulatedRun(app::Endpoint::Async, 3));
    m_shown->session->add(path(u"theirs.json"_s), std::move(file));
    QVERIFY(find<QLabel>("logForeign")->isVisible());
    QVERIFY(!find<QWidget>("logLines")->isVisible());
    QVERIFY(find<QLabel>("why")->text().contains(u"another program"));
    QVERIFY(!find<QPlainTextEdit>("explainSource")->isVisible());
    auto *tabs = find<QTabWidget>("tabs");
    for (int i = 0; i < tabs->count(); ++i) { // each holds with it
        tabs->setCurrentIndex(i);
        QCoreApplication::processEvents();
        m_shown->window->grab();
    }
    find<QAction>("actionSave")->trigger();
    QVERIFY2(message().contains(u"another program") && message().contains(u"theirs.json"), qPrintable(message()));
    auto *list = find<QListView>("runList");
    list->setCurrentIndex(list->model()->index(1, 0)); // back to our own
    tabs->setCurrentIndex(0);
    QVERIFY(find<QWidget>("logLines")->isVisible());
    QVERIFY(find<QPlainTextEdit>("explainSource")->isVisible());
}

LOOPSCOPE_TEST(TestOpening)
#include "gui_opening.moc"
