#include "support/command_line.h"
#include "support/registered.h"
#include "support/serve_process.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using support::Outcome;

namespace {

constexpr char foreignEvents[] = R"([{"ph":"X","pid":5,"tid":1,"name":"outer","cat":"v8","ts":1,"dur":9},{"ph":"?","ts":1},
{"ph":"X","pid":5,"tid":1,"name":"inner","ts":2,"dur":1}])";

} // namespace

/// `loopscope convert` between all that it reads and writes.
class TestConvert : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray bytes(const QString &name) const;
    void write(const QString &name, const QByteArray &content) const;
    Outcome run(const QString &line, const std::function<void()> &prepare = {}) const;

private Q_SLOTS:
    void initTestCase();
    void aLogBecomesEachKind();
    void aTraceOfOursIsTheLog();
    void whatRunWritesAsATraceIsItsLog();
    void aTraceOfAnotherProgramBecomesATraceOrATable();
    void whatCannotBeSaysSo_data();
    void whatCannotBeSaysSo();
    void aFileMayReplaceItself();
    void whatIsBrokenIsSaidAndTheRestWritten();
    void aFullDiskLeavesWhatWasThere_data();
    void aFullDiskLeavesWhatWasThere();
};

QByteArray TestConvert::bytes(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestConvert::write(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

Outcome TestConvert::run(const QString &line, const std::function<void()> &prepare) const
{
    return support::runLoopscope(m_folder.path(), line.split(u' '), {}, prepare);
}

void TestConvert::initTestCase()
{
    QVERIFY(QFile::copy(QStringLiteral(TEST_DATA "/recorded-sync-endpoint-50.jsonl"), path(u"log.jsonl"_s)));
    write(u"foreign.json"_s, foreignEvents);
    QCOMPARE(run(u"convert log.jsonl -o ours.json"_s).status, 0);
}

void TestConvert::aLogBecomesEachKind()
{
    for (const char *call : {"-o again.jsonl", "-o chrome.JSON", "-o slices.csv", "-o slices2.csv --rows slices", "-o requests.csv --rows requests"}) {
        const Outcome outcome = run(u"convert log.jsonl "_s + QLatin1StringView(call));
        QCOMPARE(outcome.err, QString());
        QCOMPARE(outcome.status, 0);
    }
    QCOMPARE(bytes(u"again.jsonl"_s), bytes(u"log.jsonl"_s));
    QVERIFY(QJsonDocument::fromJson(bytes(u"chrome.JSON"_s))["traceEvents"_L1].toArray().size() > 1000);
    QVERIFY(bytes(u"slices.csv"_s).startsWith("request,endpoint,state,lane,"));
    QCOMPARE(bytes(u"slices2.csv"_s), bytes(u"slices.csv"_s));
    QVERIFY(bytes(u"requests.csv"_s).startsWith("request,endpoint,sent_s,"));
    QCOMPARE(bytes(u"requests.csv"_s).count('\n'), 51);
}

void TestConvert::aTraceOfOursIsTheLog()
{
    for (const QString &name : {u"log.jsonl"_s, u"chrome.json"_s, u"slices.csv"_s}) {
        const QString suffix = name.section(u'.', 1);
        QCOMPARE(run(u"convert ours.json -o back."_s + suffix).status, 0);
        QCOMPARE(run(u"convert log.jsonl -o direct."_s + suffix).status, 0);
        QVERIFY(!bytes(u"back."_s + suffix).isEmpty());
        QCOMPARE(bytes(u"back."_s + suffix), bytes(u"direct."_s + suffix));
    }
    QVERIFY(QFile::copy(path(u"ours.json"_s), path(u"ours.txt"_s))); // its name does not matter
    QCOMPARE(run(u"convert ours.txt -o named.jsonl"_s).status, 0);
    QCOMPARE(bytes(u"named.jsonl"_s), bytes(u"log.jsonl"_s));
}

void TestConvert::whatRunWritesAsATraceIsItsLog()
{
    QCOMPARE(run(u"run -e async-endpoint -c 3 --sleep 0.02 --log run.jsonl --trace run.json"_s).status, 0);
    QCOMPARE(run(u"convert run.json -o run-back.jsonl"_s).status, 0);
    QVERIFY(bytes(u"run.jsonl"_s).count('\n') > 40);
    QCOMPARE(bytes(u"run-back.jsonl"_s), bytes(u"run.jsonl"_s));
}

void TestConvert::aTraceOfAnotherProgramBecomesATraceOrATable()
{
    const Outcome table = run(u"convert foreign.json -o foreign.csv"_s);
    QCOMPARE(table.status, 0);
    QVERIFY2(table.err.contains(u"foreign.json: Skipped"), qPrintable(table.err));
    QCOMPARE(bytes(u"foreign.csv"_s), "process,thread,depth,name,category,begin_s,duration_s\r\n5,thread 1,0,outer,v8,0.000000000,0.000009000\r\n"
                                      "5,thread 1,1,inner,,0.000001000,0.000001000\r\n"_ba);
    QCOMPARE(run(u"convert foreign.json -o clean.json"_s).status, 0);
    const Outcome again = run(u"convert clean.json -o cleaner.json"_s);
    QCOMPARE(again.err, QString());
    QCOMPARE(bytes(u"cleaner.json"_s), bytes(u"clean.json"_s));
}

void TestConvert::whatCannotBeSaysSo_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *line, int status, const char *named) { QTest::newRow(line) << QString::fromLatin1(line) << status << QString::fromLatin1(named); };
    row("convert foreign.json -o none.jsonl", 1, "cannot become a log");
    row("convert foreign.json -o none.csv --rows requests", 1, "no requests");
    row("convert log.jsonl -o none.json --rows requests", 2, "--rows");
    row("convert log.jsonl -o none.csv --rows steps", 2, "steps");
    row("convert log.jsonl -o none.txt", 2, "none.txt");
    row("convert log.jsonl", 2, "-o");
    row("convert none.json -o none.csv", 1, "none.json");
    row("convert log.jsonl -o no/such/none.csv", 1, "no/such");
    row("convert log.jsonl -o /proc/none.json", 1, "/proc/none.json");
    row("convert log.jsonl -o /proc/none.csv", 1, "/proc/none.csv");
}

