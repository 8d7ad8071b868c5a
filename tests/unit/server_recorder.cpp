#include "server/recorder.h"
#include "support/registered.h"

#include <QTest>

#include <map>
#include <thread>

using namespace server;

class TestRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsLostAndTheOrderIsTotal();
    void drainingWhileOthersRecordLosesNothing();
    void aThreadKeepsItsNameAcrossRecorders();
    void numbersAreHandedOutOnce();
};

namespace {

constexpr int threadCount = 8;
constexpr int each = 20'000;

void recordMany(Recorder &recorder, int thread)
{
    recorder.registerThread(QStringLiteral("t%1").arg(thread));
    for (int i = 0; i < each; ++i) {
        Event event;
        event.value = i;
        event.request = RequestId(quint32(thread));
        recorder.record(event);
    }
}

/// Every thread's values must come once each and in its own order.
void verifyComplete(const std::vector<Event> &events)
{
    QCOMPARE(events.size(), size_t(threadCount) * each);
    std::map<quint32, qint64> next;
    qint64 t = 0;
    for (const Event &event : events) {
        QVERIFY(event.t >= t);
        t = event.t;
        QCOMPARE(event.value, next[quint32(event.request)]++);
    }
}

} // namespace

void TestRecorder::nothingIsLostAndTheOrderIsTotal()
{
    Recorder recorder;
    std::vector<std::thread> threads;
    for (int i = 1; i <= threadCount; ++i)
        threads.emplace_back([&recorder, i] { recordMany(recorder, i); });
    for (std::thread &thread : threads)
        thread.join();
    std::vector<Event> events;
    recorder.drain(events);
    verifyComplete(events);
    QCOMPARE(recorder.threads().size(), size_t(threadCount));
}

void TestRecorder::drainingWhileOthersRecordLosesNothing()
{
    Recorder recorder;
    std::atomic<int> running{threadCount};
    std::vector<std::thread> threads;
    for (int i = 1; i <= threadCount; ++i) {
        threads.emplace_back([&recorder, &running, i] {
            recordMany(recorder, i);
            --running;
        });
    }
    std::vector<Event> all, portion;
    while (running > 0) {
        recorder.drain(portion);
        all.insert(all.end(), portion.begin(), portion.end());
    }
    for (std::thread &thread : threads)
        thread.join();
    recorder.drain(portion);
    all.insert(all.end(), portion.begin(), portion.end());
    verifyComplete(all);
}

void TestRecorder::aThreadKeepsItsNameAcrossRecorders()
{
    Recorder first, second;
    first.registerThread(QStringLiteral("one"));
    second.registerThread(QStringLiteral("two"));
    first.record({});
    std::vector<Event> events;
    first.drain(events);
    QCOMPARE(first.threads().at(size_t(events.at(0).thread)).name, QStringLiteral("one"));
    second.record({});
    second.drain(events);
    QCOMPARE(second.threads().at(size_t(events.at(0).thread)).name, QStringLiteral("two"));
}

void TestRecorder::numbersAreHandedOutOnce()
{
    Recorder recorder;
    QCOMPARE(recorder.nextRequest(), RequestId(1));
    QCOMPARE(recorder.reserveRequests(50), RequestId(2));
    QCOMPARE(recorder.nextRequest(), RequestId(52));
}

LOOPSCOPE_TEST(TestRecorder)
#include "server_recorder.moc"
