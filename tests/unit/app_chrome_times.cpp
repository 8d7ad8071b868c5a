#include "app/chrome_reader.h"
#include "support/registered.h"
#include "support/tracks_text.h"

#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;

// Which events of a trace belong together in time: the many are shown, the few far from them are counted.
class TestChromeTimes : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theManyAreShownAndTheFewCounted_data();
    void theManyAreShownAndTheFewCounted();
    void outliersAnywhereChangeNothingElse();
};

void TestChromeTimes::theManyAreShownAndTheFewCounted_data()
{
    QTest::addColumn<QStringList>("times"); ///< of slices named a, b, c, ... of 1 us each
    QTest::addColumn<QString>("tracks");
    QTest::addColumn<int>("far");
    const auto row = [](const char *name, const char *times, const char *tracks, int far) {
        QTest::newRow(name) << QString::fromLatin1(times).split(u' ') << QString::fromLatin1(tracks) << far;
    };
    row("the first at 0", "0 1795400640123456 1795400640123460", "b 0-1000, c 4000-5000", 1);
    row("the last at 0", "1795400640123456 1795400640123460 0", "a 0-1000, b 4000-5000", 1);
    row("half at 0", "0 1795400640123456 0 1795400640123460", "b 0-1000, d 4000-5000", 2);
    row("more than half at 0", "0 0 0 1795400640123456 1795400640123460", "d 0-1000, e 4000-5000", 3);
    row("nearly all at 0", "0 0 0 0 0 1795400640123460", "a 0-1000 / b 0-1000 / c 0-1000 / d 0-1000 / e 0-1000", 1);
    row("the first at 0, then days since the start of the machine", "0 500000000000 500000000004", "b 0-1000, c 4000-5000", 1);
    row("the first at 0, then an hour", "0 3600000000 3600000004", "a 0-1000, b 3600000000000-3600000001000, c 3600000004000-3600000005000", 0);
    row("0 among others", "-1 0 500000000000", "a 0-1000, b 1000-2000, c 500000000001000-500000000002000", 0);
    row("the first since the epoch", "1795400640123456 0 5", "b 0-1000, c 5000-6000", 1);
    row("the last since the epoch", "0 5 1795400640123456", "a 0-1000, b 5000-6000", 1);
    row("one far before", "-1795400640123456 0 5", "b 0-1000, c 5000-6000", 1);
    row("one far at each end", "-1795400640123456 7 9 1795400640123456", "b 0-1000, c 2000-3000", 2);
    row("years apart, the many first", "1000 1002 1004 700000000000000 700000000000002", "a 0-1000, b 2000-3000, c 4000-5000", 2);
    row("years apart, the many last", "1000 1002 700000000000000 700000000000002 700000000000004", "c 0-1000, d 2000-3000, e 4000-5000", 2);
    row("begun before 0, as Bazel does", "-1500.5 -2 0 20", "a 0-1000, b 1498500-1499500, c 1500500-1501500, d 1520500-1521500", 0);
    row("all before 0", "-20 -10", "a 0-1000, b 10000-11000", 0);
    row("half a year", "5 0 17280000000000", "b 0-1000, a 5000-6000, c 17280000000000000-17280000000001000", 0);
    row("ns since the epoch", "1795400640123456789 1795400640123456799", "a 0-1000, b 10000-11000", 0);
    row("ns since the epoch, the first at 0", "0 1795400640123456789 1795400640123456799", "b 0-1000, c 10000-11000", 1);
    row("ns since the epoch, falling", "1795400640123456799 1795400640123456789", "b 0-1000, a 10000-11000", 0);
    row("one past 64 bits", "3 9223372036854775807 4", "a 0-1000, c 1000-2000", 1);
}

void TestChromeTimes::theManyAreShownAndTheFewCounted()
{
    QFETCH(QStringList, times);
    QFETCH(QString, tracks);
    QFETCH(int, far);
    QByteArray bytes = "[";
    for (qsizetype i = 0; i < times.size(); ++i)
        bytes += R"({"ph":"X","name":")" + QByteArray(1, char('a' + i)) + R"(","dur":1,"ts":)" + times[i].toLatin1() + "},";
    for (const size_t portion : {size_t(8), JsonPortions::usualPortion}) {
        const TracksReading reading = parseTracks(bytes, portion);
        QCOMPARE(reading.error, QString());
        QCOMPARE(support::tracksText(reading.tracks), u"T thread 0: / "_s + tracks);
        QCOMPARE(reading.warning, far == 0 ? QString() : far == 1 ? u"Skipped: 1 event whose time is far from that of the others."_s
                                                                  : u"Skipped: %1 events whose times are far from those of the others."_s.arg(far));
    }
}

/// Of each kind of event one far from the rest, before, after and among them.
void TestChromeTimes::outliersAnywhereChangeNothingElse()
{
    const QList<QByteArray> usual{R"({"ph":"B","name":"a","ts":1795400640123456})", R"({"ph":"E","ts":1795400640123459})",
                                  R"({"ph":"X","name":"x","ts":1795400640123457,"dur":1})", R"({"ph":"i","name":"i","ts":1795400640123458})",
                                  R"({"ph":"b","id":1,"name":"p","ts":1795400640123456})", R"({"ph":"e","id":1,"ts":1795400640123460})",
                                  R"({"ph":"n","id":1,"name":"q","ts":1795400640123457})", R"({"ph":"C","name":"m","ts":1795400640123456,"args":{"v":1,"w":2}})"};
    const TracksReading plain = parseTracks('[' + usual.join(','));
    QCOMPARE(plain.warning + plain.error, QString());
    QCOMPARE(plain.tracks.end, 4000);
    for (const char *time : {"0", "12", "-5", "1e15", "18446744073709551615"}) {
        for (const char *far : {R"({"ph":"X","name":"a","ts":%,"dur":7})", R"({"ph":"i","name":"i","ts":%})", R"({"ph":"b","id":1,"name":"p","ts":%})",
                                R"({"ph":"n","id":1,"name":"q","ts":%})", R"({"ph":"C","name":"m","ts":%,"args":{"v":3,"w":4}})", R"({"ph":"B","name":"a","ts":%})"}) {
            for (const qsizetype place : {qsizetype(0), qsizetype(3), usual.size()}) {
                QList<QByteArray> events = usual;
                events.insert(place, QByteArray(far).replace('%', time));
                const TracksReading reading = parseTracks('[' + events.join(','));
                if (QByteArray(time).size() > 19) // no number at all for us
                    QCOMPARE(reading.warning, u"Skipped: 1 event without a usable time."_s);
                else
                    QCOMPARE(reading.warning, u"Skipped: 1 event whose time is far from that of the others."_s);
                QCOMPARE(support::tracksText(reading.tracks), support::tracksText(plain.tracks));
                QCOMPARE(reading.tracks.end, plain.tracks.end);
            }
        }
    }
}

LOOPSCOPE_TEST(TestChromeTimes)
#include "app_chrome_times.moc"
