#include "app/log_file.h"
#include "app/run_keeper.h"
#include "app/statistics.h"
#include "support/raw_client.h"
#include "support/registered.h"
#include "support/serve_process.h"
#include "support/simulated_run.h"

#include <QDateTime>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace app;
using namespace support;
using namespace Qt::StringLiterals;

namespace {

/// This program as another process: a session that keeps its runs in a folder, as a window does.
int keepRuns(const QStringList &arguments)
{
    std::signal(SIGXFSZ, SIG_IGN); // as the program does
    const QString &folder = arguments[0];
    const RunRequest request{Endpoint::Sync, arguments[1].toInt(), quint32(arguments[2].toDouble() * 1e6), 4};
    int left = arguments[3].toInt();
    SessionOptions options;
    options.server.port = 0;
    Session session(options);
    RunKeeper keeper(session, KeptRuns(folder));
    QObject::connect(&keeper, &RunKeeper::failed, [](const QString &reason) { std::fprintf(stderr, "%s\n", qUtf8Printable(reason)); });
    const auto next = [&] {
        if (left-- == 0)
            return QCoreApplication::quit();
        if (!session.launch(request).isEmpty())
            QCoreApplication::exit(2);
    };
    QObject::connect(&session, &Session::runFinished, [&](RunId id) {
        std::fprintf(stderr, "answered %d\n", headline(session.run(id)->trace).answered);
        QMetaObject::invokeMethod(&session, next, Qt::QueuedConnection);
    });
    if (!session.start().isEmpty())
        return 2;
    next();
    return QCoreApplication::exec();
}

/// `count` requests at once, `runs` times.
std::unique_ptr<QProcess> keeping(const QString &folder, int count, const QString &sleep, int runs, const std::function<void()> &prepare = {})
{
    auto process = std::make_unique<QProcess>();
    if (prepare)
        process->setChildProcessModifier(prepare);
    process->start(QCoreApplication::applicationFilePath(), {u"keep"_s, folder, QString::number(count), sleep, QString::number(runs)});
    return process;
}

int steps(const Log &log, EventKind kind)
{
    return int(std::count_if(log.events.begin(), log.events.end(), [kind](const Event &event) { return event.kind == kind; }));
}

QString only(const QString &folder)
{
    const QStringList names = QDir(folder).entryList({u"*.jsonl"_s}, QDir::Files);
    return names.size() == 1 ? QDir(folder).filePath(names.front()) : QString();
}

} // namespace

/// The folder of kept runs: what is in it while a run grows, after its end, and after whatever else may happen.
class TestKeptFolder : public QObject
{
    Q_OBJECT

private:
    std::optional<QTemporaryDir> m_temporary;
    QString folder() const { return m_temporary->filePath(u"data/runs"_s); }
    /// A file of the folder, changed `days` ago.
    void put(const QString &name, qint64 bytes, int days) const;

private Q_SLOTS:
    void init() { m_temporary.emplace(); }
    void aRunIsKeptWhileItGrows();
    void whatIsOpenedOrNotWantedIsNotKept();
    void aRunThatIsLetGoIsWhole();
    void requestsOfOthersAreKept();
    void killedInMidRunNothingIsLost();
    void twoProcessesShareTheFolder();
    void theOldestGoPastTheLimits();
    void theListTellsWhatEachIs();
    void aFullDiskIsSaidOnceAndTheRunsGoOn();
    void aFolderThatCannotBeIsSaidOnce();
    void theCommandsKeepNothing();
};

