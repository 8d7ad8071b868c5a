#include "app/track_builder.h"

#include "app/json_number.h"
#include "app/tr.h"

#include <cmath>

namespace app {
namespace {

constexpr double mostValue = 1e300; ///< so that differences of values stay finite

/// Parts that stay apart whatever is in them, in a string whose memory is used again.
template<typename... Part>
std::string_view joined(std::string &key, const Part &...part)
{
    key.clear();
    const auto add = [&key](std::string_view one) {
        const size_t length = one.size();
        key.append(reinterpret_cast<const char *>(&length), sizeof length).append(one);
    };
    (add(part), ...);
    return key;
}

QString plainText(std::string_view id) { return QString::fromUtf8(id.data(), qsizetype(id.size())); }

QString counterName(const ChromeEvent &event, std::string_view argument)
{
    QString name = textOf(event.name);
    if (!event.id.empty())
        name += u'[' + plainText(event.id) + u']';
    const bool saysMore = !argument.empty() && argument != "value" && argument != event.name;
    if (name.isEmpty())
        return saysMore ? textOf(argument) : tr("counter");
    return saysMore ? tr("%1: %2").arg(name, textOf(argument)) : name;
}

} // namespace

void TrackBuilder::add(const ChromeEvent &event)
{
    const char phase = event.phase;
    if (phase == 'M')
        return addMetadata(event);
    if (phase == '\0')
        return m_skips.add(Skip::Broken);
    constexpr std::string_view shown = "XBEbenSFTpiIRC";
    if (shown.find(phase) == shown.npos)
        return m_skips.addPhase(phase);
    const std::optional<qint64> t = m_times.read(event.time);
    if (!t)
        return m_skips.add(Skip::NoTime);
    if (phase == 'X')
        return addComplete(event, *t);
    if (phase == 'C')
        return addCounter(event, *t);
    constexpr std::string_view async = "benSFTp";
    if (async.find(phase) != async.npos)
        return addAsync(event, *t);
    Thread *thread = threadOf(event);
    if (!thread)
        return m_skips.add(Skip::TooManyTracks);
    const bool named = phase != 'E' || !event.name.empty();
    const RequestId label = named ? m_labels.label(event.name, event.category) : RequestId::None;
    if (phase == 'B' || phase == 'E')
        thread->edges.push_back({*t, label, 0, 0, phase == 'B'});
    else
        thread->instants.push_back({*t, label});
    happens(*t);
}

void TrackBuilder::addComplete(const ChromeEvent &event, qint64 t)
{
    const std::optional<qint64> length = event.duration.empty() ? 0 : nsOfMicros(event.duration);
    if (!length || *length < 0 || *length > TraceTimes::farthest)
        return m_skips.add(Skip::BadDuration);
    Thread *thread = threadOf(event);
    if (!thread)
        return m_skips.add(Skip::TooManyTracks);
    thread->pieces.push_back({t, t + *length, m_labels.label(event.name, event.category)});
    happens(t);
    lasts(t + *length);
}

void TrackBuilder::addAsync(const ChromeEvent &event, qint64 t)
{
    const auto process = processOf(event);
    if (event.id.empty())
        return m_skips.add(Skip::NoId);
    if (!process)
        return m_skips.add(Skip::TooManyTracks);
    const std::string owner = std::to_string(*process);
    bool isNew = false;
    const quint32 number = m_asyncNumbers.number(joined(m_key, owner, event.category), isNew, mayAddTrack());
    if (number == StringNumbers::none)
        return m_skips.add(Skip::TooManyTracks);
    if (isNew) {
        Async &async = m_asyncs.emplace_back();
        async.process = *process;
        async.name = event.category.empty() ? tr("async") : textOf(event.category);
    }
    const bool ends = event.phase == 'e' || event.phase == 'F';
    const RequestId label = ends && event.name.empty() ? RequestId::None : m_labels.label(event.name, event.category);
    happens(t);
    if (!ends && event.phase != 'b' && event.phase != 'S') {
        m_asyncs[number].instants.push_back({t, label});
        return;
    }
    const std::string_view stack = joined(m_key, event.globalId ? std::string() : owner, event.category, event.scope, event.id);
    m_asyncEdges.push_back({t, label, m_stackNumbers.number(stack, isNew), number, !ends});
}

void TrackBuilder::addCounter(const ChromeEvent &event, qint64 t)
{
    const auto process = processOf(event);
    if (!process)
        return m_skips.add(Skip::TooManyTracks);
    const std::string owner = std::to_string(*process);
    bool isKept = false;
    for (const auto &[argument, text] : event.arguments) {
        const std::optional<double> value = numberOf(text);
        if (!value || std::abs(*value) > mostValue) {
            m_skips.add(Skip::NoNumber);
            continue;
        }
        bool isNew = false;
        const quint32 number = m_counterNumbers.number(joined(m_key, owner, event.name, event.id, argument), isNew, mayAddTrack());
        if (number == StringNumbers::none) {
            m_skips.add(Skip::TooManyTracks);
            continue;
        }
        if (isNew) {
            Counter &counter = m_counters.emplace_back();
            counter.process = *process;
            counter.name = counterName(event, argument);
        }
        m_counters[number].samples.push_back({t, *value});
        isKept = true;
    }
    if (isKept)
        happens(t);
}

void TrackBuilder::addMetadata(const ChromeEvent &event)
{
    const auto argument = [&event](std::string_view name) {
        for (const auto &[key, value] : event.arguments) {
            if (key == name)
                return value;
        }
        return std::string_view();
    };
    const auto process = processOf(event);
    const bool ofThread = event.name == "thread_name" || event.name == "thread_sort_index";
    Thread *thread = ofThread ? threadOf(event) : nullptr;
    if (!process || (ofThread && !thread))
        return m_skips.add(Skip::TooManyTracks);
    const qint64 sortIndex = wholeOf(argument("sort_index")).value_or(0);
    if (event.name == "process_name")
        m_processes[*process].name = textOf(argument("name"));
    else if (event.name == "process_labels")
        m_processes[*process].labels = textOf(argument("labels"));
    else if (event.name == "process_sort_index")
        m_processes[*process].sortIndex = sortIndex;
    else if (event.name == "thread_name")
        thread->name = textOf(argument("name"));
    else if (event.name == "thread_sort_index")
        thread->sortIndex = sortIndex;
}

void TrackBuilder::happens(qint64 t)
{
    m_times.count(t);
    lasts(t);
}

void TrackBuilder::lasts(qint64 t)
{
    m_first = std::min(m_first, t);
    m_last = std::max(m_last, t);
}

/// A whole number is one only as a number would be written: "007" is a word. None: one word too many.
std::optional<TraceId> TrackBuilder::idOf(std::string_view text)
{
    if (text.empty())
        return TraceId();
    const bool asNumbersAre = text == "0" || (text.front() != '0' && !text.starts_with("-0"));
    if (const auto whole = asNumbersAre ? wholeOf(text) : std::nullopt)
        return TraceId{*whole, false};
    bool isNew = false;
    const quint32 number = m_words.number(text, isNew, m_words.size() < 2 * mostTracks);
    return number == StringNumbers::none ? std::nullopt : std::optional(TraceId{number, true});
}

std::optional<quint32> TrackBuilder::processOf(const ChromeEvent &event)
{
    const auto pid = idOf(event.process);
    if (!pid)
        return std::nullopt;
    const auto found = m_processOf.find(*pid);
    if (found != m_processOf.end())
        return found->second;
    if (m_processes.size() >= mostTracks)
        return std::nullopt;
    Process &process = m_processes.emplace_back();
    process.pid = *pid;
    if (pid->isWord)
        process.name = plainText(event.process);
    const auto number = quint32(m_processes.size() - 1);
    m_processOf.emplace(*pid, number);
    return number;
}

TrackBuilder::Thread *TrackBuilder::threadOf(const ChromeEvent &event)
{
    const auto pid = idOf(event.process), tid = idOf(event.thread);
    if (!pid || !tid)
        return nullptr;
    const ThreadIds ids{*pid, *tid};
    if (m_lastThread && ids == m_lastIds)
        return m_lastThread;
    auto found = m_threadOf.find(ids);
    if (found == m_threadOf.end()) {
        const auto process = processOf(event);
        if (!process || !mayAddTrack())
            return nullptr;
        found = m_threadOf.emplace(ids, quint32(m_threads.size())).first;
        Thread &thread = m_threads.emplace_back();
        thread.process = *process;
        thread.tid = *tid;
        if (tid->isWord)
            thread.name = plainText(event.thread);
    }
    m_lastIds = ids;
    m_lastThread = &m_threads[found->second];
    return m_lastThread;
}

} // namespace app
