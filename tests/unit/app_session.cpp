#include "app/log_file.h"
#include "app/run_file.h"
#include "app/session.h"
#include "support/loop_ticks.h"
#include "support/raw_client.h"
#include "support/registered.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace app;

namespace {

constexpr quint32 fifth = 200'000; // us

SessionOptions anyPort()
{
    SessionOptions options;
    options.server.port = 0;
    return options;
}

/// A line of the tutorial's without what differs from run to run: its times.
QString shape(QString line)
{
    static const QRegularExpression start(QStringLiteral("start_time=[0-9.]+?\\.$")), elapsed(QStringLiteral("Elapsed Time: [0-9.]+"));
    line.replace(start, QStringLiteral("start_time=."));
    line.replace(elapsed, QStringLiteral("Elapsed Time: x"));
    return line;
}

} // namespace

/// The whole way: client, sockets, server, recorder, session, trace.
class TestSession : public QObject
{
    Q_OBJECT

private:
    const Run &launchAndFinish(Session &session, const RunRequest &request);

private Q_SLOTS:
    void fiftyOnThePoolFillFortyWorkersAndQueueTen();
    void fiftyAsyncShareOneThread();
    void asyncWrongBlocksTheLoopAndTheRestQueue();
    void theLoopTicksOnUnlessItIsBlocked();
    void eachRequestLogsTheTutorialsLines_data();
    void eachRequestLogsTheTutorialsLines();
    void aStoppedRunEndsAtOnce_data();
    void aStoppedRunEndsAtOnce();
    void aRunAfterAStopIsWhole();
    void secondRunsBeginAtZeroAndKeepTheFirst();
    void aSavedRunOpensAsTheSameTrace();
    void requestsOfOthersMakeARunOfTheirOwn();
    void whatCannotRunIsASentence();
    void aDeadServerFailsEveryRequestAndTheRunEnds();
    void whatOtherProgramsTracesHoldCountsAsSteps_data();
    void whatOtherProgramsTracesHoldCountsAsSteps();
};

const Run &TestSession::launchAndFinish(Session &session, const RunRequest &request)
{
    QSignalSpy finished(&session, &Session::runFinished);
    const QString reason = session.launch(request);
    if (!reason.isEmpty() || !finished.wait(30'000))
        qFatal("the run did not finish: %s", qPrintable(reason));
    return *session.runs().back();
}

void TestSession::fiftyOnThePoolFillFortyWorkersAndQueueTen()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    const quint32 longEnough = 500'000; // for 40 threads to begin under ThreadSanitizer before the first is free again
    const Run &run = launchAndFinish(session, {Endpoint::Sync, 50, longEnough, 40});
    const Headline head = headline(run.trace);
    QCOMPARE(head.answered, 50);
    QCOMPARE(head.failed, 0);
    QCOMPARE(head.mostWorkers, 40);
    QCOMPARE(head.queuedNoWorker, 10);
    QCOMPARE(head.ideal, 1'000'000'000);
    QVERIFY(head.makespan >= head.ideal);
    std::set<quint64> threads;
    for (const Lane &worker : run.trace.workers()) {
        threads.insert(worker.tid);
        QVERIFY(worker.tid != run.trace.eventLoop()->tid);
    }
    QCOMPARE(threads.size(), size_t(40));
}

void TestSession::fiftyAsyncShareOneThread()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    const Run &run = launchAndFinish(session, {Endpoint::Async, 50, fifth, 40});
    const Headline head = headline(run.trace);
    QCOMPARE(head.answered, 50);
    QCOMPARE(head.mostAwaiting, 50);
    QVERIFY(run.trace.workers().empty());
    QVERIFY(head.makespan >= head.ideal);
    QCOMPARE(session.responses().size(), size_t(50));
}

void TestSession::asyncWrongBlocksTheLoopAndTheRestQueue()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    const Run &run = launchAndFinish(session, {Endpoint::AsyncWrong, 4, fifth, 40});
    const Headline head = headline(run.trace);
    QCOMPARE(head.answered, 4);
    QCOMPARE(head.queuedLoopBlocked, 3);
    QVERIFY(head.worstLag > qint64(fifth) * 900);
    int blocking = 0;
    for (const Slice &slice : run.trace.eventLoop()->slices) {
        blocking += slice.state == State::BlockingLoop;
        if (slice.state == State::BlockingLoop)
            QVERIFY(slice.end - slice.begin >= qint64(fifth) * 1000);
    }
    QCOMPARE(blocking, 4);
}

