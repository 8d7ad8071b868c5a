#include "app/options.h"
#include "support/registered.h"

#include <QTest>

using namespace app;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingOpensTheWindow();
    void aFileOpensInTheWindow();
    void runTakesTheTutorialsOptions();
    void runTakesAllItsOptions();
    void serveAndRenderTakeTheirOptions();
    void renderAndRunTakeAPicturesOptions();
    void eachWrongArgumentIsASentence_data();
    void eachWrongArgumentIsASentence();
    void helpAndVersionAreNoFaults();
};

void TestOptions::nothingOpensTheWindow()
{
    const ParsedOptions parsed = parseOptions({});
    QVERIFY(parsed.options);
    QCOMPARE(parsed.options->command, Command::Window);
    QVERIFY(parsed.options->file.isEmpty());
}

void TestOptions::aFileOpensInTheWindow()
{
    const ParsedOptions parsed = parseOptions({QStringLiteral("a.jsonl")});
    QCOMPARE(parsed.options.value().file, QStringLiteral("a.jsonl"));
}

void TestOptions::runTakesTheTutorialsOptions()
{
    const Options options = parseOptions(QStringLiteral("run -e async-endpoint -c 50").split(u' ')).options.value();
    QCOMPARE(options.command, Command::Run);
    QCOMPARE(options.request, (RunRequest{Endpoint::Async, 50, 1'000'000, 40}));
    QVERIFY(!options.paints());
}

