#include "app/chrome_reader.h"
#include "app/chrome_trace.h"
#include "support/chrome_rules.h"
#include "support/registered.h"

#include <QBuffer>
#include <QTest>

using namespace app;
using namespace Qt::StringLiterals;
using support::ChromeRules;

namespace {

QByteArray jsonOf(const Tracks &tracks)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const Log none;
    Tracks copy = tracks;
    return writeChromeTrace(none, Trace(std::move(copy)), buffer) ? buffer.data() : QByteArray();
}

TracksReading read(const QByteArray &events) { return parseTracks("{\"traceEvents\":[" + events + "]}"); }

/// Everything but the numbers of the labels, which go by the order in the file.
QStringList wordsOf(const Tracks &tracks)
{
    QStringList words;
    const auto label = [&tracks](RequestId id) { return tracks.label(id) ? tracks.label(id)->name + u'/' + tracks.label(id)->category : u"none"_s; };
    for (const Track &track : tracks.tracks) {
        words << u"%1 %2.%3 %4 %5"_s.arg(int(track.kind)).arg(track.pid).arg(track.tid).arg(track.process, track.name);
        for (size_t row = 0; row < track.rows.size(); ++row) {
            for (const Slice &slice : track.rows[row])
                words << u"%1: %2 %3-%4"_s.arg(row).arg(label(slice.request)).arg(slice.begin).arg(slice.end);
        }
        for (const Instant &instant : track.instants)
            words << u"%1 at %2"_s.arg(label(instant.label)).arg(instant.t);
        for (const CounterSample &sample : track.samples)
            words << u"%1 at %2"_s.arg(sample.value, 0, 'g', 17).arg(sample.t);
    }
    return words << u"%1 slices, end %2"_s.arg(tracks.slices).arg(tracks.end);
}

} // namespace

/// Traces of other programs, read and written again.
class TestChromeTracks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tracksComeBackEqual_data();
    void tracksComeBackEqual();
    void slicesThatCrossBecomePairs();
};

void TestChromeTracks::tracksComeBackEqual_data()
{
    QTest::addColumn<QByteArray>("events");
    const auto row = [](const char *name, const char *events) { QTest::newRow(name) << QByteArray(events); };
    row("nested slices", R"({"ph":"X","pid":1,"tid":7,"name":"outer","cat":"c","ts":100,"dur":50.5},{"ph":"X","pid":1,"tid":7,"name":"inner","ts":100,"dur":50.5},
        {"ph":"X","pid":1,"tid":7,"name":"leaf","ts":120.001,"dur":0},{"ph":"X","pid":1,"tid":7,"name":"next","ts":150.5,"dur":1})");
    row("begins and ends", R"({"ph":"B","pid":1,"tid":1,"name":"a","ts":5},{"ph":"B","pid":1,"tid":1,"name":"b","ts":6},{"ph":"E","pid":1,"tid":1,"ts":7},{"ph":"E","pid":1,"tid":1,"ts":8})");
    row("pairs that overlap", R"({"ph":"b","cat":"net","id":1,"pid":1,"tid":1,"name":"get","ts":1},{"ph":"b","cat":"net","id":2,"pid":1,"tid":1,"name":"put","ts":2},
        {"ph":"e","cat":"net","id":1,"pid":1,"tid":1,"name":"get","ts":3},{"ph":"e","cat":"net","id":2,"pid":1,"tid":1,"name":"put","ts":4},
        {"ph":"n","cat":"net","id":2,"pid":1,"tid":1,"name":"byte","ts":2.5},{"ph":"b","cat":"disk","id":"0x7","pid":1,"name":"read","ts":1},{"ph":"e","cat":"disk","id":"0x7","pid":1,"ts":9})");
    row("instants and counters", R"({"ph":"i","s":"g","pid":1,"tid":1,"name":"now","ts":1},{"ph":"C","pid":1,"name":"heap","ts":1,"args":{"value":0.1}},
        {"ph":"C","pid":1,"name":"heap","ts":2,"args":{"value":-3e299}},{"ph":"C","pid":1,"name":"cpu","id":"2","ts":2,"args":{"user":12345678901234,"system":1}})");
    row("several processes", R"({"ph":"M","pid":20,"name":"process_name","args":{"name":"browser \"x\""}},{"ph":"M","pid":10,"name":"process_sort_index","args":{"sort_index":5}},
        {"ph":"M","pid":10,"tid":2,"name":"thread_name","args":{"name":"B\u00e4r\u0001"}},{"ph":"X","pid":10,"tid":2,"name":"x","ts":3,"dur":1},
        {"ph":"M","pid":20,"tid":4,"name":"thread_sort_index","args":{"sort_index":-1}},{"ph":"X","pid":20,"tid":3,"name":"y","ts":3,"dur":1},
        {"ph":"X","pid":20,"tid":4,"name":"z","ts":4,"dur":1},{"ph":"X","pid":"a","tid":"main","name":"w","ts":4,"dur":1})");
    row("late and long", R"({"ph":"X","pid":1,"tid":1,"name":"x","ts":1795400640123456.789,"dur":9000000000000.001},{"ph":"i","pid":1,"tid":1,"name":"y","ts":1795400640123456.788})");
}

void TestChromeTracks::tracksComeBackEqual()
{
    QFETCH(QByteArray, events);
    const TracksReading first = read(events);
    QCOMPARE(first.error + first.warning, QString());
    const Tracks &tracks = first.tracks;
    const QByteArray json = jsonOf(tracks);
    const ChromeRules rules(json);
    QVERIFY2(rules.faults.isEmpty(), qPrintable(rules.faults.join(u'\n')));
    const TracksReading back = parseTracks(json);
    QCOMPARE(back.error + back.warning, QString());
    QCOMPARE(wordsOf(back.tracks), wordsOf(tracks));
    QVERIFY(parseTracks(jsonOf(back.tracks)).tracks == back.tracks); // labels and all
}

void TestChromeTracks::slicesThatCrossBecomePairs()
{
    const Tracks tracks = read(R"({"ph":"X","pid":1,"tid":1,"name":"a","ts":0,"dur":10},{"ph":"X","pid":1,"tid":1,"name":"b","cat":"c","ts":5,"dur":10},
        {"ph":"X","pid":1,"tid":1,"name":"d","ts":6,"dur":2},{"ph":"X","pid":1,"tid":1,"name":"e","ts":12,"dur":2})").tracks;
    QCOMPARE(tracks.slices, size_t(4));
    const QByteArray json = jsonOf(tracks);
    const ChromeRules rules(json);
    QVERIFY2(rules.faults.isEmpty(), qPrintable(rules.faults.join(u'\n')));
    QCOMPARE(rules.phases.value(u"X"_s), 3);
    QCOMPARE(rules.phases.value(u"b"_s), 1);
    QCOMPARE(parseTracks(json).tracks.slices, size_t(4));
}

LOOPSCOPE_TEST(TestChromeTracks)
#include "app_chrome_tracks.moc"
