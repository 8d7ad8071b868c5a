#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

// The rules of the "Trace Event Format" that viewers rely on, as chrome://tracing, Perfetto, Firefox Profiler and
// speedscope read it. Anything may be missing in a file and some viewer will show it somehow; here nothing may.
namespace support {

class ChromeRules
{
public:
    explicit ChromeRules(const QByteArray &json)
    {
        QJsonParseError error;
        const QJsonDocument document = QJsonDocument::fromJson(json, &error);
        if (error.error != QJsonParseError::NoError)
            fail(QStringLiteral("no JSON: ") + error.errorString());
        else if (!document.object().value(QLatin1String("traceEvents")).isArray())
            fail(QStringLiteral("no traceEvents"));
        for (const QJsonValue &value : document.object().value(QLatin1String("traceEvents")).toArray())
            take(value.toObject());
        checkComplete();
        checkPairs();
        checkFlows();
    }

    QStringList faults;          ///< at most a few; empty: it keeps the rules
    QMap<QString, int> phases;   ///< how many events of each
    int wholeFlows = 0;          ///< from s to f

private:
    using Thread = std::pair<double, double>; ///< pid, tid
    struct Span {
        double begin, end;
        int order; ///< in the file
    };
    struct Step {
        double t;
        Thread thread;
        QString phase;
        int order;
    };

    void fail(const QString &fault)
    {
        if (faults.size() < 5)
            faults << fault;
    }
    void demand(bool holds, const char *rule, const QJsonObject &event)
    {
        if (!holds)
            fail(QString::fromLatin1(rule) + QStringLiteral(": ") + QString::fromUtf8(QJsonDocument(event).toJson(QJsonDocument::Compact)));
    }

    void take(const QJsonObject &event)
    {
        const QString phase = event.value(QLatin1String("ph")).toString();
        const auto has = [&event](const char *key) { return !event.value(QLatin1String(key)).isUndefined(); };
        const auto number = [&event](const char *key) { return event.value(QLatin1String(key)).toDouble(std::nan("")); };
        ++phases[phase];
        ++m_order;
        demand(phase.size() == 1 && QStringLiteral("XBEbneiCMstf").contains(phase), "a phase that all viewers know", event);
        demand(event.value(QLatin1String("name")).isString(), "a name", event);
        demand(std::isfinite(number("pid")) && std::isfinite(number("tid")), "pid and tid are numbers", event);
        const Thread thread{number("pid"), number("tid")};
        if (phase == u"M")
            return takeMetadata(event, thread);
        const double t = number("ts");
        demand(std::isfinite(t) && t >= 0, "a time that is not negative", event);
        if (phase == u"X") {
            demand(std::isfinite(number("dur")) && number("dur") >= 0, "a duration that is not negative", event);
            m_spans[thread].push_back({ns(t), ns(t + number("dur")), m_order});
        } else if (phase == u"B" || phase == u"E") {
            m_depth[thread] += phase == u"B" ? 1 : -1;
            demand(m_depth[thread] >= 0, "an E has its B", event);
        } else if (phase == u"b" || phase == u"e" || phase == u"n") {
            demand(has("id") && event.value(QLatin1String("cat")).isString(), "id and cat join a b to its e", event);
            if (phase != u"n")
                m_pairs[key(event)].push_back({ns(t), thread, phase, m_order});
        } else if (phase == u"i") {
            const QString scope = event.value(QLatin1String("s")).toString();
            demand(scope == u"t" || scope == u"p" || scope == u"g", "an instant's scope", event);
        } else if (phase == u"C") {
            demand(event.value(QLatin1String("cat")).isString(), "a counter's cat", event);
            const QJsonObject values = event.value(QLatin1String("args")).toObject();
            demand(!values.isEmpty() && std::all_of(values.begin(), values.end(), [](const QJsonValue &value) { return value.isDouble(); }),
                   "counters are numbers", event);
        } else {
            demand(has("id") && event.value(QLatin1String("cat")).isString(), "id and cat join a flow", event);
            demand(phase != u"f" || event.value(QLatin1String("bp")).toString() == u"e", "a flow ends in the slice around it", event);
            m_flows[key(event) + u'|' + event.value(QLatin1String("name")).toString()].push_back({ns(t), thread, phase, m_order});
        }
    }

