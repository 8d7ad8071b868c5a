#include "app/counts.h"
#include "app/fold.h"
#include "support/registered.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>

using namespace app;

namespace {

/// A lane of slices of random lengths, one after the other with random gaps; at times a crowd, at times a long one.
Row randomRow(QRandomGenerator &random, size_t count, bool open)
{
    Row row;
    qint64 t = random.bounded(1000);
    for (size_t i = 0; i < count; ++i) {
        const int kind = random.bounded(20);
        const qint64 length = kind == 0 ? random.bounded(200'000) : 1 + random.bounded(300);
        const State states[] = {State::Running, State::Running, State::Running, State::BlockingWorker, State::BlockingLoop};
        const State state = states[random.bounded(kind < 15 ? 3 : 5)];
        const bool last = open && i + 1 == count;
        row.append({t, last ? stillOpen : t + length, RequestId(quint32(i + 1)), state, Endpoint::Sync, random.bounded(50) == 0});
        t += length + (random.bounded(3) == 0 ? random.bounded(2000) : 0);
    }
    return row;
}

/// The ns of each state in [begin, end), counted from every slice of the row.
struct Exact {
    std::array<qint64, stateCount> ns{};
    bool failed = false;
    Exact(const Row &row, qint64 begin, qint64 end, qint64 now)
    {
        for (const Slice &slice : row) {
            const qint64 length = std::min({slice.end, now, end}) - std::max(slice.begin, begin);
            if (length <= 0)
                continue;
            ns[size_t(slice.state)] += length;
            failed = failed || slice.failed;
        }
    }
    qint64 of(State state) const { return ns[size_t(state)]; }
    /// What a column that shows the truth shows.
    std::optional<State> state() const
    {
        for (const State blocking : {State::BlockingLoop, State::BlockingWorker}) {
            if (of(blocking) > 0)
                return blocking;
        }
        return of(State::Running) > 0 ? std::optional(State::Running) : std::nullopt;
    }
};

qint64 endOf(const Row &row) { return row.back().end == stillOpen ? row.back().begin + 5000 : row.back().end; }

} // namespace

/// Folding against counting every slice for every pixel.
class TestFold : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowGivesBackWhatItTook()
    {
        Row row;
        const Slice usual{10, 25, RequestId(0xfedcba98), State::BlockingWorker, Endpoint::Sync, true};
        const Slice hours{100, 100 + (qint64(1) << 41), RequestId(1), State::Running, Endpoint::Async, false};
        const Slice days{qint64(1) << 50, (qint64(1) << 50) + 3, RequestId(2), State::BlockingLoop, Endpoint::AsyncWrong, false};
        const Slice open{qint64(1) << 51, stillOpen, RequestId(3), State::Running, Endpoint::None, false};
        for (const Slice &slice : {usual, hours, days, open})
            row.append(slice);
        QCOMPARE(row[0], usual);
        QCOMPARE(row[1], hours);
        QCOMPARE(row[2], days);
        QCOMPARE(row[3], open);
        row.closeLast((qint64(1) << 51) + 7, true);
        QCOMPARE(row[3].end, (qint64(1) << 51) + 7);
        QVERIFY(row[3].failed);
        QCOMPARE(row.firstEndingAfter(24), size_t(0));
        QCOMPARE(row.firstEndingAfter(25), size_t(1));
        QCOMPARE(row.firstFrom(101), size_t(2));
        QCOMPARE(row.firstFrom(qint64(1) << 52), size_t(4));
    }

    void columnsFromSlicesAreExact_data() { rows(); }
    void columnsFromSlicesAreExact()
    {
        QFETCH(quint32, seed);
        QFETCH(int, count);
        QRandomGenerator random(seed);
        const Row row = randomRow(random, size_t(count), seed % 2 == 0);
        const qint64 now = endOf(row), from = random.bounded(int(now / 2)), length = 300 + random.bounded(int(now / 4) + 1);
        const Columns columns{from, from + length, 1 + random.bounded(500)};
        std::vector<Fold> folds(size_t(columns.count));
        foldSlices(row, row.firstEndingAfter(columns.begin), row.firstFrom(columns.end), columns, now, folds);
        for (int column = 0; column < columns.count; ++column) {
            if (columns.edge(column) == columns.edge(column + 1))
                continue; // narrower than a nanosecond
            const Exact exact(row, columns.edge(column), columns.edge(column + 1), now);
            const Fold fold = folds[size_t(column)];
            QCOMPARE(fold.any ? std::optional(fold.state) : std::nullopt, exact.state());
            QCOMPARE(fold.failed, exact.failed);
        }
    }

