#include "app/log_file.h"
#include "app/trace.h"
#include "support/command_line.h"
#include "support/held_port.h"
#include "support/raw_client.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

using support::Outcome;

/// The executable as a terminal user has it.
class TestCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    Outcome run(const QStringList &arguments) const { return support::runLoopscope(m_folder.path(), arguments); }

private Q_SLOTS:
    void initTestCase();
    void runPrintsTheTutorialsOutput();
    void runWritesWhatWasAsked();
    void runAgainstAnotherServer();
    void renderAndConvertASavedLog();
    void theSameLogGivesTheSameBytes();
    void eachBadCallIsASentenceAndAStatus_data();
    void eachBadCallIsASentenceAndAStatus();
    void nothingIsOverwrittenByAFailure();
    void noDisplayIsASentence();
    void servePrintsAndStops_data();
    void servePrintsAndStops();
    void aTakenPortEndsServe();
    void listeningToOthersWarns_data();
    void listeningToOthersWarns();
};

void TestCommands::initTestCase()
{
    const Outcome made = run(u"run -e sync-endpoint -c 5 --sleep 0.05 --pool 2 --log good.jsonl"_s.split(u' '));
    QCOMPARE(made.status, 0);
}

void TestCommands::runPrintsTheTutorialsOutput()
{
    const Outcome outcome = run(u"run -e async-endpoint -c 3 --sleep 0.1"_s.split(u' '));
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.err, QString()); // no progress where stderr is no terminal
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 4);
    for (int i = 0; i < 3; ++i) {
        const QString head = u"Response %1: "_s.arg(i + 1);
        QVERIFY(lines[i].startsWith(head));
        const QJsonObject body = QJsonDocument::fromJson(lines[i].mid(head.size()).toUtf8()).object();
        QCOMPARE(body.value("message"_L1).toString(), u"Async endpoint completed!"_s);
    }
    QVERIFY(lines[3].startsWith(u"TOTAL TIME: ") && lines[3].mid(12).toDouble() >= 0.1);
}

