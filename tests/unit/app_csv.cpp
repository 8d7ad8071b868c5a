#include "app/csv.h"
#include "support/registered.h"

#include <QTest>

#include <limits>

using namespace Qt::StringLiterals;

class TestCsv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFieldIsQuotedOnlyWhereItMustBe_data();
    void aFieldIsQuotedOnlyWhereItMustBe();
    void recordsEndWithCarriageReturnAndLineFeed();
    void secondsHaveNineDecimalsAndAPoint_data();
    void secondsHaveNineDecimalsAndAPoint();
};

void TestCsv::aFieldIsQuotedOnlyWhereItMustBe_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("written");
    QTest::newRow("plain") << u"worker 3"_s << u"worker 3"_s;
    QTest::newRow("empty") << QString() << QString();
    QTest::newRow("comma") << u"a,b"_s << u"\"a,b\""_s;
    QTest::newRow("quote") << u"say \"hi\""_s << u"\"say \"\"hi\"\"\""_s;
    QTest::newRow("only a quote") << u"\""_s << u"\"\"\"\""_s;
    QTest::newRow("line feed") << u"a\nb"_s << u"\"a\nb\""_s;
    QTest::newRow("carriage return") << u"a\rb"_s << u"\"a\rb\""_s;
    QTest::newRow("letters of any script") << u"\uc6cc\ucee4; caf\u00e9"_s << u"\uc6cc\ucee4; caf\u00e9"_s;
}

void TestCsv::aFieldIsQuotedOnlyWhereItMustBe()
{
    QFETCH(QString, field);
    QFETCH(QString, written);
    QString csv;
    const QString fields[] = {u"x"_s, field, u"y"_s};
    app::appendCsvRecord(csv, fields);
    QCOMPARE(csv, u"x,"_s + written + u",y\r\n"_s);
}

void TestCsv::recordsEndWithCarriageReturnAndLineFeed()
{
    QString csv;
    const QString head[] = {u"request"_s, u"state"_s}, line[] = {u"1"_s, u"running"_s}, one[] = {QString()};
    app::appendCsvRecord(csv, head);
    app::appendCsvRecord(csv, line);
    app::appendCsvRecord(csv, one);
    QCOMPARE(csv, u"request,state\r\n1,running\r\n\r\n"_s);
}

void TestCsv::secondsHaveNineDecimalsAndAPoint_data()
{
    QTest::addColumn<qint64>("ns");
    QTest::addColumn<QString>("seconds");
    QTest::newRow("nothing") << qint64(0) << u"0.000000000"_s;
    QTest::newRow("a nanosecond") << qint64(1) << u"0.000000001"_s;
    QTest::newRow("a second and one") << qint64(1'000'000'001) << u"1.000000001"_s;
    QTest::newRow("before the start") << qint64(-1'500'000'000) << u"-1.500000000"_s;
    QTest::newRow("more than a double keeps") << qint64(9'007'199'254'740'993) << u"9007199.254740993"_s;
    QTest::newRow("the greatest") << std::numeric_limits<qint64>::max() << u"9223372036.854775807"_s;
    QTest::newRow("the least") << std::numeric_limits<qint64>::min() << u"-9223372036.854775808"_s;
}

void TestCsv::secondsHaveNineDecimalsAndAPoint()
{
    QFETCH(qint64, ns);
    QFETCH(QString, seconds);
    QLocale::setDefault(QLocale(QLocale::German)); // a comma there would be one field more
    QCOMPARE(app::csvSeconds(ns), seconds);
}

LOOPSCOPE_TEST(TestCsv)
#include "app_csv.moc"
