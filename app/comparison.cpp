#include "app/comparison.h"

#include "app/tr.h"

#include <QFileInfo>

#include <algorithm>

namespace app {
namespace {

constexpr qint64 leastEnd = 1'000'000;             ///< ns; so that there is a range before anything has happened
constexpr double muchLonger = 5, shownOfShort = 2.6;

template<typename Value>
bool allSame(const std::vector<Compared> &runs, Value value)
{
    return std::all_of(runs.begin(), runs.end(), [&](const Compared &run) { return value(run) == value(runs.front()); });
}
/// Of one server, too.
bool sameEndpoint(const std::vector<Compared> &runs) { return allSame(runs, [](const Compared &run) { return std::pair(run.asked.endpoint, run.url); }); }
bool sameCount(const std::vector<Compared> &runs) { return allSame(runs, [](const Compared &run) { return run.asked.count; }); }

/// Each at another endpoint?
bool eachItsEndpoint(const std::vector<Compared> &runs)
{
    std::array<int, 4> times{};
    for (const Compared &run : runs)
        ++times[size_t(run.asked.endpoint)];
    return times[size_t(Endpoint::None)] == 0 && std::all_of(times.begin(), times.end(), [](int one) { return one <= 1; });
}

bool allObserved(const std::vector<Compared> &runs)
{
    return std::all_of(runs.begin(), runs.end(), [](const Compared &run) { return run.head.observed.server(); });
}

QString countText(int count) { return count == 1 ? tr("1 request") : tr("%L1 requests").arg(count); }
QString poolText(int pool) { return pool == 1 ? tr("1 worker") : tr("%L1 workers").arg(pool); }

QString sleepText(quint32 micros)
{
    if (micros == 1'000'000)
        return tr("1 second");
    return tr("%1 seconds").arg(micros / 1e6, 0, 'g', 7);
}

/// "1 s", "0.5 s": as one types it.
QString shortSleep(quint32 micros) { return tr("sleep %1 s").arg(micros / 1e6, 0, 'g', 7); }
/// Empty: its client asked for none, and what the server does is not known.
QString shortSleep(const Compared &run)
{
    return run.asked.sleepMicros > 0 || run.head.observed.server() ? shortSleep(run.asked.sleepMicros) : QString();
}

/// The endpoint and the count, as far as the runs differ in them.
QStringList plainNames(const std::vector<Compared> &runs)
{
    const bool endpoint = !sameEndpoint(runs), count = !sameCount(runs);
    QStringList names;
    for (const Compared &run : runs) {
        const QString path = run.asked.endpoint == Endpoint::None ? tr("several endpoints") : run.url + server::endpointPath(run.asked.endpoint);
        names << (endpoint && count ? QStringLiteral("%L1 \u00d7 %2").arg(run.asked.count).arg(path)
                  : endpoint ? path : count ? countText(run.asked.count) : QString());
    }
    return names;
}

/// Adds a word to the names that occur more than once, where the word tells those apart at least in part.
template<typename Word>
void tellApart(QStringList &names, Word word)
{
    const QStringList before = names;
    for (qsizetype i = 0; i < names.size(); ++i) {
        bool helps = false;
        for (qsizetype other = 0; other < names.size(); ++other)
            helps = helps || (before[other] == before[i] && word(other) != word(i));
        if (helps && !word(i).isEmpty())
            names[i] += (before[i].isEmpty() ? QString() : QStringLiteral(" \u00b7 ")) + word(i);
    }
}

/// Of many that wait shortly some are done before others begin.
QString awaitingText(const Headline &head)
{
    if (head.mostAwaiting < head.requests)
        return tr("one thread, %L1 tasks at once").arg(head.mostAwaiting);
    return head.mostAwaiting == 1 ? tr("one thread, 1 task") : tr("one thread, %L1 tasks").arg(head.mostAwaiting);
}

QString queuedText(const Headline &head)
{
    const int queued = head.queuedNoWorker + head.queuedLoopBlocked;
    return queued > 0 ? tr(", %L1 queued").arg(queued) : QString();
}

} // namespace

bool haveSameSleep(const std::vector<Compared> &runs) { return allSame(runs, [](const Compared &run) { return run.asked.sleepMicros; }); }

qint64 makespanOf(const Run &run)
{
    const Headline head = headline(run.trace);
    return run.live() ? std::max<qint64>(0, run.now - head.first) : head.makespan;
}

Compared comparedOf(const Run &run)
{
    Compared compared;
    compared.head = headline(run.trace);
    compared.asked = run.asked;
    const bool ours = run.state == RunState::Running || run.state == RunState::Finished || run.state == RunState::Stopped;
    if (!ours)
        compared.asked = {compared.head.endpoint, compared.head.requests, compared.head.sleepMicros, compared.head.pool};
    if (!compared.head.observed.pool)
        compared.asked.pool = 0;
    compared.file = QFileInfo(run.source).fileName();
    compared.url = run.log.header.url;
    compared.stage = run.live() ? Compared::Stage::Live : run.state == RunState::Stopped ? Compared::Stage::Stopped : Compared::Stage::Done;
    compared.makespan = makespanOf(run);
    if (tellsIdeal(compared.head.observed, compared.asked.endpoint))
        compared.ideal = idealMakespan(compared.asked.endpoint, compared.asked.count, compared.asked.pool, compared.asked.sleepMicros);
    return compared;
}

Compared comparedToCome(const RunRequest &asked)
{
    Compared compared;
    compared.asked = asked;
    compared.head.observed = ownRun;
    compared.ideal = idealMakespan(asked.endpoint, asked.count, asked.pool, asked.sleepMicros);
    return compared;
}

QString comparisonTitle(const std::vector<Compared> &runs)
{
    const Compared &first = runs.front();
    const QString count = countText(first.asked.count);
    if (!sameCount(runs) || runs.size() < 2)
        return runs.size() == 1 ? runTitle(first.head, first.url) : tr("Comparison of %1 runs").arg(runs.size());
    if (allObserved(runs) && eachItsEndpoint(runs) && haveSameSleep(runs) && first.asked.sleepMicros > 0)
        return (runs.size() == 2 ? tr("%1, two ways to wait %2") : tr("%1, three ways to wait %2")).arg(count, sleepText(first.asked.sleepMicros));
    if (sameEndpoint(runs) && first.asked.endpoint != Endpoint::None)
        return tr("%1 runs of %L2 \u00d7 %3").arg(runs.size()).arg(first.asked.count).arg(first.url + server::endpointPath(first.asked.endpoint));
    return tr("%1 runs of %2").arg(runs.size()).arg(count);
}

QString comparisonFigures(const std::vector<Compared> &runs)
{
    const QStringList names = comparisonNames(runs);
    const bool byEndpoint = allObserved(runs) && eachItsEndpoint(runs) && sameCount(runs) && haveSameSleep(runs);
    QStringList figures;
    for (size_t i = 0; i < runs.size(); ++i) {
        if (runs[i].stage == Compared::Stage::ToCome)
            continue;
        const QString name = byEndpoint ? server::endpointName(runs[i].asked.endpoint).remove(QStringLiteral("-endpoint")) : names[qsizetype(i)];
        const QString time = makespanText(runs[i].makespan);
        figures << (runs[i].stage == Compared::Stage::Live ? tr("%1 %2 so far")
                    : runs[i].stage == Compared::Stage::Stopped ? tr("%1 stopped after %2") : tr("%1 %2")).arg(name, time);
    }
    return figures.join(QStringLiteral(", "));
}

QString comparisonHeadline(const std::vector<Compared> &runs)
{
    const QString whose = sameCount(runs) ? countText(runs.front().asked.count) : tr("%1 runs").arg(runs.size());
    return QStringLiteral("%1: %2").arg(whose, comparisonFigures(runs));
}

QStringList comparisonNames(const std::vector<Compared> &runs)
{
    QStringList names = plainNames(runs);
    const auto at = [&runs](qsizetype i) -> const Compared & { return runs[size_t(i)]; };
    tellApart(names, [&](qsizetype i) { return shortSleep(at(i)); });
    tellApart(names, [&](qsizetype i) { return at(i).asked.pool > 0 ? poolText(at(i).asked.pool) : QString(); });
    tellApart(names, [&](qsizetype i) { return at(i).file.isEmpty() ? tr("run %1").arg(i + 1) : at(i).file; });
    tellApart(names, [&](qsizetype i) { return tr("run %1").arg(i + 1); });
    if (names.size() == 1)
        names.front() = runs.front().url + server::endpointPath(runs.front().asked.endpoint);
    return names;
}

QString comparedCaption(const Compared &run, bool tellsSleep)
{
    const Headline &head = run.head;
    QString text;
    if (run.stage == Compared::Stage::ToCome)
        return tr("waits its turn");
    if (head.states[size_t(State::BlockingLoop)])
        text = tr("the loop is blocked");
    else if (head.mostWorkers > 0)
        text = poolText(head.mostWorkers) + queuedText(head);
    else if (head.mostAwaiting > 0)
        text = awaitingText(head) + queuedText(head);
    else
        text = countText(head.requests);
    if (!head.observed.server())
        text += tr(", queueing unknown");
    else if (!head.observed.client)
        text += tr(", no client observed");
    if (const QString sleep = shortSleep(run); tellsSleep && !sleep.isEmpty())
        text += QStringLiteral(", ") + sleep;
    if (run.stage == Compared::Stage::Stopped)
        return text + tr(", stopped");
    return head.failed > 0 ? text + tr(", %L1 failed").arg(head.failed) : text;
}

QString momentText(const Run &run, qint64 t)
{
    if (t > makespanOf(run))
        return run.live() ? tr("not yet") : tr("done");
    const Headline head = headline(run.trace);
    const Moment moment = momentAt(run.trace, head.first + t);
    const auto some = [](QStringList &words, int count, const QString &text) {
        if (count > 0)
            words << text.arg(count);
    };
    QStringList words;
    if (moment.running != RequestId::None && moment.loopState == State::BlockingLoop)
        words << tr("the loop is blocked");
    some(words, moment.awaiting, tr("%L1 awaiting"));
    some(words, moment.ready, tr("%L1 ready"));
    some(words, moment.busyWorkers, moment.busyWorkers == 1 ? tr("%L1 worker busy") : tr("%L1 workers busy"));
    some(words, moment.queuedNoWorker + moment.queuedLoopBlocked, tr("%L1 queued"));
    if (words.isEmpty())
        some(words, moment.inFlight, tr("%L1 in flight"));
    if (words.isEmpty())
        words << (t < 0 ? tr("not begun") : head.observed.server() ? tr("idle") : tr("none in flight"));
    return words.join(QStringLiteral(", "));
}

QString makespanText(qint64 ns)
{
    return ns < 10'000'000'000 ? durationText(ns) : tr("%1 s").arg(double(ns) / 1e9, 0, 'f', ns < 1'000'000'000'000 ? 1 : 0);
}

qint64 wholeEnd(const std::vector<Compared> &runs)
{
    qint64 end = leastEnd;
    for (const Compared &run : runs)
        end = std::max(end, run.expected());
    return end;
}

qint64 usualEnd(const std::vector<Compared> &runs)
{
    std::vector<qint64> ends;
    for (const Compared &run : runs) {
        if (run.expected() >= leastEnd)
            ends.push_back(run.expected());
    }
    std::sort(ends.begin(), ends.end());
    for (size_t i = ends.size(); i-- > 1;) {
        if (double(ends[i]) > muchLonger * double(ends[i - 1]))
            return qint64(shownOfShort * double(ends[i - 1]));
    }
    return wholeEnd(runs);
}

} // namespace app
