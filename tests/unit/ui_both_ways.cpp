#include "app/state_text.h"
#include "support/registered.h"
#include "ui/timeline/timeline_layout.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

#include <map>
#include <set>

using namespace Qt::StringLiterals;

namespace {

constexpr int fifty = 50;

/// Which of our own parts stand aside for Qt's.
struct Way {
    const char *name;
    bool dispatcher, transport;
};
constexpr Way ours{"ours", false, false};
constexpr Way ways[] = {ours, {"Qt's dispatcher", true, false}, {"Qt's transport", false, true}, {"both of Qt's", true, true}};

void take(const Way &way)
{
    qputenv("LOOPSCOPE_QT_DISPATCHER", way.dispatcher ? "1" : "0");
    qputenv("LOOPSCOPE_QT_TRANSPORT", way.transport ? "1" : "0");
}

/// A server and a client, which take their parts when they are made.
struct Started {
    app::Session session;
    Started() : session(anyPort())
    {
        if (const QString fault = session.start(); !fault.isEmpty())
            qFatal("the server did not start: %s", qPrintable(fault));
    }
    static app::SessionOptions anyPort()
    {
        app::SessionOptions options;
        options.server.port = 0;
        return options;
    }
    const app::Run &run(const app::RunRequest &request)
    {
        QSignalSpy finished(&session, &app::Session::runFinished);
        const QString fault = session.launch(request);
        if (!fault.isEmpty() || !finished.wait(30'000))
            qFatal("the run did not finish: %s", qPrintable(fault));
        return *session.runs().back();
    }
};

/// What the picture shows, without its times: its bands, what is drawn in them, the lanes, and in which states how many requests were.
QStringList shapeOf(const app::Run &run)
{
    ui::LayoutInput input;
    input.size = {1400, 1000};
    input.range = {0, run.now};
    const ui::TimelineLayout layout = ui::layOut(run, input);
    std::map<ui::Region, int> bands;
    for (const ui::Band &band : layout.bands)
        ++bands[band.region];
    std::set<QString> drawn, lanes;
    for (const auto &item : layout.slices)
        drawn.insert(app::stateText(item.state));
    for (const auto &item : layout.runs)
        drawn.insert(app::stateText(item.state));
    for (const auto &item : layout.areas)
        drawn.insert(app::stateText(item.state));
    std::map<app::RequestId, std::multiset<QString>> states;
    const auto add = [&states](const app::Row &row) {
        for (const app::Slice &slice : row)
            states[slice.request].insert(app::stateText(slice.state));
    };
    add(run.trace.eventLoop()->slices);
    for (const app::Lane &worker : run.trace.workers()) {
        lanes.insert(worker.name);
        add(worker.slices);
    }
    for (const app::Group *group : {&run.trace.awaiting(), &run.trace.waiting(), &run.trace.client()})
        std::for_each(group->rows.begin(), group->rows.end(), add);
    std::map<QStringList, int> alike;
    for (const auto &[id, of] : states)
        ++alike[QStringList(of.begin(), of.end())];

    QStringList shape;
    for (const auto &[region, number] : bands)
        shape << u"%1 bands of region %2"_s.arg(number).arg(int(region));
    shape << u"drawn: "_s + QStringList(drawn.begin(), drawn.end()).join(u", ");
    shape << u"lanes: %1, "_s.arg(run.trace.eventLoop()->name) + QStringList(lanes.begin(), lanes.end()).join(u", ");
    for (const auto &[of, number] : alike)
        shape << u"%1 requests: "_s.arg(number) + of.join(u", ");
    const app::Headline head = app::headline(run.trace);
    shape << u"%1 answered, %2 failed, at most %3 awaiting, %4 workers"_s.arg(head.answered).arg(head.failed).arg(head.mostAwaiting).arg(head.mostWorkers);
    return shape;
}

/// Descriptors of epoll(7) in this process.
int epolls()
{
    int found = 0;
    const QDir folder(u"/proc/self/fd"_s);
    for (const QString &name : folder.entryList(QDir::NoDotAndDotDot | QDir::System | QDir::AllEntries))
        found += QFile::symLinkTarget(folder.filePath(name)).contains(u"eventpoll");
    return found;
}

bool hasThread(const QByteArray &name)
{
    const QDir folder(u"/proc/self/task"_s);
    for (const QString &task : folder.entryList(QDir::NoDotAndDotDot | QDir::Dirs)) {
        QFile file(folder.filePath(task + u"/comm"_s));
        if (file.open(QIODevice::ReadOnly) && file.readAll().startsWith(name))
            return true;
    }
    return false;
}

} // namespace

/// Two of Qt's parts are replaced by our own, the event dispatcher and the transport of QNetworkAccessManager: what is
/// drawn must not come from that.
class TestBothWays : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { take(ours); }
    void eachSwitchDoesWhatItSays();
    void theSameRunIsDrawn_data();
    void theSameRunIsDrawn();
};

void TestBothWays::eachSwitchDoesWhatItSays()
{
    for (const Way &way : ways) {
        take(way);
        const int before = epolls();
        Started started;
        QCOMPARE(epolls() - before, way.dispatcher ? 0 : 2); // the server's and the client's
        QVERIFY(!hasThread("QNetworkAccess"));
        QCOMPARE(started.session.launch({app::Endpoint::Async, 1, 60'000'000, 40}), QString());
        QTRY_COMPARE(started.session.httpServer().inFlight(), 1);
        QCOMPARE(hasThread("QNetworkAccess"), way.transport);
        QSignalSpy finished(&started.session, &app::Session::runFinished);
        started.session.stop();
        QVERIFY(finished.wait(10'000));
    }
}

void TestBothWays::theSameRunIsDrawn_data()
{
    QTest::addColumn<app::Endpoint>("endpoint");
    QTest::addColumn<quint32>("micros");
    QTest::newRow("async") << app::Endpoint::Async << 500'000u;
    QTest::newRow("sync") << app::Endpoint::Sync << 500'000u; // long enough for 40 threads to begin before the first is free again
    QTest::newRow("async-wrong") << app::Endpoint::AsyncWrong << 20'000u;
}

/// Times differ from run to run on a machine that does other things: the makespan is the quickest of up to five.
void TestBothWays::theSameRunIsDrawn()
{
    QFETCH(app::Endpoint, endpoint);
    QFETCH(quint32, micros);
    QStringList expected;
    for (const Way &way : ways) {
        take(way);
        Started started;
        qint64 makespan = std::numeric_limits<qint64>::max(), most = 0;
        for (int attempt = 0; attempt < 5 && makespan > most; ++attempt) {
            const app::Run &run = started.run({endpoint, fifty, micros, 40});
            const app::Headline head = app::headline(run.trace);
            QCOMPARE(head.answered, fifty);
            QVERIFY(head.makespan >= head.ideal);
            const QStringList shape = shapeOf(run);
            if (expected.isEmpty())
                expected = shape;
            QVERIFY2(shape == expected, qPrintable(u"%1:\n%2\nours:\n%3"_s.arg(QLatin1StringView(way.name), shape.join(u'\n'), expected.join(u'\n'))));
            makespan = std::min(makespan, head.makespan);
            most = head.ideal * 3 / 2;
        }
        qInfo("%s: %.3f s", way.name, double(makespan) / 1e9);
        QVERIFY2(makespan <= most, way.name);
        if (endpoint == app::Endpoint::Async)
            QCOMPARE(started.session.httpServer().mostInFlight(), fifty); // no queue of the client's
    }
}

LOOPSCOPE_TEST(TestBothWays)
#include "ui_both_ways.moc"
