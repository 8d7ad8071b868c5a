#include "app/json_number.h"
#include "support/registered.h"

#include <QTest>

#include <limits>

using namespace app;

class TestJsonNumber : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachNumberIsExact_data();
    void eachNumberIsExact();
    void whatIsNoWholeNumberIsNone();
    void whatIsNotFiniteIsNone();
    void aValueHasOneForm_data();
    void aValueHasOneForm();
};

void TestJsonNumber::eachNumberIsExact_data()
{
    QTest::addColumn<QByteArray>("micros");
    QTest::addColumn<qint64>("ns");
    const auto row = [](const char *micros, qint64 ns) { QTest::newRow(micros) << QByteArray(micros) << ns; };
    constexpr qint64 none = -1;
    row("0", 0);
    row("1", 1000);
    row("1.5", 1500);
    row("0.001", 1);
    row("0.0005", 1);
    row("0.00049999", 0);
    row("12.3456", 12346);
    row("1795400640123456.789", 1'795'400'640'123'456'789);
    row("1795400640123456.7894999999999999999", 1'795'400'640'123'456'789);
    row("9223372036854775.807", std::numeric_limits<qint64>::max());
    row("9223372036854775.808", none);
    row("9999999999999999", none);
    row("18446744073709551616", none);
    row("100000000000000000000000000000", none);
    row("1e3", 1'000'000);
    row("1.5E-3", 2);
    row("1e+2", 100'000);
    row("0e9999", 0);
    row("1e-9999", 0);
    row("1e300", none);
    row("1e99999999999", none);
    row("1e-99999999999", none);
    for (const char *wrong : {"", "-", ".", "e5", "1e", "1e+", "1e+-5", "1x", "0x10", "NaN", "Infinity", "1 2", "--1", "1.2.3"})
        row(wrong, none);
}

void TestJsonNumber::eachNumberIsExact()
{
    QFETCH(QByteArray, micros);
    QFETCH(qint64, ns);
    const std::string_view text(micros.constData(), size_t(micros.size()));
    QCOMPARE(nsOfMicros(text).value_or(-1), ns);
    if (ns > 0)
        QCOMPARE(nsOfMicros('-' + std::string(text)), std::optional(-ns));
}

void TestJsonNumber::whatIsNoWholeNumberIsNone()
{
    QCOMPARE(wholeOf("-9223372036854775808"), std::optional(std::numeric_limits<qint64>::min()));
    QCOMPARE(wholeOf("0012"), std::optional(qint64(12)));
    for (const char *wrong : {"", "9223372036854775808", "1.0", "1e3", "main", " 1", "1 ", "+1"})
        QVERIFY2(!wholeOf(wrong), wrong);
}

void TestJsonNumber::whatIsNotFiniteIsNone()
{
    QCOMPARE(numberOf("-1.25e2"), std::optional(-125.0));
    for (const char *wrong : {"", "inf", "nan", "1e999", "-1e999", "true", "1,5", "0x1p3"})
        QVERIFY2(!numberOf(wrong), wrong);
}

void TestJsonNumber::aValueHasOneForm_data()
{
    QTest::addColumn<QByteArray>("form");
    const auto row = [](const char *text, const char *form) { QTest::newRow(text) << QByteArray(form); };
    row("1", "1");
    row("1.0", "1");
    row("1e0", "1");
    row("0.1e1", "1");
    row("100E-2", "1");
    row("-1.50", "-1.5");
    row("-0", "0");
    row("-0.0e5", "0");
    row("1e3", "1000");
    row("12.5e1", "125");
    row("0.00125", "0.00125");
    row("125e-5", "0.00125");
    row("18446744073709551616", "18446744073709551616");
    row("1e64", "10000000000000000000000000000000000000000000000000000000000000000");
    row("10e99", "1e100");
    row("1e-200", "1e-200");
    for (const char *none : {"", "-", "x", "1x", "1e", "1e+-2", "true", "1e99999999999"})
        row(none, none);
}

void TestJsonNumber::aValueHasOneForm()
{
    QFETCH(QByteArray, form);
    QCOMPARE(plainNumber(QTest::currentDataTag()), form.toStdString());
}

LOOPSCOPE_TEST(TestJsonNumber)
#include "app_json_number.moc"
