#include "support/registered.h"
#include "ui/timeline/snapping.h"

#include <QRandomGenerator>
#include <QTest>

using namespace ui;

class TestSnapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theNearestEdgeWithinReachIsTaken();
    void anEmptyRowSnapsNothing();
    void anOpenSliceEndsNow();
    void aFoldedGroupSnapsToItsSteps();
    void itAgreesWithAWalkOverAllEdges();
};

namespace {

app::Slice slice(qint64 begin, qint64 end)
{
    app::Slice made;
    made.begin = begin;
    made.end = end;
    return made;
}

} // namespace

void TestSnapping::theNearestEdgeWithinReachIsTaken()
{
    app::Row row;
    row.append(slice(100, 200));
    row.append(slice(220, 400));
    QCOMPARE(snapToSlices(row, 95, 10, 1000), 100);
    QCOMPARE(snapToSlices(row, 89, 10, 1000), 89); // too far
    QCOMPARE(snapToSlices(row, 205, 10, 1000), 200);
    QCOMPARE(snapToSlices(row, 213, 10, 1000), 220);
    QCOMPARE(snapToSlices(row, 395, 10, 1000), 400);
    QCOMPARE(snapToSlices(row, 405, 10, 1000), 400);
    QCOMPARE(snapToSlices(row, 300, 10, 1000), 300);
    QCOMPARE(snapToSlices(row, 200, 0, 1000), 200);
}

void TestSnapping::anEmptyRowSnapsNothing()
{
    QCOMPARE(snapToSlices({}, 5, 100, 1000), 5);
    QCOMPARE(snapToSteps({}, 5, 100), 5);
    QCOMPARE(app::Row().firstEndingAfter(5), size_t(0));
}

void TestSnapping::anOpenSliceEndsNow()
{
    app::Row row;
    row.append(slice(100, app::stillOpen));
    QCOMPARE(snapToSlices(row, 495, 10, 500), 500);
    QCOMPARE(snapToSlices(row, 505, 10, 500), 500);
    QCOMPARE(snapToSlices(row, 700, 10, 500), 700);
}

void TestSnapping::aFoldedGroupSnapsToItsSteps()
{
    app::Counts steps;
    for (const auto &[t, change] : {std::pair(100, 1), std::pair(130, 1), std::pair(500, -1), std::pair(500, -1)})
        steps.add(t, change);
    QCOMPARE(snapToSteps(steps, 112, 20), 100);
    QCOMPARE(snapToSteps(steps, 118, 20), 130);
    QCOMPARE(snapToSteps(steps, 510, 20), 500);
    QCOMPARE(snapToSteps(steps, 300, 20), 300);
}

void TestSnapping::itAgreesWithAWalkOverAllEdges()
{
    QRandomGenerator random(7);
    app::Row row;
    std::vector<qint64> edges;
    for (qint64 t = 0; row.size() < 300;) {
        const qint64 begin = t + qint64(random.bounded(20)), end = begin + qint64(random.bounded(30)); // empty and touching ones too
        row.append(slice(begin, end));
        edges.insert(edges.end(), {begin, end});
        t = end;
    }
    for (int i = 0; i < 3000; ++i) {
        const qint64 t = qint64(random.bounded(8000)), reach = qint64(random.bounded(12));
        qint64 least = reach + 1;
        for (const qint64 edge : edges)
            least = std::min(least, std::abs(edge - t));
        const qint64 snapped = snapToSlices(row, t, reach, 1'000'000);
        QCOMPARE(std::abs(snapped - t), least > reach ? 0 : least);
    }
}

LOOPSCOPE_TEST(TestSnapping)
#include "ui_snapping.moc"
