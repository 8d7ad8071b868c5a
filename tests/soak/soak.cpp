#include "app/session.h"
#include "server/descriptors.h"
#include "server/recorder.h"
#include "server/server.h"
#include "support/flood.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QFile>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <unistd.h>

using namespace support;
using namespace Qt::StringLiterals;

namespace {

/// The long form is asked for by LOOPSCOPE_SOAK=full (the preset "soak"); else what fits beside the other tests.
bool isFull() { return qgetenv("LOOPSCOPE_SOAK") == "full"; }
int scaled(int full, int brief) { return isFull() ? full : brief; }

#ifdef __SANITIZE_ADDRESS__
constexpr bool keepsFreedMemory = true;
#else
constexpr bool keepsFreedMemory = false;
#endif

/// kB in memory, of a process.
qint64 residentMemory(pid_t pid)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray status = file.readAll();
    return status.mid(status.indexOf("VmRSS:") + 6).trimmed().split(' ').first().toLongLong();
}

/// How many requests' ends a log has got since it was last read here, by whole lines.
qint64 responses(QFile &log)
{
    const QByteArray fresh = log.readAll();
    const qsizetype end = fresh.lastIndexOf('\n') + 1;
    log.seek(log.pos() - (fresh.size() - end));
    return QByteArrayView(fresh).first(end).count("\"event\":\"responded\"");
}

struct Fired {
    int answered = 0;
    double seconds = 0; ///< TOTAL TIME
    QByteArray err;
};

Fired fire(const QString &endpoint, int count, double sleep, const QStringList &more)
{
    QProcess run;
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), QStringList{u"run"_s, u"-e"_s, endpoint, u"-c"_s, QString::number(count), u"--sleep"_s, QString::number(sleep)} + more);
    run.waitForFinished(600'000);
    const QByteArray out = run.readAllStandardOutput();
    const qsizetype total = out.indexOf("TOTAL TIME: ");
    return {int(out.count("completed!")), out.mid(total + 12).trimmed().toDouble(), run.readAllStandardError()};
}