void TestKeptFolder::put(const QString &name, qint64 bytes, int days) const
{
    QDir().mkpath(folder());
    QFile file(QDir(folder()).filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QVERIFY(file.resize(bytes));
    QVERIFY(file.setFileTime(QDateTime::currentDateTime().addDays(-days), QFileDevice::FileModificationTime));
}

void TestKeptFolder::aRunIsKeptWhileItGrows()
{
    SessionOptions options;
    options.server.port = 0;
    Session session(options);
    {
        RunKeeper keeper(session, KeptRuns(folder()));
        QCOMPARE(session.start(), QString());
        QVERIFY(!QFileInfo::exists(folder())); // nothing ran yet
        QCOMPARE(session.launch({Endpoint::Sync, 5, 30'000'000, 40}), QString());
        const Run &run = *session.runs().back();
        QTRY_COMPARE(steps(readLog(only(folder())).log, EventKind::StartTime), 5);
        QVERIFY(run.live());
        QVERIFY(KeptRuns(folder()).list().front().growing);
        session.stop();
        QTRY_VERIFY(!run.live());
        QTRY_VERIFY(!KeptRuns(folder()).list().front().growing);
        const LogReading reading = readLog(only(folder()));
        QCOMPARE(reading.error + reading.warning, QString());
        QVERIFY(reading.log.events == run.log.events);
        QVERIFY(reading.log.threads == run.log.threads);
        QVERIFY(QFileInfo(only(folder())).fileName().endsWith(u"-sync-endpoint-5.jsonl"));
        // Its window closes in the middle of the next one.
        QCOMPARE(session.launch({Endpoint::Async, 3, 30'000'000, 40}), QString());
        QTRY_COMPARE(steps(session.runs().back()->log, EventKind::Awaiting), 3);
    }
    QCOMPARE(KeptRuns(folder()).takeLost(), QStringList()); // it ended by itself
    QCOMPARE(QDir(folder()).entryList(QDir::Files).size(), 2);
    const KeptRun second = KeptRuns(folder()).list().front();
    QVERIFY(!second.growing);
    QCOMPARE(steps(readLog(second.path).log, EventKind::Awaiting), 3);
}

void TestKeptFolder::whatIsOpenedOrNotWantedIsNotKept()
{
    SessionOptions options;
    options.server.port = 0;
    Session session(options);
    RunKeeper keeper(session, KeptRuns(folder()));
    QCOMPARE(session.start(), QString());
    const QString file = m_temporary->filePath(u"opened.jsonl"_s);
    QCOMPARE(writeLog(simulatedRun(Endpoint::Async, 3).log, file), QString());
    QCOMPARE(session.open(file), QString());
    keeper.setKeeping(false);
    QSignalSpy finished(&session, &Session::runFinished);
    QCOMPARE(session.launch({Endpoint::Async, 2, 1'000, 40}), QString());
    QVERIFY(finished.wait());
    keeper.setKeeping(true);
    QCOMPARE(session.launch({Endpoint::Async, 7, 1'000, 40}), QString());
    QVERIFY(finished.wait());
    QTRY_VERIFY(!only(folder()).isEmpty());
    QVERIFY(only(folder()).endsWith(u"async-endpoint-7.jsonl"));
}

void TestKeptFolder::aRunThatIsLetGoIsWhole()
{
    SessionOptions options;
    options.server.port = 0;
    options.mostSteps = 1; // the newest alone stays in memory
    Session session(options);
    RunKeeper keeper(session, KeptRuns(folder()));
    QCOMPARE(session.start(), QString());
    QSignalSpy finished(&session, &Session::runFinished);
    for (int i = 0; i < 4; ++i) {
        QCOMPARE(session.launch({Endpoint::Async, 200, 0, 40}), QString());
        QVERIFY(finished.wait(30'000));
    }
    QCOMPARE(session.runs().size(), size_t(1));
    const auto whole = [this] {
        const std::vector<KeptRun> runs = KeptRuns(folder()).list();
        return runs.size() == 4 && std::all_of(runs.begin(), runs.end(), [](const KeptRun &run) { return steps(readLog(run.path).log, EventKind::Received) == 200; });
    };
    QTRY_VERIFY(whole());
}

void TestKeptFolder::requestsOfOthersAreKept()
{
    SessionOptions options;
    options.server.port = 0;
    Session session(options);
    RunKeeper keeper(session, KeptRuns(folder()));
    QCOMPARE(session.start(), QString());
    RawClient client(session.port());
    for (int i = 0; i < 5; ++i) {
        client.send(get("/async-endpoint?sleep=0.01"));
        QCOMPARE(client.read().status, 200);
    }
    QTRY_COMPARE(steps(readLog(only(folder())).log, EventKind::Responded), 5);
    QVERIFY(only(folder()).endsWith(u"async-endpoint-observed.jsonl"));
}

void TestKeptFolder::killedInMidRunNothingIsLost()
{
    const auto window = keeping(folder(), 5, u"30"_s, 1);
    QTRY_COMPARE_WITH_TIMEOUT(steps(readLog(only(folder())).log, EventKind::StartTime), 4, 20'000); // all four workers sleep
    const KeptRuns kept(folder());
    // While it is there, nobody takes it for lost, and nobody takes its file away.
    QCOMPARE(kept.takeLost(), QStringList());
    QVERIFY(kept.list().front().growing);
    kept.remove({only(folder())});
    QCOMPARE(KeptRuns(folder(), {0, 0}).trim(), 0);
    QVERIFY(!only(folder()).isEmpty());
    window->kill(); // SIGKILL
    QVERIFY(window->waitForFinished());
    const LogReading reading = readLog(only(folder()));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(steps(reading.log, EventKind::Sent), 5);
    QCOMPARE(steps(reading.log, EventKind::StartTime), 4);
    QVERIFY(!kept.list().front().growing);
    QCOMPARE(kept.takeLost(), QStringList{only(folder())});
    QCOMPARE(kept.takeLost(), QStringList()); // told of once
    QCOMPARE(kept.remove({only(folder())}), QStringList());
    QVERIFY(kept.list().empty());
}

void TestKeptFolder::twoProcessesShareTheFolder()
{
    const auto one = keeping(folder(), 40, u"0.05"_s, 4), other = keeping(folder(), 40, u"0.05"_s, 4);
    for (QProcess *process : {one.get(), other.get()}) {
        QVERIFY(process->waitForFinished(60'000));
        QCOMPARE(process->exitCode(), 0);
    }
    QCOMPARE(KeptRuns(folder()).takeLost(), QStringList());
    const std::vector<KeptRun> runs = KeptRuns(folder()).list();
    QCOMPARE(runs.size(), size_t(8));
    std::map<qint64, int> byProcess;
    for (const KeptRun &run : runs) {
        const LogReading reading = readLog(run.path);
        QCOMPARE(reading.error + reading.warning, QString());
        QCOMPARE(steps(reading.log, EventKind::Received), 40);
        ++byProcess[reading.log.header.pid];
    }
    QCOMPARE(byProcess.size(), size_t(2));
    // Even where both begin at the same moment.
    const LogHeader header{1, 1'795'400'640'000'000'000, 40, 1};
    const KeptRuns kept(folder());
    const QString first = kept.add(header, Endpoint::Async, 5).path, second = kept.add(header, Endpoint::Async, 5).path;
    QVERIFY(!first.isEmpty() && !second.isEmpty() && first != second);
    QCOMPARE(kept.list().size(), size_t(10));
}

void TestKeptFolder::theOldestGoPastTheLimits()
{
    const auto name = [](int i) { return u"2026-11-25T14-03-2%1.123-async-endpoint-%1.jsonl"_s.arg(i); };
    for (int i = 0; i < 6; ++i)
        put(name(i), 1000, 10 - i);
    put(u"notes.jsonl"_s, 5000, 99); // nobody's business
    QCOMPARE(KeptRuns(folder(), {6, 6000}).trim(), 0);
    QCOMPARE(KeptRuns(folder(), {4, 6000}).trim(), 2);
    const auto names = [this] { return QDir(folder()).entryList(QDir::Files, QDir::Name); };
    QCOMPARE(names(), (QStringList{name(2), name(3), name(4), name(5), u"notes.jsonl"_s}));
    QCOMPARE(KeptRuns(folder(), {4, 2500}).trim(), 2);
    QCOMPARE(names(), (QStringList{name(4), name(5), u"notes.jsonl"_s}));
    QCOMPARE(KeptRuns(folder(), {4, 10}).trim(), 1); // the newest stays, however large it is
    QCOMPARE(names(), (QStringList{name(5), u"notes.jsonl"_s}));
}

void TestKeptFolder::theListTellsWhatEachIs()
{
    QDir().mkpath(folder());
    const KeptRuns kept(folder());
    QVERIFY(kept.list().empty());
    std::vector<Run> runs;
    runs.push_back(simulatedRun(Endpoint::AsyncWrong, 3));
    runs.push_back(simulatedRun(Endpoint::Sync, 5'000)); // far longer than what is read of it
    for (Run &run : runs) {
        run.log.header.startedEpochNs += qint64(run.asked.count) * 1'000'000'000;
        QCOMPARE(writeLog(run.log, kept.add(run.log.header, run.asked.endpoint, run.asked.count).path), QString());
    }
    QVERIFY(!kept.add({1, 5, 40, 1}, Endpoint::None, 0).path.isEmpty()); // nothing in it yet
    const std::vector<KeptRun> list = kept.list();
    QCOMPARE(list.size(), size_t(3));
    QVERIFY(list[0].count == 0 && list[0].endpoint == Endpoint::None && list[0].makespan == 0); // of now
    for (size_t i = 0; i < 2; ++i) {
        const KeptRun &found = list[2 - i];
        QCOMPARE(found.endpoint, runs[i].asked.endpoint);
        QCOMPARE(found.count, runs[i].asked.count);
        QCOMPARE(found.startedEpochNs, runs[i].log.header.startedEpochNs);
        QCOMPARE(found.makespan, headline(runs[i].trace).makespan);
        QCOMPARE(found.bytes, QFileInfo(found.path).size());
    }
}

void TestKeptFolder::aFullDiskIsSaidOnceAndTheRunsGoOn()
{
    const auto window = keeping(folder(), 50, u"0.05"_s, 3, limitTo(RLIMIT_FSIZE, 5'000));
    QVERIFY(window->waitForFinished(60'000));
    QCOMPARE(window->exitStatus(), QProcess::NormalExit);
    QCOMPARE(window->exitCode(), 0);
    const QByteArray said = window->readAllStandardError();
    QCOMPARE(said.count("answered 50"), 3);
    QVERIFY2(said.count("is not kept") == 1 && said.contains("sync-endpoint-50.jsonl") && said.contains("File too large"), said.constData());
    for (const KeptRun &run : KeptRuns(folder()).list())
        QVERIFY(steps(readLog(run.path).log, EventKind::Sent) > 0); // what there was room for
}

void TestKeptFolder::aFolderThatCannotBeIsSaidOnce()
{
    QFile inTheWay(m_temporary->filePath(u"data"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto window = keeping(folder(), 5, u"0.01"_s, 3);
    QVERIFY(window->waitForFinished(60'000));
    QCOMPARE(window->exitCode(), 0);
    const QByteArray said = window->readAllStandardError();
    QCOMPARE(said.count("answered 5"), 3);
    QVERIFY2(said.count("is not kept") == 1 && said.contains("data/runs"), said.constData());
}

void TestKeptFolder::theCommandsKeepNothing()
{
    QProcess run;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_DATA_HOME"_s, m_temporary->path());
    run.setProcessEnvironment(environment);
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"async-endpoint"_s, u"-c"_s, u"2"_s, u"--sleep"_s, u"0"_s});
    QVERIFY(run.waitForFinished(30'000));
    QCOMPARE(run.exitCode(), 0);
    QVERIFY(QDir(m_temporary->path()).isEmpty());
}

LOOPSCOPE_TEST(TestKeptFolder)
LOOPSCOPE_PROGRAM("keep", keepRuns)
#include "app_kept_folder.moc"
