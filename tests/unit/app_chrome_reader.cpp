#include "app/chrome_reader.h"
#include "app/chrome_trace.h"
#include "support/registered.h"
#include "support/simulated_log.h"
#include "support/tracks_text.h"

#include <QBuffer>
#include <QTest>

using namespace app;

// What each kind of event becomes, in each of the ways that programs write it.
class TestChromeReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachPhaseBecomesItsTrack_data();
    void eachPhaseBecomesItsTrack();
    void eachWayToWriteItIsRead_data();
    void eachWayToWriteItIsRead();
    void eachOrderGivesTheSameRows_data();
    void eachOrderGivesTheSameRows();
    void tracksComeAsTheFileSortsThem();
    void labelsAreToldOnce();
    void aTraceOfVizTracer();
    void aTraceOfChrome();
    void aTraceInPerfettosShape();
    void aTraceOfOurOwn();
};

namespace {

void columns()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("tracks");
}

void row(const char *name, const QByteArray &bytes, const char *tracks) { QTest::newRow(name) << bytes << QString::fromUtf8(tracks); }

/// The same in one portion and in portions of each small size, with nothing skipped.
void compareTracks()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, tracks);
    for (const size_t portion : {size_t(1), size_t(7), size_t(64), JsonPortions::usualPortion}) {
        const TracksReading reading = parseTracks(bytes, portion);
        QCOMPARE(reading.error + reading.warning, QString());
        QCOMPARE(support::tracksText(reading.tracks), tracks);
    }
}

TracksReading example(const char *name) { return readTracks(QStringLiteral(TEST_DATA "/") + QLatin1StringView(name)); }

} // namespace

void TestChromeReader::eachPhaseBecomesItsTrack_data()
{
    columns();
    row("complete", R"([{"ph":"X","name":"a","ts":5,"dur":10,"tid":1},)"
        R"({"ph":"X","name":"b","ts":7,"dur":2,"tid":1}])", "T thread 1: / a 0-10000 / b 2000-4000");
    row("complete, no duration", R"([{"ph":"X","name":"a","ts":5}])", "T thread 0: / a 0-0");
    row("begin and end", R"([{"ph":"B","name":"a","ts":1},{"ph":"B","name":"b","ts":2},{"ph":"E","ts":3},{"ph":"E","ts":4}])",
        "T thread 0: / a 0-3000 / b 1000-2000");
    row("end by name", R"([{"ph":"B","name":"a","ts":1},{"ph":"B","name":"b","ts":2},{"ph":"E","name":"a","ts":3},)"
        R"({"ph":"X","name":"c","ts":3,"dur":1}])",
        "T thread 0: / a 0-2000, c 2000-3000 / b 1000-2000");
    row("end and begin at once", R"([{"ph":"B","name":"a","ts":1},{"ph":"E","name":"a","ts":2},{"ph":"B","name":"b","ts":2},)"
        R"({"ph":"E","name":"b","ts":3}])",
        "T thread 0: / a 0-1000, b 1000-2000");
    row("async", R"([{"ph":"b","cat":"io","id":1,"name":"a","ts":1},{"ph":"b","cat":"io","id":"2","name":"b","ts":2},)"
                 R"({"ph":"e","cat":"io","id":1,"name":"a","ts":3},{"ph":"e","cat":"io","id":"2","ts":4},)"
        R"({"ph":"n","cat":"io","id":1,"name":"c","ts":2}])",
        "A io: / a 0-2000 / b 1000-3000 ! c 1000");
    row("async, one id twice at once", R"([{"ph":"b","id":1,"name":"a","ts":1},{"ph":"b","id":1,"name":"b","ts":2},)"
        R"({"ph":"e","id":1,"name":"a","ts":4},{"ph":"b","id":1,"name":"c","ts":4},{"ph":"e","id":1,"ts":5}])",
        "A async: / a 0-3000, c 3000-4000 / b 1000-3000");
    row("async, one id in two categories", R"([{"ph":"b","cat":"x","id":1,"name":"a","ts":1},{"ph":"b","cat":"y","id":1,"name":"a","ts":2},)"
        R"({"ph":"e","cat":"x","id":1,"name":"a","ts":3},{"ph":"e","cat":"y","id":1,"name":"a","ts":4}])",
        "A x: / a 0-2000\nA y: / a 1000-3000");
    row("async, one id in two scopes", R"([{"ph":"b","id":1,"scope":"s","name":"a","ts":1},{"ph":"b","id":1,"name":"a","ts":2},)"
        R"({"ph":"e","id":1,"scope":"s","name":"a","ts":3},{"ph":"e","id":1,"name":"a","ts":5}])",
        "A async: / a 0-2000 / a 1000-4000");
    row("async, an id a process", R"([{"ph":"b","id":1,"name":"a","ts":1,"pid":1},{"ph":"b","id2":{"local":1},"name":"a","ts":2,"pid":2},)"
        R"({"ph":"e","id":1,"name":"a","ts":3,"pid":1},{"ph":"e","id2":{"local":1},"name":"a","ts":5,"pid":2}])",
        "A async: / a 0-2000\nA async: / a 1000-4000");
    row("async, from process to process", R"([{"ph":"b","id2":{"global":"x"},"name":"a","ts":1,"pid":1},)"
        R"({"ph":"e","id2":{"global":"x"},"name":"a","ts":3,"pid":2},{"ph":"X","name":"c","ts":1,"pid":2}])",
        "A async: / a 0-2000\nT thread 0: / c 0-0");
    row("async, as it once was", R"([{"ph":"S","id":1,"cat":"o","name":"a","ts":1},{"ph":"T","id":1,"cat":"o","name":"b","ts":2},)"
        R"({"ph":"p","id":1,"cat":"o","name":"c","ts":3},{"ph":"F","id":1,"cat":"o","name":"a","ts":4}])",
        "A o: / a 0-3000 ! b 1000 ! c 2000");
    row("instants", R"([{"ph":"i","name":"a","ts":1,"s":"g"},{"ph":"I","name":"b","ts":3},)"
        R"({"ph":"R","name":"c","ts":2}])", "T thread 0: ! a 0 ! c 1000 ! b 2000");
    row("counters", R"([{"ph":"C","name":"m","ts":1,"args":{"x":1.5,"value":-2}},{"ph":"C","name":"m","ts":2,"args":{"x":"3e2"}},)"
        R"({"ph":"C","name":"m","id":7,"ts":2,"args":{"value":4}}])",
        "C m: x: = 1.5 0 = 300 1000\nC m: = -2 0\nC m[7]: = 4 1000");
    row("names", R"([{"ph":"X","name":"a","ts":1,"pid":1,"tid":2},)"
        R"({"ph":"M","name":"thread_name","pid":1,"tid":2,"args":{"name":"main \"T\""}},)"
        R"({"ph":"M","name":"thread_name","pid":1,"tid":3,"args":{"name":"no events"}},{"ph":"M","name":"other","args":{}}])",
        "T main \"T\": / a 0-0");
}
void TestChromeReader::eachPhaseBecomesItsTrack() { compareTracks(); }