void TestCommands::runWritesWhatWasAsked()
{
    const Outcome outcome = run(u"run -e async-wrong -c 3 --sleep 0.05 --log w.jsonl --trace w.json --image w.png"_s.split(u' '));
    QCOMPARE(outcome.status, 0);
    const app::LogReading reading = app::readLog(path("w.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(QImageReader(path("w.png")).size(), QSize(1920, 1080));
    QFile trace(path("w.json"));
    QVERIFY(trace.open(QIODevice::ReadOnly));
    const QJsonArray events = QJsonDocument::fromJson(trace.readAll()).object().value("traceEvents"_L1).toArray();
    int blocking = 0, begun = 0, ended = 0;
    for (const QJsonValue &value : events) {
        const QString phase = value["ph"_L1].toString();
        blocking += phase == u"X" && value["cat"_L1].toString() == u"blocking the event loop" && value["dur"_L1].toDouble() >= 50'000;
        begun += phase == u"b";
        ended += phase == u"e";
    }
    QCOMPARE(blocking, 3);
    QCOMPARE(begun, ended);
    QCOMPARE(begun, 3 + 2); // in flight, and queued
}

void TestCommands::runAgainstAnotherServer()
{
    support::ServeProcess serve;
    const QString port = QString::number(serve.port());
    const Outcome outcome = run({u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"-c"_s, u"2"_s, u"--sleep"_s, u"0.05"_s, u"--url"_s, u"http://127.0.0.1:"_s + port});
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.contains(u"Sync endpoint completed!"));
    QCOMPARE(serve.end(SIGTERM), 0);
    const support::HeldPort nobody;
    const Outcome dead = run({u"run"_s, u"-e"_s, u"sync-endpoint"_s, u"--url"_s, u"http://127.0.0.1:%1"_s.arg(nobody.number())});
    QCOMPARE(dead.status, 1);
    QVERIFY(dead.out.contains(u"refused"));
    QVERIFY(dead.err.contains(u"1 of 1"));
}

void TestCommands::renderAndConvertASavedLog()
{
    for (const char *name : {"r.png", "r.svg", "r.pdf"}) {
        QCOMPARE(run({u"render"_s, u"good.jsonl"_s, u"-o"_s, QString::fromLatin1(name), u"--size"_s, u"800x600"_s, u"--theme"_s, u"dark"_s}).status, 0);
        QVERIFY(QFileInfo(path(name)).size() > 2000);
    }
    QCOMPARE(QImageReader(path("r.png")).size(), QSize(800, 600));
    QCOMPARE(run(u"convert good.jsonl -o again.jsonl"_s.split(u' ')).status, 0);
    QFile first(path("good.jsonl")), second(path("again.jsonl"));
    QVERIFY(first.open(QIODevice::ReadOnly) && second.open(QIODevice::ReadOnly));
    QCOMPARE(second.readAll(), first.readAll());
    QCOMPARE(run(u"convert good.jsonl -o chrome.json"_s.split(u' ')).status, 0);
    QFile chrome(path("chrome.json"));
    QVERIFY(chrome.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(chrome.readAll()).object().contains("traceEvents"_L1));
}

void TestCommands::theSameLogGivesTheSameBytes()
{
    for (const char *suffix : {"png", "svg"}) {
        QByteArray bytes[2];
        for (int i = 0; i < 2; ++i) {
            const QString name = u"same%1.%2"_s.arg(i).arg(QLatin1StringView(suffix));
            QCOMPARE(run({u"render"_s, u"good.jsonl"_s, u"-o"_s, name}).status, 0);
            QFile file(m_folder.filePath(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            bytes[i] = file.readAll();
        }
        QVERIFY(!bytes[0].isEmpty());
        QVERIFY(bytes[0] == bytes[1]);
    }
}

void TestCommands::eachBadCallIsASentenceAndAStatus_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *line, int status, const char *named) {
        QTest::newRow(line) << QString::fromLatin1(line) << status << QString::fromLatin1(named);
    };
    const auto file = [this](const char *name, const QByteArray &bytes) {
        QFile made(path(name));
        QVERIFY(made.open(QIODevice::WriteOnly));
        made.write(bytes);
    };
    file("empty.jsonl", "");
    file("foreign.jsonl", "a,b,c\n1,2,3\n");
    file("newer.jsonl", "{\"format\":\"loopscope\",\"version\":9}\n");
    row("run -e nowhere", 2, "nowhere");
    row("run -e async-endpoint -c 0", 2, "0");
    row("run -e async-endpoint -c 10001", 2, "10001");
    row("run -e async-endpoint -c abc", 2, "abc");
    row("run -e async-endpoint --sleep -1", 2, "-1");
    row("run -e async-endpoint --log no/such/folder/x", 1, "no/such/folder");
    row("run -e async-endpoint --image /proc/x.png", 1, "/proc/x.png");
    row("render missing.jsonl -o x.png", 1, "missing.jsonl");
    row("render empty.jsonl -o x.png", 1, "empty");
    row("render foreign.jsonl -o x.png", 1, "no Loopscope log");
    row("render newer.jsonl -o x.png", 1, "newer");
    row("render good.jsonl -o no/such/x.png", 1, "no/such/x.png");
    row("render good.jsonl -o x.gif2", 2, "x.gif2");
    row("convert missing.jsonl -o x.json", 1, "missing.jsonl");
    row("serve --port 99999", 2, "99999");
    row("nowhere.jsonl", 1, "nowhere.jsonl");
}

void TestCommands::eachBadCallIsASentenceAndAStatus()
{
    QFETCH(QString, line);
    QFETCH(int, status);
    QFETCH(QString, named);
    const Outcome outcome = run(line.split(u' '));
    QCOMPARE(outcome.status, status);
    QVERIFY2(outcome.err.startsWith(u"loopscope: ") && outcome.err.contains(named), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QCOMPARE(outcome.out, QString());
}

void TestCommands::nothingIsOverwrittenByAFailure()
{
    QVERIFY(QFile::copy(path("good.jsonl"), path("target.png")));
    QCOMPARE(run(u"render missing.jsonl -o target.png"_s.split(u' ')).status, 1);
    QFile good(path("good.jsonl")), target(path("target.png"));
    QVERIFY(good.open(QIODevice::ReadOnly) && target.open(QIODevice::ReadOnly));
    QCOMPARE(target.readAll(), good.readAll());
    // A log cut in the middle of a line: drawn as far as it goes, and said.
    QFile cut(path("cut.jsonl"));
    good.seek(0);
    QVERIFY(cut.open(QIODevice::WriteOnly));
    cut.write(good.readAll().chopped(20));
    cut.close();
    const Outcome outcome = run(u"render cut.jsonl -o cut.png"_s.split(u' '));
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains(u"Line "), qPrintable(outcome.err));
    QVERIFY(QFileInfo::exists(path("cut.png")));
}

void TestCommands::noDisplayIsASentence()
{
    QStringList environment = QProcess::systemEnvironment();
    QProcess process;
    environment.removeIf([](const QString &entry) { return entry.startsWith(u"QT_QPA_PLATFORM=") || entry.startsWith(u"DISPLAY=") || entry.startsWith(u"WAYLAND_DISPLAY="); });
    process.setEnvironment(environment << u"QT_QPA_PLATFORM=xcb"_s);
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), QStringList());
    QVERIFY(process.waitForFinished(20'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QByteArray said = process.readAllStandardError();
    QVERIFY2(said.startsWith("loopscope: ") && said.contains("display"), said.constData());
    QCOMPARE(said.count('\n'), 1);
}

void TestCommands::servePrintsAndStops_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGINT") << SIGINT;
}

