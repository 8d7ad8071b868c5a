#include "app/sweep_plan.h"

#include "app/csv.h"
#include "app/tr.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace app {
namespace {

constexpr qint64 perRunNs = 110'000'000, perRequestNs = 150'000; ///< measured, about: the pause between, the session's timer; connect and answer
constexpr Endpoint inOrder[] = {Endpoint::Async, Endpoint::Sync, Endpoint::AsyncWrong};

qint64 idealOf(const RunRequest &run) { return idealMakespan(run.endpoint, run.count, run.pool, run.sleepMicros); }

} // namespace

SweepPlan planSweep(const SweepWishes &wishes)
{
    SweepPlan plan;
    for (const int count : wishes.counts) {
        for (const Endpoint endpoint : inOrder) {
            const RunRequest run{endpoint, count, wishes.sleepMicros, wishes.pool};
            (idealOf(run) > longestSweepRun ? plan.leftOut : plan.runs).push_back(run);
        }
    }
    const std::vector<RunRequest> once = plan.runs;
    for (int again = 1; again < sweepTimes; ++again)
        plan.runs.insert(plan.runs.end(), once.begin(), once.end());
    return plan;
}

qint64 expectedNs(std::span<const RunRequest> runs)
{
    qint64 ns = 0;
    for (const RunRequest &run : runs)
        ns += idealOf(run) + perRunNs + run.count * perRequestNs;
    return ns;
}

QString leftOutText(std::span<const RunRequest> leftOut)
{
    QStringList words;
    for (const Endpoint endpoint : inOrder) {
        QStringList counts;
        for (const RunRequest &run : leftOut) {
            if (run.endpoint == endpoint)
                counts << QString::number(run.count);
        }
        if (!counts.isEmpty())
            words << server::endpointName(endpoint) + u' ' + counts.join(u", "_s);
    }
    return words.isEmpty() ? QString() : tr("%1: over %2 s each").arg(words.join(u"; "_s)).arg(longestSweepRun / 1'000'000'000);
}

SweepCounts countsIn(const QString &text)
{
    static const QRegularExpression between(u"[\\s,;]+"_s);
    SweepCounts read;
    for (const QString &word : text.split(between, Qt::SkipEmptyParts)) {
        bool ok = false;
        const int count = word.toInt(&ok);
        if (!ok || count < 1 || count > maximumCount)
            return {{}, tr("\"%1\" is no count: write numbers from 1 to %2, with commas between them.").arg(word.left(20), QString::number(maximumCount))};
        read.counts.push_back(count);
    }
    std::sort(read.counts.begin(), read.counts.end());
    read.counts.erase(std::unique(read.counts.begin(), read.counts.end()), read.counts.end());
    if (read.counts.empty())
        return {{}, tr("Write the counts to measure, such as 1, 2, 5, 10.")};
    if (read.counts.size() > mostSweepCounts)
        return {{}, tr("These are %1 counts: write at most %2.").arg(read.counts.size()).arg(mostSweepCounts)};
    return read;
}

QString countsText(std::span<const int> counts)
{
    QStringList words;
    for (const int count : counts)
        words << QString::number(count);
    return words.join(u", "_s);
}

qint64 MakespanFigures::ideal() const { return idealOf(asked); }

std::optional<MakespanPoint> makespanPoint(const Run &run)
{
    const Headline head = headline(run.trace);
    const bool whole = !run.live() && run.state != RunState::Stopped && head.failed == 0 && head.answered == head.requests;
    if (!whole || head.endpoint == Endpoint::None || head.makespan == 0 || !tellsIdeal(head.observed, head.endpoint))
        return std::nullopt;
    return MakespanPoint{{head.endpoint, head.requests, head.sleepMicros, head.pool}, head.makespan, run.log.header.startedEpochNs};
}

std::vector<MakespanFigures> makespanFigures(std::span<const MakespanPoint> points)
{
    std::vector<MakespanFigures> all;
    for (const MakespanPoint &point : points) {
        if (std::any_of(all.begin(), all.end(), [&point](const MakespanFigures &figures) { return figures.asked == point.asked; }))
            continue;
        std::vector<qint64> makespans;
        for (const MakespanPoint &other : points) {
            if (other.asked == point.asked)
                makespans.push_back(other.makespan);
        }
        std::sort(makespans.begin(), makespans.end());
        const qint64 upper = makespans[makespans.size() / 2], lower = makespans[(makespans.size() - 1) / 2];
        all.push_back({point.asked, int(makespans.size()), lower + (upper - lower) / 2, makespans.front(), makespans.back(), point.startedEpochNs});
    }
    return all;
}

QString makespanCsv(std::span<const MakespanFigures> all)
{
    constexpr qint64 micro = 1'000, milli = 1'000'000;
    QString csv;
    const QString names[] = {u"endpoint"_s, u"count"_s, u"sleep_s"_s, u"pool"_s, u"runs"_s, u"makespan_s"_s,
                             u"least_s"_s, u"most_s"_s, u"ideal_s"_s, u"started"_s};
    appendCsvRecord(csv, names);
    for (const MakespanFigures &one : all) {
        const QDateTime started = QDateTime::fromMSecsSinceEpoch(one.startedEpochNs / milli).toUTC();
        const QString fields[] = {server::endpointName(one.asked.endpoint), QString::number(one.asked.count), csvSeconds(one.asked.sleepMicros * micro),
                                  QString::number(one.asked.pool), QString::number(one.runs), csvSeconds(one.median), csvSeconds(one.least),
                                  csvSeconds(one.most), csvSeconds(one.ideal()), started.toString(Qt::ISODateWithMs)};
        appendCsvRecord(csv, fields);
    }
    return csv;
}

} // namespace app
