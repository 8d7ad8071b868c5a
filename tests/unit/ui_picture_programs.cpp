#include "app/log_file.h"
#include "support/registered.h"
#include "support/simulated_run.h"
#include "support/tiles.h"
#include "ui/picture.h"

#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

/// Pictures as other programs see them: librsvg, libxml2 and poppler (resources/setup.sh test installs them), and as
/// `loopscope render` writes them in processes of their own.
class TestPicturePrograms : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Its stdout; what goes wrong is printed, and gives an empty answer.
    QByteArray run(const QString &program, const QStringList &arguments, const QStringList &environment = {})
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setEnvironment(QProcess::systemEnvironment() + environment);
        process.start(program, arguments);
        const bool done = process.waitForFinished() && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        const QByteArray errors = process.readAllStandardError();
        if (!done || !errors.isEmpty())
            qWarning("%s: %s %s", qPrintable(program), qPrintable(process.errorString()), errors.constData());
        return done ? process.readAllStandardOutput() + ' ' : QByteArray();
    }
    void save(const QString &name, app::Endpoint endpoint, int count, const app::PictureWishes &wishes = {})
    {
        QCOMPARE(savePicture(support::simulatedRun(endpoint, count), path(name), {wishes, {}}), QString());
    }

private Q_SLOTS:
    void anotherProcessWritesTheSameBytes();
    void anSvgLooksLikeThePng_data();
    void anSvgLooksLikeThePng();
    void anSvgIsSmallHoweverManyRequests();
    void aPdfIsOnePageOfItsSizeWithFontsAndText();
};

void TestPicturePrograms::anotherProcessWritesTheSameBytes()
{
    QCOMPARE(app::writeLog(support::simulatedRun(app::Endpoint::Sync, 50).log, path(u"run.jsonl"_s)), QString());
    // Without QT_HASH_SEED=0 each process hashes in an order of its own.
    const QStringList here{u"QT_HASH_SEED=0"_s, u"LC_ALL=C.UTF-8"_s, u"TZ=UTC"_s};
    const QStringList there{u"LC_ALL=de_DE.UTF-8"_s, u"LANGUAGE=de"_s, u"TZ=Asia/Seoul"_s};
    for (const QString &kind : {u"png"_s, u"svg"_s}) {
        for (const auto &[name, environment] : {std::pair(u"a."_s + kind, here), std::pair(u"b."_s + kind, there)})
            QVERIFY(!run(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"render"_s, u"run.jsonl"_s, u"-o"_s, name, u"--title"_s, u"1,5 s \u00fcber"_s}, environment).isEmpty());
        QVERIFY(contents(u"a."_s + kind).size() > 1000);
        QVERIFY2(contents(u"a."_s + kind) == contents(u"b."_s + kind), qPrintable(kind));
    }
}

void TestPicturePrograms::anSvgLooksLikeThePng_data()
{
    QTest::addColumn<app::Endpoint>("endpoint");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("transparent");
    QTest::newRow("sync 50") << app::Endpoint::Sync << 50 << false;
    QTest::newRow("async 50, no ground") << app::Endpoint::Async << 50 << true;
    QTest::newRow("async-wrong 50") << app::Endpoint::AsyncWrong << 50 << false;
    QTest::newRow("sync 1000") << app::Endpoint::Sync << 1000 << false;
}

void TestPicturePrograms::anSvgLooksLikeThePng()
{
    QFETCH(app::Endpoint, endpoint);
    QFETCH(int, count);
    QFETCH(bool, transparent);
    app::PictureWishes wishes;
    wishes.transparent = transparent;
    save(u"a.svg"_s, endpoint, count, wishes);
    save(u"a.png"_s, endpoint, count, wishes);
    QVERIFY(!run(u"xmllint"_s, {u"--noout"_s, u"a.svg"_s}).isEmpty());
    QVERIFY(!run(u"rsvg-convert"_s, {u"a.svg"_s, u"-o"_s, u"b.png"_s}).isEmpty());
    const QImage ours(path(u"a.png"_s)), theirs(path(u"b.png"_s));
    QCOMPARE(theirs.size(), wishes.size);
    // Half the size evens out where a hatch begins and how an edge is smoothed.
    const QSize half = wishes.size / 2;
    const auto halved = [&half](const QImage &image) { return image.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation); };
    const double worst = support::worstTile(halved(ours), halved(theirs));
    QVERIFY2(worst < 40, qPrintable(QString::number(worst)));
    double whole = 0;
    const QImage a = ours.scaled(160, 90, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), b = theirs.scaled(160, 90, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            whole += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y))) / double(a.width() * a.height());
    }
    QVERIFY2(whole < 4, qPrintable(QString::number(whole)));
}

void TestPicturePrograms::anSvgIsSmallHoweverManyRequests()
{
    for (const app::Endpoint endpoint : {app::Endpoint::Sync, app::Endpoint::Async, app::Endpoint::AsyncWrong}) {
        for (const int count : {50, 1000, 10'000}) {
            save(u"a.svg"_s, endpoint, count);
            QVERIFY2(contents(u"a.svg"_s).size() < (count == 50 ? 200'000 : 2'000'000), qPrintable(QString::number(contents(u"a.svg"_s).size())));
        }
    }
}

void TestPicturePrograms::aPdfIsOnePageOfItsSizeWithFontsAndText()
{
    app::PictureWishes wishes;
    wishes.title = u"One thread, fifty tasks"_s;
    save(u"a.pdf"_s, app::Endpoint::Async, 50, wishes);
    const QString info = QString::fromUtf8(run(u"pdfinfo"_s, {u"a.pdf"_s}));
    QVERIFY2(info.contains(QRegularExpression(u"Pages: +1\\b"_s)), qPrintable(info));
    QVERIFY2(info.contains(QRegularExpression(u"Page size: +1440 x 810 pts"_s)), qPrintable(info)); // 1920 x 1080 at 96 a inch
    QVERIFY2(info.contains(*wishes.title), qPrintable(info));
    const QString fonts = QString::fromUtf8(run(u"pdffonts"_s, {u"a.pdf"_s}));
    const QStringList lines = fonts.trimmed().split(u'\n').mid(2);
    QVERIFY(!lines.isEmpty());
    for (const QString &line : lines)
        QVERIFY2(line.contains(QRegularExpression(u"Identity-H +yes "_s)), qPrintable(line)); // emb
    const QString text = QString::fromUtf8(run(u"pdftotext"_s, {u"a.pdf"_s, u"-"_s}));
    for (const QString &words : {*wishes.title, u"50 awaiting"_s, u"event loop"_s, u"1.00 s"_s})
        QVERIFY2(text.contains(words), qPrintable(words));
    QVERIFY(!run(u"pdftoppm"_s, {u"-png"_s, u"-r"_s, u"96"_s, u"-singlefile"_s, u"a.pdf"_s, u"page"_s}).isEmpty());
    save(u"a.png"_s, app::Endpoint::Async, 50, wishes);
    const QImage page(path(u"page.png"_s)), png(path(u"a.png"_s));
    QCOMPARE(page.size(), png.size());
    const auto halved = [](const QImage &image) { return image.scaled(960, 540, Qt::IgnoreAspectRatio, Qt::SmoothTransformation); };
    const double worst = support::worstTile(halved(page), halved(png));
    QVERIFY2(worst < 40, qPrintable(QString::number(worst)));
}

LOOPSCOPE_TEST(TestPicturePrograms)
#include "ui_picture_programs.moc"
