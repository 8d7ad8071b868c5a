#include "support/gif_decoder.h"
#include "support/registered.h"
#include "ui/gif_file.h"

#include <QDir>
#include <QPainter>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <csignal>

using namespace ui;
using namespace Qt::StringLiterals;

/// The file alone, with frames that a test paints.
class TestGifFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const char *name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    QString contents(const char *name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.readAll()) : QString();
    }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden); }

private Q_SLOTS:
    void cleanup();
    void fewColoursStayExactlyThemselves();
    void manyColoursKeepTheFrequentAndMissNoneByMuch();
    void onlyWhatChangesIsWritten();
    void aFrameLikeTheOneBeforeMakesItLonger();
    void withoutAnEndNothingIsLeft();
    void aFullDiskIsSaidAndTheOlderFileStays();
    void aPlaceThatTakesNoFileIsSaid();
};

namespace {

QImage painted(QSize size, QRgb ground, const std::vector<std::pair<QRect, QRgb>> &parts = {})
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(ground);
    QPainter painter(&image);
    for (const auto &[rect, colour] : parts)
        painter.fillRect(rect, QColor(colour));
    return image;
}

/// Each pixel another colour.
QImage noisy(QSize size, quint32 seed)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, 0xff000000 | (seed = seed * 1664525 + 1013904223) >> 8);
    }
    return image;
}

GifPalette paletteOf(std::initializer_list<QImage> images)
{
    ColourCounts counts;
    for (const QImage &image : images)
        counts.add(image);
    return GifPalette(counts);
}

constexpr QRgb white = 0xffffffff, blue = 0xff0072b2, orange = 0xffe69f00;

} // namespace

void TestGifFile::cleanup()
{
    for (const QString &name : files())
        QFile::remove(m_folder.filePath(name));
}

void TestGifFile::fewColoursStayExactlyThemselves()
{
    QImage image(17, 15, QImage::Format_RGB32);
    for (int i = 0; i < 255; ++i)
        image.setPixel(i % 17, i / 17, qRgb(i, 255 - i, 7));
    const GifPalette palette = paletteOf({image});
    QCOMPARE(palette.reach(), 0);
    QCOMPARE(palette.colours().size(), size_t(255));
    GifFile file(path("a.gif"), image.size(), palette);
    QCOMPARE(file.open(), QString());
    QCOMPARE(file.add(image, 10), QString());
    QCOMPARE(file.finish(), QString());
    const support::DecodedGif gif = support::decodeGif(path("a.gif"));
    QVERIFY(gif.whole);
    QCOMPARE(gif.colours, 256);
    QCOMPARE(gif.last(), image);
}

void TestGifFile::manyColoursKeepTheFrequentAndMissNoneByMuch()
{
    const QImage image = noisy({60, 60}, 1), ground = painted({60, 60}, blue, {{{0, 0, 30, 60}, orange}});
    GifPalette palette = paletteOf({image, ground});
    QVERIFY(palette.colours().size() <= 255);
    QVERIFY(palette.reach() > 0 && palette.reach() < 60);
    for (const QRgb colour : {blue, orange})
        QCOMPARE(palette.colours()[palette.nearest(colour)], colour);
    for (int y = 0; y < 60; ++y) {
        for (int x = 0; x < 60; ++x)
            QVERIFY(colourDistance(palette.colours()[palette.nearest(image.pixel(x, y))], image.pixel(x, y)) <= palette.reach());
    }
}

void TestGifFile::onlyWhatChangesIsWritten()
{
    const QSize size(100, 50);
    const QImage first = painted(size, white), second = painted(size, white, {{{20, 10, 30, 5}, blue}}),
                 third = painted(size, white, {{{20, 10, 30, 5}, blue}, {{40, 12, 40, 20}, orange}});
    GifFile file(path("a.gif"), size, paletteOf({third}));
    QCOMPARE(file.open(), QString());
    for (const QImage &frame : {first, second, third, first})
        QCOMPARE(file.add(frame, 5), QString());
    QCOMPARE(file.finish(), QString());
    const support::DecodedGif gif = support::decodeGif(path("a.gif"));
    QVERIFY(gif.whole);
    QCOMPARE(gif.loops, 0);
    QCOMPARE(gif.places, (std::vector<QRect>{{0, 0, 100, 50}, {20, 10, 30, 5}, {40, 12, 40, 20}, {20, 10, 60, 22}}));
    QCOMPARE(gif.frames, (std::vector<QImage>{first, second, third, first}));
    QCOMPARE(gif.disposals, std::vector<int>(4, DISPOSE_DO_NOT));
}

void TestGifFile::aFrameLikeTheOneBeforeMakesItLonger()
{
    const QImage first = painted({40, 40}, white), second = painted({40, 40}, blue);
    GifFile file(path("a.gif"), first.size(), paletteOf({first, second}));
    QCOMPARE(file.open(), QString());
    for (const QImage &frame : {first, first, first, second, second})
        QCOMPARE(file.add(frame, 7), QString());
    QCOMPARE(file.finish(), QString());
    QCOMPARE(support::decodeGif(path("a.gif")).hundredths, (std::vector<int>{21, 14}));
}

void TestGifFile::withoutAnEndNothingIsLeft()
{
    {
        const QImage image = noisy({200, 200}, 3); // more than any buffer keeps
        GifFile file(path("a.gif"), image.size(), paletteOf({image}));
        QCOMPARE(file.open(), QString());
        QCOMPARE(file.add(image, 5), QString());
        QCOMPARE(file.add(noisy({200, 200}, 4), 5), QString());
    }
    QCOMPARE(files(), QStringList());
}

void TestGifFile::aFullDiskIsSaidAndTheOlderFileStays()
{
    QFile older(path("a.gif"));
    QVERIFY(older.open(QIODevice::WriteOnly));
    older.write("older");
    older.close();
    std::signal(SIGXFSZ, SIG_IGN); // as the program does
    rlimit usual{};
    getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit little{50'000, usual.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    QString fault;
    {
        GifFile file(path("a.gif"), {300, 300}, paletteOf({noisy({300, 300}, 1)}));
        fault = file.open();
        for (quint32 seed = 1; seed < 10 && fault.isEmpty(); ++seed)
            fault = file.add(noisy({300, 300}, seed), 5);
        if (fault.isEmpty())
            fault = file.finish();
    }
    setrlimit(RLIMIT_FSIZE, &usual);
    QVERIFY2(fault.contains(path("a.gif")) && fault.contains(u"large"), qPrintable(fault)); // EFBIG, in the system's words
    QCOMPARE(contents("a.gif"), u"older"_s);
    QCOMPARE(files(), QStringList(u"a.gif"_s));
}

void TestGifFile::aPlaceThatTakesNoFileIsSaid()
{
    const QImage image = painted({10, 10}, white);
    for (const QString &place : {u"/proc/x.gif"_s, m_folder.filePath(u"no/such/x.gif"_s)}) {
        GifFile file(place, image.size(), paletteOf({image}));
        QVERIFY2(file.open().contains(place), qPrintable(place));
    }
}

LOOPSCOPE_TEST(TestGifFile)
#include "ui_gif_file.moc"
