#include "app/log_file.h"
#include "app/output_file.h"
#include "support/command_line.h"
#include "support/registered.h"
#include "support/small_disk.h"

using namespace Qt::StringLiterals;
using support::Outcome;

/// Files that find no room, on a file system that is full indeed.
class TestFullDisk : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::optional<support::SmallDisk> m_disk;

    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    Outcome run(const QString &line) const { return support::runLoopscope(m_folder.path(), line.split(u' ')); }
    static QByteArray contents(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
    }

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup() { m_disk.reset(); }
    void theOldFileStaysAndTheReasonIsSaid_data();
    void theOldFileStaysAndTheReasonIsSaid();
    void whatARunWritesBesidesIsSaidToo_data();
    void whatARunWritesBesidesIsSaidToo();
    void aGrowingLogEndsWithAWholeLine();
    void theRoomThatIsNamedIsTheRoomItTakes();
    void whereNotEvenANameFindsRoomItIsSaid();
};

void TestFullDisk::initTestCase()
{
    QCOMPARE(run(u"run -e sync-endpoint -c 300 --sleep 0 --log good.jsonl"_s).status, 0);
}

void TestFullDisk::init()
{
    m_disk.emplace(256 * 1024);
    if (!m_disk->fault().isEmpty())
        QSKIP(m_disk->fault().constData());
}

void TestFullDisk::theOldFileStaysAndTheReasonIsSaid_data()
{
    QTest::addColumn<QString>("line"); ///< %1: where to
    QTest::addColumn<QString>("file");
    const auto row = [](const char *line, const char *file) { QTest::newRow(file) << QString::fromLatin1(line) << QString::fromLatin1(file); };
    row("render good.jsonl -o %1", "a.png");
    row("render good.jsonl -o %1", "a.svg");
    row("render good.jsonl -o %1", "a.pdf");
    row("render good.jsonl -o %1 --speed 0.1 --fps 5 --size 640x360", "a.gif");
    row("render good.jsonl good.jsonl --compare -o %1", "compared.png");
    row("convert good.jsonl -o %1", "a.json");
    row("convert good.jsonl -o %1", "a.jsonl");
    row("convert good.jsonl -o %1", "a.csv");
    row("convert good.jsonl -o %1 --rows requests", "requests.csv");
}

void TestFullDisk::theOldFileStaysAndTheReasonIsSaid()
{
    QFETCH(QString, line);
    QFETCH(QString, file);
    QCOMPARE(app::writeFile("what was there", m_disk->path(file)), QString());
    m_disk->fillBut(8192);
    const Outcome outcome = run(line.arg(m_disk->path(file)));
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QVERIFY2(outcome.err.contains(u"No space left on device") && outcome.err.contains(file), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(u"8.2 kB are free there"), qPrintable(outcome.err));
    QVERIFY2(outcome.err.contains(u"It needs "), qPrintable(outcome.err));
    QCOMPARE(contents(m_disk->path(file)), QByteArray("what was there"));
    QStringList left{file, u"filler"_s};
    left.sort();
    QCOMPARE(m_disk->files(), left);
}

void TestFullDisk::whatARunWritesBesidesIsSaidToo_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("file");
    QTest::newRow("trace") << u"--trace"_s << u"run.json"_s;
    QTest::newRow("image") << u"--image"_s << u"run.png"_s;
}

void TestFullDisk::whatARunWritesBesidesIsSaidToo()
{
    QFETCH(QString, option);
    QFETCH(QString, file);
    QCOMPARE(app::writeFile("what was there", m_disk->path(file)), QString());
    m_disk->fillBut(8192);
    const Outcome outcome = run(u"run -e async-endpoint -c 50 --sleep 0 %1 %2"_s.arg(option, m_disk->path(file)));
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.out.count(u"completed!"), 50);
    QVERIFY2(outcome.err.contains(u"No space left on device"), qPrintable(outcome.err));
    QCOMPARE(contents(m_disk->path(file)), QByteArray("what was there"));
    QCOMPARE(m_disk->files(), (QStringList{u"filler"_s, file}));
}

void TestFullDisk::aGrowingLogEndsWithAWholeLine()
{
    m_disk->fillBut(8192);
    const Outcome outcome = run(u"run -e async-endpoint -c 50 --sleep 0 --log "_s + m_disk->path(u"run.jsonl"_s));
    QCOMPARE(outcome.status, 1);
    QCOMPARE(outcome.out.count(u"completed!"), 50);
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QVERIFY2(outcome.err.contains(u"No space left on device") && outcome.err.contains(u"are free there"), qPrintable(outcome.err));
    const app::LogReading reading = app::readLog(m_disk->path(u"run.jsonl"_s));
    QCOMPARE(reading.error + reading.warning, QString());
    QVERIFY(!reading.log.events.empty());
}

void TestFullDisk::theRoomThatIsNamedIsTheRoomItTakes()
{
    const QByteArray bytes(300'000, 'x');
    QVERIFY2(app::writeFile(bytes, m_disk->path(u"x"_s)).contains(u"It needs 300.0 kB, and 262.1 kB are free there."), qPrintable(app::writeFile(bytes, m_disk->path(u"x"_s))));
    QCOMPARE(m_disk->files(), QStringList());
    QCOMPARE(app::writeFile(bytes.first(262'144), m_disk->path(u"x"_s)), QString());
}

void TestFullDisk::whereNotEvenANameFindsRoomItIsSaid()
{
    m_disk->fillBut(0);
    const QString fault = app::writeFile("words", m_disk->path(u"x"_s));
    QVERIFY2(fault.contains(u"No space left on device"), qPrintable(fault));
    QCOMPARE(m_disk->files(), QStringList{u"filler"_s});
}

LOOPSCOPE_TEST(TestFullDisk)
#include "app_full_disk.moc"
