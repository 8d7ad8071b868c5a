#include "app/log_file.h"
#include "server/descriptors.h"
#include "server/server.h"
#include "support/flood.h"
#include "support/raw_client.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

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
    void threadsBeginWhenDescriptorsAreScarce();
    void aRunWithManyWorkersFitsOrIsToldWhatWould_data();
    void aRunWithManyWorkersFitsOrIsToldWhatWould();
    void aLimitTooSmallIsSaidWithOneThatWillDo_data();
    void aLimitTooSmallIsSaidWithOneThatWillDo();
    void everyAddressPrintedAnswers();
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
    std::vector<std::unique_ptr<RawClient>> clients, silent;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<RawClient>(serve.port()));
        clients.back()->send(get("/async-endpoint?sleep=2"));
    }
    for (int i = 0; i < 100; ++i)
        silent.push_back(std::make_unique<RawClient>(serve.port()));
    const qint64 before = processorTime(serve.pid()); // it is full now: it has to wait, not to spin
    QElapsedTimer clock;
    clock.start();
    QTest::qWait(500);
    QVERIFY(processorTime(serve.pid()) - before < clock.nsecsElapsed() / 2);
    int answered = 0, refused = 0;
    for (const auto &client : clients) {
        const int status = client->read(false, 30'000).status;
        answered += status == 200;
        refused += status == 503;
    }
    QCOMPARE(answered + refused, 200);
    QVERIFY2(answered >= 100, qPrintable(QString::number(answered)));
    silent.clear();
    clients.clear();
    const auto welcome = [&serve] {
        RawClient next(serve.port());
        next.send(get("/"));
        return next.read().status == 200;
    };
    QTRY_VERIFY(welcome());
    QCOMPARE(serve.end(SIGTERM), 0);
}

void TestFaults::threadsBeginWhenDescriptorsAreScarce()
{
    ServeProcess serve({}, limitTo(RLIMIT_NOFILE, 200));
    std::vector<std::unique_ptr<RawClient>> idle, asking;
    for (int i = 0; i < 400; ++i)
        idle.push_back(std::make_unique<RawClient>(serve.port()));
    for (int i = 0; i < 60; ++i) {
        asking.push_back(std::make_unique<RawClient>(serve.port()));
        asking.back()->send(get("/sync-endpoint?sleep=0.2"));
    }
    for (const auto &client : asking)
        QCOMPARE(client->read(false, 20'000).status, 200);
    QCOMPARE(serve.end(SIGTERM), 0);
    QCOMPARE(serve.said().count('\n'), 1); // its greeting
}

void TestFaults::aRunWithManyWorkersFitsOrIsToldWhatWould_data()
{
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("pool");
    QTest::newRow("1024") << 1024 << 480 << 480;
    QTest::newRow("200") << 200 << 70 << 200;
}

void TestFaults::aRunWithManyWorkersFitsOrIsToldWhatWould()
{
    QFETCH(int, limit);
    QFETCH(int, count);
    QFETCH(int, pool);
    QProcess process;
    process.setChildProcessModifier(limitTo(RLIMIT_NOFILE, rlim_t(limit)));
    const auto run = [&](int requests) {
        process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"--sleep"_s, u"0.3"_s, u"--pool"_s, QString::number(pool), u"-c"_s, QString::number(requests)});
        process.waitForFinished(30'000);
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    };
    QCOMPARE(run(count), 1);
    const QString said = QString::fromUtf8(process.readAllStandardError());
    process.readAllStandardOutput();
    const qsizetype before = said.indexOf(u"at most ") + 8;
    const int fits = said.mid(before, said.indexOf(u',', before) - before).toInt();
    QVERIFY2(fits > limit / 6, qPrintable(said));
    QCOMPARE(run(fits), 0);
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(process.readAllStandardOutput().count("completed!"), fits);
}

void TestFaults::aLimitTooSmallIsSaidWithOneThatWillDo_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("run") << u"run"_s;
    QTest::newRow("serve") << u"serve"_s;
}

void TestFaults::aLimitTooSmallIsSaidWithOneThatWillDo()
{
    QFETCH(QString, command);
    QProcess process;
    process.setChildProcessModifier(limitTo(RLIMIT_NOFILE, 20));
    QStringList arguments{command};
    arguments << (command == u"run"_s ? QStringList{u"-e"_s, u"sync-endpoint"_s, u"-c"_s, u"2"_s, u"--sleep"_s, u"0"_s} : QStringList{u"--port"_s, u"0"_s});
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), arguments);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    const qsizetype before = said.indexOf("ulimit -n ") + 10;
    const int enough = said.mid(before, said.indexOf(')', before) - before).toInt();
    QVERIFY2(enough > 20 && enough < 200, said.constData());
    if (command == u"serve"_s) {
        ServeProcess serve({}, limitTo(RLIMIT_NOFILE, rlim_t(enough)));
        RawClient client(serve.port());
        client.send(get("/sync-endpoint?sleep=0"));
        QCOMPARE(client.read().status, 200);
        return;
    }
    process.setChildProcessModifier(limitTo(RLIMIT_NOFILE, rlim_t(enough)));
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), arguments);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.readAllStandardError(), QByteArray());
    QCOMPARE(process.exitCode(), 0);
}

void TestFaults::everyAddressPrintedAnswers()
{
    ServeProcess serve({u"--listen"_s, u"0.0.0.0"_s});
    const QString said = QString::fromUtf8(serve.said());
    QVERIFY2(!said.contains(u"0.0.0.0"), qPrintable(said));
    int addresses = 0;
    for (const QString &word : said.section(u'\n', 0, 0).split(u' ')) {
        if (!word.startsWith(u"http://"))
            continue;
        const QUrl url(word.endsWith(u',') ? word.chopped(1) : word);
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        QVERIFY2(socket.waitForConnected(5000), qPrintable(word));
        socket.write("GET / HTTP/1.1\r\nHost: " + url.authority().toLatin1() + "\r\n\r\n");
        QVERIFY(socket.waitForReadyRead(5000));
        QVERIFY2(socket.readAll().startsWith("HTTP/1.1 200 "), qPrintable(word));
        ++addresses;
    }
    QVERIFY(addresses >= 1);
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
