#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/picture.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include <set>

using namespace ui;

class TestPicture : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QByteArray contents(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void aPngHasTheSizeAskedForAndTheStatesColours();
    void anSvgHasRealTextAndEveryState();
    void aPdfIsOnePage();
    void theSameRunGivesTheSameBytes();
    void aRangeShowsThatPart();
    void badTargetsAndSizesAreSentences();
};

void TestPicture::aPngHasTheSizeAskedForAndTheStatesColours()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    for (const ThemeKind kind : {ThemeKind::Light, ThemeKind::Dark}) {
        PictureOptions options;
        options.wishes.size = {1280, 720};
        options.wishes.dark = kind == ThemeKind::Dark;
        QCOMPARE(savePicture(run, path("a.png"), options), QString());
        const QImage image(path("a.png"));
        QCOMPARE(image.size(), options.wishes.size);
        std::set<QRgb> colours;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                colours.insert(image.pixel(x, y));
        }
        for (const app::State state : {app::State::Running, app::State::BlockingWorker, app::State::QueuedNoWorker})
            QVERIFY2(colours.contains(theme(kind).state(state).ground.rgb()), qPrintable(stateName(state)));
        QVERIFY(!colours.contains(theme(kind).state(app::State::BlockingLoop).ground.rgb()));
    }
}

void TestPicture::anSvgHasRealTextAndEveryState()
{
    QCOMPARE(savePicture(support::simulatedRun(app::Endpoint::AsyncWrong, 5), path("a.svg"), {}), QString());
    QXmlStreamReader xml(contents("a.svg"));
    QString words;
    int patterns = 0;
    bool inText = false;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            inText = xml.name() == u"text";
            patterns += xml.name() == u"pattern";
        } else if (xml.isCharacters() && inText) {
            words += xml.text().toString() + u'\n';
        } else if (xml.isEndElement()) {
            inText = false;
        }
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    for (const char *word : {"5 \xc3\x97 /async-wrong", "event loop", "queued: loop blocked", "5.00 s"})
        QVERIFY2(words.contains(QString::fromUtf8(word)), word);
    QVERIFY(patterns >= 2);
    QVERIFY(contents("a.svg").size() < 2'000'000);
}

void TestPicture::aPdfIsOnePage()
{
    QCOMPARE(savePicture(support::simulatedRun(app::Endpoint::Async, 50), path("a.pdf"), {}), QString());
    const QByteArray bytes = contents("a.pdf");
    QVERIFY(bytes.startsWith("%PDF-"));
    QVERIFY(bytes.contains("/Count 1"));
    QVERIFY(bytes.contains("/FontFile"));
}

void TestPicture::theSameRunGivesTheSameBytes()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    for (const auto &[first, second] : {std::pair("1.png", "2.png"), std::pair("1.svg", "2.svg")}) {
        QCOMPARE(savePicture(run, path(first), {}), QString());
        QCOMPARE(savePicture(run, path(second), {}), QString());
        QVERIFY(!contents(first).isEmpty() && contents(first) == contents(second));
    }
}

void TestPicture::aRangeShowsThatPart()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Sync, 50);
    PictureOptions options;
    const QImage whole = renderPicture(run, options);
    options.wishes.from = 1'100'000'000;
    options.wishes.to = 1'900'000'000; // ten workers sleep, nothing queues
    const QImage part = renderPicture(run, options);
    const QRgb blocking = lightTheme().state(app::State::BlockingWorker).ground.rgb();
    const auto share = [blocking](const QImage &image) {
        qint64 pixels = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                pixels += image.pixel(x, y) == blocking;
        }
        return double(pixels) / double(image.width() * image.height());
    };
    QVERIFY(share(part) > 0.02);
    QVERIFY(share(part) < share(whole));
}

void TestPicture::badTargetsAndSizesAreSentences()
{
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 2);
    QVERIFY(savePicture(run, path("a.bmp"), {}).contains(QStringLiteral(".svg")));
    QVERIFY(savePicture(run, path("a"), {}).contains(QStringLiteral(".png")));
    PictureOptions small;
    small.wishes.size = {10, 10};
    QVERIFY(savePicture(run, path("b.png"), small).contains(QStringLiteral("320")));
    QVERIFY(!QFile::exists(path("b.png")));
    QCOMPARE(savePicture(run, path("older.png"), {}), QString());
    const QByteArray before = contents("older.png");
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("folder.png/inside")));
    QVERIFY(!savePicture(run, path("folder.png"), {}).isEmpty());
    QVERIFY(!savePicture(run, path("no/such/x.png"), {}).isEmpty());
    QCOMPARE(contents("older.png"), before);
}

LOOPSCOPE_TEST(TestPicture)
#include "ui_picture.moc"
