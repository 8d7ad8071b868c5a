#include "app/log_file.h"
#include "app/session.h"
#include "support/flood.h"
#include "support/registered.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <atomic>

using namespace app;

/// What a session keeps in memory, and what it lets go.
class TestKeptRuns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOldestRunsGoWhenThereIsNoRoom();
    void aRunThatEndsIsToldOfBeforeItGoes();
    void endlessRequestsOfOthersStayBounded();
};

void TestKeptRuns::theOldestRunsGoWhenThereIsNoRoom()
{
    SessionOptions options;
    options.server.port = 0;
    options.mostSteps = 1'000; // two of these runs, not three
    Session session(options);
    QCOMPARE(session.start(), QString());
    std::vector<quint32> going, gone;
    connect(&session, &Session::runGoing, this, [&](RunId id) {
        QVERIFY(session.run(id)); // still there
        going.push_back(quint32(id));
    });
    connect(&session, &Session::runGone, this, [&](RunId id) {
        QVERIFY(!session.run(id));
        gone.push_back(quint32(id));
    });
    for (int i = 0; i < 5; ++i) {
        QSignalSpy finished(&session, &Session::runFinished);
        QCOMPARE(session.launch({Endpoint::Async, 24, 0, 40}), QString()); // some 410 steps
        QVERIFY(finished.wait(30'000));
    }
    QCOMPARE(going, (std::vector<quint32>{1, 2, 3}));
    QCOMPARE(gone, going);
    QCOMPARE(session.runs().size(), size_t(2));
    QCOMPARE(session.run(RunId(5)), session.runs().back().get());
    QCOMPARE(headline(session.runs().back()->trace).answered, 24);
    session.keepAtMost(1); // the newest stays in any case
    QCOMPARE(session.runs().size(), size_t(1));
    QCOMPARE(session.runs().front()->id, RunId(5));
    QVERIFY(!session.run(RunId(99)));
}

void TestKeptRuns::aRunThatEndsIsToldOfBeforeItGoes()
{
    const QTemporaryDir folder;
    SessionOptions options;
    options.server.port = 0;
    Session session(options);
    QCOMPARE(session.start(), QString());
    QSignalSpy finished(&session, &Session::runFinished), gone(&session, &Session::runGone);
    QCOMPARE(session.launch({Endpoint::Async, 24, 0, 40}), QString());
    QVERIFY(finished.wait(30'000));
    QCOMPARE(writeLog(session.runs().back()->log, folder.filePath(QStringLiteral("a.jsonl"))), QString());
    session.keepAtMost(100); // fewer than any run has
    QCOMPARE(session.launch({Endpoint::Async, 2, 200'000, 40}), QString());
    const RunId id = session.runs().back()->id;
    QCOMPARE(session.open(folder.filePath(QStringLiteral("a.jsonl"))), QString()); // now it is not the newest any more
    QTRY_VERIFY(!session.run(id));
    QVERIFY(std::any_of(finished.begin(), finished.end(), [id](const auto &arguments) { return arguments.at(0).template value<RunId>() == id; }));
    QVERIFY(!session.running());
    QCOMPARE(session.runs().size(), size_t(1)); // what was opened
}

void TestKeptRuns::endlessRequestsOfOthersStayBounded()
{
    SessionOptions options;
    options.server.port = 0;
    options.mostSteps = 4'000;
    Session session(options);
    QCOMPARE(session.start(), QString());
    int gone = 0;
    size_t most = 0;
    connect(&session, &Session::runGone, this, [&gone] { ++gone; });
    connect(&session, &Session::runAdvanced, this, [&] {
        size_t steps = 0;
        for (const auto &run : session.runs())
            steps += run->log.events.size();
        most = std::max(most, steps);
    });
    std::atomic<bool> answered{false};
    const std::unique_ptr<QThread> client(QThread::create([&] { answered = support::Flood(session.port(), 1).get("/async-endpoint?sleep=0.002", 1'000); }));
    client->start();
    QTRY_VERIFY_WITH_TIMEOUT(client->isFinished(), 60'000);
    QVERIFY(answered);
    QVERIFY2(gone >= 4, qPrintable(QString::number(gone)));
    QVERIFY2(most < 8'000, qPrintable(QString::number(most))); // of some 15,000 there were
    const auto all = [&session] { return std::none_of(session.runs().begin(), session.runs().end(), [](const auto &run) { return run->live(); }); };
    QTRY_VERIFY(all());
    for (const auto &run : session.runs()) {
        QCOMPARE(run->state, RunState::Observed);
        QCOMPARE(int(run->trace.requests().size()), run->asked.count);
    }
}

LOOPSCOPE_TEST(TestKeptRuns)
#include "app_kept_runs.moc"
