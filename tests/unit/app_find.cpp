#include "app/find.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <tuple>

using namespace app;

namespace {

/// Whether a slice matches, said as plainly as it can be said.
bool holds(const Query &query, const Match &match, const Run &run)
{
    const Slice &slice = match.slice;
    const qint64 length = std::min(slice.end, std::max(run.now, slice.begin)) - slice.begin;
    const Request *request = run.trace.request(slice.request);
    const auto isState = [&](Query::Words word) {
        switch (word) {
        case Query::Words::Running: return slice.state == State::Running;
        case Query::Words::Awaiting: return slice.state == State::Awaiting;
        case Query::Words::Blocking: return slice.state == State::BlockingLoop || slice.state == State::BlockingWorker;
        case Query::Words::Queued: return slice.state == State::QueuedLoopBlocked || slice.state == State::QueuedNoWorker;
        case Query::Words::InFlight: return slice.state == State::InFlight;
        }
        return false;
    };
    return !query.contradicts && (!query.request || *query.request == slice.request) && (!query.endpoint || *query.endpoint == slice.endpoint)
            && (!query.place || *query.place == match.place)
            && (query.place != Place::Worker || run.trace.workers()[size_t(match.row)].name == query.worker)
            && (!query.state || isState(*query.state)) && (!query.failed || slice.failed || request->failed) && length >= query.atLeast
            && length <= query.atMost;
}

std::vector<Match> bruteForce(const Query &query, const Run &run)
{
    std::vector<Match> all;
    for (const Place place : {Place::Loop, Place::Worker, Place::Awaiting, Place::Waiting, Place::Client}) {
        for (int row = 0; const Row *slices = rowOf(run.trace, place, row); ++row) {
            for (const Slice &slice : *slices)
                all.push_back({place, row, slice});
            if (place == Place::Loop)
                break;
        }
    }
    std::erase_if(all, [&](const Match &match) { return !holds(query, match, run); });
    std::sort(all.begin(), all.end(), [](const Match &a, const Match &b) {
        return std::tuple(a.slice.begin, a.place, a.row, a.slice.end) < std::tuple(b.slice.begin, b.place, b.row, b.slice.end);
    });
    return all;
}

Found find(const Query &query, const Run &run, size_t atOnce = 1'000'000)
{
    Finder finder(query);
    while (!finder.advance(run.trace, run.now, atOnce)) { }
    return finder.take();
}

/// All three endpoints at once, some dropped or failed, some not yet over.
Run mixedRun(quint32 seed)
{
    QRandomGenerator random(seed);
    support::SimulatedLog log;
    log.sleepNs = 100'000;
    for (quint32 id = 1; id <= 60; ++id) {
        const qint64 t = random.bounded(1, 1'000'000);
        switch (random.bounded(3)) {
        case 0: log.async(id, t, random.bounded(100'000)); break;
        case 1: log.sync(id, t, int(random.bounded(5)) + 1, t + 30 + random.bounded(200'000), random.bounded(100'000)); break;
        default: log.wrong(id, t, t + 10 + random.bounded(5'000), random.bounded(100'000));
        }
        if (random.bounded(6) == 0)
            log.step(t + 50'000, EventKind::Failed, id, Endpoint::None, log.client, qint64(server::FailureReason::Closed));
    }
    log.sort();
    log.cutAt(1'050'000);
    return support::runOf(log, {Endpoint::Sync, 60, 100, 3});
}

} // namespace

class TestFind : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreUnderstood_data();
    void wordsAreUnderstood();
    void whatIsNotUnderstoodIsSaid_data();
    void whatIsNotUnderstoodIsSaid();
    void wordsThatContradictFindNothing();
    void everyQueryFindsWhatBruteForceFinds_data();
    void everyQueryFindsWhatBruteForceFinds();
    void aBitAtATimeFindsTheSame();
    void aRequestIsFoundWithoutLookingAtTheRest();
    void theEarliestAreKeptAndAllAreCounted();
};

void TestFind::wordsAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Query>("query");
    const auto row = [](const char *text, auto set) {
        Query query;
        set(query);
        QTest::newRow(text) << QString::fromUtf8(text) << query;
    };
    row("", [](Query &) {});
    row("  \t ", [](Query &) {});
    for (const char *text : {"17", "#17", " 17  ", "17 #17"})
        row(text, [](Query &q) { q.request = RequestId(17); });
    for (const char *text : {"sync", "/sync", "Sync-Endpoint", "/sync-endpoint"})
        row(text, [](Query &q) { q.endpoint = Endpoint::Sync; });
    for (const char *text : {"async", "/async-endpoint"})
        row(text, [](Query &q) { q.endpoint = Endpoint::Async; });
    for (const char *text : {"wrong", "async-wrong", "/async-wrong"})
        row(text, [](Query &q) { q.endpoint = Endpoint::AsyncWrong; });
    for (const char *text : {"worker-3", "worker 3", "WORKER3"})
        row(text, [](Query &q) { q.place = Place::Worker, q.worker = QStringLiteral("worker-3"); });
    for (const char *text : {"loop", "event-loop", "event loop"})
        row(text, [](Query &q) { q.place = Place::Loop; });
    row("client", [](Query &q) { q.place = Place::Client; });
    row("running", [](Query &q) { q.state = Query::Words::Running; });
    row("awaiting", [](Query &q) { q.state = Query::Words::Awaiting; });
    row("queued", [](Query &q) { q.state = Query::Words::Queued; });
    row("blocking", [](Query &q) { q.state = Query::Words::Blocking; });
    row("in-flight", [](Query &q) { q.state = Query::Words::InFlight; });
    row("failed", [](Query &q) { q.failed = true; });
    for (const char *text : {">1.2s", "> 1.2 s", ">1,2s", ">1200ms", "> 1200000 us"})
        row(text, [](Query &q) { q.atLeast = 1'200'000'001; });
    row(">=5us", [](Query &q) { q.atLeast = 5'000; });
    row("> 5 \u00b5s", [](Query &q) { q.atLeast = 5'001; });
    row("<=300ms", [](Query &q) { q.atMost = 300'000'000; });
    row("<7ns", [](Query &q) { q.atMost = 6; });
    row(">1ms<=2ms", [](Query &q) { q.atLeast = 1'000'001, q.atMost = 2'000'000; });
    row("sync worker 3 blocking >1s 17", [](Query &q) {
        q = {RequestId(17), Endpoint::Sync, Place::Worker, QStringLiteral("worker-3"), Query::Words::Blocking, false, 1'000'000'001};
    });
}

void TestFind::wordsAreUnderstood()
{
    QFETCH(QString, text);
    QFETCH(Query, query);
    const ParsedQuery parsed = parseQuery(text);
    QCOMPARE(parsed.fault, QString());
    QVERIFY(parsed.query == query);
}

void TestFind::whatIsNotUnderstoodIsSaid_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *text, const char *says) { QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(says); };
    row("sunc", "\"sunc\" is nothing to look for.");
    row("sync 5x", "\"5x\" is nothing to look for.");
    row("worker", "\"worker\" is nothing to look for.");
    row("worker-x", "\"worker-x\" is nothing to look for.");
    row(">5", "\">5\" has no unit. Write \">5s\"");
    row("> 5 sync", "\">5\" has no unit.");
    row("<=", "After \"<=\" a time is missing.");
    row("> queued", "After \">\" a time is missing.");
    row("><5s", "After \">\" a time is missing.");
    row(">5sec", "\">5sec\" is nothing to look for.");
    row(">1.2.3s", "\">1.2.3s\" is nothing to look for.");
    row(">99999999999999s", "\"99999999999999s\" is longer than any run.");
    row("0", "There is no request 0");
    row("99999999999", "There is no request 99999999999");
    row("-3", "\"-3\" is nothing to look for.");
    row("1.5", "\"1.5\" is nothing to look for.");
}

void TestFind::whatIsNotUnderstoodIsSaid()
{
    QFETCH(QString, text);
    QFETCH(QString, says);
    const QString fault = parseQuery(text).fault;
    QVERIFY2(fault.startsWith(says), qPrintable(fault));
    QVERIFY(fault.endsWith(u'.'));
}

void TestFind::wordsThatContradictFindNothing()
{
    const Run run = support::simulatedRun(Endpoint::Sync, 50);
    for (const char *text : {"sync async", "queued running", "17 18", "loop client", "worker-1 worker-2", "worker-1 loop", ">2s <1s", "<0s", "loop awaiting"}) {
        const ParsedQuery parsed = parseQuery(QString::fromLatin1(text));
        QCOMPARE(parsed.fault, QString());
        QVERIFY2(find(parsed.query, run).count == 0, text);
    }
}

void TestFind::everyQueryFindsWhatBruteForceFinds_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"", "17", "1", "60", "999", "sync", "async", "wrong", "worker-3", "worker-9", "loop", "client", "running", "awaiting", "blocking",
                             "queued", "in-flight", "failed", ">20us", ">=1us <=50us", "<10ns", "sync queued", "failed wrong", "loop blocking >5us",
                             "7 running", "worker 2 blocking >1us sync"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestFind::everyQueryFindsWhatBruteForceFinds()
{
    QFETCH(QString, text);
    const Query query = parseQuery(text).query;
    qint64 all = 0;
    for (quint32 seed = 1; seed <= 20; ++seed) {
        const Run run = mixedRun(seed);
        const Found found = find(query, run);
        QVERIFY(found.matches == bruteForce(query, run));
        QCOMPARE(found.count, qint64(found.matches.size()));
        all += found.count;
        for (const Request &request : run.trace.requests()) {
            const bool matches = std::any_of(found.matches.begin(), found.matches.end(), [&](const Match &m) { return m.slice.request == request.id; });
            QCOMPARE(found.holds(request.id), matches);
        }
    }
    QCOMPARE(all > 0, text != u"999" && text != u"worker-9"); // the queries are about something
}

void TestFind::aBitAtATimeFindsTheSame()
{
    const Run run = mixedRun(5);
    for (const char *text : {"", "sync", "17", "failed"}) {
        const Query query = parseQuery(QString::fromLatin1(text)).query;
        for (const size_t atOnce : {size_t(1), size_t(7), size_t(100)})
            QVERIFY(find(query, run, atOnce) == find(query, run));
    }
}

void TestFind::aRequestIsFoundWithoutLookingAtTheRest()
{
    support::SimulatedLog log;
    for (quint32 i = 1; i <= 10'000; ++i)
        log.async(i, qint64(i) * 100, 20);
    const Run run = support::runOf(log, {Endpoint::Async, 10'000, 0, 40});
    QVERIFY(run.trace.eventLoop()->slices.size() > 10'000);
    Finder finder(parseQuery(QStringLiteral("9000")).query);
    QVERIFY(finder.advance(run.trace, run.now, 50));
    QCOMPARE(finder.take().count, 4); // runs, awaits, runs again; in flight
}

void TestFind::theEarliestAreKeptAndAllAreCounted()
{
    support::SimulatedLog log;
    const quint32 requests = 90'000;
    for (quint32 i = requests; i >= 1; --i)
        log.async(i, qint64(i) * 100, 20);
    const Run run = support::runOf(log, {Endpoint::Async, int(requests), 0, 40});
    const Found found = find(Query{}, run);
    QCOMPARE(found.count, qint64(requests) * 4);
    QCOMPARE(found.matches.size(), Finder::mostMatches);
    QCOMPARE(found.requests.size(), size_t(requests));
    QVERIFY(std::is_sorted(found.matches.begin(), found.matches.end(), [](const Match &a, const Match &b) { return a.slice.begin < b.slice.begin; }));
    QCOMPARE(found.matches.front().slice.request, RequestId(1));
    QVERIFY(found.matches.back().slice.begin <= qint64(Finder::mostMatches) * 100 / 4 + 100);
}

LOOPSCOPE_TEST(TestFind)
#include "app_find.moc"
