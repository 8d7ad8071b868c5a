#include "ui/timeline/run_view_json.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype mostEntries = 10'000, longestName = 200; ///< more is no list of ours
const QStringList orders{u"first-use"_s, u"name"_s, u"busy-time"_s}; ///< by LaneOrder

QJsonValue toJson(TimeRange range) { return QJsonObject{{u"begin"_s, range.begin}, {u"end"_s, range.end}}; }
/// A thread's number may need all 64 bits, more than a JSON number is sure to keep.
QJsonObject toJson(const LaneKey &lane) { return {{u"name"_s, lane.name}, {u"tid"_s, QString::number(lane.tid)}}; }
QJsonObject toJson(const Mark &mark) { return {{u"t"_s, mark.t}, {u"name"_s, mark.name}}; }
QJsonObject toJson(const LaneArrangement::Moved &moved)
{
    QJsonObject json = toJson(moved.lane);
    json.insert(u"place"_s, moved.place);
    return json;
}

std::optional<TimeRange> rangeFrom(const QJsonValue &json)
{
    const TimeRange range{json[u"begin"_s].toInteger(-1), json[u"end"_s].toInteger(-1)};
    return range.begin >= 0 && range.end > range.begin ? std::optional(range) : std::nullopt;
}

std::optional<LaneKey> laneFrom(const QJsonValue &json)
{
    const QJsonValue name = json[u"name"_s];
    bool isNumber = false;
    const quint64 tid = json[u"tid"_s].toString().toULongLong(&isNumber);
    return name.isString() && name.toString().size() <= longestName && isNumber ? std::optional(LaneKey{name.toString(), tid}) : std::nullopt;
}

std::optional<Mark> markFrom(const QJsonValue &json)
{
    const Mark mark{json[u"t"_s].toInteger(-1), json[u"name"_s].toString().left(longestName)};
    return mark.t >= 0 ? std::optional(mark) : std::nullopt;
}

std::optional<LaneArrangement::Moved> movedFrom(const QJsonValue &json)
{
    const std::optional<LaneKey> lane = laneFrom(json);
    const int place = json[u"place"_s].toInt(-1);
    return lane && place >= 0 ? std::optional(LaneArrangement::Moved{*lane, place}) : std::nullopt;
}

template<typename T>
void writeList(QJsonObject &to, const QString &name, const std::vector<T> &list)
{
    QJsonArray array;
    for (const T &item : list)
        array.append(toJson(item));
    if (!array.isEmpty())
        to.insert(name, array);
}

/// Entries that cannot be read, or come a second time, are left out.
template<typename T>
std::vector<T> readList(const QJsonObject &from, const QString &name, std::optional<T> (*read)(const QJsonValue &))
{
    const QJsonArray array = from.value(name).toArray();
    std::vector<T> list;
    for (qsizetype i = 0; i < std::min(array.size(), mostEntries); ++i) {
        if (const std::optional<T> item = read(array.at(i)); item && std::find(list.begin(), list.end(), *item) == list.end())
            list.push_back(*item);
    }
    return list;
}

QJsonObject toJson(const LaneArrangement &lanes)
{
    QJsonObject json;
    if (lanes.order != LaneOrder::FirstUse)
        json.insert(u"order"_s, orders.at(int(lanes.order)));
    if (lanes.hideIdle)
        json.insert(u"hide-idle"_s, true);
    writeList(json, u"hidden"_s, lanes.hidden);
    writeList(json, u"folded"_s, lanes.folded);
    writeList(json, u"pinned"_s, lanes.pinned);
    writeList(json, u"moved"_s, lanes.moved);
    return json;
}

LaneArrangement lanesFrom(const QJsonObject &json)
{
    LaneArrangement lanes;
    lanes.order = LaneOrder(std::max(0, int(orders.indexOf(json.value(u"order"_s).toString()))));
    lanes.hideIdle = json.value(u"hide-idle"_s).toBool();
    lanes.hidden = readList(json, u"hidden"_s, laneFrom);
    lanes.folded = readList(json, u"folded"_s, laneFrom);
    lanes.pinned = readList(json, u"pinned"_s, laneFrom);
    lanes.moved = readList(json, u"moved"_s, movedFrom);
    std::stable_sort(lanes.moved.begin(), lanes.moved.end(), [](const auto &a, const auto &b) { return a.place < b.place; });
    return lanes;
}

} // namespace

QJsonObject toJson(const RunView &view)
{
    QJsonObject json;
    if (view.clientUnfolded)
        json.insert(u"client-unfolded"_s, true);
    if (view.measure)
        json.insert(u"measure"_s, toJson(*view.measure));
    writeList(json, u"marks"_s, view.marks);
    if (const QJsonObject lanes = toJson(view.lanes); !lanes.isEmpty())
        json.insert(u"lanes"_s, lanes);
    return json;
}

RunView runViewFrom(const QJsonObject &json)
{
    RunView view;
    view.clientUnfolded = json.value(u"client-unfolded"_s).toBool();
    view.measure = rangeFrom(json.value(u"measure"_s));
    view.marks = readList(json, u"marks"_s, markFrom);
    view.lanes = lanesFrom(json.value(u"lanes"_s).toObject());
    return view;
}

} // namespace ui
