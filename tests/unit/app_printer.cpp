#include "app/printer.h"
#include "support/registered.h"

#include <QElapsedTimer>
#include <QTest>
#include <QThread>

#include <cerrno>
#include <csignal>
#include <thread>

#include <fcntl.h>
#include <unistd.h>

namespace {

struct Pipe {
    int ends[2] = {-1, -1};
    Pipe() { QCOMPARE(::pipe2(ends, O_CLOEXEC), 0); }
    ~Pipe()
    {
        ::close(ends[0]);
        ::close(ends[1]);
    }
    /// What is there; blocks for none.
    QByteArray read()
    {
        QByteArray all;
        char bytes[65536];
        ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
        for (ssize_t length = 0; (length = ::read(ends[0], bytes, sizeof bytes)) > 0;)
            all.append(bytes, length);
        return all;
    }
};

} // namespace

class TestPrinter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }
    void aSlowReaderGetsAll();
    void aReaderThatStandsStillLeavesAGapThatIsSaid();
    void aReaderThatHasGoneIsForgotten();
    void aSlowReaderGetsMoreThanMayWait();
    void aReaderThatReadsAgainIsWaitedForAgain();
    void whatNobodyReadsAtTheEndIsCounted();
    void aFullDeviceIsToldByItsReason();
};

void TestPrinter::aSlowReaderGetsAll()
{
    Pipe pipe;
    app::Printer printer(pipe.ends[1]);
    QByteArray wanted, got;
    for (int i = 0; i < 100; ++i) { // 5 MB, of which the pipe holds 64 kB
        const QByteArray lines = (QByteArray::number(i) + QByteArray(49, 'x') + '\n').repeated(1000);
        wanted += lines;
        printer.print(lines);
    }
    while (got.size() < wanted.size()) {
        const qsizetype before = got.size();
        got += pipe.read();
        printer.print({});
        QVERIFY(got.size() > before);
    }
    QVERIFY(got == wanted);
}

void TestPrinter::aReaderThatStandsStillLeavesAGapThatIsSaid()
{
    Pipe pipe;
    app::Printer printer(pipe.ends[1]);
    const QByteArray lines = (QByteArray(99, 'x') + '\n').repeated(10'000); // a megabyte
    for (int i = 0; i < 30; ++i)
        printer.print(lines);
    QByteArray got;
    for (QByteArray more; !(more = pipe.read()).isEmpty(); got += more)
        printer.print({});
    const qsizetype taken = got.count('\n');
    QVERIFY(taken >= 150'000 && taken < 200'000);
    printer.print("again\n");
    printer.finish(1000);
    got = pipe.read();
    QVERIFY2(got.startsWith('(') && QByteArray(got).replace(',', "").contains(QByteArray::number(300'000 - taken)), got.constData());
    QVERIFY(got.endsWith("\nagain\n"));
}

void TestPrinter::aReaderThatHasGoneIsForgotten()
{
    Pipe pipe;
    app::Printer printer(pipe.ends[1]);
    ::close(pipe.ends[0]);
    printer.print("one\n");
    printer.print("two\n");
    QCOMPARE(printer.finish(60'000), 0); // at once
    QCOMPARE(printer.fault(), EPIPE);
    pipe.ends[0] = -1;
}

void TestPrinter::aSlowReaderGetsMoreThanMayWait()
{
    Pipe pipe;
    const QByteArray lines = (QByteArray(99, 'x') + '\n').repeated(10'000); // a megabyte
    constexpr int portions = 48; // three times of what may wait
    QByteArray got;
    std::thread reader([&] {
        std::vector<char> bytes(256 * 1024);
        for (ssize_t length = 0; (length = ::read(pipe.ends[0], bytes.data(), bytes.size())) > 0; QThread::msleep(1))
            got.append(bytes.data(), length);
    });
    {
        app::Printer printer(pipe.ends[1]);
        for (int i = 0; i < portions; ++i)
            printer.print(QByteArray(lines).replace(0, 2, QByteArray::number(10 + i)));
        QCOMPARE(printer.finish(10'000), 0);
    }
    ::close(std::exchange(pipe.ends[1], -1));
    reader.join();
    QCOMPARE(got.size(), portions * lines.size());
    for (int i = 0; i < portions; ++i)
        QCOMPARE(got.mid(i * lines.size(), 3), QByteArray::number(10 + i) + 'x');
}

void TestPrinter::aReaderThatReadsAgainIsWaitedForAgain()
{
    Pipe pipe;
    app::Printer printer(pipe.ends[1]);
    const QByteArray lines = (QByteArray(99, 'x') + '\n').repeated(10'000);
    QElapsedTimer clock;
    clock.start();
    for (int i = 0; i < 40; ++i)
        printer.print(lines);
    QVERIFY(clock.elapsed() >= app::Printer::stillMillis); // for one that stands still it is waited once
    QVERIFY(clock.elapsed() < 4 * app::Printer::stillMillis);
    QVERIFY(!pipe.read().isEmpty());
    printer.print({});
    clock.start();
    for (int i = 0; i < 4; ++i)
        printer.print(lines);
    QVERIFY(clock.elapsed() >= app::Printer::stillMillis);
}

void TestPrinter::whatNobodyReadsAtTheEndIsCounted()
{
    Pipe pipe;
    app::Printer printer(pipe.ends[1]);
    printer.print((QByteArray(99, 'x') + '\n').repeated(100'000));
    const qint64 lost = printer.finish(10);
    QByteArray got = pipe.read();
    QVERIFY(lost > 0);
    QCOMPARE(got.count('\n') + lost, 100'000);
}

void TestPrinter::aFullDeviceIsToldByItsReason()
{
    const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
    app::Printer printer(full);
    QCOMPARE(printer.fault(), 0);
    printer.print("one\n");
    QCOMPARE(printer.fault(), ENOSPC);
    ::close(full);
}

LOOPSCOPE_TEST(TestPrinter)
#include "app_printer.moc"