void TestConvert::whatCannotBeSaysSo()
{
    QFETCH(QString, line);
    QFETCH(int, status);
    QFETCH(QString, named);
    const Outcome outcome = run(line);
    QCOMPARE(outcome.status, status);
    const QStringList said = outcome.err.split(u'\n', Qt::SkipEmptyParts);
    QVERIFY2(!said.isEmpty() && said.last().startsWith(u"loopscope: ") && said.last().contains(named), qPrintable(outcome.err));
    QCOMPARE(QDir(m_folder.path()).entryList({u"none*"_s}), QStringList());
}

void TestConvert::aFileMayReplaceItself()
{
    const QByteArray before = bytes(u"ours.json"_s);
    QCOMPARE(run(u"convert ours.json -o ours.json"_s).status, 0);
    QCOMPARE(bytes(u"ours.json"_s), before);
}

void TestConvert::whatIsBrokenIsSaidAndTheRestWritten()
{
    write(u"cut.jsonl"_s, bytes(u"log.jsonl"_s).chopped(20));
    const Outcome outcome = run(u"convert cut.jsonl -o cut.json"_s);
    QCOMPARE(outcome.status, 0);
    QVERIFY2(outcome.err.contains(u"Line 621"), qPrintable(outcome.err));
    QCOMPARE(run(u"convert cut.json -o cut-back.jsonl"_s).status, 0);
    QVERIFY(bytes(u"log.jsonl"_s).startsWith(bytes(u"cut-back.jsonl"_s)));
    QCOMPARE(bytes(u"cut-back.jsonl"_s).count('\n'), 620);
}

void TestConvert::aFullDiskLeavesWhatWasThere_data()
{
    QTest::addColumn<QString>("call");
    QTest::newRow("log") << u"convert ours.json -o full.jsonl"_s;
    QTest::newRow("trace") << u"convert log.jsonl -o full.json"_s;
    QTest::newRow("table") << u"convert log.jsonl -o full.csv"_s;
}

void TestConvert::aFullDiskLeavesWhatWasThere()
{
    QFETCH(QString, call);
    const QString target = call.section(u' ', -1);
    write(target, "older");
    const QStringList before = QDir(m_folder.path()).entryList();
    const Outcome outcome = run(call, support::limitTo(RLIMIT_FSIZE, 20'000));
    QCOMPARE(outcome.status, 1);
    QVERIFY2(outcome.err.startsWith(u"loopscope: ") && outcome.err.contains(target) && outcome.err.count(u'\n') == 1, qPrintable(outcome.err));
    QCOMPARE(bytes(target), "older"_ba);
    QCOMPARE(QDir(m_folder.path()).entryList(), before); // no half file beside it
}

LOOPSCOPE_TEST(TestConvert)
#include "app_convert.moc"