void TestCommands::servePrintsAndStops()
{
    QFETCH(int, signal);
    const support::HeldPort held;
    const quint16 port = held.number();
    QProcess serve;
    serve.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"serve"_s, u"--port"_s, QString::number(port), u"--log"_s, path("serve.jsonl")});
    QByteArray err;
    QTRY_VERIFY((err += serve.readAllStandardError()).contains(QByteArray::number(port)));
    support::RawClient client(port), sleeper(port);
    client.send("GET /sync-endpoint?sleep=0.05 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.read().status, 200);
    QByteArray out;
    QTRY_VERIFY((out += serve.readAllStandardOutput()).contains("Elapsed Time"));
    QVERIFY(out.startsWith("Process ID: " + QByteArray::number(serve.processId()) + " | Thread ID: "));
    QCOMPARE(out.count('\n'), 5);
    sleeper.send("GET /sync-endpoint?sleep=60 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_VERIFY((out += serve.readAllStandardOutput()).count('\n') >= 8);
    ::kill(pid_t(serve.processId()), signal);
    QVERIFY(serve.waitForFinished(support::patienceMillis));
    QCOMPARE(serve.exitStatus(), QProcess::NormalExit);
    QCOMPARE(serve.exitCode(), 0);
    const app::LogReading reading = app::readLog(path("serve.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
    app::Trace trace(reading.log.header.pool);
    trace.append(reading.log);
    QCOMPARE(trace.requests().size(), size_t(2));
    QVERIFY(trace.requests()[1].failed);
}

void TestCommands::aTakenPortEndsServe()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString port = QString::number(taken.serverPort());
    const Outcome outcome = run({u"serve"_s, u"--port"_s, port});
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains(port), qPrintable(outcome.err));
}

void TestCommands::listeningToOthersWarns_data()
{
    QTest::addColumn<QString>("listen");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("warns");
    QTest::newRow("all") << u"0.0.0.0"_s << u"http://127.0.0.1:"_s << true;
    QTest::newRow("this machine") << u"127.0.0.2"_s << u"http://127.0.0.2:"_s << false;
}

void TestCommands::listeningToOthersWarns()
{
    QFETCH(QString, listen);
    QFETCH(QString, url);
    QFETCH(bool, warns);
    QProcess serve;
    serve.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"serve"_s, u"--port"_s, u"0"_s, u"--listen"_s, listen});
    QString said;
    QTRY_VERIFY((said += QString::fromUtf8(serve.readAllStandardError())).contains(u"Ctrl+C stops it"));
    serve.terminate();
    QVERIFY(serve.waitForFinished(support::patienceMillis));
    said += QString::fromUtf8(serve.readAllStandardError());
    QVERIFY2(said.contains(url), qPrintable(said));
    QCOMPARE(said.contains(u"other machines can reach this server"), warns);
}

LOOPSCOPE_TEST(TestCommands)
#include "app_commands.moc"
