#include "app/chrome_trace.h"
#include "app/log_file.h"
#include "support/chrome_rules.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QBuffer>
#include <QDirIterator>
#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;
using support::ChromeRules;
using support::SimulatedLog;

namespace {

QByteArray traceOf(const Log &log)
{
    Trace trace(log.header.pool);
    trace.append(log);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    return writeChromeTrace(log, trace, buffer) ? buffer.data() : QByteArray();
}

QByteArray linesOf(const Log &log)
{
    QByteArray bytes = headerLine(log.header);
    for (size_t i = 0; i < log.events.size(); ++i)
        bytes += eventLine(log, i);
    return bytes;
}

/// Five requests for two workers, stopped while two are asleep, two wait and one was just sent.
Log stoppedRun()
{
    SimulatedLog log;
    log.log.header = {4893, 1'795'400'640'123'456'000, 2, 1.0};
    for (int i = 0; i < 4; ++i)
        log.sync(quint32(i + 1), 100 + 40 * i, i % 2 + 1, 1000 + (i / 2) * 9000, 8000);
    log.sort();
    log.cutAt(5000);
    log.step(5000, EventKind::Sent, 5, Endpoint::Sync, log.client);
    for (quint32 id = 1; id <= 4; ++id)
        log.step(5100, EventKind::Dropped, id, Endpoint::Sync, id <= 2 ? log.thread(u"worker-%1"_s.arg(id)) : log.loop);
    for (quint32 id = 1; id <= 5; ++id)
        log.step(5200, EventKind::Failed, id, Endpoint::Sync, log.client, qint64(server::FailureReason::Stopped));
    return log.log;
}

Log failedRun()
{
    SimulatedLog log;
    for (quint32 id = 1; id <= 3; ++id) {
        log.step(10 * id, EventKind::Sent, id, Endpoint::Async, log.client);
        log.step(1000 + id, EventKind::Failed, id, Endpoint::Async, log.client, qint64(server::FailureReason::Refused));
    }
    log.sort();
    return log.log;
}

/// What `serve` records: no client.
Log servedRun()
{
    Log log = support::simulatedRun(Endpoint::Async, 20).log;
    std::erase_if(log.events, [](const Event &event) { return event.kind == EventKind::Sent || event.kind == EventKind::Received; });
    return log;
}

/// All steps on one thread, as a log without "thread" has them.
Log threadlessRun()
{
    Log log = support::simulatedRun(Endpoint::Sync, 20, 4).log;
    log.threads = {{}};
    for (Event &event : log.events)
        event.thread = ThreadId(0);
    return log;
}

} // namespace

/// Chrome traces are for programs that we do not have here: what they demand is written down as rules.
class TestChromeRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRunKeepsTheRulesAndComesBackWhole_data();
    void everyRunKeepsTheRulesAndComesBackWhole();
    void aRequestsFlowGoesThroughItsWorker();
    void awaitingIsPairsAndLagACounter();
    void wholePortionsAreWritten();
    void aDeviceThatRefusesIsNoticed();
    void aCutTraceSaysSo();
    void eachBrokenRuleIsFound_data();
    void eachBrokenRuleIsFound();
};

void TestChromeRules::everyRunKeepsTheRulesAndComesBackWhole_data()
{
    QTest::addColumn<Log>("log");
    QTest::addColumn<int>("flows");
    QTest::newRow("async") << support::simulatedRun(Endpoint::Async, 50).log << 50;
    QTest::newRow("sync") << support::simulatedRun(Endpoint::Sync, 50, 7).log << 50;
    QTest::newRow("async-wrong") << support::simulatedRun(Endpoint::AsyncWrong, 10).log << 10;
    QTest::newRow("stopped") << stoppedRun() << 5;
    QTest::newRow("failed") << failedRun() << 3;
    QTest::newRow("without a client") << servedRun() << 0;
    QTest::newRow("without threads") << threadlessRun() << 20;
    QTest::newRow("nothing") << Log() << 0;
    Log half = support::simulatedRun(Endpoint::Async, 8).log;
    half.events.resize(half.events.size() / 2);
    QTest::newRow("cut in the middle") << half << 0;
    for (QDirIterator it(QStringLiteral(TEST_DATA), {u"*.jsonl"_s}, QDir::Files); it.hasNext();) {
        const QString path = it.next();
        const Log log = readLog(path).log;
        const auto received = std::count_if(log.events.begin(), log.events.end(), [](const Event &event) { return event.kind == EventKind::Received; });
        QVERIFY(received > 0);
        QTest::newRow(qPrintable(QFileInfo(path).fileName())) << log << int(received);
    }
}

