#include "app/printer.h"
#include "support/registered.h"

#include <QTest>

#include <fcntl.h>
#include <csignal>
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
    printer.finish(60'000); // at once
    pipe.ends[0] = -1;
}

LOOPSCOPE_TEST(TestPrinter)
#include "app_printer.moc"