void TestSession::theLoopTicksOnUnlessItIsBlocked()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong}) {
        const Run &run = launchAndFinish(session, {endpoint, 2, 500'000, 40});
        const Request &request = run.trace.requests().front();
        const qint64 begin = request.called, end = request.called + 500'000'000;
        const int ticks = support::ticksBetween(run.trace, begin, end);
        if (endpoint == Endpoint::AsyncWrong)
            QCOMPARE(ticks, 0);
        else
            QVERIFY2(ticks >= 10, QByteArray::number(ticks)); // 50 on a machine with nothing else to do
    }
}

void TestSession::eachRequestLogsTheTutorialsLines_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<int>("count");
    QTest::newRow("sync 2") << Endpoint::Sync << 2;
    QTest::newRow("sync 50") << Endpoint::Sync << 50;
    QTest::newRow("async 2") << Endpoint::Async << 2;
    QTest::newRow("async 50") << Endpoint::Async << 50;
    QTest::newRow("wrong 2") << Endpoint::AsyncWrong << 2;
}

/// Every line that FastAPI printed for the tutorial, as often, and for each of our requests in its order.
void TestSession::eachRequestLogsTheTutorialsLines()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(int, count);
    QFile file(QStringLiteral(TEST_DATA "/fastapi-%1-%2.log").arg(server::endpointName(endpoint)).arg(count));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QMap<QString, int> expected;
    QStringList order; // of one request: each line where it is first met
    // Python's threads print over each other: some lines of the pool's log stand behind another.
    QString all = QString::fromUtf8(file.readAll());
    all.replace(QStringLiteral("Process ID:"), QStringLiteral("\nProcess ID:")).replace(QStringLiteral("INFO:"), QStringLiteral("\nINFO:"));
    const QStringList lines = all.split(u'\n');
    for (const QString &line : lines) {
        const qsizetype mark = line.lastIndexOf(u" | ");
        if (mark < 0 || !line.contains(u"Process ID: "))
            continue;
        const QString text = shape(line.mid(mark + 3));
        if (++expected[text] == 1)
            order << text;
    }
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    const Run &run = launchAndFinish(session, {endpoint, count, 1'000'000, 40});
    QMap<QString, int> got;
    std::map<RequestId, QStringList> perRequest;
    for (size_t i = 0; i < run.log.events.size(); ++i) {
        const QString line = run.log.tutorialLine(i);
        if (line.isEmpty())
            continue;
        QVERIFY(line.startsWith(QStringLiteral("Process ID: %1 | Thread ID: ").arg(session.pid())));
        const QString text = shape(line.mid(line.lastIndexOf(u" | ") + 3));
        ++got[text];
        perRequest[run.log.events[i].request] << text;
    }
    QCOMPARE(got, expected);
    QCOMPARE(perRequest.size(), size_t(count));
    for (const auto &[request, texts] : perRequest)
        QCOMPARE(texts, order);
}

void TestSession::aStoppedRunEndsAtOnce_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::newRow("async") << Endpoint::Async;
    QTest::newRow("sync") << Endpoint::Sync;
    QTest::newRow("wrong") << Endpoint::AsyncWrong;
}