void TestChromeRules::everyRunKeepsTheRulesAndComesBackWhole()
{
    QFETCH(Log, log);
    QFETCH(int, flows);
    const QByteArray json = traceOf(log);
    const ChromeRules rules(json);
    QVERIFY2(rules.faults.isEmpty(), qPrintable(rules.faults.join(u'\n')));
    QCOMPARE(rules.wholeFlows, flows);
    QCOMPARE(rules.phases.value(u"i"_s), int(log.events.size()));
    QCOMPARE(rules.phases.value(u"b"_s), rules.phases.value(u"e"_s));

    const LogReading back = parseLog(json);
    QCOMPARE(back.error + back.warning, QString());
    QCOMPARE(linesOf(back.log), linesOf(log));
    QCOMPARE(traceOf(back.log), json);
}

void TestChromeRules::aRequestsFlowGoesThroughItsWorker()
{
    const QByteArray json = traceOf(support::simulatedRun(Endpoint::Sync, 50).log);
    QMap<int, QString> names;
    QStringList way;
    for (const QJsonValue &event : QJsonDocument::fromJson(json)["traceEvents"_L1].toArray()) {
        if (event["name"_L1].toString() == u"thread_name")
            names[event["tid"_L1].toInt()] = event["args"_L1]["name"_L1].toString();
        else if (event["cat"_L1].toString() == u"request" && event["id"_L1].toInt() == 17)
            way << event["ph"_L1].toString() + u' ' + names[event["tid"_L1].toInt()];
    }
    way.sort();
    QCOMPARE(way, (QStringList{u"f client"_s, u"s client"_s, u"t worker-17"_s}));
    QCOMPARE(QStringList(names.values()).mid(0, 3), (QStringList{u"event-loop"_s, u"worker-1"_s, u"worker-2"_s}));
}

void TestChromeRules::awaitingIsPairsAndLagACounter()
{
    const app::Run run = support::simulatedRun(Endpoint::Async, 5);
    int awaiting = 0;
    double lag = 0;
    for (const QJsonValue &event : QJsonDocument::fromJson(traceOf(run.log))["traceEvents"_L1].toArray()) {
        awaiting += event["ph"_L1].toString() == u"b" && event["name"_L1].toString() == u"awaiting";
        if (event["ph"_L1].toString() == u"C")
            lag = event["args"_L1]["us"_L1].toDouble();
    }
    QCOMPARE(awaiting, 5);
    QCOMPARE(lag, 80.0);
}

void TestChromeRules::wholePortionsAreWritten()
{
    const Log log = support::simulatedRun(Endpoint::Async, 2000).log;
    const QByteArray json = traceOf(log);
    QVERIFY(json.size() > 8'000'000); // several portions
    QCOMPARE(linesOf(parseLog(json).log), linesOf(log));
}

void TestChromeRules::aDeviceThatRefusesIsNoticed()
{
    const app::Run run = support::simulatedRun(Endpoint::Async, 500);
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(!writeChromeTrace(run.log, run.trace, full));
    QVERIFY(!full.errorString().isEmpty());
    QVERIFY(writeChromeTrace(run.log, run.trace, u"/dev/full/x.json"_s).contains(u"/dev/full/x.json"));
}

