#include "app/chrome_reader.h"
#include "app/row_placer.h"
#include "support/registered.h"
#include "support/tracks_text.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace app;

// Whatever a file holds: what can be read of it is shown, and what not is said.
class TestChromeDamage : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }

private Q_SLOTS:
    void whatIsSkippedIsCounted_data();
    void whatIsSkippedIsCounted();
    void eachUnusableFileIsASentence_data();
    void eachUnusableFileIsASentence();
    void aFileCutAnywhereShowsWhatCameBefore_data();
    void aFileCutAnywhereShowsWhatCameBefore();
    void aBrokenEventCostsItselfAlone_data();
    void aBrokenEventCostsItselfAlone();
    void aFileOfNothingButFaultsIsGivenUp();
    void aMillionThreadsAreBounded();
    void deepNestingIsBounded();
    void overlappingSlicesAreBounded();
    void anEventMayBeLongerThanAPortion();
    void aHugeFileIsRefusedAtOnce();
    void whatIsNoFileIsNamed();
    void aReadingTellsHowFarItIsAndCanBeCancelled();
};

namespace {

const QByteArray good = R"({"ph":"X","name":"a","ts":1,"dur":2})";

bool isSentence(const QString &text) { return text.endsWith(u'.') && !text.contains(u'%'); }

} // namespace

void TestChromeDamage::whatIsSkippedIsCounted_data()
{
    QTest::addColumn<QByteArray>("events");
    QTest::addColumn<QString>("warning");
    const auto row = [](const char *events, const char *warning) { QTest::newRow(warning) << QByteArray(events) << QString::fromLatin1(warning); };
    row(R"({"ph":"s","id":1,"ts":1},{"ph":"t","id":1,"ts":1},{"ph":"f","bp":"e","id":1,"ts":1})", "Skipped: 3 flow events.");
    row(R"({"ph":"N","ts":1},{"ph":"O","ts":1},{"ph":"D","ts":1},{"ph":"v"},{"ph":"V"},)"
        R"({"ph":"P","ts":1})", "Skipped: 3 object events, 2 memory dumps, 1 sample.");
    row(R"({"ph":"c","ts":1},{"ph":"(","ts":1},{"ph":"(","ts":1})", "Skipped: 2 events of phase \"(\", 1 event of phase \"c\".");
    row(R"({"ph":"X"},{"ph":"X","ts":null},{"ph":"X","ts":NaN},{"ph":"X","ts":"1e3x"},{"ph":"B","ts":"soon"},{"ph":"i","ts":[1]},)"
        R"({"ph":"C","ts":1e300})",
        "Skipped: 7 events without a usable time.");
    row(R"({"ph":"X","ts":9223372036854775807},{"ph":"X","ts":18014398509482.985})", "Skipped: 2 events whose times are far from those of the others.");
    row(R"({"ph":"X","ts":1,"dur":-1},{"ph":"X","ts":1,"dur":NaN},{"ph":"X","ts":1,"dur":1e300},{"ph":"X","ts":1,"dur":18014398509482},)"
        R"({"ph":"X","ts":1,"dur":9223372036854775})",
        "Skipped: 5 events without a usable duration.");
    row(R"({"ph":"E","ts":1},{"ph":"e","id":1,"ts":1},{"ph":"B","name":"a","ts":1},{"ph":"E","name":"b","ts":2},)"
        R"({"ph":"E","ts":2})", "Skipped: 3 ends without their begin.");
    row(R"({"ph":"b","ts":1},{"ph":"n","id":null,"ts":1})", "Skipped: 2 async events without an id.");
    row(R"({"ph":"C","name":"m","ts":1,"args":{"a":"x","b":null,"c":{},"d":1e999,"e":-2e300,"f":true}})", "Skipped: 6 counter values that are no numbers.");
    row(R"({"ph":"XX","ts":1},{"ts":1},{},1,null,"s",[1,2])", "Skipped: 7 broken events.");
    row(R"({"ph":"B","name":"a","ts":1},{"ph":"b","id":1,"ts":1})", "2 slices without their end are drawn to the end of the trace.");
}

void TestChromeDamage::whatIsSkippedIsCounted()
{
    QFETCH(QByteArray, events);
    QFETCH(QString, warning);
    const TracksReading reading = parseTracks('[' + good + ',' + events + ',' + good + ']');
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.warning, warning);
    QVERIFY(reading.tracks.slices >= 2);
}

void TestChromeDamage::eachUnusableFileIsASentence_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("named");
    const auto row = [](const char *name, const QByteArray &bytes, const char *named) { QTest::newRow(name) << bytes << QString::fromLatin1(named); };
    row("empty", "", "empty");
    row("blank", "\xef\xbb\xbf \r\n\t", "empty");
    row("text", "hello", "no JSON");
    row("a picture", QByteArray("\x89PNG\r\n\x1a\n\0\0\0", 11), "no JSON");
    row("packed", QByteArray("\x1f\x8b\x08\0", 4), "gunzip");
    row("a number", "12", "no JSON");
    row("a string", "\"traceEvents\":[", "no JSON");
    row("an end", "]", "no JSON");
    row("another object", R"({"a":{"traceEvents":[{"ph":"X","ts":1}]},"b":"traceEvents"})", "traceEvents");
    row("a log of ours", "{\"format\":\"loopscope\",\"version\":1}\n{\"t\":1}\n", "traceEvents");
    row("events that are no list", R"({"traceEvents":{"ph":"X","ts":1}})", "traceEvents");
    row("cut before the events", R"({"other":[1,2],"traceEv)", "traceEvents");
    row("no events", R"({"traceEvents":[]})", "no events");
    row("an open list", "[", "no events");
    row("another list", "[1,2,3]", "3 broken events");
    row("names alone", R"([{"ph":"M","name":"process_name","args":{"name":"x"}}])", "no events");
}

