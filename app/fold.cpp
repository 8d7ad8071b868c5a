#include "app/fold.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace app {
namespace {

constexpr int bucketsPerColumn = 4;

/// The states of a row by channel.
struct Family {
    explicit Family(State member)
        : states{stateOf(0, member), stateOf(1, member), stateOf(2, member)}, onLane(states[1] == State::BlockingWorker)
    {
    }
    std::array<State, 3> states;
    bool onLane;
};

/// What is known of one column while it is summed up.
struct Sum {
    std::array<qint64, 3> amount{}; ///< by channel
    bool failed = false;
    RequestId request = RequestId::None;
    int slices = 0;

    Fold fold(const Family &family) const
    {
        Fold result;
        size_t channel = amount[1] > amount[0] ? 1 : 0;
        if (family.onLane && (amount[1] > 0 || amount[2] > 0))
            channel = amount[2] > 0 ? 2 : 1;
        result.any = amount[channel] > 0;
        result.state = family.states[channel];
        result.failed = failed;
        result.request = slices == 1 || family.states[channel] == State::Named ? request : RequestId::None;
        return result;
    }
};

/// Two bytes of a bucket at a time: a column has some eight buckets, far from the 257 that would overflow.
Sum sumBuckets(const std::vector<Bucket> &level, size_t first, size_t last)
{
    quint32 even = 0, odd = 0;
    for (size_t i = first; i < last; ++i) {
        const auto bits = std::bit_cast<quint32>(level[i]);
        even += bits & 0x00ff00ff;
        odd += bits >> 8 & 0x00ff00ff;
    }
    Sum sum;
    if constexpr (std::endian::native == std::endian::little) {
        sum.amount = {even & 0xffff, odd & 0xffff, even >> 16};
        sum.failed = odd >> 16 != 0;
    } else {
        sum.amount = {odd >> 16, even >> 16, odd & 0xffff};
        sum.failed = (even & 0xffff) != 0;
    }
    return sum;
}

/// What lies at `rest` or later, in the columns from `least` on: slice by slice. Calls `done(column, sum)` for
/// each column that has something.
template<typename Done>
void sumSlices(const Row &row, size_t first, size_t last, const Columns &columns, int least, qint64 rest, qint64 now, Done done)
{
    const double perColumn = columns.count / double(columns.end - columns.begin), step = columns.width();
    const auto edge = [begin = columns.begin, step](int at) { return begin + qint64(step * at); }; // no division: there are 100,000 a frame
    Sum sum;
    int column = -1;      // the one that is being summed up
    qint64 left = 0, right = std::numeric_limits<qint64>::min();
    const auto moveTo = [&](int next) {
        if (column >= 0)
            done(column, sum);
        sum = {};
        left = next == column + 1 && column >= 0 ? right : edge(next);
        column = next;
        right = next + 1 < columns.count ? edge(next + 1) : columns.end;
    };
    row.visit(first, last, [&](const Slice &slice) {
        const qint64 from = std::max(slice.begin, rest);
        const qint64 to = std::min(std::max(std::min(slice.end, now), slice.begin + 1), columns.end);
        if (from >= to)
            return;
        if (from >= right) {
            int next = std::clamp(int(double(from - columns.begin) * perColumn), least, columns.count - 1);
            while (next + 1 < columns.count && edge(next + 1) <= from)
                ++next;
            while (next > least && edge(next) > from)
                --next;
            moveTo(next);
        }
        for (;;) {
            const qint64 length = std::min(to, right) - std::max(from, left);
            sum.amount[size_t(channelOf(slice.state))] += std::max<qint64>(length, 1); // columns may be narrower than 1 ns
            sum.failed = sum.failed || slice.failed;
            sum.request = sum.slices == 0 || slice.request == sum.request ? slice.request : RequestId::None;
            ++sum.slices;
            if (to <= right || column + 1 >= columns.count)
                return;
            moveTo(column + 1);
        }
    });
    if (column >= 0)
        done(column, sum);
}

} // namespace

void foldSlices(const Row &row, size_t first, size_t last, const Columns &columns, qint64 now, std::vector<Fold> &into)
{
    if (first >= last)
        return;
    const Family family(row.front().state);
    sumSlices(row, first, last, columns, 0, columns.begin, now, [&](int column, const Sum &sum) { into[size_t(column)] = sum.fold(family); });
}

void foldRow(const Row &row, const Columns &columns, qint64 now, std::vector<Fold> &into)
{
    into.assign(size_t(columns.count), {});
    if (row.empty())
        return;
    if (row.front().state == State::Named) {
        const size_t first = row.firstEndingAfter(columns.begin), last = row.firstFrom(columns.end);
        if (last - first <= size_t(columns.count) * namedPerColumn)
            return foldSlices(row, first, last, columns, now, into);
    }
    const Levels &levels = row.levels();
    const auto fine = [&](size_t k) { return double(levels.width(k)) * bucketsPerColumn <= columns.width(); };
    size_t k = 0;
    while (k + 1 < levels.count() && fine(k + 1))
        ++k;
    int column = 0;
    qint64 rest = columns.begin; // what no bucket has told yet
    const Family family(row.front().state);
    if (!levels.empty() && fine(k)) {
        const std::vector<Bucket> &level = levels.level(k);
        const qint64 origin = levels.origin(), width = levels.width(k), begin = columns.begin;
        const int shift = std::countr_zero(quint64(width)), count = columns.count;
        const double step = columns.width(); // no division in the loop: there are 70,000 columns a frame
        size_t bucket = begin > origin ? size_t((begin - origin) >> shift) : 0;
        for (; column < count; ++column) {
            const qint64 to = begin + qint64(step * (column + 1));
            if (to <= origin)
                continue;
            const size_t until = size_t((to - origin) >> shift); // a bucket belongs to the column that holds its end
            if (until > level.size())
                break;
            into[size_t(column)] = sumBuckets(level, bucket, until).fold(family);
            bucket = std::max(bucket, until);
        }
        rest = std::max(rest, origin + qint64(bucket) * width);
    }
    if (column == columns.count)
        return;
    sumSlices(row, row.firstEndingAfter(rest), row.firstFrom(columns.end), columns, column, rest, now,
              [&](int at, const Sum &sum) { into[size_t(at)] = sum.fold(family); });
}

} // namespace app
