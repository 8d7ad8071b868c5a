#include "support/registered.h"
#include "support/simulated_run.h"
#include "support/tiles.h"
#include "ui/picture.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QTest>
#include <QXmlStreamReader>

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

struct Text {
    QString words;
    double pixels = 0;
    QRectF place; ///< of the letters: from the baseline up to the capitals
};

double numberOf(const QXmlStreamAttributes &attributes, const char *name)
{
    return attributes.value(QLatin1StringView(name)).toDouble();
}

/// All that is written in a picture, the marks' too: SVG keeps each as a text.
std::vector<Text> textsOf(const app::Run &run, const PictureOptions &options)
{
    std::vector<Text> texts;
    QXmlStreamReader xml(svgOf(drawingOf(run, options)));
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement || xml.name() != u"text")
            continue;
        const QXmlStreamAttributes attributes = xml.attributes();
        Text text;
        text.pixels = numberOf(attributes, "font-size");
        const QString matrix = attributes.value(u"transform"_s).toString(); // matrix(1,0,0,1,dx,dy)
        const QStringList parts = matrix.mid(7, matrix.size() - 8).split(u',');
        const QPointF moved = parts.size() == 6 ? QPointF(parts[4].toDouble(), parts[5].toDouble()) : QPointF();
        const QFont font = textFont(text.pixels, numberOf(attributes, "font-weight") >= 600 ? QFont::DemiBold : QFont::Normal);
        text.words = xml.readElementText();
        const double high = 0.7 * text.pixels;
        text.place = QRectF(numberOf(attributes, "x"), numberOf(attributes, "y") - high, QFontMetricsF(font).horizontalAdvance(text.words), high)
                             .translated(moved);
        texts.push_back(text);
    }
    return texts;
}

app::Run runOf(const QString &name)
{
    const QString kind = name.section(u' ', 0, 0);
    const int count = name.section(u' ', 1, 1).toInt();
    app::Run run = support::simulatedRun(kind == u"sync" ? app::Endpoint::Sync : kind == u"async" ? app::Endpoint::Async : app::Endpoint::AsyncWrong,
                                         count);
    if (name.endsWith(u"stopped"))
        run.state = app::RunState::Stopped;
    return run;
}

} // namespace

/// What is on a slide is readable from the back row, and stands in nobody's way.
class TestPictureType : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextIsReadFromTheBackRow_data();
    void everyTextIsReadFromTheBackRow();
    void whatIsLeftOutGivesItsRoom();
    void aLongTitleShrinksThenEnds();
    void anOwnTitleStandsInstead();
    void aTransparentPictureHasNoGround();
    void scaleGivesMorePixelsOfTheSamePicture();
    void aTimeTheRunHasNotIsASentence();
};

void TestPictureType::everyTextIsReadFromTheBackRow_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QSize>("size");
    for (const char *name : {"sync 50", "async 50", "wrong 50", "wrong 5", "async 2", "sync 2", "sync 10", "async 10", "async 1000", "sync 1000", "wrong 50 stopped"}) {
        for (const QSize size : {QSize(1920, 1080), QSize(1280, 720), QSize(1600, 1200), QSize(3840, 2160), QSize(800, 1200), QSize(320, 180), QSize(4000, 700)})
            QTest::addRow("%s at %dx%d", name, size.width(), size.height()) << QString::fromLatin1(name) << size;
    }
}

void TestPictureType::everyTextIsReadFromTheBackRow()
{
    QFETCH(QString, name);
    QFETCH(QSize, size);
    const app::Run run = runOf(name);
    PictureOptions options;
    options.wishes.size = size;
    options.view.marks = {{run.now / 3, u"here"_s}};
    options.view.measure = TimeRange{run.now / 4, run.now / 2};
    const std::vector<Text> texts = textsOf(run, options);
    QVERIFY(texts.size() > 8);
    const QRectF picture{QPointF(), QSizeF(size)};
    for (const Text &text : texts) {
        QVERIFY2(text.pixels >= size.height() / 45.0, qPrintable(text.words));
        QVERIFY2(picture.adjusted(-1, -1, 1, 1).contains(text.place), qPrintable(text.words));
    }
    // Marks and the measure lie over the rest on purpose; nothing else runs into anything.
    options.view = {};
    const std::vector<Text> plain = textsOf(run, options);
    for (size_t i = 0; i < plain.size(); ++i) {
        for (size_t j = 0; j < i; ++j)
            QVERIFY2(!plain[i].place.intersects(plain[j].place), qPrintable(plain[i].words + u" over "_s + plain[j].words));
    }
}

