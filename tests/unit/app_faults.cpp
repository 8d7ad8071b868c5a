#include "app/log_file.h"
#include "server/server.h"
#include "support/flood.h"
#include "support/raw_client.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <unistd.h>

using namespace support;
using namespace Qt::StringLiterals;

namespace {

/// ns of processor time that a process has had.
qint64 processorTime(pid_t pid)
{
    QFile file(u"/proc/%1/stat"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(')').last().split(' ');
    return (fields[12].toLongLong() + fields[13].toLongLong()) * (1'000'000'000 / sysconf(_SC_CLK_TCK));
}

int count(const app::Log &log, app::EventKind kind)
{
    return int(std::count_if(log.events.begin(), log.events.end(), [kind](const app::Event &event) { return event.kind == kind; }));
}

} // namespace

/// What the machine does to the program: no descriptors, no disk, signals.
class TestFaults : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void initTestCase() { server::raiseDescriptorLimit(); }
    void moreClientsThanDescriptors();
    void aRunThatCannotFitIsToldWhatWould();
    void aFullDiskIsSaidOnceAndServingGoesOn();
    void aFullDiskIsSaidOnceAndTheRunGoesOn();
    void killedWhileServingTheLogIsThere();
    void killedInMidRunTheLogIsThere();
    void interruptedInMidRunItSaysSo();
};

void TestFaults::moreClientsThanDescriptors()
{
    ServeProcess serve({}, limitTo(RLIMIT_NOFILE, 200));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 300; ++i)
        clients.push_back(std::make_unique<RawClient>(serve.port()));
    for (const auto &client : clients)
        client->send(get("/async-endpoint?sleep=0.1"));
    int answered = 0, refused = 0;
    for (const auto &client : clients) {
        const int status = client->read(false, 30'000).status;
        answered += status == 200;
        refused += status == 503;
        if (answered == 1 && refused == 0) { // it is full now: it has to wait, not to spin
            const qint64 before = processorTime(serve.pid());
            QElapsedTimer clock;
            clock.start();
            QTest::qWait(500);
            QVERIFY(processorTime(serve.pid()) - before < clock.nsecsElapsed() / 2);
        }
    }
    QCOMPARE(answered + refused, 300);
    QVERIFY2(answered >= 100, qPrintable(QString::number(answered)));
    clients.clear();
    const auto welcome = [&serve] {
        RawClient next(serve.port());
        next.send(get("/"));
        return next.read().status == 200;
    };
    QTRY_VERIFY(welcome());
    QCOMPARE(serve.end(SIGTERM), 0);
}

void TestFaults::aRunThatCannotFitIsToldWhatWould()
{
    const auto run = [](int count) {
        auto process = std::make_unique<QProcess>();
        process->setChildProcessModifier(limitTo(RLIMIT_NOFILE, 200));
        process->start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"async-endpoint"_s, u"--sleep"_s, u"0"_s, u"-c"_s, QString::number(count)});
        process->waitForFinished(30'000);
        return process;
    };
    const auto refused = run(300);
    QCOMPARE(refused->exitCode(), 1);
    const QString said = QString::fromUtf8(refused->readAllStandardError());
    const qsizetype before = said.indexOf(u"at most ") + 8;
    const int fits = said.mid(before, said.indexOf(u',', before) - before).toInt();
    QVERIFY2(fits > 10, qPrintable(said));
    const auto fitting = run(fits);
    QCOMPARE(fitting->readAllStandardError(), QByteArray());
    QCOMPARE(fitting->exitCode(), 0);
    QCOMPARE(fitting->readAllStandardOutput().count("completed!"), fits);
}

