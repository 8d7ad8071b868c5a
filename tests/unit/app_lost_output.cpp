#include "app/log_file.h"
#include "support/command_line.h"
#include "support/flood.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QTemporaryDir>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using support::Outcome;

namespace {

// In the child, before it begins.
void intoAFullDevice() { ::dup2(::open("/dev/full", O_WRONLY), STDOUT_FILENO); }
void closed() { ::close(STDOUT_FILENO); }
void intoAPipeThatNobodyReads()
{
    int ends[2];
    if (::pipe(ends) == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
    }
}
void withoutAnyDescriptor()
{
    for (int descriptor = 0; descriptor < 3; ++descriptor)
        ::close(descriptor);
}

} // namespace

/// What was to be printed and was not.
class TestLostOutput : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    Outcome run(const QString &line, void (*prepare)()) const { return support::runLoopscope(m_folder.path(), line.split(u' '), {}, prepare); }

private Q_SLOTS:
    void whatEveryCommandPrintsIsNotLostInSilence_data();
    void whatEveryCommandPrintsIsNotLostInSilence();
    void aReaderThatHadEnoughEndsItQuietly_data() { whatEveryCommandPrintsIsNotLostInSilence_data(); }
    void aReaderThatHadEnoughEndsItQuietly();
    void aFileNeverTakesThePlaceOfAStandardDescriptor_data();
    void aFileNeverTakesThePlaceOfAStandardDescriptor();
    void whoPrintsNothingLosesNothing();
    void serveSaysItOnceAndGoesOn_data();
    void serveSaysItOnceAndGoesOn();
    void serveOutlivesItsReader();
};

void TestLostOutput::whatEveryCommandPrintsIsNotLostInSilence_data()
{
    QTest::addColumn<QString>("line");
    for (const char *line : {"--help", "--version", "run --help", "serve --help", "render --help", "convert --help", "-h", "run --version",
                             "run -e async-endpoint -c 3 --sleep 0", "run -e all --sleep 0"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

void TestLostOutput::whatEveryCommandPrintsIsNotLostInSilence()
{
    QFETCH(QString, line);
    const Outcome full = run(line, intoAFullDevice);
    QCOMPARE(full.status, 1);
    QCOMPARE(full.err.count(u'\n'), 1);
    QVERIFY2(full.err.contains(u"lost") && full.err.contains(u"No space left on device"), qPrintable(full.err));
    const Outcome none = run(line, closed);
    QCOMPARE(none.status, 1);
    QCOMPARE(none.err.count(u'\n'), 1);
    QVERIFY2(none.err.contains(u"closed"), qPrintable(none.err));
}

void TestLostOutput::aReaderThatHadEnoughEndsItQuietly()
{
    QFETCH(QString, line);
    const Outcome outcome = run(line, intoAPipeThatNobodyReads);
    QCOMPARE(outcome.err, QString());
    QCOMPARE(outcome.status, 0);
}

void TestLostOutput::aFileNeverTakesThePlaceOfAStandardDescriptor_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("log") << u"log"_s;
    QTest::newRow("trace") << u"trace"_s;
}

void TestLostOutput::aFileNeverTakesThePlaceOfAStandardDescriptor()
{
    QFETCH(QString, name);
    const Outcome outcome = run(u"run -e async-endpoint -c 3 --sleep 0 --%1 held"_s.arg(name), withoutAnyDescriptor);
    QCOMPARE(outcome.status, 1);
    const app::LogReading reading = app::readLog(path("held"));
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.warning, QString());
    QFile held(path("held"));
    QVERIFY(held.open(QIODevice::ReadOnly));
    QVERIFY(!held.readAll().contains("Response 1"));
}

void TestLostOutput::whoPrintsNothingLosesNothing()
{
    QCOMPARE(run(u"run -e async-endpoint -c 3 --sleep 0 --log quiet.jsonl"_s, nullptr).status, 0);
    for (void (*prepare)() : {intoAFullDevice, closed, withoutAnyDescriptor}) {
        QCOMPARE(run(u"convert quiet.jsonl -o quiet.json"_s, prepare).status, 0);
        QCOMPARE(run(u"render quiet.jsonl -o quiet.svg --size 400x300"_s, prepare).status, 0);
        QVERIFY(QFile::remove(path("quiet.json")) && QFile::remove(path("quiet.svg")));
    }
}

void TestLostOutput::serveSaysItOnceAndGoesOn_data()
{
    QTest::addColumn<bool>("isClosed");
    QTest::newRow("full") << false;
    QTest::newRow("closed") << true;
}

void TestLostOutput::serveSaysItOnceAndGoesOn()
{
    QFETCH(bool, isClosed);
    support::ServeProcess serve({u"--log"_s, path("serve.jsonl")}, isClosed ? closed : intoAFullDevice);
    support::Flood flood(serve.port(), 2);
    QVERIFY(flood.get("/async-endpoint?sleep=0", 8));
    QTRY_VERIFY(serve.said().contains("lost"));
    QVERIFY(flood.get("/async-endpoint?sleep=0", 8));
    QCOMPARE(serve.end(SIGINT), 1);
    QCOMPARE(serve.said().count("lost"), 1);
    const app::LogReading reading = app::readLog(path("serve.jsonl"));
    QCOMPARE(reading.error + reading.warning, QString());
}

void TestLostOutput::serveOutlivesItsReader()
{
    support::ServeProcess serve({u"--log"_s, path("alone.jsonl")}, intoAPipeThatNobodyReads);
    support::Flood flood(serve.port(), 2);
    QVERIFY(flood.get("/async-endpoint?sleep=0", 8));
    QTRY_VERIFY(QFileInfo(path("alone.jsonl")).size() > 8 * 13 * 100); // they were printed, too, then
    QVERIFY(flood.get("/async-endpoint?sleep=0", 8));
    QCOMPARE(serve.end(SIGINT), 0);
    QCOMPARE(serve.said().count('\n'), 1); // its greeting
    QCOMPARE(app::readLog(path("alone.jsonl")).warning, QString());
}

LOOPSCOPE_TEST(TestLostOutput)
#include "app_lost_output.moc"