/// The steps are at the end, so a cut file has lost some of them.
void TestChromeRules::aCutTraceSaysSo()
{
    const Log log = support::simulatedRun(Endpoint::AsyncWrong, 3).log;
    const QByteArray json = traceOf(log), lines = linesOf(log);
    for (qsizetype cut = json.indexOf('\n') + 1; cut < json.size() - 2; ++cut) {
        const LogReading reading = parseLog(json.first(cut));
        QCOMPARE(reading.error, QString());
        QVERIFY2(!reading.warning.isEmpty(), qPrintable(QString::number(cut)));
        QVERIFY(lines.startsWith(linesOf(reading.log)));
    }
}

void TestChromeRules::eachBrokenRuleIsFound_data()
{
    QTest::addColumn<QByteArray>("events");
    const auto row = [](const char *name, const char *events) { QTest::newRow(name) << QByteArray(events); };
    const char *const named = R"({"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"a"}},)";
    const auto withName = [&](const char *name, const char *events) { QTest::newRow(name) << QByteArray(named) + events; };
    row("an unknown phase", R"({"ph":"?","pid":1,"tid":1,"name":"x","ts":1})");
    row("no name", R"({"ph":"i","s":"t","pid":1,"tid":1,"ts":1})");
    row("no tid", R"({"ph":"i","s":"t","pid":1,"name":"x","ts":1})");
    row("a negative time", R"({"ph":"i","s":"t","pid":1,"tid":1,"name":"x","ts":-1})");
    row("a time as text", R"({"ph":"i","s":"t","pid":1,"tid":1,"name":"x","ts":"1"})");
    row("an instant without a scope", R"({"ph":"i","pid":1,"tid":1,"name":"x","ts":1})");
    row("a thread without a name", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":1})");
    withName("an X without a duration", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1})");
    withName("X that cross", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":2},{"ph":"X","pid":1,"tid":1,"name":"y","ts":2,"dur":2})");
    withName("an inner X first", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":1},{"ph":"X","pid":1,"tid":1,"name":"y","ts":1,"dur":2})");
    row("an E without a B", R"({"ph":"E","pid":1,"tid":1,"name":"x","ts":1})");
    row("a B without an E", R"({"ph":"B","pid":1,"tid":1,"name":"x","ts":1})");
    row("a b without an e", R"({"ph":"b","cat":"c","id":1,"pid":1,"tid":1,"name":"x","ts":1})");
    row("an e of another id", R"({"ph":"b","cat":"c","id":1,"pid":1,"tid":1,"name":"x","ts":1},{"ph":"e","cat":"c","id":2,"pid":1,"tid":1,"name":"x","ts":1})");
    row("a b without an id", R"({"ph":"b","cat":"c","pid":1,"tid":1,"name":"x","ts":1},{"ph":"e","cat":"c","pid":1,"tid":1,"name":"x","ts":1})");
    row("a counter of words", R"({"ph":"C","cat":"c","pid":1,"tid":1,"name":"x","ts":1,"args":{"a":"b"}})");
    row("one sort index twice", R"({"ph":"M","pid":1,"tid":1,"name":"thread_sort_index","args":{"sort_index":1}},
                                   {"ph":"M","pid":1,"tid":2,"name":"thread_sort_index","args":{"sort_index":1}})");
    withName("a flow in no slice", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":1},
        {"ph":"s","cat":"c","id":1,"pid":1,"tid":1,"name":"x","ts":1},{"ph":"f","bp":"e","cat":"c","id":1,"pid":1,"tid":1,"name":"x","ts":2})");
    withName("a flow without an end", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1,"dur":1},{"ph":"s","cat":"c","id":1,"pid":1,"tid":1,"name":"x","ts":1})");
}

void TestChromeRules::eachBrokenRuleIsFound()
{
    QFETCH(QByteArray, events);
    QVERIFY(!ChromeRules("{\"traceEvents\":[" + events + "]}").faults.isEmpty());
}

LOOPSCOPE_TEST(TestChromeRules)
#include "app_chrome_rules.moc"