void TestChromeDamage::eachUnusableFileIsASentence()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, named);
    const TracksReading reading = parseTracks(bytes);
    QVERIFY2(reading.error.contains(named), qPrintable(reading.error));
    QVERIFY2(isSentence(reading.error), qPrintable(reading.error));
    QVERIFY(reading.tracks.empty() && reading.warning.isEmpty());
}

void TestChromeDamage::aFileCutAnywhereShowsWhatCameBefore_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *name : {"chrome-viztracer.json", "chrome-devtools.json", "chrome-perfetto.json"}) {
        QFile file(QStringLiteral(TEST_DATA "/") + QLatin1StringView(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QTest::newRow(name) << file.readAll();
    }
}

void TestChromeDamage::aFileCutAnywhereShowsWhatCameBefore()
{
    QFETCH(QByteArray, bytes);
    const auto content = [](const Tracks &tracks) {
        size_t count = tracks.slices;
        for (const Track &track : tracks.tracks)
            count += track.instants.size() + track.samples.size();
        return count;
    };
    const TracksReading whole = parseTracks(bytes);
    size_t before = 0;
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        const TracksReading reading = parseTracks(bytes.left(cut));
        QCOMPARE(reading.error.isEmpty(), !reading.tracks.empty());
        QVERIFY2(content(reading.tracks) >= before, qPrintable(QString::number(cut)));
        before = content(reading.tracks);
        QVERIFY(reading.error.isEmpty() || isSentence(reading.error));
        QCOMPARE(parseTracks(bytes.left(cut), 64).tracks, reading.tracks);
    }
    QCOMPARE(before, content(whole.tracks));
    QVERIFY(before > 0);
}

void TestChromeDamage::aBrokenEventCostsItselfAlone_data()
{
    QTest::addColumn<QByteArray>("broken");
    const auto row = [](const char *name, const QByteArray &broken) { QTest::newRow(name) << broken; };
    row("no colon", R"({"ph" "X","ts":5})");
    row("no value", R"({"ph":"X","ts":,"dur":1})");
    row("no quote", R"({"ph":"X","name":"b,"ts":5})");
    row("a quote too many", R"({"ph":"X","name":"b"","ts":5})");
    row("no end", R"({"ph":"X","name":"b","ts":)");
    row("no end of its arguments", R"({"ph":"X","args":{"a":[{"b":1},"ts":5})");
    row("no begin", R"("ph":"X","ts":5})");
    row("NULs", QByteArray(100, '\0'));
    row("another text", "<html>\"it's }\" broken</html>");
}

