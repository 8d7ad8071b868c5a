#include "support/compared_runs.h"
#include "support/registered.h"
#include "ui/comparison/comparison_picture.h"
#include "ui/theme.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace Qt::StringLiterals;
using namespace ui;
using support::pointers, support::someRuns;

/// The comparison on a slide.
class TestComparisonPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textIsReadableFromTheBackRow_data();
    void textIsReadableFromTheBackRow();
    void wishesAreHonoured();
};

void TestComparisonPicture::textIsReadableFromTheBackRow_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("runs");
    for (const QSize size : {QSize(1920, 1080), QSize(1440, 1080), QSize(1024, 768), QSize(1280, 720), QSize(3840, 2160)}) {
        for (const int runs : {2, 3, 6})
            QTest::addRow("%dx%d, %d runs", size.width(), size.height(), runs) << size << runs;
    }
}

/// As another program reads it in the SVG.
void TestComparisonPicture::textIsReadableFromTheBackRow()
{
    QFETCH(QSize, size);
    QFETCH(int, runs);
    const std::vector<app::Run> all = someRuns(runs);
    app::PictureWishes wishes;
    wishes.size = size;
    QXmlStreamReader xml(svgOf(comparisonDrawing(pointers(all), wishes)));
    QStringList words;
    double pixels = 0;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement() && xml.attributes().hasAttribute(u"font-size"_s))
            pixels = xml.attributes().value(u"font-size"_s).toDouble();
        if (xml.isStartElement() && xml.name() == u"text") {
            words << xml.readElementText();
            QVERIFY2(pixels >= size.height() / 45.0, qPrintable(u"%1: %2 px"_s.arg(words.last()).arg(pixels)));
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QVERIFY(words.join(u'\n').contains(u"awaiting"));
    QVERIFY(words.size() > 3 * runs);
}

void TestComparisonPicture::wishesAreHonoured()
{
    const std::vector<app::Run> runs = someRuns(3);
    app::PictureWishes wishes;
    wishes.size = {1280, 720};
    const QByteArray usual = svgOf(comparisonDrawing(pointers(runs), wishes));
    QVERIFY(usual.contains("three ways to wait") && usual.contains("one thread, 50 tasks") && usual.contains("queued: loop blocked"));
    QVERIFY(usual.contains("one time scale"));
    wishes.title = u"My lecture"_s;
    wishes.showCaption = wishes.showLegend = false;
    const QByteArray other = svgOf(comparisonDrawing(pointers(runs), wishes));
    QVERIFY(other.contains("My lecture"));
    for (const char *gone : {"three ways to wait", "one thread, 50 tasks", "queued: loop blocked", "one time scale"})
        QVERIFY2(!other.contains(gone), gone);
    wishes.showTitle = false;
    QVERIFY(!svgOf(comparisonDrawing(pointers(runs), wishes)).contains(">My lecture</text>"));
    wishes.dark = true;
    QCOMPARE(imageOf(comparisonDrawing(pointers(runs), wishes)).pixelColor(2, 2), darkTheme().panel);
    wishes.transparent = true;
    const QImage clear = imageOf(comparisonDrawing(pointers(runs), wishes));
    QCOMPARE(clear.pixelColor(2, 2).alpha(), 0);
    QVERIFY(clear.pixelColor(clear.width() / 2, clear.height() / 2).alpha() == 0 || clear.hasAlphaChannel());
    wishes = {};
    wishes.from = 0;
    wishes.to = 60'000'000'000;
    const QByteArray whole = svgOf(comparisonDrawing(pointers(runs), wishes));
    QVERIFY(!whole.contains("\xe2\x86\x92") && svgOf(comparisonDrawing(pointers(runs), {})).contains("\xe2\x86\x92")); // the arrow
}

LOOPSCOPE_TEST(TestComparisonPicture)
#include "ui_comparison_picture.moc"
