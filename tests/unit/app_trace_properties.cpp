#include "app/log_file.h"
#include "app/statistics.h"
#include "support/registered.h"
#include "support/simulated_log.h"
#include "support/steps.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTest>

using namespace app;
using support::SimulatedLog;

namespace {

/// Many requests of every endpoint, laid over each other as they come.
Log simulatedRun(QRandomGenerator &random)
{
    SimulatedLog log;
    const int requests = random.bounded(1, 60);
    for (int i = 1; i <= requests; ++i) {
        const qint64 t = random.bounded(2000), sleep = random.bounded(3000);
        switch (random.bounded(3)) {
        case 0: log.async(quint32(i), t, sleep); break;
        case 1: log.sync(quint32(i), t, random.bounded(1, 9), t + 20 + random.bounded(2000), sleep); break;
        default: log.wrong(quint32(i), t, t + random.bounded(2000), sleep);
        }
        log.lag(t, random.bounded(1000));
    }
    log.sort();
    return log.log;
}

/// Any kind, any request, any thread, any time: what a broken or hostile file may hold.
Log garbage(QRandomGenerator &random)
{
    SimulatedLog log;
    for (int i = 1; i <= 4; ++i)
        log.thread(QStringLiteral("worker-%1").arg(i));
    const int steps = random.bounded(1, 200);
    for (int i = 0; i < steps; ++i) {
        const quint32 id = random.bounded(20) == 0 ? random.generate() : quint32(random.bounded(6));
        log.step(random.bounded(-50, 500), EventKind(random.bounded(server::eventKindCount)), id, Endpoint(random.bounded(4)),
                 ThreadId(random.bounded(8)), random.bounded(700), random.bounded(3));
    }
    return log.log;
}

void verifyRow(const Row &row, qint64 first, qint64 last)
{
    qint64 free = first;
    for (size_t i = 0; i < row.size(); ++i) {
        QVERIFY2(row[i].begin >= free, "slices overlap, or go back in time");
        QVERIFY2(row[i].end >= row[i].begin, "a slice ends before it begins");
        QVERIFY2(row[i].end != stillOpen || i + 1 == row.size(), "an open slice has one after it");
        QVERIFY2(row[i].end == stillOpen || row[i].end <= last, "a slice ends after the log");
        free = row[i].end;
    }
}

void verifyGroup(const Group &group, qint64 first, qint64 last)
{
    std::vector<std::pair<qint64, int>> changes;
    for (const Row &row : group.rows) {
        verifyRow(row, first, last);
        for (const Slice &slice : row) {
            changes.emplace_back(slice.begin, 1);
            if (slice.end != stillOpen)
                changes.emplace_back(slice.end, -1);
        }
    }
    std::sort(changes.begin(), changes.end());
    std::vector<CountStep> expected; // counted anew from the slices
    int open = 0;
    for (const auto &[t, change] : changes) {
        open += change;
        if (!expected.empty() && expected.back().t == t)
            expected.back().count = open;
        else
            expected.push_back({t, open});
    }
    QCOMPARE(support::stepsOf(group.counts), expected);
    QVERIFY(open >= 0);
}

void verify(const Trace &trace)
{
    const qint64 first = trace.begin(), last = trace.end();
    if (trace.eventLoop())
        verifyRow(trace.eventLoop()->slices, first, last);
    for (const Lane &worker : trace.workers())
        verifyRow(worker.slices, first, last);
    verifyGroup(trace.awaiting(), first, last);
    verifyGroup(trace.waiting(), first, last);
    verifyGroup(trace.client(), first, last);
    for (const Request &request : trace.requests()) {
        QCOMPARE(trace.request(request.id), &request);
        QVERIFY(request.queuedNs >= 0);
    }
    const Headline head = headline(trace);
    QVERIFY(head.makespan >= 0 && head.makespan <= last - std::min<qint64>(first, 0));
    QVERIFY(head.answered + head.failed <= head.requests || head.failed > 0);
}

/// Every prefix is valid, and giving the log in pieces changes nothing.
void verifyAllPrefixes(const Log &log, int pool)
{
    Log growing = log;
    growing.events.clear();
    Trace piecewise(pool);
    for (const Event &event : log.events) {
        growing.events.push_back(event);
        piecewise.append(growing);
        verify(piecewise);
        if (QTest::currentTestFailed())
            return;
    }
    Trace whole(pool);
    whole.append(log);
    QVERIFY(whole == piecewise);
}

} // namespace

class TestTraceProperties : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyPrefixOfARunIsValid();
    void everyPrefixOfGarbageIsValid();
    void everyPrefixOfARecordedLogIsValid();
    void piecesOfAnySizeGiveTheSame();
};

void TestTraceProperties::everyPrefixOfARunIsValid()
{
    for (quint32 seed = 1; seed <= 100 && !QTest::currentTestFailed(); ++seed) {
        QRandomGenerator random(seed);
        verifyAllPrefixes(simulatedRun(random), random.bounded(1, 9));
    }
}

void TestTraceProperties::everyPrefixOfGarbageIsValid()
{
    for (quint32 seed = 1; seed <= 1500 && !QTest::currentTestFailed(); ++seed) {
        QRandomGenerator random(seed);
        verifyAllPrefixes(garbage(random), random.bounded(1, 5));
    }
}

void TestTraceProperties::everyPrefixOfARecordedLogIsValid()
{
    int logs = 0;
    for (QDirIterator it(QStringLiteral(TEST_DATA), {QStringLiteral("*.jsonl")}, QDir::Files); it.hasNext(); ++logs) {
        const LogReading reading = readLog(it.next());
        QCOMPARE(reading.error + reading.warning, QString());
        verifyAllPrefixes(reading.log, reading.log.header.pool);
    }
    QVERIFY(logs >= 3);
}

void TestTraceProperties::piecesOfAnySizeGiveTheSame()
{
    for (quint32 seed = 1; seed <= 300; ++seed) {
        QRandomGenerator random(seed);
        const Log log = seed % 2 ? simulatedRun(random) : garbage(random);
        Trace whole(3), pieces(3);
        whole.append(log);
        Log growing = log;
        growing.events.clear();
        while (growing.events.size() < log.events.size()) {
            const size_t next = std::min(log.events.size(), growing.events.size() + size_t(random.bounded(1, 40)));
            growing.events.assign(log.events.begin(), log.events.begin() + qsizetype(next));
            pieces.append(growing);
        }
        QVERIFY(whole == pieces);
    }
}

LOOPSCOPE_TEST(TestTraceProperties)
#include "app_trace_properties.moc"
