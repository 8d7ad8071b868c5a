#pragma once

#include <QObject>

class QDBusConnection;
class QDBusVariant;

namespace ui {

/// Whether the desktop wants animations, as its portal tells (org.freedesktop.portal.Settings: GNOME, and others that
/// follow it); it tells of changes, too. The portal is asked without
/// waiting for it: until an answer comes, and where none does, they are wanted.
class DesktopMotion : public QObject
{
    Q_OBJECT
public:
    explicit DesktopMotion(const QDBusConnection &bus, QObject *parent = nullptr);

    /// Is there a session bus to ask? Looking for one could start it.
    static bool busIsThere();

    bool wanted() const { return m_wanted; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void take(const QString &space, const QString &key, const QDBusVariant &value);

private:
    bool m_wanted = true;
};

} // namespace ui
