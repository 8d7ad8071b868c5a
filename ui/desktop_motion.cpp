#include "ui/desktop_motion.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString service = u"org.freedesktop.portal.Desktop"_s, path = u"/org/freedesktop/portal/desktop"_s;
const QString settings = u"org.freedesktop.portal.Settings"_s;
const QString space = u"org.gnome.desktop.interface"_s, key = u"enable-animations"_s;
constexpr int answerMillis = 5000;

} // namespace

DesktopMotion::DesktopMotion(const QDBusConnection &connection, QObject *parent) : QObject(parent)
{
    QDBusConnection bus = connection;
    bus.connect(service, path, settings, u"SettingChanged"_s, this, SLOT(take(QString, QString, QDBusVariant)));
    QDBusMessage question = QDBusMessage::createMethodCall(service, path, settings, u"Read"_s);
    question << space << key;
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(question, answerMillis), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        if (const QDBusPendingReply<QDBusVariant> reply = *answer; reply.isValid())
            take(space, key, reply.value());
    });
}

bool DesktopMotion::busIsThere()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

void DesktopMotion::take(const QString &ofSpace, const QString &ofKey, const QDBusVariant &value)
{
    if (ofSpace != space || ofKey != key)
        return;
    QVariant inner = value.variant();
    while (inner.metaType() == QMetaType::fromType<QDBusVariant>()) // Read wraps it twice
        inner = inner.value<QDBusVariant>().variant();
    if (inner.metaType() != QMetaType::fromType<bool>() || inner.toBool() == m_wanted)
        return;
    m_wanted = inner.toBool();
    Q_EMIT changed();
}

} // namespace ui