void TestChromeReader::eachWayToWriteItIsRead_data()
{
    columns();
    const QByteArray a = R"({"ph":"X","name":"a","ts":1,"dur":2})", b = R"({"dur":1.5,"args":{"n":[{"ph":"E"}]},"ts":1.25,"name":"b","ph":"X"})";
    const char *both = "T thread 0: / a 0-2000 / b 250-1750";
    row("an object", R"({"traceEvents":[)" + a + ',' + b + "]}", both);
    row("keys before and after", R"({"displayTimeUnit":"ns","x":{"traceEvents":[1]},"y":"\"traceEvents\":[", "traceEvents" : [)" + a + ',' + b
        + R"(], "z":[{"ph":"X","ts":9}]})", both);
    row("an array", '[' + a + ',' + b + ']', both);
    row("an array without its end", '[' + a + ',' + b, both);
    row("an array that ends with a comma", "[\n" + a + ",\n" + b + ",\n", both);
    row("a comma before the end", '[' + a + ',' + b + ",]", both);
    row("lines", "[\r\n" + a + "\r\n,\r\n" + b + "\r\n]\r\n", both);
    row("no commas", '[' + a + '\n' + b + ']', both);
    row("no comma in an event", R"([{"ph":"X" "name":"a" "ts":1,"dur":2}])", "T thread 0: / a 0-2000");
    row("a byte order mark", "\xef\xbb\xbf[" + a + ',' + b + ']', both);
    row("blanks", QByteArray("[ " + a + " , " + b + " ]").replace(":", " : ").replace(",", " , "), both);
    row("texts as numbers", R"([{"ph":"X","name":"a","ts":"1.000","dur":"2e0","pid":"7","tid":"8"},)"
        R"({"ph":"X","name":"b","ts":1.25,"dur":1.5,"pid":7,"tid":8}])",
        "T thread 8: / a 0-2000 / b 250-1750");
    row("texts as ids", R"([{"ph":"X","name":"a","ts":1,"pid":"main","tid":"worker"},)"
        R"({"ph":"X","name":"b","ts":1,"pid":"main","tid":"worker"}])", "T worker: / a 0-0, b 0-0");
    row("times since the epoch", R"([{"ph":"X","name":"a","ts":1795400640123456.001,"dur":0.001},)"
        R"({"ph":"X","name":"b","ts":1795400640123456.789,"dur":9}])",
        "T thread 0: / a 0-1, b 788-9788");
    row("text that looks like an end", R"([{"ph":"X","name":"},{","ts":1,"dur":2,"args":{"t":"\\\"]}"}},)"
        R"({"ph":"X","name":"]","ts":1.25,"dur":1.5}])",
        "T thread 0: / },{ 0-2000 / ] 250-1750");
    row("escapes", R"([{"ph":"X","name":"\u0041\n\ud83d\ude00","ts":1},{"ph":"i","name":"A\n)" "\xf0\x9f\x98\x80" R"(","ts":1}])",
        "T thread 0: / A\n\xf0\x9f\x98\x80 0-0 ! A\n\xf0\x9f\x98\x80 0");
    row("no UTF-8", "[{\"ph\":\"X\",\"name\":\"caf\xe9\",\"ts\":1}]", "T thread 0: / caf\xef\xbf\xbd 0-0");
    row("control characters", "[{\"ph\":\"X\",\"name\":\"a\tb\nc\",\"ts\":1}]", "T thread 0: / a b c 0-0");
    row("no name", R"([{"ph":"X","ts":1},{"ph":"X","name":null,"ts":1}])", "T thread 0: /  0-0,  0-0");
}
void TestChromeReader::eachWayToWriteItIsRead() { compareTracks(); }

