#include "server/epoll_dispatcher.h"
#include "server/handover.h"
#include "support/registered.h"

#include <QSignalSpy>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>

using server::EpollDispatcher;

namespace {

/// The same tests are run on Qt's own dispatcher: what they say is what every dispatcher does.
bool onQts() { return qEnvironmentVariableIntValue("LOOPSCOPE_QT_DISPATCHER") != 0; }

/// Two ends of a local connection.
struct Pair {
    int ends[2] = {-1, -1};
    Pair() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends); }
    ~Pair()
    {
        for (const int end : ends)
            ::close(end);
    }
    void say(char c = 'x') { QCOMPARE(::write(ends[1], &c, 1), ssize_t(1)); }
    bool hear()
    {
        char c = 0;
        return ::read(ends[0], &c, 1) == 1;
    }
};

} // namespace

/// Qt's objects on the dispatcher: what it must do is what Qt's own does, on which the same tests run a second time.
class TestDispatcher : public QObject
{
    Q_OBJECT

private:
    /// Runs the body on a thread of the dispatcher's and waits for its loop to end.
    void onItsThread(const std::function<void(QEventLoop &)> &body);

private Q_SLOTS:
    void timersFireInTheirOrderAndNeverEarly();
    void aTimerMayStopOrStartAnyFromItsEvent();
    void aTimerDoesNotFireIntoItself();
    void zeroTimersLeaveRoomForAllElse();
    void remainingTimesAreTold();
    void socketsAreReadWhenTheyAreReady();
    void aNotifierMayGoInAnothersEvent();
    void aDescriptorUsedAgainIsAnother();
    void manyThreadsWakeIt();
    void thousandsOfSocketsEachHear();
};

