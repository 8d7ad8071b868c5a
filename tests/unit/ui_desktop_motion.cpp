#include "support/registered.h"
#include "ui/desktop_motion.h"

#include <QDBusAbstractAdaptor>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusVariant>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// A desktop's portal, as far as it is asked here.
class Portal : public QDBusAbstractAdaptor
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")
public:
    explicit Portal(QObject *parent) : QDBusAbstractAdaptor(parent) {}
    QVariant answer;
    QStringList asked;

public Q_SLOTS:
    QDBusVariant Read(const QString &space, const QString &key)
    {
        asked << space + u' ' + key;
        return QDBusVariant(QVariant::fromValue(QDBusVariant(answer)));
    }
};

/// On a bus of its own, which is the real one.
class TestDesktopMotion : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
    QString m_address;
    std::optional<QDBusConnection> m_ours, m_desktops;
    QObject m_object;
    Portal *m_portal = new Portal(&m_object);

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void whatThePortalSaysCounts_data();
    void whatThePortalSaysCounts();
    void aChangeIsHeard();
    void withoutAPortalAnimationsAreWanted();
};

void TestDesktopMotion::initTestCase()
{
    if (QStandardPaths::findExecutable(u"dbus-daemon"_s).isEmpty())
        QSKIP("dbus-daemon is not installed");
    QVERIFY(m_folder.isValid());
    QFile configuration(m_folder.filePath(u"bus.conf"_s)); // the usual one would start the portal of the machine
    QVERIFY(configuration.open(QIODevice::WriteOnly));
    configuration.write("<busconfig><listen>unix:dir=" + m_folder.path().toUtf8() + "</listen><policy context=\"default\">"
                        "<allow send_destination=\"*\"/><allow receive_sender=\"*\"/><allow own=\"*\"/></policy></busconfig>");
    configuration.close();
    m_daemon.start(u"dbus-daemon"_s, {u"--config-file="_s + configuration.fileName(), u"--nofork"_s, u"--print-address"_s});
    QTRY_VERIFY(m_daemon.canReadLine());
    m_address = QString::fromUtf8(m_daemon.readLine().trimmed());
    m_ours = QDBusConnection::connectToBus(m_address, u"ours"_s);
    m_desktops = QDBusConnection::connectToBus(m_address, u"desktops"_s);
    QVERIFY(m_ours->isConnected() && m_desktops->isConnected());
    QVERIFY(m_desktops->registerObject(u"/org/freedesktop/portal/desktop"_s, &m_object));
    QVERIFY(m_desktops->registerService(u"org.freedesktop.portal.Desktop"_s));
}

void TestDesktopMotion::cleanupTestCase()
{
    m_ours.reset();
    m_desktops.reset();
    QDBusConnection::disconnectFromBus(u"ours"_s);
    QDBusConnection::disconnectFromBus(u"desktops"_s);
    m_daemon.terminate();
    m_daemon.waitForFinished();
}

void TestDesktopMotion::whatThePortalSaysCounts_data()
{
    QTest::addColumn<QVariant>("answer");
    QTest::addColumn<bool>("wanted");
    QTest::newRow("yes") << QVariant(true) << true;
    QTest::newRow("no") << QVariant(false) << false;
    QTest::newRow("nonsense") << QVariant(u"no"_s) << true;
}

void TestDesktopMotion::whatThePortalSaysCounts()
{
    QFETCH(QVariant, answer);
    QFETCH(bool, wanted);
    m_portal->answer = answer;
    m_portal->asked.clear();
    ui::DesktopMotion motion(*m_ours);
    QVERIFY(motion.wanted()); // till it is told
    QTRY_COMPARE(m_portal->asked, QStringList(u"org.gnome.desktop.interface enable-animations"_s));
    QTRY_COMPARE(motion.wanted(), wanted);
}

void TestDesktopMotion::aChangeIsHeard()
{
    m_portal->answer = false;
    ui::DesktopMotion motion(*m_ours);
    QTRY_VERIFY(!motion.wanted()); // the answer is here: what follows are changes
    QSignalSpy changed(&motion, &ui::DesktopMotion::changed);
    const auto say = [this](const QString &key, bool value) {
        QDBusMessage signal = QDBusMessage::createSignal(u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Settings"_s, u"SettingChanged"_s);
        signal << u"org.gnome.desktop.interface"_s << key << QVariant::fromValue(QDBusVariant(value));
        QVERIFY(m_desktops->send(signal));
    };
    say(u"clock-show-date"_s, true);
    say(u"enable-animations"_s, true);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(motion.wanted());
    say(u"enable-animations"_s, false);
    QTRY_COMPARE(changed.size(), 2);
    QVERIFY(!motion.wanted());
}

void TestDesktopMotion::withoutAPortalAnimationsAreWanted()
{
    QVERIFY(m_desktops->unregisterService(u"org.freedesktop.portal.Desktop"_s));
    const ui::DesktopMotion motion(*m_ours);
    // The bus answers one connection in order: with this refusal, the one to its question is here, too.
    const QDBusPendingCallWatcher later(m_ours->asyncCall(QDBusMessage::createMethodCall(
            u"org.freedesktop.portal.Desktop"_s, u"/org/freedesktop/portal/desktop"_s, u"org.freedesktop.portal.Settings"_s, u"Read"_s)));
    QSignalSpy answered(&later, &QDBusPendingCallWatcher::finished);
    QVERIFY(answered.wait());
    QVERIFY(later.isError());
    QVERIFY(motion.wanted());
    QVERIFY(m_desktops->registerService(u"org.freedesktop.portal.Desktop"_s));
}

LOOPSCOPE_TEST(TestDesktopMotion)
#include "ui_desktop_motion.moc"