    /// From levels an edge may be off by a bucket, which is a quarter of a column at the most.
    void columnsFromLevelsAreExactToAQuarter_data() { rows(); }
    void columnsFromLevelsAreExactToAQuarter()
    {
        QFETCH(quint32, seed);
        QFETCH(int, count);
        QRandomGenerator random(seed);
        const Row row = randomRow(random, size_t(count), seed % 2 == 0);
        const qint64 now = endOf(row);
        const Columns columns{-500, now + 500, 1 + random.bounded(900)};
        const qint64 slack = qint64(columns.width() / 4) + 2;
        std::vector<Fold> folds;
        foldRow(row, columns, now, folds);
        QCOMPARE(folds.size(), size_t(columns.count));
        for (int column = 0; column < columns.count; ++column) {
            const qint64 begin = columns.edge(column), end = columns.edge(column + 1);
            const Exact inner(row, begin + slack, end - slack, now), outer(row, begin - slack, end + slack, now);
            const Fold fold = folds[size_t(column)];
            if (fold.any)
                QVERIFY2(outer.of(fold.state) > 0, "a state is shown that is not there");
            if (inner.of(State::BlockingLoop) > 0)
                QVERIFY2(fold.any && fold.state == State::BlockingLoop, "blocking the loop is hidden");
            if (inner.of(State::BlockingWorker) > 0)
                QVERIFY2(fold.any && fold.state != State::Running, "blocking a worker is hidden");
            QVERIFY2(fold.any || !inner.state(), "a slice is not shown");
            QVERIFY(fold.failed || !inner.failed);
            QVERIFY(!fold.failed || outer.failed);
        }
    }

    /// No blocking slice falls between two columns.
    void everyBlockingSliceIsInAColumn_data() { rows(); }
    void everyBlockingSliceIsInAColumn()
    {
        QFETCH(quint32, seed);
        QFETCH(int, count);
        QRandomGenerator random(seed);
        const Row row = randomRow(random, size_t(count), false);
        const Columns columns{0, endOf(row), 1 + random.bounded(400)};
        std::vector<Fold> folds;
        foldRow(row, columns, columns.end, folds);
        for (const Slice &slice : row) {
            if (slice.state != State::BlockingLoop)
                continue;
            const int at = std::min(columns.count - 1, int(double(slice.begin) / columns.width()));
            bool found = false;
            for (int near = std::max(0, at - 1); near <= std::min(columns.count - 1, at + 1); ++near)
                found = found || folds[size_t(near)].state == State::BlockingLoop;
            QVERIFY(found);
        }
    }

    void theHighestCountIsFoundInEveryColumn_data() { rows(); }
    void theHighestCountIsFoundInEveryColumn()
    {
        QFETCH(quint32, seed);
        QFETCH(int, count);
        QRandomGenerator random(seed);
        Counts counts;
        std::vector<CountStep> steps{{std::numeric_limits<qint64>::min(), 0}};
        qint64 t = 0;
        for (int i = 0; i < count; ++i) {
            t += random.bounded(10) == 0 ? random.bounded(5000) : random.bounded(20);
            const int change = steps.back().count > 0 && random.bounded(2) ? -1 : 1;
            counts.add(t, change);
            steps.push_back({t, steps.back().count + change});
        }
        for (size_t i = 1; i < steps.size(); ++i)
            QCOMPARE(counts[i - 1], steps[i]);
        const auto highest = [&steps](qint64 begin, qint64 end) {
            int most = 0;
            for (size_t i = 0; i < steps.size() && steps[i].t < end; ++i) {
                if (i + 1 == steps.size() || steps[i + 1].t > begin)
                    most = std::max(most, steps[i].count);
            }
            return most;
        };
        const int columns = 1 + random.bounded(300);
        const std::vector<int> folded = counts.highest(0, t + 10, columns);
        const double width = double(t + 10) / columns;
        for (int column = 0; column < columns; ++column) {
            const qint64 begin = qint64(column * width), end = std::max(begin + 1, qint64((column + 1) * width));
            const qint64 slack = qint64(width / 4) + 1;
            QVERIFY(folded[size_t(column)] >= highest(begin, end));
            QVERIFY(folded[size_t(column)] <= highest(begin - slack, end + slack));
        }
    }

private:
    static void rows()
    {
        QTest::addColumn<quint32>("seed");
        QTest::addColumn<int>("count");
        for (const int count : {1, 2, 50, 1000, 20'000}) {
            for (quint32 seed = 1; seed <= 6; ++seed)
                QTest::addRow("%d slices, seed %u", count, seed) << seed << count;
        }
    }
};

LOOPSCOPE_TEST(TestFold)
#include "app_fold.moc"
