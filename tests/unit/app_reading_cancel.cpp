#include "app/run_file.h"
#include "app/track_builder.h"
#include "support/processor_time.h"
#include "support/registered.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

#include <pthread.h>
#include <thread>

using namespace app;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 usually = 100'000'000; ///< ns of the reader's own processor time: how busy the machine is does not count
/// On a machine that is slow just now the whole is slow as well.
qint64 noticedWithin(qint64 whole) { return std::max(usually, whole / 6); }

/// Runs `work` on a thread and cancels once it has taken `after` ns of processor time. Returns how much it took from then on;
/// -1: it was done before.
qint64 cancelledAfter(qint64 after, const std::function<void(Reading &)> &work)
{
    Reading reading;
    qint64 end = 0;
    std::atomic<bool> over{false};
    std::thread thread([&] {
        work(reading);
        end = support::processorTime();
        over = true;
        while (!reading.cancelled) // its clock is asked till then
            std::this_thread::yield();
    });
    clockid_t clock{};
    pthread_getcpuclockid(thread.native_handle(), &clock);
    while (!over && support::processorTime(clock) < after)
        std::this_thread::sleep_for(std::chrono::microseconds(200));
    const qint64 begin = support::processorTime(clock);
    const bool tooLate = over;
    reading.cancelled = true;
    thread.join();
    return tooLate ? -1 : end - begin;
}

/// Adds one event after the other, of times in no order.
class ManyEvents
{
public:
    explicit ManyEvents(TrackBuilder &builder) : m_builder(builder) {}
    void add(char phase, std::string_view name, std::string_view id = {})
    {
        m_next = m_next * 6364136223846793005u + 1442695040888963407u;
        m_time = std::to_string(m_next >> 40);
        addAt(m_time, phase, name, id);
    }
    void addAt(std::string_view time, char phase, std::string_view name, std::string_view id = {})
    {
        m_event.phase = phase;
        m_event.name = name;
        m_event.time = time;
        m_event.duration = "3";
        m_event.id = id;
        m_event.arguments.clear();
        if (phase == 'C')
            m_event.arguments.emplace_back("value", "7");
        m_builder.add(m_event);
    }

private:
    TrackBuilder &m_builder;
    ChromeEvent m_event;
    std::string m_time;
    quint64 m_next = 1;
};

constexpr int eventsEach = 800'000;

void fillWith(TrackBuilder &builder, const QByteArray &shape)
{
    ManyEvents many(builder);
    if (shape == "ends that fit none") {
        for (int i = 0; i < 600; ++i)
            many.addAt("1", 'B', "name of a call " + std::to_string(i));
        for (int i = 0; i < eventsEach / 20; ++i)
            many.addAt("2", 'E', "name of a call of others");
        return;
    }
    if (shape == "one far away") // leaves nothing as it is
        many.addAt("1e15", 'X', "far");
    for (int i = 0; i < eventsEach; ++i) {
        if (shape == "begins and ends")
            many.add(i % 2 == 0 ? 'B' : 'E', "a");
        else if (shape == "complete" || shape == "one far away")
            many.add('X', "a");
        else if (shape == "async")
            many.add(i % 2 == 0 ? 'b' : 'e', "a", std::to_string(i / 8));
        else if (shape == "instants")
            many.add('i', "a");
        else
            many.add('C', "a");
    }
}

} // namespace

// Whoever cancels the opening of a file is heard at once, however much of one kind is in it.
class TestReadingCancel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneHugeTrackNoticesIt_data();
    void oneHugeTrackNoticesIt();
    void aFileNoticesItAtAnyTime_data();
    void aFileNoticesItAtAnyTime();
};

void TestReadingCancel::oneHugeTrackNoticesIt_data()
{
    QTest::addColumn<bool>("unused");
    for (const char *shape : {"begins and ends", "complete", "one far away", "async", "instants", "samples", "ends that fit none"})
        QTest::newRow(shape) << false;
}

void TestReadingCancel::oneHugeTrackNoticesIt()
{
    const QByteArray shape = QTest::currentDataTag();
    qint64 whole = 0;
    for (const double part : {0.0, 0.05, 0.4, 0.75}) { // first the whole
        ChromeSkips skips;
        TrackBuilder builder(skips);
        fillWith(builder, shape);
        size_t tracks = 0;
        const auto finish = [&](Reading &reading) { tracks = builder.finish(&reading).tracks.size(); };
        if (whole == 0) {
            const qint64 before = support::processorTime();
            Reading reading;
            finish(reading);
            whole = support::processorTime() - before;
            QCOMPARE(tracks, size_t(1));
            continue;
        }
        const qint64 took = cancelledAfter(qint64(part * double(whole)), finish);
        QVERIFY2(took < noticedWithin(whole), qPrintable(u"%1 ms after %2 of %3 ms"_s.arg(took / 1'000'000).arg(part).arg(whole / 1'000'000)));
        QVERIFY(took < 0 || tracks == 0);
    }
}

void TestReadingCancel::aFileNoticesItAtAnyTime_data()
{
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<QList<QByteArray>>("lines"); ///< % is a number of each
    QTest::newRow("a trace") << QByteArray("[\n")
                             << QList<QByteArray>{R"({"ph":"X","name":"name %","ts":%7,"dur":2},)", R"({"ph":"b","name":"b","id":7,"ts":%},)", R"({"ph":"C","name":"c","ts":%,"args":{"v":%}},)",
                                                  R"({"ph":"e","name":"b","id":7,"ts":%},)"};
    QTest::newRow("a log") << QByteArray(R"({"format":"loopscope","version":1,"pid":1,"started":"2026-11-23T02:24:00.123456Z","pool":40,"sleep":1.0})" "\n")
                           << QList<QByteArray>{R"({"t":%,"tid":1,"thread":"client","req":%,"endpoint":"/async-endpoint","event":"sent","depth":0,"text":""})",
                                                R"({"t":%,"tid":2,"thread":"event-loop","req":%,"endpoint":"/async-endpoint","event":"called","depth":0,"text":""})"};
}

void TestReadingCancel::aFileNoticesItAtAnyTime()
{
    QFETCH(QByteArray, begin);
    QFETCH(QList<QByteArray>, lines);
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"large"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(begin);
    for (int i = 1; i <= 300'000; ++i)
        file.write(QByteArray(lines[i % lines.size()]).replace('%', QByteArray::number(i)) + '\n');
    file.close();
    RunFile read; // whoever gets it lets it go
    const qint64 before = support::processorTime();
    Reading all;
    const RunFile opened = readRunFile(file.fileName(), &all);
    QCOMPARE(opened.error, QString());
    const qint64 whole = support::processorTime() - before;
    for (int step = 0; step < 12; ++step) {
        const qint64 took = cancelledAfter(whole * step / 12, [&](Reading &reading) { read = readRunFile(file.fileName(), &reading); });
        QVERIFY2(read.error.isEmpty() ? !read.trace.empty() : read.error.contains(u"cancelled") && read.trace.empty(), qPrintable(read.error));
        read = RunFile();
        QVERIFY2(took < noticedWithin(whole), qPrintable(u"%1 ms at %2 of 12, of %3 ms"_s.arg(took / 1'000'000).arg(step).arg(whole / 1'000'000)));
    }
}

LOOPSCOPE_TEST(TestReadingCancel)
#include "app_reading_cancel.moc"