void TestFaults::aFullDiskIsSaidOnceAndServingGoesOn()
{
    ServeProcess serve({u"--log"_s, path("full.jsonl")}, limitTo(RLIMIT_FSIZE, 20'000));
    Flood flood(serve.port(), 2);
    QVERIFY(flood.get("/async-endpoint?sleep=0", 64)); // more than there is room for
    QTRY_VERIFY(serve.said().contains("full.jsonl"));
    QVERIFY(flood.get("/async-endpoint?sleep=0", 64)); // to be written at the end at the latest: of that nothing is said
    QCOMPARE(serve.end(SIGTERM), 1); // the log is not what was asked for
    QCOMPARE(serve.said().count("full.jsonl"), 1);
    const app::LogReading reading = app::readLog(path("full.jsonl"));
    QCOMPARE(reading.error, QString());
    QVERIFY(!reading.log.events.empty());
}

void TestFaults::aFullDiskIsSaidOnceAndTheRunGoesOn()
{
    QProcess run;
    run.setChildProcessModifier(limitTo(RLIMIT_FSIZE, 5'000));
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"-c"_s, u"50"_s, u"--sleep"_s, u"0.1"_s, u"--log"_s, path("short.jsonl")});
    QVERIFY(run.waitForFinished(30'000));
    QCOMPARE(run.exitStatus(), QProcess::NormalExit);
    QCOMPARE(run.exitCode(), 1);
    const QByteArray out = run.readAllStandardOutput(), err = run.readAllStandardError();
    QCOMPARE(out.count("completed!"), 50);
    QVERIFY(out.contains("TOTAL TIME: "));
    QCOMPARE(err.count('\n'), 1);
    QVERIFY2(err.contains("short.jsonl"), err.constData());
}

void TestFaults::killedWhileServingTheLogIsThere()
{
    ServeProcess serve({u"--log"_s, path("killed.jsonl")});
    Flood flood(serve.port(), 1);
    QVERIFY(flood.get("/async-endpoint?sleep=0.005", 160));
    const auto written = [this] { return count(app::readLog(path("killed.jsonl")).log, app::EventKind::Responded); };
    QTRY_COMPARE(written(), 160); // (within 200 ms where the machine has time)
    QCOMPARE(serve.end(SIGKILL), -1);
    const app::LogReading reading = app::readLog(path("killed.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(count(reading.log, app::EventKind::Responded), 160);
}

void TestFaults::killedInMidRunTheLogIsThere()
{
    QProcess run;
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"-c"_s, u"5"_s, u"--pool"_s, u"4"_s, u"--sleep"_s, u"20"_s, u"--log"_s, path("mid.jsonl")});
    const auto sleeping = [this] { // all four workers
        const app::LogReading reading = app::readLog(path("mid.jsonl"));
        return count(reading.log, app::EventKind::StartTime) == 4;
    };
    QTRY_VERIFY_WITH_TIMEOUT(sleeping(), 10'000);
    run.kill();
    QVERIFY(run.waitForFinished());
    const app::LogReading reading = app::readLog(path("mid.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(count(reading.log, app::EventKind::Sent), 5);
    QCOMPARE(count(reading.log, app::EventKind::Queued), 5);
    QProcess render;
    render.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"render"_s, path("mid.jsonl"), u"-o"_s, path("mid.png")});
    QVERIFY(render.waitForFinished(30'000));
    QCOMPARE(render.exitCode(), 0);
    QVERIFY(QFile::exists(path("mid.png")));
}

void TestFaults::interruptedInMidRunItSaysSo()
{
    QProcess run;
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"-c"_s, u"50"_s, u"--sleep"_s, u"60"_s, u"--log"_s, path("int.jsonl")});
    QTRY_VERIFY_WITH_TIMEOUT(count(app::readLog(path("int.jsonl")).log, app::EventKind::StartTime) == 40, 10'000);
    ::kill(pid_t(run.processId()), SIGINT);
    QVERIFY(run.waitForFinished(10'000));
    QCOMPARE(run.exitStatus(), QProcess::NormalExit);
    QCOMPARE(run.exitCode(), 1);
    QVERIFY(run.readAllStandardError().contains("50 of 50"));
    const app::LogReading reading = app::readLog(path("int.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(count(reading.log, app::EventKind::Failed), 50);
}

LOOPSCOPE_TEST(TestFaults)
#include "app_faults.moc"