void TestDispatcher::onItsThread(const std::function<void(QEventLoop &)> &body)
{
    QThread thread;
    server::useEpoll(thread);
    thread.start();
    QObject there;
    there.moveToThread(&thread);
    QMetaObject::invokeMethod(&there, server::handover([&] {
        QEventLoop loop;
        QTimer giveUp;
        giveUp.callOnTimeout(&loop, [&loop] {
            QTest::qFail("the loop did not end", __FILE__, __LINE__);
            loop.quit();
        });
        giveUp.start(20'000);
        body(loop);
        there.moveToThread(this->thread());
    }), Qt::BlockingQueuedConnection);
    thread.quit();
    QVERIFY(thread.wait(10'000));
}

void TestDispatcher::timersFireInTheirOrderAndNeverEarly()
{
    onItsThread([](QEventLoop &loop) {
        std::vector<int> fired;
        QElapsedTimer clock;
        clock.start();
        std::array<QTimer, 5> timers;
        const int millis[] = {300, 100, 500, 100, 200}; // far apart: they begin one after the other
        for (int i = 0; i < 5; ++i) {
            timers[size_t(i)].setSingleShot(true);
            timers[size_t(i)].setTimerType(i % 2 || onQts() ? Qt::PreciseTimer : Qt::CoarseTimer); // Qt's coarse ones may be early
            timers[size_t(i)].callOnTimeout(&loop, [&, i] {
                QVERIFY2(clock.nsecsElapsed() >= millis[i] * 1'000'000LL, qPrintable(QString::number(clock.nsecsElapsed())));
                fired.push_back(i);
                if (fired.size() == 5)
                    loop.quit();
            });
            timers[size_t(i)].start(millis[i]);
        }
        loop.exec();
        QCOMPARE(fired, (std::vector<int>{1, 3, 4, 0, 2}));
    });
}

void TestDispatcher::aTimerMayStopOrStartAnyFromItsEvent()
{
    onItsThread([](QEventLoop &loop) {
        QTimer first, second, third;
        int firsts = 0, seconds = 0;
        first.callOnTimeout(&loop, [&] {
            ++firsts;
            second.stop(); // it was due in the same round
            if (firsts == 3) {
                first.stop();
                third.start(0);
            } else {
                first.start(1); // anew, from its own event
            }
        });
        second.callOnTimeout(&loop, [&seconds] { ++seconds; });
        third.callOnTimeout(&loop, &QEventLoop::quit);
        first.start(1);
        second.start(1);
        QTest::qSleep(5); // both are due
        loop.exec();
        QCOMPARE(firsts, 3);
        QCOMPARE(seconds, 0);
        QVERIFY(!first.isActive() && third.isActive());
    });
}

void TestDispatcher::aTimerDoesNotFireIntoItself()
{
    onItsThread([](QEventLoop &loop) {
        int depth = 0, deepest = 0, times = 0;
        QTimer timer;
        timer.callOnTimeout(&loop, [&] {
            deepest = std::max(deepest, ++depth);
            QEventLoop inner;
            QTimer::singleShot(10, &inner, &QEventLoop::quit);
            inner.exec(); // the timer is due again meanwhile
            --depth;
            if (++times == 3)
                loop.quit();
        });
        timer.start(1);
        loop.exec();
        QCOMPARE(deepest, 1);
    });
}

void TestDispatcher::zeroTimersLeaveRoomForAllElse()
{
    onItsThread([](QEventLoop &loop) {
        Pair pair;
        QTimer busy, other;
        int rounds = 0;
        bool heard = false, posted = false, fired = false;
        QSocketNotifier notifier(pair.ends[0], QSocketNotifier::Read);
        QObject::connect(&notifier, &QSocketNotifier::activated, &loop, [&] { heard = pair.hear(); });
        other.callOnTimeout(&loop, [&fired] { fired = true; });
        busy.callOnTimeout(&loop, [&] {
            if (++rounds == 10) {
                pair.say();
                QMetaObject::invokeMethod(&loop, [&posted] { posted = true; }, Qt::QueuedConnection);
                other.start(1);
            }
            if (heard && posted && fired)
                loop.quit();
        });
        busy.start(0);
        loop.exec();
        QVERIFY(rounds >= 10);
    });
}

void TestDispatcher::remainingTimesAreTold()
{
    onItsThread([](QEventLoop &loop) {
        auto *dispatcher = QAbstractEventDispatcher::instance();
        QCOMPARE(qobject_cast<EpollDispatcher *>(dispatcher) == nullptr, onQts());
        QTimer timer;
        timer.setTimerType(Qt::PreciseTimer); // Qt rounds its coarse ones to the second
        timer.start(60'000);
        QVERIFY(timer.remainingTime() > 0 && timer.remainingTime() <= 60'000);
        const auto infos = dispatcher->registeredTimers(&timer);
        QCOMPARE(infos.size(), 1);
        QCOMPARE(infos[0].interval, 60'000);
        QCOMPARE(dispatcher->remainingTime(infos[0].timerId), timer.remainingTime());
        timer.stop();
        QCOMPARE(dispatcher->registeredTimers(&timer).size(), 0);
        QCOMPARE(dispatcher->remainingTime(infos[0].timerId), -1);
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        loop.exec();
    });
}

void TestDispatcher::socketsAreReadWhenTheyAreReady()
{
    onItsThread([](QEventLoop &loop) {
        Pair pair;
        QSocketNotifier reader(pair.ends[0], QSocketNotifier::Read), writer(pair.ends[1], QSocketNotifier::Write);
        int writes = 0, reads = 0;
        QObject::connect(&writer, &QSocketNotifier::activated, &loop, [&] {
            pair.say();
            writer.setEnabled(++writes < 3); // else it would fire for ever
        });
        QObject::connect(&reader, &QSocketNotifier::activated, &loop, [&] {
            while (pair.hear())
                ++reads;
            if (reads < 3)
                return;
            reader.setEnabled(false); // off and on again between two rounds is as if nothing had been
            reader.setEnabled(true);
            if (reads == 3)
                pair.say();
            else
                loop.quit();
        });
        loop.exec();
        QCOMPARE(writes, 3);
        QCOMPARE(reads, 4);
    });
}

void TestDispatcher::aNotifierMayGoInAnothersEvent()
{
    onItsThread([](QEventLoop &loop) {
        Pair first, second;
        auto one = std::make_unique<QSocketNotifier>(first.ends[0], QSocketNotifier::Read);
        auto two = std::make_unique<QSocketNotifier>(second.ends[0], QSocketNotifier::Read);
        int events = 0;
        const auto endTheOther = [&events, &loop](std::unique_ptr<QSocketNotifier> &other) {
            ++events;
            other.reset();
            loop.quit();
        };
        QObject::connect(one.get(), &QSocketNotifier::activated, &loop, [&] { endTheOther(two); });
        QObject::connect(two.get(), &QSocketNotifier::activated, &loop, [&] { endTheOther(one); });
        first.say();
        second.say(); // both are ready in the same round
        loop.exec();
        QCOMPARE(events, 1);
    });
}

void TestDispatcher::aDescriptorUsedAgainIsAnother()
{
    onItsThread([](QEventLoop &loop) {
        std::array<std::unique_ptr<Pair>, 2> pairs{std::make_unique<Pair>(), std::make_unique<Pair>()};
        std::array<std::unique_ptr<QSocketNotifier>, 2> notifiers;
        std::unique_ptr<Pair> again;
        std::unique_ptr<QSocketNotifier> onAgain;
        bool said = false;
        int early = 0, heard = 0;
        // Both are ready in the same round: whichever comes first closes the other, and takes its number for a new one.
        const auto replace = [&](size_t other) {
            const int descriptor = pairs[other]->ends[0];
            notifiers[other].reset();
            pairs[other].reset();
            again = std::make_unique<Pair>();
            QCOMPARE(again->ends[0], descriptor);
            onAgain = std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read);
            QObject::connect(onAgain.get(), &QSocketNotifier::activated, &loop, [&] {
                early += !said;
                heard += again->hear();
                if (said)
                    loop.quit();
            });
            QTimer::singleShot(5, &loop, [&] {
                said = true;
                again->say();
            });
        };
        for (size_t i = 0; i < 2; ++i) {
            notifiers[i] = std::make_unique<QSocketNotifier>(pairs[i]->ends[0], QSocketNotifier::Read);
            QObject::connect(notifiers[i].get(), &QSocketNotifier::activated, &loop, [&, i] {
                pairs[i]->hear();
                replace(1 - i);
            });
        }
        pairs[0]->say();
        pairs[1]->say();
        loop.exec();
        QCOMPARE(early, 0);
        QCOMPARE(heard, 1);
    });
}

void TestDispatcher::manyThreadsWakeIt()
{
    onItsThread([](QEventLoop &loop) {
        constexpr int threads = 4, posts = 5000;
        int received = 0;
        std::vector<std::unique_ptr<QThread>> posters;
        for (int i = 0; i < threads; ++i) {
            posters.emplace_back(QThread::create([&loop, &received] {
                for (int post = 0; post < posts; ++post) {
                    QMetaObject::invokeMethod(&loop, server::handover([&loop, &received] {
                        if (++received == threads * posts)
                            loop.quit();
                    }), Qt::QueuedConnection);
                }
            }));
            posters.back()->start();
        }
        loop.exec(); // ends only if no wake-up is lost
        QCOMPARE(received, threads * posts);
        for (const auto &poster : posters)
            QVERIFY(poster->wait(10'000));
    });
}

void TestDispatcher::thousandsOfSocketsEachHear()
{
    onItsThread([](QEventLoop &loop) {
        constexpr size_t count = 400; // of two descriptors each: below the usual limit
        std::vector<Pair> pairs(count);
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        std::vector<int> heard(count);
        size_t done = 0;
        for (size_t i = 0; i < count; ++i) {
            notifiers.push_back(std::make_unique<QSocketNotifier>(pairs[i].ends[0], QSocketNotifier::Read));
            QObject::connect(notifiers.back().get(), &QSocketNotifier::activated, &loop, [&, i] {
                heard[i] += pairs[i].hear();
                if (++done == count)
                    loop.quit();
            });
            pairs[i].say();
        }
        loop.exec();
        QCOMPARE(heard, std::vector<int>(count, 1));
    });
}

LOOPSCOPE_TEST(TestDispatcher)
#include "server_dispatcher.moc"