    void takeMetadata(const QJsonObject &event, Thread thread)
    {
        const QString name = event.value(QLatin1String("name")).toString();
        const QJsonObject values = event.value(QLatin1String("args")).toObject();
        if (name == u"thread_name" || name == u"process_name")
            demand(!values.value(QLatin1String("name")).toString().isEmpty(), "a name says something", event);
        if (name == u"thread_name") {
            demand(!m_named.contains(thread), "a thread has one name", event);
            m_named.insert(thread);
        }
        if (name == u"thread_sort_index") {
            const double index = values.value(QLatin1String("sort_index")).toDouble(std::nan(""));
            demand(std::isfinite(index), "a sort index is a number", event);
            demand(!m_sorted.contains({thread.first, index}), "each thread has its own sort index", event);
            m_sorted.insert({thread.first, index});
        }
    }

    static double ns(double us) { return std::round(us * 1000); }
    static QString key(const QJsonObject &event)
    {
        return event.value(QLatin1String("cat")).toString() + u'|' + event.value(QLatin1String("id")).toVariant().toString() + u'|'
                + QString::number(event.value(QLatin1String("pid")).toDouble());
    }

    /// Slices of a thread lie in each other or apart. They may be in any order in the file, but of two that begin at
    /// once, the outer comes first: viewers sort by time and keep the order else.
    void checkComplete()
    {
        for (auto it = m_spans.begin(); it != m_spans.end(); ++it) {
            std::stable_sort(it->second.begin(), it->second.end(), [](const Span &a, const Span &b) { return a.begin < b.begin; });
            std::vector<double> open;
            for (const Span &span : it->second) {
                while (!open.empty() && open.back() <= span.begin)
                    open.pop_back();
                if (!open.empty() && span.end > open.back())
                    fail(QStringLiteral("slices of a thread that overlap in part, at %1 ns, thread %2").arg(span.begin, 0, 'f', 0).arg(it->first.second));
                open.push_back(span.end);
            }
            if (!m_named.contains(it->first))
                fail(QStringLiteral("a thread with slices and without a name: %1").arg(it->first.second));
        }
        for (const auto &[thread, depth] : m_depth) {
            if (depth != 0)
                fail(QStringLiteral("B without an E"));
        }
    }

    void checkPairs()
    {
        for (auto &[name, steps] : m_pairs) {
            std::stable_sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) { return a.t < b.t; });
            bool open = false;
            for (const Step &step : steps) {
                if (open == (step.phase == u"b"))
                    fail(QStringLiteral("a b within its like, or an e without: ") + name);
                open = step.phase == u"b";
            }
            if (open)
                fail(QStringLiteral("a b without its e: ") + name);
        }
    }

    /// One s first, one f last, t between; each within a slice of its thread, which stands before it in the file.
    void checkFlows()
    {
        for (const auto &[name, unsorted] : m_flows) {
            std::vector<Step> steps = unsorted;
            std::stable_sort(steps.begin(), steps.end(), [](const Step &a, const Step &b) { return a.t < b.t; });
            const auto count = [&steps](QStringView phase) { return std::count_if(steps.begin(), steps.end(), [phase](const Step &step) { return step.phase == phase; }); };
            if (count(u"s") != 1 || count(u"f") != 1 || steps.front().phase != u"s" || steps.back().phase != u"f")
                fail(QStringLiteral("a flow that is not s, t ..., f: ") + name);
            else
                ++wholeFlows;
            for (const Step &step : steps) {
                const auto spans = m_spans.find(step.thread);
                const bool within = spans != m_spans.end() && std::any_of(spans->second.begin(), spans->second.end(), [&step](const Span &span) {
                    return span.begin <= step.t && step.t < span.end && span.order < step.order;
                });
                if (!within)
                    fail(QStringLiteral("a flow's %1 at %2 ns lies in no slice: %3").arg(step.phase).arg(step.t, 0, 'f', 0).arg(name));
            }
        }
    }

    int m_order = 0;
    std::map<Thread, std::vector<Span>> m_spans;
    std::map<Thread, int> m_depth;
    std::map<QString, std::vector<Step>> m_pairs, m_flows;
    std::set<Thread> m_named;
    std::set<std::pair<double, double>> m_sorted; ///< pid, index
};

} // namespace support