void TestPictureType::whatIsLeftOutGivesItsRoom()
{
    const app::Run run = runOf(u"wrong 5"_s);
    const auto firstLane = [&run](const PictureOptions &options) {
        for (const Text &text : textsOf(run, options)) {
            if (text.words == u"loop lag")
                return text.place.top();
        }
        return -1.0;
    };
    const auto written = [&run](const PictureOptions &options, const QString &words) {
        const std::vector<Text> texts = textsOf(run, options);
        return std::any_of(texts.begin(), texts.end(), [&words](const Text &text) { return text.words.contains(words); });
    };
    PictureOptions options;
    options.view.marks = {{1'500'000'000, u"a mark"_s}};
    double before = firstLane(options);
    QVERIFY(before > 0 && written(options, u"a mark"_s));
    options.wishes.showMarks = false;
    QVERIFY(!written(options, u"a mark"_s));
    QVERIFY(written(options, u"queued: loop blocked"_s));
    options.wishes.showLegend = false;
    QVERIFY(!written(options, u"queued: loop blocked"_s));
    QVERIFY(firstLane(options) < before);
    before = firstLane(options);
    QVERIFY(written(options, u"5.00 s"_s) && written(options, u"ideal"_s));
    options.wishes.showCaption = false;
    QVERIFY(!written(options, u"ideal"_s));
    options.wishes.showTitle = false;
    QVERIFY(!written(options, u"async-wrong"_s));
    QVERIFY(firstLane(options) < before);
}

void TestPictureType::aLongTitleShrinksThenEnds()
{
    const app::Run run = runOf(u"wrong 5"_s);
    PictureOptions options;
    options.wishes.title = u"Why one call that sleeps on the loop stops everybody"_s;
    std::vector<Text> texts = textsOf(run, options);
    const double usual = textsOf(run, {}).front().pixels;
    QCOMPARE(texts.front().words, *options.wishes.title);
    QVERIFY(texts.front().pixels <= usual && texts.front().pixels > texts.back().pixels);
    options.wishes.title = QString(300, u'W');
    texts = textsOf(run, options);
    QVERIFY(texts.front().words.endsWith(QChar(0x2026)));
    QVERIFY(texts.front().pixels < usual);
    QCOMPARE(texts[1].words, u"5.00 s"_s); // the figure keeps its place
}

void TestPictureType::anOwnTitleStandsInstead()
{
    PictureOptions options;
    options.wishes.title = u"One thread <&> \"fifty\" tasks"_s;
    const app::Run run = runOf(u"async 50"_s);
    const std::vector<Text> texts = textsOf(run, options);
    QCOMPARE(texts.front().words, *options.wishes.title);
    QCOMPARE(drawingOf(run, options).title, *options.wishes.title);
    options.wishes.title = u"a bell \u0007 and a line's end \n"_s; // no XML may hold the first
    QVERIFY(!textsOf(run, options).empty());
    QXmlStreamReader xml(svgOf(drawingOf(run, options)));
    while (!xml.atEnd())
        xml.readNext();
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
}

void TestPictureType::aTransparentPictureHasNoGround()
{
    const app::Run run = runOf(u"sync 50"_s);
    PictureOptions options;
    options.wishes.size = {1280, 720};
    const QImage opaque = renderPicture(run, options);
    QCOMPARE(qAlpha(opaque.pixel(2, 2)), 255);
    const QByteArray ground = "<rect x=\"0\" y=\"0\" width=\"1280\" height=\"720\"";
    QVERIFY(svgOf(drawingOf(run, options)).contains(ground));
    options.wishes.transparent = true;
    const QImage image = renderPicture(run, options);
    QVERIFY(image.hasAlphaChannel());
    QCOMPARE(qAlpha(image.pixel(2, 2)), 0);
    QVERIFY(!svgOf(drawingOf(run, options)).contains(ground));
    // On white it is the same picture.
    QImage onWhite(image.size(), QImage::Format_RGB32);
    onWhite.fill(Qt::white);
    QPainter(&onWhite).drawImage(0, 0, image);
    const double worst = support::worstTile(onWhite, opaque);
    QVERIFY2(worst < 4, qPrintable(QString::number(worst)));
}

void TestPictureType::scaleGivesMorePixelsOfTheSamePicture()
{
    const app::Run run = runOf(u"async 50"_s);
    PictureOptions options;
    options.wishes.size = {640, 360};
    const QImage one = renderPicture(run, options);
    options.wishes.scale = 3;
    const QImage three = renderPicture(run, options);
    QCOMPARE(three.size(), QSize(1920, 1080));
    // Where one has the ground of the slides' loop, so has the other.
    int alike = 0, all = 0;
    for (int y = 5; y < one.height(); y += 10) {
        for (int x = 5; x < one.width(); x += 10, ++all)
            alike += std::abs(qGray(one.pixel(x, y)) - qGray(three.pixel(3 * x + 1, 3 * y + 1))) < 60;
    }
    QVERIFY(alike > all * 9 / 10);
    options.wishes.scale = 0.5;
    QVERIFY(!sizeFault({320, 180}, 0.5).isEmpty()); // too small then
    QCOMPARE(renderPicture(run, options).size(), QSize(320, 180));
}

void TestPictureType::aTimeTheRunHasNotIsASentence()
{
    PictureOptions options;
    options.wishes.from = 60'000'000'000;
    const QString fault = savePicture(runOf(u"async 2"_s), u"/no/such/folder/x.png"_s, options);
    QVERIFY2(fault.contains(u"1.00 s"), qPrintable(fault));
}

LOOPSCOPE_TEST(TestPictureType)
#include "ui_picture_type.moc"