void TestChromeReader::eachOrderGivesTheSameRows_data()
{
    columns();
    const QByteArray a = R"({"ph":"X","name":"a","ts":1,"dur":8})", b = R"({"ph":"X","name":"b","ts":2,"dur":4})";
    const QByteArray c = R"({"ph":"X","name":"c","ts":3,"dur":2})";
    const char *nested = "T thread 0: / a 0-8000 / b 1000-5000 / c 2000-4000";
    row("by begin", '[' + a + ',' + b + ',' + c + ']', nested);
    row("by end", '[' + c + ',' + b + ',' + a + ']', nested);
    row("any", '[' + b + ',' + a + ',' + c + ']', nested);
    row("an end before its begin", R"([{"ph":"E","ts":4},{"ph":"B","name":"a","ts":1},{"ph":"i","name":"i","ts":3},{"ph":"i","name":"j","ts":2}])",
        "T thread 0: / a 0-3000 ! j 1000 ! i 2000");
    row("samples", R"([{"ph":"C","name":"m","ts":4,"args":{"value":2}},{"ph":"C","name":"m","ts":1,"args":{"value":1}}])", "C m: = 1 0 = 2 3000");
    row("the same begin", R"([{"ph":"X","name":"b","ts":1,"dur":2},{"ph":"X","name":"a","ts":1,"dur":4}])", "T thread 0: / a 0-4000 / b 0-2000");
    row("the same begin and end", R"([{"ph":"X","name":"a","ts":1,"dur":2},)"
        R"({"ph":"X","name":"b","ts":1,"dur":2}])", "T thread 0: / a 0-2000 / b 0-2000");
    row("overlapping in part", R"([{"ph":"X","name":"a","ts":0,"dur":10},{"ph":"X","name":"b","ts":5,"dur":10},)"
        R"({"ph":"X","name":"c","ts":12,"dur":8},{"ph":"X","name":"d","ts":13,"dur":1}])",
        "T thread 0: / a 0-10000, c 12000-20000 / b 5000-15000 / d 13000-14000");
}
void TestChromeReader::eachOrderGivesTheSameRows() { compareTracks(); }

void TestChromeReader::tracksComeAsTheFileSortsThem()
{
    const TracksReading reading = parseTracks(R"([
        {"ph":"C","name":"m","ts":1,"pid":5,"args":{"value":1}}, {"ph":"b","cat":"q","id":1,"name":"x","ts":1,"pid":5},
        {"ph":"e","cat":"q","id":1,"name":"x","ts":2,"pid":5},
        {"ph":"X","ts":1,"pid":5,"tid":9}, {"ph":"X","ts":1,"pid":5,"tid":3}, {"ph":"X","ts":1,"pid":5,"tid":7},
        {"ph":"X","ts":1,"pid":2,"tid":1}, {"ph":"X","ts":1,"pid":8,"tid":1},
        {"ph":"M","name":"process_sort_index","pid":8,"args":{"sort_index":-1}},
        {"ph":"M","name":"thread_sort_index","pid":5,"tid":7,"args":{"sort_index":-2}},
        {"ph":"M","name":"process_name","pid":8,"args":{"name":"eight"}}, {"ph":"M","name":"process_labels","pid":8,"args":{"labels":"page"}}])");
    QCOMPARE(reading.error + reading.warning, QString());
    QStringList order;
    for (const Track &track : reading.tracks.tracks)
        order << QStringLiteral("%1/%2 %3").arg(track.pid).arg(track.tid).arg(track.name);
    QCOMPARE(order.join(u'\n'), QStringLiteral("8/1 thread 1\n2/1 thread 1\n5/7 thread 7\n5/3 thread 3\n5/9 thread 9\n5/0 q\n5/0 m"));
    QCOMPARE(reading.tracks.tracks[0].process, QStringLiteral("eight (page)"));
    QCOMPARE(reading.tracks.tracks[1].process, QString());
}

