#include "app/log_file.h"
#include "app/trace.h"
#include "support/command_line.h"
#include "support/registered.h"

#include <QDir>
#include <QImageReader>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using support::Outcome;

/// The calls that are about several runs.
class TestCompareCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    Outcome run(const QString &line) const { return support::runLoopscope(m_folder.path(), line.split(u' ')); }

private Q_SLOTS:
    void initTestCase();
    void allThreeAreFiredOneAfterTheOther();
    void eachRunHasFilesOfItsOwn();
    void savedLogsAreCompared_data();
    void savedLogsAreCompared();
    void theSameLogsGiveTheSameBytes();
    void aStopEndsAllOfThem();
    void eachBadCallIsASentenceAndAStatus_data();
    void eachBadCallIsASentenceAndAStatus();
    void nothingIsFiredWhereAFileCannotBeWritten();
};

void TestCompareCommands::initTestCase()
{
    const Outcome made = run(u"run -e all -c 3 --sleep 0.05 --log good.jsonl"_s);
    QCOMPARE(made.status, 0);
}

void TestCompareCommands::allThreeAreFiredOneAfterTheOther()
{
    const Outcome outcome = run(u"run -e all -c 2 --sleep 0.1 --image all.png"_s);
    QCOMPARE(outcome.status, 0);
    QCOMPARE(outcome.err, QString());
    const QStringList lines = outcome.out.split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 3 * 4 + 1);
    const QString names[] = {u"async-endpoint"_s, u"sync-endpoint"_s, u"async-wrong"_s}, messages[] = {u"Async"_s, u"Sync"_s, u"Async"_s};
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(lines[4 * i], names[i]);
        QVERIFY2(lines[4 * i + 1].startsWith(u"Response 1: ") && lines[4 * i + 1].contains(messages[i]), qPrintable(lines[4 * i + 1]));
        QVERIFY(lines[4 * i + 2].startsWith(u"Response 2: "));
        QVERIFY(lines[4 * i + 3].startsWith(u"TOTAL TIME: 0."));
    }
    const QRegularExpression headline(u"^2 requests: async \\d+ ms, sync \\d+ ms, async-wrong \\d+ ms$"_s);
    QVERIFY2(headline.match(lines.last()).hasMatch(), qPrintable(lines.last()));
    QCOMPARE(QImageReader(path(u"all.png"_s)).size(), QSize(1920, 1080));
}

void TestCompareCommands::eachRunHasFilesOfItsOwn()
{
    QCOMPARE(run(u"run -e all -c 2 --sleep 0.05 --log own.jsonl --trace own"_s).status, 0);
    QVERIFY(!QFile::exists(path(u"own.jsonl"_s)) && !QFile::exists(path(u"own"_s)));
    const std::pair<QString, app::Endpoint> runs[] = {{u"async-endpoint"_s, app::Endpoint::Async}, {u"sync-endpoint"_s, app::Endpoint::Sync},
                                                      {u"async-wrong"_s, app::Endpoint::AsyncWrong}};
    for (const auto &[name, endpoint] : runs) {
        const app::LogReading reading = app::readLog(path(u"own-%1.jsonl"_s.arg(name)));
        QCOMPARE(reading.error + reading.warning, QString());
        app::Trace trace(reading.log.header.pool);
        trace.append(reading.log);
        QCOMPARE(trace.headline().endpoint, endpoint);
        QCOMPARE(trace.headline().answered, 2);
        QVERIFY(QFileInfo(path(u"own-"_s + name)).size() > 1000); // a name without a suffix
    }
}

void TestCompareCommands::savedLogsAreCompared_data()
{
    QTest::addColumn<QString>("files");
    QTest::newRow("two") << u"good-async-endpoint.jsonl good-sync-endpoint.jsonl"_s;
    QTest::newRow("one of them twice") << u"good-async-endpoint.jsonl good-async-endpoint.jsonl"_s;
    QTest::newRow("six") << u"good-async-endpoint.jsonl good-sync-endpoint.jsonl good-async-wrong.jsonl good-async-wrong.jsonl "
                             "good-async-endpoint.jsonl good-sync-endpoint.jsonl"_s;
}

