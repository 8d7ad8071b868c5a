#include "app/chrome_reader.h"
#include "app/run_csv.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QBuffer>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

namespace {

QStringList csvOf(const Trace &trace, CsvRows rows)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    if (!writeCsv(trace, trace.end(), rows, buffer))
        return {};
    QStringList lines = QString::fromUtf8(buffer.data()).split(u"\r\n"_s);
    return lines.takeLast().isEmpty() ? lines : QStringList(); // the last one has an end, too
}

} // namespace

/// Slices and requests as files.
class TestRunCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void slicesAreInTheOrderOfTheirBegin();
    void requestsHaveTheirSteps();
    void aSliceThatGoesOnHasNoEnd();
    void slicesOfAnotherProgram();
    void portionsLoseNothing();
    void whatCannotBeWrittenIsSaid();
};

void TestRunCsv::slicesAreInTheOrderOfTheirBegin()
{
    const Run run = support::simulatedRun(Endpoint::Sync, 3, 2);
    const QStringList lines = csvOf(run.trace, CsvRows::Slices);
    QCOMPARE(size_t(lines.size()), run.trace.slices() + 1);
    QCOMPARE(lines[0], u"request,endpoint,state,lane,begin_s,end_s,duration_s,failed"_s);
    QCOMPARE(lines[1], u"1,/sync-endpoint,in flight,client,0.001000000,1.001000070,1.000000070,0"_s);
    QCOMPARE(lines[2], u"1,/sync-endpoint,running,event loop,0.001000010,0.001000020,0.000000010,0"_s);
    QVERIFY(lines.contains(u"1,/sync-endpoint,blocking a worker,worker 1,0.001000035,1.001000035,1.000000000,0"_s));
    QVERIFY(lines.contains(u"3,/sync-endpoint,queued: no free worker,queued,0.001100020,1.001200030,1.000100010,0"_s));
    QStringList begins;
    for (const QString &line : lines.mid(1))
        begins << line.section(u',', 4, 4);
    QVERIFY(std::is_sorted(begins.begin(), begins.end()));
}

void TestRunCsv::requestsHaveTheirSteps()
{
    const Run run = support::simulatedRun(Endpoint::Async, 2);
    QCOMPARE(csvOf(run.trace, CsvRows::Requests),
             (QStringList{u"request,endpoint,sent_s,arrived_s,queued_s,called_s,responded_s,received_s,latency_s,status,failed"_s,
                          u"1,/async-endpoint,0.001000000,0.001000010,,0.001000012,1.001000030,1.001000040,1.000000040,200,0"_s,
                          u"2,/async-endpoint,0.001050000,0.001050010,,0.001050012,1.001050030,1.001050040,1.000000040,200,0"_s}));
}

void TestRunCsv::aSliceThatGoesOnHasNoEnd()
{
    support::SimulatedLog log;
    log.step(10, EventKind::Sent, 1, Endpoint::Async, log.client);
    log.step(30, EventKind::Lag, 0, Endpoint::None, log.loop);
    Trace trace;
    trace.append(log.log);
    QCOMPARE(csvOf(trace, CsvRows::Slices).last(), u"1,/async-endpoint,in flight,client,0.000000010,,0.000000020,0"_s);
}

void TestRunCsv::slicesOfAnotherProgram()
{
    TracksReading reading = parseTracks(R"([{"ph":"M","pid":5,"name":"process_name","args":{"name":"tab, \"1\""}},
        {"ph":"X","pid":5,"tid":1,"name":"outer","cat":"v8","ts":1,"dur":9},{"ph":"X","pid":5,"tid":1,"name":"inner","ts":2,"dur":0.001},
        {"ph":"X","pid":6,"tid":1,"name":"other","ts":1.5,"dur":1}])");
    QCOMPARE(reading.error + reading.warning, QString());
    const Trace trace(std::move(reading.tracks));
    QCOMPARE(csvOf(trace, CsvRows::Slices),
             (QStringList{u"process,thread,depth,name,category,begin_s,duration_s"_s, u"\"tab, \"\"1\"\"\",thread 1,0,outer,v8,0.000000000,0.000009000"_s,
                          u"6,thread 1,0,other,,0.000000500,0.000001000"_s, u"\"tab, \"\"1\"\"\",thread 1,1,inner,,0.000001000,0.000000001"_s}));
}

void TestRunCsv::portionsLoseNothing()
{
    const Run run = support::simulatedRun(Endpoint::Async, 4000);
    QCOMPARE(size_t(csvOf(run.trace, CsvRows::Slices).size()), run.trace.slices() + 1); // over a megabyte
    const QStringList requests = csvOf(run.trace, CsvRows::Requests);
    QCOMPARE(requests.size(), 4001);
    QCOMPARE(requests.last().section(u',', 0, 0), u"4000"_s);
}

void TestRunCsv::whatCannotBeWrittenIsSaid()
{
    const Run run = support::simulatedRun(Endpoint::Async, 4000);
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    QVERIFY(!writeCsv(run.trace, run.now, CsvRows::Slices, full));
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(u"taken/inside"_s));
    const QString fault = writeCsv(run.trace, run.now, CsvRows::Slices, folder.filePath(u"taken"_s));
    QVERIFY2(fault.contains(u"taken") && fault.endsWith(u'.'), qPrintable(fault));
    const Trace foreign(parseTracks(R"([{"ph":"X","pid":5,"tid":1,"name":"x","ts":1,"dur":9}])").tracks);
    const QString none = writeCsv(foreign, 0, CsvRows::Requests, folder.filePath(u"x.csv"_s));
    QVERIFY2(none.contains(u"no requests") && none.endsWith(u'.'), qPrintable(none));
    QVERIFY(!QFile::exists(folder.filePath(u"x.csv"_s)));
}

LOOPSCOPE_TEST(TestRunCsv)
#include "app_run_csv.moc"