void TestChromeReader::labelsAreToldOnce()
{
    const TracksReading reading = parseTracks(R"([{"ph":"X","name":"a","cat":"c","ts":1},{"ph":"X","name":"a","cat":"d","ts":1},)"
        R"({"ph":"i","name":"a","cat":"c","ts":1},{"ph":"X","name":"\u0061","cat":"c","ts":1}])");
    QCOMPARE(reading.tracks.labels.size(), size_t(2));
    QCOMPARE(reading.tracks.labels[0], (Label{QStringLiteral("a"), QStringLiteral("c")}));
    QCOMPARE(reading.tracks.labels[1], (Label{QStringLiteral("a"), QStringLiteral("d")}));
    QCOMPARE(reading.tracks.slices, size_t(3));
    QCOMPARE(reading.tracks.end, 0);
}

void TestChromeReader::aTraceOfVizTracer()
{
    const TracksReading reading = example("chrome-viztracer.json");
    QCOMPARE(reading.error + reading.warning, QString());
    QCOMPARE(support::tracksText(reading.tracks),
             QStringLiteral("T MainThread: / builtins.exec 0-28900 / <module> (/home/user/fib.py:1) 3100-26500 / fib (/home/user/fib.py:1) 10800-15500, print 17000-25050"
                            " / fib (/home/user/fib.py:1) 11500-13700, fib (/home/user/fib.py:1) 14200-15100 ! done 27900\n"
                            "C memory: rss: = 1.25829e+07 19900\nC memory: vms: = 2.51658e+07 19900"));
    QCOMPARE(reading.tracks.tracks[0].process, QStringLiteral("MainProcess"));
    QCOMPARE(reading.tracks.end, 28'900);
}

void TestChromeReader::aTraceOfChrome()
{
    const TracksReading reading = example("chrome-devtools.json");
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.warning, QStringLiteral("chrome-devtools.json: Skipped: 1 flow event, 1 object event, 1 sample."));
    QCOMPARE(support::tracksText(reading.tracks),
             QStringLiteral("T Compositor: / CompositeLayers 1996000-2086000\n"
                            "T CrRendererMain: / ThreadControllerImpl::RunTask 1006000-2409000 / EventDispatch 1096000-1716000 / FunctionCall 1126000-1666000"
                            " ! navigationStart 496000 ! UpdateCounters 2496000\n"
                            "A loading: / ResourceLoad 1396000-2796000\n"
                            "T CrBrowserMain: ! TracingStartedInBrowser 0\n"
                            "A latencyInfo: / InputLatency::MouseUp 896000-2196000"));
    QCOMPARE(reading.tracks.tracks[0].process, QStringLiteral("Renderer (Example Domain)"));
}

void TestChromeReader::aTraceInPerfettosShape()
{
    const TracksReading reading = example("chrome-perfetto.json");
    QCOMPARE(reading.error, QString());
    QCOMPARE(reading.warning, QStringLiteral("chrome-perfetto.json: Skipped: 1 flow event."));
    QCOMPARE(support::tracksText(reading.tracks),
             QStringLiteral("T RenderThread: / DrawFrame 250-10750 / flush \u2192 GPU 1500-4563\nA ipc: / Broadcast 2000-6000 ! delivered 3500\nC vsync: = 0 0 = 1 8000"));
}

void TestChromeReader::aTraceOfOurOwn()
{
    support::SimulatedLog log;
    log.sleepNs = 1'000'000;
    log.async(1, 100, 1000);
    log.async(2, 150, 1050);
    log.sync(3, 200, 1, 300, 900);
    log.wrong(4, 2500, 2600, 400);
    log.lag(2700, 12345);
    log.sort();
    Trace trace;
    trace.append(log.log);
    QBuffer json;
    json.open(QIODevice::WriteOnly);
    QVERIFY(writeChromeTrace(log.log, trace, json));
    const TracksReading reading = parseTracks(json.data());
    QCOMPARE(reading.error, QString());
    QVERIFY2(reading.warning.startsWith(u"Skipped: ") && reading.warning.contains(u"12"), qPrintable(reading.warning)); // s, t, f of four flows
    constexpr size_t clientSteps = 8; // each has a slice that its flow begins or ends in
    QVERIFY(trace.slices() > 5);
    QCOMPARE(reading.tracks.slices, trace.slices() + clientSteps);
    QCOMPARE(reading.tracks.tracks.back().samples.size(), trace.lag().size());
}

LOOPSCOPE_TEST(TestChromeReader)
#include "app_chrome_reader.moc"