void TestCompareCommands::savedLogsAreCompared()
{
    QFETCH(QString, files);
    for (const QString &name : {u"c.png"_s, u"c.svg"_s, u"c.pdf"_s}) {
        QFile::remove(path(name));
        const Outcome outcome = run(u"render %1 --compare -o %2 --size 1280x720 --theme dark"_s.arg(files, name));
        QCOMPARE(outcome.err, QString());
        QCOMPARE(outcome.status, 0);
        QVERIFY(QFileInfo(path(name)).size() > 2000);
    }
    QCOMPARE(QImageReader(path(u"c.png"_s)).size(), QSize(1280, 720));
}

void TestCompareCommands::theSameLogsGiveTheSameBytes()
{
    for (const QString &suffix : {u"png"_s, u"svg"_s}) {
        QByteArray bytes[2];
        for (int i = 0; i < 2; ++i) {
            const QString name = u"same%1."_s.arg(i) + suffix;
            QCOMPARE(run(u"render good-async-endpoint.jsonl good-async-wrong.jsonl --compare -o "_s + name).status, 0);
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            bytes[i] = file.readAll();
        }
        QVERIFY(!bytes[0].isEmpty() && bytes[0] == bytes[1]);
    }
}

void TestCompareCommands::aStopEndsAllOfThem()
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), u"run -e all -c 2 --sleep 60 --log stopped.jsonl --image stopped.png"_s.split(u' '));
    QTRY_VERIFY(app::readLog(path(u"stopped-async-endpoint.jsonl"_s)).log.events.size() > 10); // both await
    ::kill(pid_t(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    const QString out = QString::fromUtf8(process.readAllStandardOutput()), err = QString::fromUtf8(process.readAllStandardError());
    QVERIFY(out.startsWith(u"async-endpoint\n") && !out.contains(u"\nsync-endpoint\n"));
    QVERIFY2(err.contains(u"2 of 2"), qPrintable(err));
    QVERIFY(out.endsWith(u" s\n") || out.endsWith(u" ms\n"));
    QVERIFY2(out.contains(u"stopped after"), qPrintable(out));
    QVERIFY(!QFile::exists(path(u"stopped-sync-endpoint.jsonl"_s)));
    QVERIFY(QFile::exists(path(u"stopped.png"_s))); // of what there was
}

void TestCompareCommands::eachBadCallIsASentenceAndAStatus_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *line, int status, const char *named) {
        QTest::newRow(line) << QString::fromLatin1(line) << status << QString::fromLatin1(named);
    };
    QFile empty(path(u"header.jsonl"_s));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.write("{\"format\":\"loopscope\",\"version\":1,\"pid\":1,\"started\":\"2026-11-23T02:24:00.123456Z\",\"pool\":40,\"sleep\":1.0}\n");
    row("render good-async-endpoint.jsonl good-sync-endpoint.jsonl -o x.png", 2, "--compare");
    row("render good-async-endpoint.jsonl --compare -o x.png", 2, "2 to 6");
    row("render --compare -o x.png", 2, "2 to 6");
    row("render a b c d e f g --compare -o x.png", 2, "not 7");
    row("render good-async-endpoint.jsonl good-sync-endpoint.jsonl --compare", 2, "-o");
    row("render good-async-endpoint.jsonl missing.jsonl --compare -o x.png", 1, "missing.jsonl");
    row("render good-async-endpoint.jsonl header.jsonl --compare -o x.png", 1, "header.jsonl");
    row("render good-async-endpoint.jsonl good-sync-endpoint.jsonl --compare -o no/such/x.png", 1, "no/such/x.png");
    row("run -e every", 2, "or all");
}

void TestCompareCommands::eachBadCallIsASentenceAndAStatus()
{
    QFETCH(QString, line);
    QFETCH(int, status);
    QFETCH(QString, named);
    const Outcome outcome = run(line);
    QCOMPARE(outcome.status, status);
    QVERIFY2(outcome.err.startsWith(u"loopscope: ") && outcome.err.contains(named), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
    QCOMPARE(outcome.out, QString());
    QVERIFY(!QFile::exists(path(u"x.png"_s)));
}

void TestCompareCommands::nothingIsFiredWhereAFileCannotBeWritten()
{
    QVERIFY(QDir(m_folder.path()).mkdir(u"taken-async-wrong.jsonl"_s)); // the last one's place
    const Outcome outcome = run(u"run -e all -c 2 --sleep 0.05 --log taken.jsonl"_s);
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.contains(u"taken-async-wrong.jsonl"), qPrintable(outcome.err));
    QCOMPARE(outcome.out, QString());
}

LOOPSCOPE_TEST(TestCompareCommands)
#include "app_compare_commands.moc"
