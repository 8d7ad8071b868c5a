#include "app/visible_text.h"
#include "support/registered.h"

#include <QTest>

using app::LineEnds;
using app::visibleText;

class TestVisibleText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatATerminalWouldObeyIsShown_data();
    void whatATerminalWouldObeyIsShown();
    void whatAPersonReadsStays_data();
    void whatAPersonReadsStays();
    void lineEndsStayWhereTheyAreSaidTo();
    void everyByteAndEveryPairGiveTextWithoutControls();
};

void TestVisibleText::whatATerminalWouldObeyIsShown_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char *name, const QByteArray &text, const QByteArray &shown) { QTest::newRow(name) << text << shown; };
    row("colour", "a\x1b[31mb", "a\\x1b[31mb");
    row("title", "\x1b]0;owned\x07", "\\x1b]0;owned\\x07");
    row("back to the line's begin", "good\rbad", "good\\x0dbad");
    row("backspace", "rm\b\bls", "rm\\x08\\x08ls");
    row("nothing at all", QByteArray("a\0b", 3), "a\\x00b");
    row("delete", "a\x7f", "a\\x7f");
    row("CSI of C1 as UTF-8", "\xc2\x9b" "31m", "\\u009b31m");
    row("next line of C1", "\xc2\x85", "\\u0085");
    row("CSI of C1 as a byte", "\x9b" "31m", "\\x9b31m");
    row("right to left", "a\xe2\x80\xae" "txt.exe", "a\\u202etxt.exe");
    row("isolates", "\xe2\x81\xa6" "x" "\xe2\x81\xa9", "\\u2066x\\u2069");
    row("marks of direction", "\xe2\x80\x8e\xe2\x80\x8f\xd8\x9c", "\\u200e\\u200f\\u061c");
    row("line and paragraph", "\xe2\x80\xa8\xe2\x80\xa9", "\\u2028\\u2029");
    row("overlong", "\xc0\x9b", "\\xc0\\x9b");
    row("overlong, three", "\xe0\x82\x9b", "\\xe0\\x82\\x9b");
    row("half of a pair", "\xed\xa0\x80", "\\xed\\xa0\\x80");
    row("past the last", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
    row("cut", "caf\xc3", "caf\\xc3");
    row("cut by a control", "\xe2\x80\x1b", "\\xe2\\x80\\x1b");
}

void TestVisibleText::whatATerminalWouldObeyIsShown()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, shown);
    QCOMPARE(visibleText(text, LineEnds::Shown), shown);
    QCOMPARE(visibleText(shown, LineEnds::Shown), shown);
}

void TestVisibleText::whatAPersonReadsStays_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"", "{\"message\": \"Async endpoint completed!\", \"duration\": 1.0}", "a\tb", "\\x1b is not one", "caf\xc3\xa9", "\xed\x95\x9c\xea\xb8\x80",
                             "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80", "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d", "50 \xc3\x97 /sync-endpoint"})
        QTest::newRow(text) << QByteArray(text);
}

void TestVisibleText::whatAPersonReadsStays()
{
    QFETCH(QByteArray, text);
    QCOMPARE(visibleText(text, LineEnds::Shown), text);
}

void TestVisibleText::lineEndsStayWhereTheyAreSaidTo()
{
    QCOMPARE(visibleText("a\nb\r\nc", LineEnds::Stay), QByteArray("a\nb\\x0d\nc"));
    QCOMPARE(visibleText("a\nb", LineEnds::Shown), QByteArray("a\\x0ab"));
}

void TestVisibleText::everyByteAndEveryPairGiveTextWithoutControls()
{
    for (int pair = 0; pair < 0x10000; ++pair) {
        const char bytes[] = {char(pair >> 8), char(pair & 0xff)};
        const QString shown = QString::fromUtf8(visibleText({bytes, 2}, LineEnds::Shown));
        for (const QChar c : shown)
            QVERIFY2((c.category() != QChar::Other_Control || c == u'\t') && c != QChar::ReplacementCharacter, qPrintable(QString::number(pair, 16)));
    }
}

LOOPSCOPE_TEST(TestVisibleText)
#include "app_visible_text.moc"