void TestSession::aStoppedRunEndsAtOnce()
{
    QFETCH(Endpoint, endpoint);
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    QSignalSpy finished(&session, &Session::runFinished);
    QCOMPARE(session.launch({endpoint, 50, 60'000'000, 40}), QString());
    QTRY_VERIFY(session.httpServer().inFlight() >= (endpoint == Endpoint::AsyncWrong ? 1 : 50));
    session.stop();
    QVERIFY(finished.wait(10'000)); // each of them asked for a minute
    const Run &run = *session.runs().back();
    QCOMPARE(run.state, RunState::Stopped);
    QCOMPARE(headline(run.trace).failed, 50);
    QCOMPARE(session.httpServer().inFlight(), 0);
    for (const Request &request : run.trace.requests())
        QVERIFY(request.ended >= 0);
}

void TestSession::aRunAfterAStopIsWhole()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    QSignalSpy finished(&session, &Session::runFinished);
    QCOMPARE(session.launch({Endpoint::Sync, 100, 60'000'000, 40}), QString());
    QTRY_COMPARE(session.httpServer().inFlight(), 100);
    session.stop();
    QVERIFY(finished.wait(10'000));
    const Headline head = headline(launchAndFinish(session, {Endpoint::Sync, 7, fifth, 5}).trace);
    QCOMPARE(head.answered, 7);
    QCOMPARE(head.mostWorkers, 5);
    QCOMPARE(head.queuedNoWorker, 2);
}

void TestSession::secondRunsBeginAtZeroAndKeepTheFirst()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    const Run &first = launchAndFinish(session, {Endpoint::Async, 3, 50'000, 40});
    const size_t before = first.log.events.size();
    const Run &second = launchAndFinish(session, {Endpoint::Sync, 3, 50'000, 40});
    QCOMPARE(session.runs().size(), size_t(2));
    QVERIFY(second.log.header.startedEpochNs > first.log.header.startedEpochNs);
    QVERIFY(second.log.events.front().t < 50'000'000);
    QVERIFY(first.log.events.size() >= before);
    for (const auto &run : session.runs()) {
        for (const Request &request : run->trace.requests())
            QVERIFY(quint32(request.id) >= 1 && quint32(request.id) <= 3);
    }
}

void TestSession::aSavedRunOpensAsTheSameTrace()
{
    QTemporaryDir folder;
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    for (const Endpoint endpoint : {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong}) {
        const Run &run = launchAndFinish(session, {endpoint, 12, 20'000, 5});
        const QString file = folder.filePath(server::endpointName(endpoint));
        QCOMPARE(writeLog(run.log, file), QString());
        QCOMPARE(session.open(file), QString());
        const Run &opened = *session.runs().back();
        QCOMPARE(opened.state, RunState::Opened);
        QCOMPARE(opened.asked, run.asked);
        QVERIFY(opened.trace.requests() == run.trace.requests() || opened.log.threads != run.log.threads);
        QCOMPARE(opened.trace.awaiting(), run.trace.awaiting());
        QCOMPARE(opened.trace.waiting(), run.trace.waiting());
        QCOMPARE(opened.trace.client(), run.trace.client());
        QCOMPARE(opened.trace.lag(), run.trace.lag());
        QCOMPARE(opened.trace.eventLoop()->slices, run.trace.eventLoop()->slices);
        QCOMPARE(opened.trace.workers().size(), run.trace.workers().size());
        for (size_t i = 0; i < run.trace.workers().size(); ++i) {
            QCOMPARE(opened.trace.workers()[i].name, run.trace.workers()[i].name);
            QCOMPARE(opened.trace.workers()[i].slices, run.trace.workers()[i].slices);
        }
        QCOMPARE(headline(opened.trace), headline(run.trace));
    }
}

void TestSession::requestsOfOthersMakeARunOfTheirOwn()
{
    Session session(anyPort());
    QCOMPARE(session.start(), QString());
    QSignalSpy finished(&session, &Session::runFinished);
    support::RawClient client(session.port());
    client.send("GET /async-endpoint?sleep=2 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QTRY_COMPARE(session.runs().size(), size_t(1));
    QVERIFY(session.runs().front()->live());
    QVERIFY(finished.wait(10'000));
    const Run &run = *session.runs().front();
    QCOMPARE(run.state, RunState::Observed);
    QVERIFY(!run.live());
    QCOMPARE(headline(run.trace).answered, 1);
    QCOMPARE(client.read().status, 200);
    launchAndFinish(session, {Endpoint::Async, 2, 10'000, 40});
    QCOMPARE(session.runs().size(), size_t(2));
}

void TestSession::whatCannotRunIsASentence()
{
    Session session(anyPort());
    QVERIFY(!session.launch({Endpoint::Async, 1, 0, 40}).isEmpty()); // no server yet
    QCOMPARE(session.start(), QString());
    QVERIFY(session.launch({Endpoint::Async, 0, 0, 40}).contains(QStringLiteral("10,000")));
    QVERIFY(!session.launch({Endpoint::Async, maximumCount + 1, 0, 40}).isEmpty());
    QVERIFY(!session.launch({Endpoint::Async, 1, server::maximumSleepMicros + 1, 40}).isEmpty());
    QVERIFY(!session.launch({Endpoint::Async, 1, 0, 0}).isEmpty());
    QVERIFY(!session.open(QStringLiteral("nowhere.jsonl")).isEmpty());
    QCOMPARE(session.runs().size(), size_t(0));
    QCOMPARE(session.launch({Endpoint::Async, 1, 100'000, 40}), QString());
    QVERIFY(session.launch({Endpoint::Async, 1, 0, 40}).contains(QStringLiteral("under way")));
}

void TestSession::aDeadServerFailsEveryRequestAndTheRunEnds()
{
    SessionOptions options;
    options.target = QUrl(QStringLiteral("http://127.0.0.1:1"));
    Session session(options);
    QCOMPARE(session.start(), QString());
    const Run &run = launchAndFinish(session, {Endpoint::Async, 20, fifth, 40});
    QCOMPARE(run.state, RunState::Finished);
    QCOMPARE(headline(run.trace).failed, 20);
    QVERIFY(run.log.text(run.log.events.size() - 1).contains(QStringLiteral("refused")));
}

void TestSession::whatOtherProgramsTracesHoldCountsAsSteps_data()
{
    QTest::addColumn<size_t>("slices");
    QTest::addColumn<size_t>("instants");
    QTest::addColumn<size_t>("samples");
    QTest::newRow("slices") << size_t(1'000) << size_t(0) << size_t(0);
    QTest::newRow("instants") << size_t(0) << size_t(1'000) << size_t(0);
    QTest::newRow("samples") << size_t(0) << size_t(0) << size_t(1'000);
    QTest::newRow("all of them") << size_t(300) << size_t(300) << size_t(400);
}

void TestSession::whatOtherProgramsTracesHoldCountsAsSteps()
{
    QFETCH(size_t, slices);
    QFETCH(size_t, instants);
    QFETCH(size_t, samples);
    SessionOptions options;
    options.mostSteps = 2'999;
    Session session(options);
    for (const size_t runs : {1, 2, 2, 2}) { // a thousand each: there is room for two
        Tracks tracks;
        tracks.labels.push_back({QStringLiteral("a"), {}});
        Track &track = tracks.tracks.emplace_back();
        track.instants.resize(instants, {1, RequestId(1)});
        track.samples.resize(samples, {1, 2});
        track.rows.resize(slices > 0);
        for (size_t i = 0; i < slices; ++i)
            track.rows.front().append({qint64(i), qint64(i + 1), RequestId(1), State::Named});
        tracks.slices = slices;
        RunFile file;
        file.trace = Trace(std::move(tracks));
        session.add(QStringLiteral("trace.json"), std::move(file));
        QCOMPARE(session.runs().size(), runs);
    }
}

LOOPSCOPE_TEST(TestSession)
#include "app_session.moc"
