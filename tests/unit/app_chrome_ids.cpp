#include "app/chrome_reader.h"
#include "support/registered.h"
#include "support/tracks_text.h"

#include <QTest>

#include <set>

using namespace app;
using namespace Qt::StringLiterals;

// What two ids mean: what is the same stays the same however it is written, and what differs stays apart.
class TestChromeIds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void idsAreTheSameOrNot_data();
    void idsAreTheSameOrNot();
    void idsOfAsyncEventsPairThem_data() { idsAreTheSameOrNot_data(); }
    void idsOfAsyncEventsPairThem();
    void aWordIsNoNumber();
};

/// As JSON writes them.
void TestChromeIds::idsAreTheSameOrNot_data()
{
    QTest::addColumn<QByteArray>("one");
    QTest::addColumn<QByteArray>("other");
    QTest::addColumn<bool>("same");
    const auto row = [](const char *one, const char *other, bool same) { QTest::addRow("%s and %s", one, other) << QByteArray(one) << QByteArray(other) << same; };
    row("1", "\"1\"", true);
    row("1", "1.0", true);
    row("1", "1e0", true);
    row("1", "10E-1", true);
    row("10", "1e1", true);
    row("-1", "\"-1\"", true);
    row("-1", "-1.00", true);
    row("0", "-0", true);
    row("1.5", "\"1.5\"", true);
    row("1.5", "15e-1", true);
    row("\"\\u0031\"", "1", true);
    row("\"a\\/b\"", "\"a/b\"", true);
    row("18446744073709551616", "\"18446744073709551616\"", true);
    row("100000000000000000000", "1e20", true);
    row("1e400", "10e399", true);
    row("1", "2", false);
    row("1", "-1", false);
    row("\"0x1\"", "1", false); // no viewer takes a string for hexadecimal
    row("\"0x1\"", "\"1\"", false);
    row("\"0x1\"", "\"0X1\"", false);
    row("\"0xa\"", "10", false);
    row("\"1.0\"", "1", false); // a string is what it spells
    row("\"1e1\"", "\"10\"", false);
    row("\"007\"", "7", false);
    row("\"+1\"", "1", false);
    row("\" 1\"", "1", false);
    row("\"-0\"", "0", false);
    row("\"a\"", "\"A\"", false);
    row("\"main\"", "-1", false);
    row("\"main\"", "\"-1\"", false);
    row("\"main\"", "0", false);
    row("1.5", "1", false);
    row("9007199254740993", "9007199254740992", false); // the same double
    row("18446744073709551616", "18446744073709551617", false);
    row("18446744073709551616", "0", false); // the same in 64 bits
    row("-9223372036854775808", "9223372036854775808", false);
    row("1e400", "1e401", false);
}

/// Of processes and threads.
void TestChromeIds::idsAreTheSameOrNot()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, same);
    for (const char *ids : {R"("pid":%)", R"("tid":%)", R"("pid":5,"tid":%)", R"("pid":"p","tid":%)"}) {
        const auto event = [ids](const QByteArray &id) { return R"({"ph":"X","name":"x","ts":1,)" + QByteArray(ids).replace('%', id) + '}'; };
        const TracksReading reading = parseTracks('[' + event(one) + ',' + event(other) + ',' + event(one) + ']');
        QCOMPARE(reading.warning + reading.error, QString());
        QCOMPARE(reading.tracks.tracks.size(), size_t(same ? 1 : 2));
        std::set<std::pair<qint64, qint64>> numbers;
        for (const Track &track : reading.tracks.tracks)
            numbers.emplace(track.pid, track.tid);
        QCOMPARE(numbers.size(), reading.tracks.tracks.size()); // written and read again they are as many
    }
}

void TestChromeIds::idsOfAsyncEventsPairThem()
{
    QFETCH(QByteArray, one);
    QFETCH(QByteArray, other);
    QFETCH(bool, same);
    for (const char *ids : {R"("id":%)", R"("id2":{"local":%})", R"("id2":{"global":%})"}) {
        const auto event = [ids](const char *phase, const char *name, const QByteArray &id, int t) {
            return R"({"ph":")" + QByteArray(phase) + R"(","name":")" + name + R"(","ts":)" + QByteArray::number(t) + ',' + QByteArray(ids).replace('%', id) + '}';
        };
        // An end without a name ends the innermost of its id.
        const TracksReading reading = parseTracks('[' + event("b", "a", one, 1) + ',' + event("b", "b", other, 2) + ',' + event("e", "", one, 3) + ','
                                                  + event("e", "", other, 5) + ']');
        QCOMPARE(reading.warning + reading.error, QString());
        QCOMPARE(support::tracksText(reading.tracks), same ? u"A async: / a 0-4000 / b 1000-2000"_s : u"A async: / a 0-2000 / b 1000-4000"_s);
    }
}

void TestChromeIds::aWordIsNoNumber()
{
    const TracksReading reading = parseTracks(R"([{"ph":"X","name":"a","ts":1,"pid":"one","tid":"first"},{"ph":"X","name":"b","ts":1,"pid":-1,"tid":-1},)"
        R"({"ph":"X","name":"c","ts":1,"pid":"two","tid":-2},{"ph":"X","name":"d","ts":1,"pid":-2,"tid":"second"},{"ph":"X","name":"e","ts":1,"pid":1.5}])");
    QCOMPARE(reading.warning + reading.error, QString());
    std::set<qint64> processes;
    QStringList tracks;
    for (const Track &track : reading.tracks.tracks) {
        processes.insert(track.pid);
        tracks << track.process + u'/' + track.name;
    }
    QCOMPARE(processes.size(), size_t(5));
    QVERIFY(processes.contains(-1) && processes.contains(-2));
    tracks.sort();
    QCOMPARE(tracks, (QStringList{u"/second"_s, u"/thread -1"_s, u"1.5/thread 0"_s, u"one/first"_s, u"two/thread -2"_s}));
}

LOOPSCOPE_TEST(TestChromeIds)
#include "app_chrome_ids.moc"
