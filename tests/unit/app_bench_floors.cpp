#include "bench/floors.h"
#include "support/registered.h"

#include <limits>
#include <set>

namespace {

constexpr bench::Floor rateFloor{"ours", bench::rate, "theirs", bench::rate, bench::Floor::AtLeast, 0.9};
constexpr bench::Floor timeFloor{"frame", bench::time, "fill", bench::time, bench::Floor::AtMost, 20};
constexpr bench::Floor memoryFloor{"open", "memory", "", "", bench::Floor::AtMost, 0.5};

bench::Figures rates(double ours, double theirs)
{
    return {{"ours", {{{bench::rate, ours}}, ""}}, {"theirs", {{{bench::rate, theirs}}, ""}}};
}

bench::Verdict verdictOn(const bench::Figures &measured, const bench::Floor &floor, bool whole = true)
{
    const std::vector<bench::Verdict> verdicts = bench::judge(measured, std::span(&floor, 1), whole);
    return verdicts.size() == 1 ? verdicts.front() : bench::Verdict{false, "not one verdict"};
}

} // namespace

/// The benchmarks fail where a figure has become worse, and where it cannot be told.
class TestBenchFloors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRateMayNotFallBelowItsFloor();
    void aTimeMayNotRiseAboveItsFloor();
    void aFigureMayBeARatioByItself();
    void whatIsNotANumberIsNotKept();
    void aPeerThatIsMissingIsSaidAndFails();
    void whatWasNotAskedForIsNotJudged();
    void theTableNamesEachFloorOnce();
};

void TestBenchFloors::aRateMayNotFallBelowItsFloor()
{
    QVERIFY(verdictOn(rates(90, 100), rateFloor).kept);
    const bench::Verdict below = verdictOn(rates(89, 100), rateFloor);
    QVERIFY(!below.kept);
    QCOMPARE(QByteArray(below.sentence.c_str()), QByteArray("NOT KEPT: ours, requests_per_s is 0.89 of theirs, and must be at least 0.9"));
}

void TestBenchFloors::aTimeMayNotRiseAboveItsFloor()
{
    const bench::Figures good{{"frame", {{{bench::time, 2000}}, ""}}, {"fill", {{{bench::time, 100}}, ""}}};
    QVERIFY(verdictOn(good, timeFloor).kept);
    const bench::Figures bad{{"frame", {{{bench::time, 2010}}, ""}}, {"fill", {{{bench::time, 100}}, ""}}};
    QVERIFY(!verdictOn(bad, timeFloor).kept);
}

void TestBenchFloors::aFigureMayBeARatioByItself()
{
    QVERIFY(verdictOn({{"open", {{{"memory", 0.5}}, ""}}}, memoryFloor).kept);
    QVERIFY(!verdictOn({{"open", {{{"memory", 0.51}}, ""}}}, memoryFloor).kept);
}

void TestBenchFloors::whatIsNotANumberIsNotKept()
{
    QVERIFY(!verdictOn(rates(0, 0), rateFloor).kept);
    QVERIFY(!verdictOn({{"open", {{{"memory", std::numeric_limits<double>::quiet_NaN()}}, ""}}}, memoryFloor).kept);
}

void TestBenchFloors::aPeerThatIsMissingIsSaidAndFails()
{
    const bench::Figures missing{{"ours", {{{bench::rate, 100}}, ""}}, {"theirs", {{}, "it is not installed"}}};
    for (const bool whole : {true, false}) {
        const bench::Verdict verdict = verdictOn(missing, rateFloor, whole);
        QVERIFY(!verdict.kept);
        QCOMPARE(QByteArray(verdict.sentence.c_str()), QByteArray("NOT COMPARED: ours, requests_per_s, because theirs: it is not installed"));
    }
    QVERIFY(!verdictOn({}, rateFloor).kept); // all were asked for: a floor whose benchmark has another name now holds nothing
}

void TestBenchFloors::whatWasNotAskedForIsNotJudged()
{
    QVERIFY(bench::judge({}, std::span(&rateFloor, 1), false).empty());
    const bench::Verdict peerLeftOut = verdictOn({{"ours", {{{bench::rate, 100}}, ""}}}, rateFloor, false);
    QVERIFY(peerLeftOut.kept); // on purpose, and said
    QVERIFY(peerLeftOut.sentence.find("NOT COMPARED") == 0);
}

void TestBenchFloors::theTableNamesEachFloorOnce()
{
    std::set<QByteArray> seen;
    for (const bench::Floor &floor : bench::floors) {
        QVERIFY(floor.limit > 0);
        QVERIFY(seen.insert(QByteArray(floor.figure) + ' ' + floor.counter + '/' + floor.base).second);
    }
}

LOOPSCOPE_TEST(TestBenchFloors)
#include "app_bench_floors.moc"