/// Many clients that keep the server busy without ever being done: `slow` send a byte every 2 s, `deaf` ask on and on
/// and read nothing.
class Crowd
{
public:
    Crowd(quint16 port, int slow, int deaf)
    {
        for (int i = 0; i < slow + deaf; ++i) {
            m_sockets.push_back(std::make_unique<QTcpSocket>());
            m_sockets.back()->setReadBufferSize(1); // and so it does not read for us
            m_sockets.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        }
        m_slow = size_t(slow);
        for (const auto &socket : m_sockets)
            m_connected += socket->waitForConnected(10'000);
        for (size_t i = m_slow; i < m_sockets.size(); ++i)
            m_sockets[i]->write(QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(5'000));
        m_timer.callOnTimeout([this] { sendBytes(); });
        m_timer.start(20);
    }
    int connected() const { return m_connected; }
    int stillThere() const
    {
        return int(std::count_if(m_sockets.begin(), m_sockets.end(), [](const auto &socket) { return socket->state() == QAbstractSocket::ConnectedState; }));
    }

private:
    void sendBytes() // each socket has its turn once in 100 ticks
    {
        const QByteArray request = "GET /async-endpoint HTTP/1.1\r\nHost: localhost\r\n";
        for (size_t i = m_tick % 100; i < m_slow; i += 100)
            m_sockets[i]->write(request.mid(qsizetype(m_tick / 100) % request.size(), 1));
        ++m_tick;
    }

    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
    size_t m_slow = 0, m_tick = 0;
    int m_connected = 0;
    QTimer m_timer;
};

} // namespace

/// What only shows after long, or with many.
class Soak : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { server::raiseDescriptorLimit(); }
    void memoryStaysWhereItIs();
    void memoryWithASessionIsBounded();
    void slowAndDeafClientsDoNotHoldUpARun();
    void hundredsVanishInMidWait_data() { endpoints(); }
    void hundredsVanishInMidWait();
    void everyRequestOfEveryCountIsAnswered_data() { endpoints(); }
    void everyRequestOfEveryCountIsAnswered();

private:
    void endpoints();
};

void Soak::endpoints()
{
    QTest::addColumn<QString>("endpoint");
    for (const char *name : {"async-endpoint", "sync-endpoint", "async-wrong"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Less than 5 MB more after the first tenth of the requests.
void Soak::memoryStaysWhereItIs()
{
    if (keepsFreedMemory)
        QSKIP("AddressSanitizer keeps what is freed");
    const int tenth = scaled(100'000, 4'000);
    QFile log(m_folder.filePath(u"long.jsonl"_s));
    ServeProcess serve({u"--log"_s, log.fileName()});
    QVERIFY(log.open(QIODevice::ReadOnly));
    Flood flood(serve.port(), 16);
    qint64 after = 0, written = 0;
    for (int i = 0; i < 10; ++i) {
        for (int part = 0; part < tenth; part += 2'048) {
            QVERIFY(flood.get("/async-endpoint?sleep=0", 2'048));
        }
        QTRY_VERIFY_WITH_TIMEOUT((written += responses(log)) >= (i + 1) * tenth, 60'000);
        if (i == 0)
            after = residentMemory(serve.pid());
        qInfo("%d requests: %lld kB", (i + 1) * tenth, residentMemory(serve.pid()));
    }
    QVERIFY(after > 0);
    QVERIFY(residentMemory(serve.pid()) - after < 5'000);
    QCOMPARE(serve.end(SIGTERM), 0);
    QVERIFY(log.size() > tenth * 1'000LL);
}

/// What the window keeps of other programs' requests: what a setting allows, about 70 bytes a step.
void Soak::memoryWithASessionIsBounded()
{
    if (keepsFreedMemory)
        QSKIP("AddressSanitizer keeps what is freed");
    const qint64 steps = scaled(2'000'000, 200'000);
    const int tenth = scaled(100'000, 10'000);
    app::SessionOptions options;
    options.server.port = 0;
    options.mostSteps = steps;
    app::Session session(options);
    QCOMPARE(session.start(), QString());
    int gone = 0;
    connect(&session, &app::Session::runGone, this, [&gone] { ++gone; });
    const qint64 before = residentMemory(getpid());
    qint64 most = 0;
    for (int i = 0; i < 10; ++i) {
        const std::unique_ptr<QThread> client(QThread::create([&session, tenth] {
            if (!Flood(session.port(), 16).get("/async-endpoint?sleep=0", tenth))
                qFatal("a request was not answered");
        }));
        client->start();
        QTRY_VERIFY_WITH_TIMEOUT(client->isFinished(), 300'000);
        most = std::max(most, residentMemory(getpid()) - before);
        qInfo("%d requests: %lld kB more, %d runs let go", (i + 1) * tenth, residentMemory(getpid()) - before, gone);
    }
    QVERIFY(gone > 3);
    QVERIFY2(most < 40'000 + steps * 130 / 1'000, qPrintable(QString::number(most))); // with what vectors have in reserve
}

/// The makespan of 50 requests stays within 10 %: the better of two, for the machine has other things to do.
void Soak::slowAndDeafClientsDoNotHoldUpARun()
{
    ServeProcess serve;
    const QStringList url{u"--url"_s, u"http://127.0.0.1:%1"_s.arg(serve.port())};
    const auto makespan = [&url](const QString &endpoint) { return std::min(fire(endpoint, 50, 1, url).seconds, fire(endpoint, 50, 1, url).seconds); };
    const double asyncAlone = makespan(u"async-endpoint"_s), syncAlone = makespan(u"sync-endpoint"_s);
    QVERIFY(asyncAlone >= 1 && syncAlone >= 2);
    const int slow = scaled(1'000, 200), deaf = scaled(500, 100);
    for (const bool async : {true, false}) { // a crowd each: the server lets go of them after 10 s
        Crowd crowd(serve.port(), slow, deaf);
        QCOMPARE(crowd.connected(), slow + deaf);
        QProcess run;
        double seconds = 1e9;
        for (int i = 0; i < 2; ++i) {
            run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), QStringList{u"run"_s, u"-e"_s, async ? u"async-endpoint"_s : u"sync-endpoint"_s, u"-c"_s, u"50"_s} + url);
            QVERIFY(QTest::qWaitFor([&run] { return run.state() == QProcess::NotRunning; }, 60'000)); // the crowd goes on meanwhile
            QCOMPARE(run.exitCode(), 0);
            const QByteArray out = run.readAllStandardOutput();
            QCOMPARE(out.count("completed!"), 50);
            seconds = std::min(seconds, out.mid(out.indexOf("TOTAL TIME: ") + 12).trimmed().toDouble());
        }
        QVERIFY(crowd.stillThere() > slow / 2);
        const double alone = async ? asyncAlone : syncAlone;
        qInfo("%s: %.2f s alone, %.2f s in the crowd", async ? "async" : "sync", alone, seconds);
        QVERIFY(!isFull() || seconds <= alone * 1.1); // beside the other tests nothing is to be said of times
    }
}

void Soak::hundredsVanishInMidWait()
{
    QFETCH(QString, endpoint);
    const int count = scaled(500, 100);
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions options;
    options.port = 0;
    QCOMPARE(server.start(options), QString());
    const bool blocks = endpoint == u"async-wrong";
    const QByteArray request = "GET /" + endpoint.toLatin1() + (blocks ? "?sleep=0.002" : endpoint == u"sync-endpoint" ? "?sleep=1" : "?sleep=60")
            + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    std::vector<std::unique_ptr<QTcpSocket>> clients;
    for (int i = 0; i < count; ++i) {
        clients.push_back(std::make_unique<QTcpSocket>());
        clients.back()->connectToHost(QHostAddress(QHostAddress::LocalHost), server.port());
    }
    for (const auto &client : clients) {
        QVERIFY(client->waitForConnected(10'000));
        client->write(request);
        client->flush();
    }
    if (!blocks)
        QTRY_COMPARE_WITH_TIMEOUT(server.inFlight(), count, 20'000);
    for (size_t i = 0; i < clients.size(); ++i) {
        if (i % 2)
            clients[i]->abort();
        else
            clients[i]->close();
    }
    QTRY_COMPARE_WITH_TIMEOUT(server.inFlight(), 0, 30'000);
    Flood flood(server.port(), 1);
    QVERIFY(flood.get("/async-endpoint?sleep=0", 16)); // the rest is unharmed
    QTRY_COMPARE(server.inFlight(), 0); // an answer is here a moment before it stands in the log
    std::vector<server::Event> events;
    recorder.drain(events);
    const auto ended = [&events](server::EventKind kind) {
        return std::count_if(events.begin(), events.end(), [kind](const server::Event &event) { return event.kind == kind; });
    };
    const auto arrived = ended(server::EventKind::Arrived);
    QCOMPARE(ended(server::EventKind::Dropped) + ended(server::EventKind::Responded), arrived); // each has its end in the log
    QVERIFY(blocks || arrived == count + 16);
    QVERIFY(blocks || ended(server::EventKind::Dropped) >= count / 2);
}

void Soak::everyRequestOfEveryCountIsAnswered()
{
    QFETCH(QString, endpoint);
    const double sleep = endpoint == u"async-wrong" ? 0.0005 : endpoint == u"sync-endpoint" ? 0.01 : 1;
    for (const int count : isFull() ? std::vector{1, 2, 5, 10, 41, 100, 500, 1'000, 5'000, 9'900, 10'000} : std::vector{1, 41, 500}) {
        const QString picture = m_folder.filePath(u"%1.png"_s.arg(count));
        const Fired fired = fire(endpoint, count, sleep, {u"--image"_s, picture});
        if (fired.err.contains("Choose at most")) {
            qInfo("%d do not fit on this machine: %s", count, fired.err.trimmed().constData());
            continue;
        }
        QCOMPARE(fired.err, QByteArray());
        QCOMPARE(fired.answered, count);
        QVERIFY(QFile::exists(picture));
        qInfo("%d requests: %.2f s", count, fired.seconds);
    }
}

LOOPSCOPE_TEST(Soak)
#include "soak.moc"