void TestChromeDamage::aBrokenEventCostsItselfAlone()
{
    QFETCH(QByteArray, broken);
    const QByteArray after = R"({"ph":"X","name":"z","ts":9,"dur":1})";
    const QByteArray bytes = '[' + good + ",\n" + broken + ",\n" + after + ",\n" + after + ']';
    for (const size_t portion : {size_t(8), size_t(100), JsonPortions::usualPortion}) {
        const TracksReading reading = parseTracks(bytes, portion);
        QCOMPARE(reading.error, QString());
        const QString tracks = support::tracksText(reading.tracks);
        QVERIFY2(tracks.startsWith(QStringLiteral("T thread 0: / a 0-2000")) && tracks.contains(QStringLiteral("z 8000-9000")), qPrintable(tracks));
        QVERIFY2(isSentence(reading.warning), qPrintable(reading.warning));
    }
}

void TestChromeDamage::aFileOfNothingButFaultsIsGivenUp()
{
    const TracksReading reading = parseTracks('[' + good + ',' + QByteArray("{\"a\" {\"b\":{\"c\"} ").repeated(5'000));
    QCOMPARE(reading.tracks.slices, size_t(1));
    QVERIFY2(reading.warning.contains(QStringLiteral("too many places")), qPrintable(reading.warning));
    QVERIFY(isSentence(reading.warning));
}

void TestChromeDamage::aMillionThreadsAreBounded()
{
    QByteArray bytes = "[" + good;
    for (int tid = 1; tid < 1'000'000; ++tid)
        bytes += ",{\"ph\":\"X\",\"ts\":1,\"tid\":" + QByteArray::number(tid) + '}';
    const TracksReading reading = parseTracks(bytes);
    QCOMPARE(reading.tracks.tracks.size(), size_t(10'000));
    QCOMPARE(reading.warning, QStringLiteral("Skipped: 990000 events of tracks past the limit."));
    for (const char *ids : {R"("ph":"X","tid":"w%")", R"("ph":"X","pid":"w%")", R"("ph":"n","id":1,"cat":"c%")", R"("ph":"C","args":{"a%":1})",
                            R"("ph":"i","pid":%)"}) {
        bytes = "[" + good;
        for (int i = 1; i < 30'000; ++i)
            bytes += ",{\"ts\":1," + QByteArray(ids).replace('%', QByteArray::number(i)) + '}';
        const TracksReading other = parseTracks(bytes);
        QVERIFY2(other.tracks.tracks.size() >= 9'999 && other.tracks.tracks.size() <= 10'000, ids);
        QVERIFY2(other.warning.contains(QStringLiteral("past the limit")), ids);
    }
}

void TestChromeDamage::deepNestingIsBounded()
{
    QByteArray bytes = "[";
    for (int depth = 0; depth < 1'000; ++depth)
        bytes += "{\"ph\":\"B\",\"ts\":" + QByteArray::number(depth) + "},";
    const TracksReading stacked = parseTracks(bytes);
    QCOMPARE(stacked.tracks.tracks.at(0).rows.size(), size_t(512));
    QVERIFY2(stacked.warning.contains(QStringLiteral("487 slices nested too deeply")), qPrintable(stacked.warning));

    const QByteArray bomb(3'000'000, '[');
    const QByteArray objects = QByteArray("{\"a\":").repeated(600'000);
    for (const QByteArray &text : {bomb, "{\"a\":" + bomb, objects, '[' + good + ',' + bomb, '[' + good + ",{\"args\":" + bomb, '[' + good + ',' + objects}) {
        const TracksReading reading = parseTracks(text);
        QCOMPARE(reading.tracks.slices, size_t(text.contains(good)));
        QCOMPARE(reading.error.isEmpty(), text.contains(good));
    }
    const TracksReading closed = parseTracks('[' + good + ",{\"ph\":\"X\",\"ts\":2,\"args\":" + bomb + QByteArray(3'000'000, ']') + "}]");
    QCOMPARE(closed.tracks.slices, size_t(2));
    QCOMPARE(closed.warning, QString());
}

void TestChromeDamage::overlappingSlicesAreBounded()
{
    QByteArray bytes = "[";
    constexpr int count = 110'000;
    for (int i = 0; i < count; ++i)
        bytes += "{\"ph\":\"b\",\"id\":" + QByteArray::number(i) + ",\"ts\":" + QByteArray::number(i) + "},";
    const TracksReading reading = parseTracks(bytes);
    QCOMPARE(reading.tracks.tracks.at(0).rows.size(), RowBudget().left);
    QVERIFY2(reading.warning.contains(QStringLiteral("9999 slices nested too deeply")), qPrintable(reading.warning));
}

void TestChromeDamage::anEventMayBeLongerThanAPortion()
{
    const QByteArray after = R"({"ph":"X","name":"z","ts":9,"dur":1})";
    const auto traceWith = [&](const QByteArray &longText) {
        return parseTracks('[' + good + R"(,{"ph":"X","ts":5,"args":{"text":")" + longText + R"("},"name":"long"},)" + after + ',' + after + ']');
    };
    const TracksReading reading = traceWith(QByteArray(3'000'000, 'x'));
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(support::tracksText(reading.tracks), QStringLiteral("T thread 0: / a 0-2000, long 4000-4000, z 8000-9000 / z 8000-9000"));
    const QByteArray tooLong(qsizetype(JsonPortions::longestPortion) + 100, 'x');
    const TracksReading skipped = traceWith(tooLong);
    QCOMPARE(skipped.warning, QStringLiteral("Skipped: 1 broken event."));
    QCOMPARE(skipped.tracks.slices, size_t(3));
}

void TestChromeDamage::aHugeFileIsRefusedAtOnce()
{
    QFile file(path("huge.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[" + good);
    QVERIFY(file.resize(qint64(10) << 30)); // holes: it takes no room
    file.close();
    Reading reading;
    const TracksReading refused = readTracks(file.fileName(), &reading);
    QVERIFY2(refused.error.contains(QStringLiteral("10 GiB")) && isSentence(refused.error), qPrintable(refused.error));
    QCOMPARE(reading.done.load(), 0); // nothing of it was read
    QVERIFY(refused.tracks.empty());
}

void TestChromeDamage::whatIsNoFileIsNamed()
{
    QVERIFY(readTracks(path("nowhere.json")).error.contains(QStringLiteral("nowhere.json")));
    QVERIFY(readTracks(m_folder.path()).error.contains(QStringLiteral("not a file")));
    const QString pipe = path("pipe");
    QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
    QVERIFY(readTracks(pipe).error.contains(QStringLiteral("not a file"))); // and does not wait for a writer
}

void TestChromeDamage::aReadingTellsHowFarItIsAndCanBeCancelled()
{
    QFile file(path("trace.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("[");
    for (int i = 0; i < 50'000; ++i)
        file.write("{\"ph\":\"X\",\"ts\":" + QByteArray::number(i) + "},\n");
    const qint64 size = file.size();
    file.close();
    Reading reading;
    QCOMPARE(readTracks(file.fileName(), &reading).tracks.slices, size_t(50'000));
    QCOMPARE(reading.total.load(), size);
    QCOMPARE(reading.done.load(), size);
    reading.done = 0;
    reading.cancelled = true;
    const TracksReading cancelled = readTracks(file.fileName(), &reading);
    QCOMPARE(cancelled.error, QStringLiteral("trace.json: Opening was cancelled."));
    QVERIFY(cancelled.tracks.empty() && reading.done.load() < size);
}

LOOPSCOPE_TEST(TestChromeDamage)
#include "app_chrome_damage.moc"
