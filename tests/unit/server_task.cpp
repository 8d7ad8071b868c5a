#include "server/call.h"
#include "server/endpoints.h"
#include "server/recorder.h"
#include "support/registered.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace server;

namespace {

int alive = 0; // frames' locals that have not been destroyed

struct Witness {
    Witness() { ++alive; }
    ~Witness() { --alive; }
    Witness(const Witness &) = delete;
};

Task<int> inner(quint32 micros)
{
    const Witness witness;
    co_await Sleep(micros);
    co_return 21;
}

Task<int> outer(quint32 micros)
{
    const Witness witness;
    const int half = co_await inner(micros);
    co_return 2 * half;
}

Task<int> failing()
{
    const Witness witness;
    co_await Sleep(0);
    throw std::runtime_error("no");
}

Task<int> passing()
{
    const int value = co_await failing();
    co_return value;
}

} // namespace

class TestTask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { alive = 0; }
    void aValueTravelsUp();
    void anExceptionTravelsUp();
    void aDroppedTaskDestroysAllItsFrames();
    void tenThousandSleepAtOnceAndHalfAreDropped();
    void aSleepIsNeverShort();
    void anInterruptWakesOnlyThoseItMeans();
};

void TestTask::aValueTravelsUp()
{
    bool done = false;
    {
        Task<int> task = outer(1000);
        task.start([&done] { done = true; });
        QCOMPARE(alive, 2);
        QTRY_VERIFY(done);
        QCOMPARE(task.result(), 42);
    }
    QCOMPARE(alive, 0);
}

void TestTask::anExceptionTravelsUp()
{
    bool done = false;
    Task<int> task = passing();
    task.start([&done] { done = true; });
    QTRY_VERIFY(done);
    QVERIFY_EXCEPTION_THROWN(task.result(), std::runtime_error);
}

void TestTask::aDroppedTaskDestroysAllItsFrames()
{
    bool done = false;
    {
        Task<int> task = outer(20'000);
        task.start([&done] { done = true; });
        QCOMPARE(alive, 2);
    }
    QCOMPARE(alive, 0);
    Task<int> later = outer(40'000); // by its end the dropped one's timer would have fired
    bool laterDone = false;
    later.start([&laterDone] { laterDone = true; });
    QTRY_VERIFY(laterDone);
    QVERIFY(!done);
}

void TestTask::tenThousandSleepAtOnceAndHalfAreDropped()
{
    int done = 0;
    {
        std::vector<Task<int>> tasks;
        for (int i = 0; i < 10'000; ++i) {
            tasks.push_back(outer(300'000));
            tasks.back().start([&done] { ++done; });
        }
        QCOMPARE(alive, 20'000);
        tasks.erase(tasks.begin(), tasks.begin() + 5000);
        QCOMPARE(alive, 10'000);
        QTRY_COMPARE_WITH_TIMEOUT(done, 5000, 20'000);
    }
    QCOMPARE(alive, 0);
}

void TestTask::aSleepIsNeverShort()
{
    for (const quint32 micros : {0u, 1u, 900u, 1000u, 25'000u}) {
        bool done = false;
        QElapsedTimer clock;
        Task<int> task = inner(micros);
        clock.start();
        task.start([&done] { done = true; });
        QTRY_VERIFY(done);
        // Qt counts whole milliseconds of a clock it reads earlier: one of them may be gone already.
        QVERIFY2(clock.nsecsElapsed() >= qint64(micros) * 1000 - 1'000'000, QByteArray::number(clock.nsecsElapsed()));
    }
}

void TestTask::anInterruptWakesOnlyThoseItMeans()
{
    Interrupt interrupt;
    std::atomic<int> woken{0}, slept{0};
    const auto sleeper = [&](quint32 id, quint32 micros) {
        (interrupt.sleep(RequestId(id), micros) ? slept : woken)++;
    };
    std::thread stopped(sleeper, 1, 30'000'000), goesOn(sleeper, 2, 50'000);
    interrupt.cancelThrough(RequestId(1));
    stopped.join();
    QCOMPARE(woken.load(), 1);
    goesOn.join();
    QCOMPARE(slept.load(), 1);
    QVERIFY(interrupt.cancelled(RequestId(1)));
    QVERIFY(!interrupt.cancelled(RequestId(2)));
}

LOOPSCOPE_TEST(TestTask)
#include "server_task.moc"
