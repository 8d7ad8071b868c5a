#include "ui/remembered_views.h"

#include "ui/timeline/run_view_json.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSettings>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString group = u"views/"_s, orderKey = u"views/order"_s; ///< order: the one stored last is the last

} // namespace

QString viewKey(const app::LogHeader &header)
{
    return u"%1-%2"_s.arg(header.pid).arg(header.startedEpochNs / 1000); // files keep microseconds
}

QString viewKey(const app::Run &run)
{
    if (run.trace.tracks().empty())
        return viewKey(run.log.header);
    const QFileInfo file(run.source);
    const QByteArray hash = QCryptographicHash::hash(file.absoluteFilePath().toUtf8(), QCryptographicHash::Sha256).toHex();
    return u"file-"_s + QLatin1StringView(hash.first(16));
}

void storeView(QSettings &store, const QString &key, const RunView &view)
{
    QStringList order = store.value(orderKey).toStringList();
    order.removeAll(key);
    if (view == RunView{}) {
        store.remove(group + key);
    } else {
        store.setValue(group + key, QJsonDocument(toJson(view)).toJson(QJsonDocument::Compact));
        order.append(key);
    }
    while (order.size() > mostRememberedViews)
        store.remove(group + order.takeFirst());
    store.setValue(orderKey, order);
}

std::optional<RunView> storedView(QSettings &store, const QString &key)
{
    const QByteArray bytes = store.value(group + key).toByteArray();
    const QJsonDocument json = QJsonDocument::fromJson(bytes);
    return json.isObject() ? std::optional(runViewFrom(json.object())) : std::nullopt;
}

} // namespace ui
