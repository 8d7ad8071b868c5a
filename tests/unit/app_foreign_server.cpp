#include "app/log_file.h"
#include "app/run_file.h"
#include "app/statistics.h"
#include "support/command_line.h"
#include "support/foreign_server.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <set>

using namespace Qt::StringLiterals;
using support::Outcome;

/// `run --url` at a real server that is somebody else's, and what it prints and writes.
class TestForeignServer : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QByteArray bytesOf(const QString &name) const;
    Outcome run(const QString &line) const { return support::runLoopscope(m_folder.path(), line.split(u' ')); }

private Q_SLOTS:
    void theLogHasWhatTheClientSaw();
    void theSavedLogIsTheSamePicture_data();
    void theSavedLogIsTheSamePicture();
    void theTraceHasOurClientAlone();
    void whatIsNotThereIsAFailure();
    void ourOwnServerElsewhereIsForeign_data();
    void ourOwnServerElsewhereIsForeign();
    void whatIsAskedForIsInTheLog();
    void threeEndpointsAreComparedWithoutAnIdeal();
    void aServerAloneSawNoClient();
};

QByteArray TestForeignServer::bytesOf(const QString &name) const
{
    QFile file(m_folder.filePath(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestForeignServer::theLogHasWhatTheClientSaw()
{
    const support::ForeignServer server;
    const Outcome outcome = run(u"run -e async-endpoint -c 20 --log seen.jsonl --url "_s + server.url());
    QCOMPARE(outcome.status, 0);
    QVERIFY(outcome.out.startsWith(u"Response 1: hello\n"));
    const QJsonObject header = QJsonDocument::fromJson(bytesOf(u"seen.jsonl"_s).split('\n').first()).object();
    QCOMPARE(header.keys(), (QStringList{u"format"_s, u"observes"_s, u"started"_s, u"url"_s, u"version"_s})); // no pid, no pool, no sleep
    const app::RunFile file = app::readRunFile(m_folder.filePath(u"seen.jsonl"_s));
    QCOMPARE(file.error + file.warning, QString());
    QCOMPARE(file.trace.observed(), app::foreignServer);
    QCOMPARE(file.log.events.size(), size_t(40)); // sent and received, and nothing else
    const app::Headline head = app::headline(file.trace);
    QCOMPARE(head.answered, 20);
    QVERIFY(head.makespan >= support::ForeignServer::waitMillis * 1'000'000LL);
    QCOMPARE(app::runTitle(head, file.log.header.url), u"20 \u00d7 "_s + server.url() + u"/async-endpoint"_s);
}

void TestForeignServer::theSavedLogIsTheSamePicture_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("png") << u"png"_s;
    QTest::newRow("svg") << u"svg"_s;
}

void TestForeignServer::theSavedLogIsTheSamePicture()
{
    QFETCH(QString, suffix);
    const support::ForeignServer server;
    QCOMPARE(run(u"run -e async-endpoint -c 10 --log same.jsonl --image now.%1 --url %2"_s.arg(suffix, server.url())).status, 0);
    QCOMPARE(run(u"render same.jsonl -o again.%1"_s.arg(suffix)).status, 0);
    QVERIFY(bytesOf(u"now."_s + suffix).size() > 1000);
    QVERIFY(bytesOf(u"now."_s + suffix) == bytesOf(u"again."_s + suffix));
    if (suffix == u"svg") {
        const QString text = QString::fromUtf8(bytesOf(u"now.svg"_s));
        QVERIFY(text.contains(u"queueing unknown") && text.contains(u"requests/s"));
        for (const QString &word : {u"ideal"_s, u"worker"_s, u"event loop"_s, u"loop lag"_s, u"awaiting"_s})
            QVERIFY2(!text.contains(word), qPrintable(word));
    }
}

void TestForeignServer::theTraceHasOurClientAlone()
{
    const support::ForeignServer server;
    QCOMPARE(run(u"run -e async-endpoint -c 5 --trace t.json --log t.jsonl --url "_s + server.url()).status, 0);
    std::set<QString> threads;
    std::set<qint64> processes;
    for (const QJsonValue &value : QJsonDocument::fromJson(bytesOf(u"t.json"_s)).object().value("traceEvents"_L1).toArray()) {
        processes.insert(value["pid"_L1].toInteger(-1));
        if (value["name"_L1].toString() == u"thread_name")
            threads.insert(value["args"_L1]["name"_L1].toString());
        QVERIFY(value["ph"_L1].toString() != u"C");
    }
    QCOMPARE(processes.size(), size_t(1));
    QCOMPARE(threads, std::set<QString>{u"client"_s});
    QCOMPARE(run(u"convert t.json -o back.jsonl"_s).status, 0);
    QCOMPARE(bytesOf(u"back.jsonl"_s), bytesOf(u"t.jsonl"_s));
}

void TestForeignServer::whatIsNotThereIsAFailure()
{
    const support::ForeignServer server;
    const Outcome outcome = run(u"run -e sync-endpoint -c 3 --log lost.jsonl --url "_s + server.url());
    QCOMPARE(outcome.status, 1);
    QVERIFY(outcome.out.contains(u"404"));
    const app::RunFile file = app::readRunFile(m_folder.filePath(u"lost.jsonl"_s));
    const app::Headline head = app::headline(file.trace);
    QCOMPARE(head.failed, 3);
    QVERIFY(!app::runCaption(head).contains(u"requests/s")); // nothing was answered
    QVERIFY(app::runCaption(head).endsWith(u"3 failed"));
}

void TestForeignServer::ourOwnServerElsewhereIsForeign_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::newRow("sync") << u"sync-endpoint"_s;
    QTest::newRow("async") << u"async-endpoint"_s;
    QTest::newRow("async-wrong") << u"async-wrong"_s;
}

/// Its pool, its loop and its process are as little known as any other's.
void TestForeignServer::ourOwnServerElsewhereIsForeign()
{
    QFETCH(QString, endpoint);
    support::ServeProcess serve({u"--pool"_s, u"3"_s});
    QCOMPARE(run(u"run -e %1 -c 6 --sleep 0.05 --log o.jsonl --url http://127.0.0.1:%2"_s.arg(endpoint).arg(serve.port())).status, 0);
    const app::RunFile file = app::readRunFile(m_folder.filePath(u"o.jsonl"_s));
    QCOMPARE(file.log.header.pid, 0);
    QCOMPARE(file.trace.observed(), app::foreignServer);
    QCOMPARE(app::headline(file.trace).ideal, 0);
    QCOMPARE(app::headline(file.trace).pool, 0);
    QCOMPARE(serve.end(SIGTERM), 0);
}

void TestForeignServer::whatIsAskedForIsInTheLog()
{
    const support::ForeignServer server;
    QCOMPARE(run(u"run -e async-endpoint -c 2 --log plain.jsonl --url "_s + server.url()).status, 0);
    QCOMPARE(run(u"run -e async-endpoint -c 2 --sleep 0.5 --log asked.jsonl --url %1/"_s.arg(server.url())).status, 0);
    const app::RunFile plain = app::readRunFile(m_folder.filePath(u"plain.jsonl"_s)), asked = app::readRunFile(m_folder.filePath(u"asked.jsonl"_s));
    QCOMPARE(plain.trace.requests().front().sleepMicros, 0u); // the url did not say so
    QCOMPARE(asked.trace.requests().front().sleepMicros, 500'000u);
    QCOMPARE(asked.log.header.sleep, 0.5);
    QCOMPARE(plain.log.header.url, asked.log.header.url);
}

void TestForeignServer::threeEndpointsAreComparedWithoutAnIdeal()
{
    support::ServeProcess serve;
    const Outcome outcome = run(u"run -e all -c 3 --sleep 0.05 --image all.svg --url http://127.0.0.1:%1"_s.arg(serve.port()));
    QCOMPARE(outcome.status, 0);
    const QString picture = QString::fromUtf8(bytesOf(u"all.svg"_s)), url = u"http://127.0.0.1:%1/"_s.arg(serve.port());
    QVERIFY2(outcome.out.contains(u"3 requests: "_s + url + u"async-endpoint "_s), qPrintable(outcome.out));
    QVERIFY(picture.contains(u"queueing unknown"));
    for (const QString &word : {u"ideal"_s, u"worker"_s, u"blocked"_s, u"ways to wait"_s, u"awaiting"_s})
        QVERIFY2(!picture.contains(word), qPrintable(word));
    QCOMPARE(serve.end(SIGTERM), 0);
}

void TestForeignServer::aServerAloneSawNoClient()
{
    support::ServeProcess serve({u"--log"_s, m_folder.filePath(u"serve.jsonl"_s)});
    QCOMPARE(run(u"run -e async-endpoint -c 3 --sleep 0.05 --url http://127.0.0.1:%1"_s.arg(serve.port())).status, 0);
    const qint64 pid = serve.pid();
    QCOMPARE(serve.end(SIGTERM), 0);
    const app::RunFile file = app::readRunFile(m_folder.filePath(u"serve.jsonl"_s));
    QCOMPARE(file.log.header.observed, std::optional(app::ownServer));
    QCOMPARE(file.log.header.pid, pid);
    const app::Headline head = app::headline(file.trace);
    QCOMPARE(head.requests, 3);
    QCOMPARE(head.ideal, 0);
    QVERIFY(app::runCaption(head).contains(u"no client was observed"));
}

LOOPSCOPE_TEST(TestForeignServer)
#include "app_foreign_server.moc"