void TestOptions::runTakesAllItsOptions()
{
    const Options options = parseOptions(QStringLiteral("run --endpoint sync-endpoint --count 3 --sleep 0.25 --pool 7 "
                                                        "--log l --trace t --image i.SVG").split(u' ')).options.value();
    QCOMPARE(options.request, (RunRequest{Endpoint::Sync, 3, 250'000, 7}));
    QCOMPARE(parseOptions(QStringLiteral("run -e sync-endpoint --url http://127.0.0.1:9").split(u' ')).options.value().url,
             QUrl(QStringLiteral("http://127.0.0.1:9")));
    QCOMPARE(QStringList({options.logFile, options.traceFile, options.imageFile}),
             QStringList({QStringLiteral("l"), QStringLiteral("t"), QStringLiteral("i.SVG")}));
    QVERIFY(options.paints());
}

void TestOptions::serveAndRenderTakeTheirOptions()
{
    const Options serve = parseOptions(QStringLiteral("serve --port 0 --pool 2 --log l").split(u' ')).options.value();
    QCOMPARE(serve.command, Command::Serve);
    QCOMPARE(serve.port, quint16(0));
    QCOMPARE(serve.request.pool, 2);
    QCOMPARE(serve.listen, QHostAddress(QHostAddress::LocalHost));
    QCOMPARE(serve.limits.idleMillis, 60'000);
    const Options open = parseOptions(QStringLiteral("serve --listen ::1 --limit idle-ms=500 --limit body-bytes=0").split(u' ')).options.value();
    QCOMPARE(open.listen, QHostAddress(QStringLiteral("::1")));
    QCOMPARE(open.limits.idleMillis, 500);
    QCOMPARE(open.limits.bodyBytes, 0);
    const Options render = parseOptions(QStringLiteral("render a.jsonl -o b.pdf --size 800x600 --theme dark").split(u' ')).options.value();
    QCOMPARE(render.command, Command::Render);
    QCOMPARE(render.picture.size, QSize(800, 600));
    QVERIFY(render.picture.dark && render.paints());
    QCOMPARE(parseOptions(QStringLiteral("render a.jsonl -o b.png").split(u' ')).options.value().picture.size, QSize(1920, 1080));
    const Options usual = parseOptions(QStringLiteral("render a.jsonl -o b.GIF").split(u' ')).options.value();
    QCOMPARE(usual.picture.size, usualAnimationSize);
    QCOMPARE(usual.animation, AnimationWishes());
    const Options moving = parseOptions(QStringLiteral("render a.jsonl -o b.gif --size 800x600 --speed 2.5 --fps 30").split(u' ')).options.value();
    QCOMPARE(moving.picture.size, QSize(800, 600));
    QCOMPARE(moving.animation, (AnimationWishes{2.5, 30}));
    QCOMPARE(parseOptions(QStringLiteral("run -e sync-endpoint --image b.gif --fps 30").split(u' ')).options.value().animation.framesPerSecond, 30);
}

void TestOptions::renderAndRunTakeAPicturesOptions()
{
    const QString picture = QStringLiteral(" --size 4:3 --scale 2 --theme dark --transparent --title T --no-title --no-legend --no-caption --no-marks "
                                           "--from 0.5 --to 1.25");
    PictureWishes wanted;
    wanted.size = {1600, 1200};
    wanted.scale = 2;
    wanted.dark = wanted.transparent = true;
    wanted.title = QStringLiteral("T");
    wanted.showTitle = wanted.showLegend = wanted.showCaption = wanted.showMarks = false;
    wanted.from = 500'000'000;
    wanted.to = 1'250'000'000;
    for (const QString &line : {QStringLiteral("render a -o b.png"), QStringLiteral("run -e async-endpoint --image b.png")}) {
        QCOMPARE(parseOptions(line.split(u' ')).options.value().picture, PictureWishes());
        QCOMPARE(parseOptions((line + picture).split(u' ')).options.value().picture, wanted);
    }
    const auto sizeOf = [](const char *size) {
        return parseOptions({QStringLiteral("render"), QStringLiteral("a"), QStringLiteral("-o"), QStringLiteral("b.svg"), QStringLiteral("--size"),
                             QString::fromLatin1(size)}).options.value().picture.size;
    };
    QCOMPARE(sizeOf("16:9"), QSize(1920, 1080));
    QCOMPARE(sizeOf("4k"), QSize(3840, 2160));
    QCOMPARE(sizeOf("4K"), QSize(3840, 2160));
}

void TestOptions::eachWrongArgumentIsASentence_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("named"); ///< what the sentence has to name
    const auto row = [](const QByteArray &line, const char *named) {
        QTest::newRow(line.constData()) << QString::fromLatin1(line) << QString::fromLatin1(named);
    };
    row("run -c 5", "-e");
    row("run -e nowhere", "nowhere");
    row("run -e /async-endpoint", "/async-endpoint");
    row("run -e async-endpoint -c 0", "10,000");
    row("run -e async-endpoint -c 10001", "10001");
    row("run -e async-endpoint -c abc", "abc");
    row("run -e async-endpoint -c 1.5", "1.5");
    row("run -e async-endpoint -c", "-c");
    row("run -e async-endpoint --sleep -1", "-1");
    row("run -e async-endpoint --sleep nan", "nan");
    row("run -e async-endpoint --sleep 60.5", "60.5");
    row("run -e async-endpoint --pool 0", "--pool");
    row("run -e async-endpoint --pool 1001", "1001");
    row("run -e async-endpoint --url ftp://x", "ftp://x");
    row("run -e async-endpoint --url 127.0.0.1:8000", "127.0.0.1:8000");
    row("run -e async-endpoint --image a.bmp", "a.bmp");
    row("run -e async-endpoint --colour red", "colour");
    row("run -e async-endpoint 50", "50");
    row("serve --port 65536", "65536");
    row("serve --port http", "http");
    row("serve --listen everywhere", "everywhere");
    row("serve --limit speed=3", "speed");
    row("serve --limit idle-ms", "idle-ms=60000");
    row("serve --limit body-bytes=-1", "-1");
    row("serve --limit header-bytes=100000000", "1,048,576");
    row("render a.jsonl", "-o");
    row("render -o b.png", "log");
    row("render a b -o c.png", "2");
    row("render a -o c.gif2", "c.gif2");
    row("render a -o c.png --size 10x10", "10x10");
    row("render a -o c.png --size 1920", "1920");
    row("render a -o c.png --theme blue", "blue");
    row("render a -o c.png --size 5:4", "5:4");
    row("render a -o c.png --scale 0", "--scale");
    row("render a -o c.png --scale 9", "\"9\"");
    row("render a -o c.png --scale nan", "nan");
    row("render a -o c.png --size 4k --scale 8", "30720");
    row("render a -o c.png --size 400x300 --scale 0.5", "150");
    row("render a -o c.png --from -1", "-1");
    row("render a -o c.png --from early", "--from");
    row("render a -o c.png --to 1e300", "1e300");
    row("render a -o c.png --from 2 --to 2", "later");
    row("render a -o c.png --to 0", "later");
    row("render a -o c.png --title", "title");
    row("run -e async-endpoint --image a.png --scale big", "big");
    row("render a -o c.gif --speed 0", "--speed");
    row("render a -o c.gif --speed nan", "nan");
    row("render a -o c.gif --speed 1001", "1,000");
    row("render a -o c.gif --fps 60", "50");
    row("render a -o c.png --fps 20", ".gif");
    row("render a -o c.svg --speed 2", ".gif");
    row("render a b --compare -o c.gif", "does not move");
    row("run -e all --image c.gif", "does not move");
    row("run -e async-endpoint --image c.png --fps 20", ".gif");
    for (const char *choice : {"--size 4k", "--scale 2", "--theme dark", "--transparent", "--title T", "--no-title", "--no-legend", "--no-caption", "--no-marks",
                               "--from 0.5", "--to 1", "--speed 2", "--fps 20"})
        row(QByteArray("run -e async-endpoint ") + choice, "--image");
    row("run -e async-endpoint --url http://127.0.0.1:9 --pool 7", "--url");
    row("run -e async-endpoint --image a.svg --scale 2", ".png");
    row("render a -o c.pdf --scale 2", ".png");
    row("render a -o c.gif --scale 2", ".png");
    row("render a -o c.gif --transparent", "--transparent");
    row("run -e async-endpoint --image= -c 5", "--image");
    row("run -e async-endpoint --log=", "--log");
    row("run -e async-endpoint --trace=", "--trace");
    row("serve --log=", "--log");
    row("run -e async-endpoint --log x --trace x", "twice");
    row("run -e async-endpoint --log x.png --image ./x.png", "twice");
    row("convert a -o b.jsonl --rows requests", ".csv");
    row("convert a -o b.txt", "b.txt");
    row("rnu -e async-endpoint", "e");
    row("a b", "a");
}

void TestOptions::eachWrongArgumentIsASentence()
{
    QFETCH(QString, line);
    QFETCH(QString, named);
    const ParsedOptions parsed = parseOptions(line.split(u' '));
    QVERIFY(!parsed.options);
    QCOMPARE(parsed.exitStatus, 2);
    QVERIFY2(parsed.text.contains(named), qPrintable(parsed.text));
    QVERIFY2(parsed.text.endsWith(u'.') && !parsed.text.contains(QStringLiteral("..")), qPrintable(parsed.text));
}

void TestOptions::helpAndVersionAreNoFaults()
{
    for (const char *line : {"--help", "run --help", "serve -h", "render --help", "convert --help", "--version"}) {
        const ParsedOptions parsed = parseOptions(QString::fromLatin1(line).split(u' '));
        QVERIFY(!parsed.options);
        QCOMPARE(parsed.exitStatus, 0);
        QVERIFY(parsed.text.contains(QStringLiteral("loopscope")));
    }
}

LOOPSCOPE_TEST(TestOptions)
#include "app_options.moc"
