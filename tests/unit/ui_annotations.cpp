#include "support/registered.h"
#include "support/simulated_run.h"
#include "ui/picture.h"
#include "ui/timeline/annotations.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

class TestAnnotations : public QObject
{
    Q_OBJECT

private:
    static TimelineLayout second()
    {
        TimelineLayout layout;
        layout.size = {1100, 400};
        layout.time = {{0, 1'000'000'000}, 100, 1000};
        layout.ruler = {0, 50, 1100, 22};
        layout.body = {0, 72, 1100, 328};
        return layout;
    }

private Q_SLOTS:
    void aFlagStandsInTheRulerAtItsTime();
    void neighboursCutANameShort();
    void marksOutOfViewHaveNoFlag();
    void onlyTheEdgesOfAMeasureAreTakenHoldOf();
    void picturesKeepMeasureAndMarks();
};

void TestAnnotations::aFlagStandsInTheRulerAtItsTime()
{
    const TimelineLayout layout = second();
    const std::vector<Mark> marks{{500'000'000, u"half"_s}};
    const std::vector<Flag> flags = flagsOf(layout, marks);
    QCOMPARE(flags.size(), size_t(1));
    QCOMPARE(flags[0].rect.left(), 600.0);
    QVERIFY(layout.ruler.contains(flags[0].rect));
    QCOMPARE(flagAt(layout, marks, flags[0].rect.center()), std::optional(size_t(0)));
    QVERIFY(!flagAt(layout, marks, {599, 60}));
    QVERIFY(!flagAt(layout, marks, {601, 200})); // the line is no flag
}

void TestAnnotations::neighboursCutANameShort()
{
    const TimelineLayout layout = second();
    const std::vector<Mark> marks{{520'000'000, u"the later one"_s}, {500'000'000, u"the earlier one"_s}, {500'000'000, u"the same time"_s}};
    const std::vector<Flag> flags = flagsOf(layout, marks);
    QCOMPARE(flags.size(), size_t(3));
    QCOMPARE(flags[0].mark, size_t(1));
    QVERIFY(flags[1].rect.right() < flags[2].rect.left());
    for (const Flag &flag : flags)
        QVERIFY(flag.rect.width() >= 7); // there is always something to take hold of
}

void TestAnnotations::marksOutOfViewHaveNoFlag()
{
    const std::vector<Mark> marks{{-1, u"before"_s}, {1'000'000'001, u"after"_s}, {1'000'000'000, u"end"_s}};
    const std::vector<Flag> flags = flagsOf(second(), marks);
    QCOMPARE(flags.size(), size_t(1));
    QCOMPARE(flags[0].mark, size_t(2));
}

void TestAnnotations::onlyTheEdgesOfAMeasureAreTakenHoldOf()
{
    const TimelineLayout layout = second();
    const std::optional<TimeRange> measure = TimeRange{200'000'000, 600'000'000};
    QCOMPARE(measureEdgeAt(layout, measure, {303, 200}), std::optional(Edge::Begin));
    QCOMPARE(measureEdgeAt(layout, measure, {697, 200}), std::optional(Edge::End));
    QVERIFY(!measureEdgeAt(layout, measure, {500, 200}));
    QVERIFY(!measureEdgeAt(layout, measure, {303, 60})); // the ruler is not the body
    QVERIFY(!measureEdgeAt(layout, std::nullopt, {303, 200}));
}

void TestAnnotations::picturesKeepMeasureAndMarks()
{
    const app::Run run = support::simulatedRun(app::Endpoint::AsyncWrong, 3);
    PictureOptions options;
    const QImage plain = renderPicture(run, options);
    options.view.marks = {{1'500'000'000, u"here it hangs"_s}};
    options.view.measure = TimeRange{250'000'000, 750'000'000};
    QVERIFY(renderPicture(run, options) != plain);
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"a.svg"_s);
    QCOMPARE(savePicture(run, path, options), QString());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray text = file.readAll();
    QVERIFY(text.contains("here it hangs"));
    QVERIFY(text.contains(app::durationText(500'000'000).toUtf8()));
    options.view = {};
    QVERIFY(renderPicture(run, options) == plain);
}

LOOPSCOPE_TEST(TestAnnotations)
#include "ui_annotations.moc"
