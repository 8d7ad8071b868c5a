#include "support/registered.h"
#include "ui/motion.h"
#include "ui/timeline/hand_keys.h"

#include <QDir>
#include <QKeyEvent>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;

class TestHandKeys : public QObject
{
    Q_OBJECT

private:
    /// As X11 and Wayland give it; scan code 0: an event made by a program.
    static HandKey pressed(quint32 scanCode, int key, Qt::KeyboardModifiers modifiers = {})
    {
        return handKey(QKeyEvent(QEvent::KeyPress, key, modifiers, scanCode, 0, 0));
    }

private Q_SLOTS:
    void thePlaceCountsAndNotTheLetter()
    {
#if defined(Q_OS_DARWIN) || defined(Q_OS_WIN)
        QSKIP("scan codes of X11 and Wayland");
#endif
        QCOMPARE(pressed(25, Qt::Key_Z), HandKey::Closer);  // AZERTY
        QCOMPARE(pressed(38, Qt::Key_Q), HandKey::Earlier);
        QCOMPARE(pressed(25, Qt::Key_Comma), HandKey::Closer); // Dvorak
        QCOMPARE(pressed(39, Qt::Key_O), HandKey::Farther);
        QCOMPARE(pressed(40, Qt::Key_E), HandKey::Later);
        QCOMPARE(pressed(52, Qt::Key_W), HandKey::None); // AZERTY's W is elsewhere
        QCOMPARE(pressed(25, Qt::Key_F), HandKey::Closer); // a place wins over a command's letter
    }
    void withoutAPlaceTheLetterCounts()
    {
        QCOMPARE(pressed(0, Qt::Key_W), HandKey::Closer);
        QCOMPARE(pressed(0, Qt::Key_A), HandKey::Earlier);
        QCOMPARE(pressed(0, Qt::Key_S), HandKey::Farther);
        QCOMPARE(pressed(0, Qt::Key_D), HandKey::Later);
    }
    void commandsGoByTheLetterWhereverItIs()
    {
        QCOMPARE(pressed(47, Qt::Key_M), HandKey::DropMark); // AZERTY's M
        QCOMPARE(pressed(0, Qt::Key_F), HandKey::Fit);
        QCOMPARE(pressed(0, Qt::Key_End), HandKey::Follow);
    }
    void aMenusModifiersLeaveLettersAlone()
    {
        QCOMPARE(pressed(25, Qt::Key_W, Qt::ControlModifier), HandKey::None);
        QCOMPARE(pressed(0, Qt::Key_F, Qt::ControlModifier), HandKey::None);
        QCOMPARE(pressed(0, Qt::Key_M, Qt::AltModifier), HandKey::None);
        QCOMPARE(pressed(0, Qt::Key_BracketLeft, Qt::ControlModifier | Qt::AltModifier), HandKey::PreviousEvent); // AltGr on some systems
        QCOMPARE(pressed(0, Qt::Key_Plus, Qt::ShiftModifier), HandKey::CloserMiddle);
    }
    void theDesktopsFilesCanSwitchMotionOff()
    {
        const QTemporaryDir folder;
        QVERIFY(desktopWantsMotion(folder.path()));
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QDir(folder.path()).mkpath(QStringLiteral("gtk-3.0"));
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(QStringLiteral("gtk-3.0/settings.ini"), "[Settings]\ngtk-enable-animations=1\n"));
        QVERIFY(write(QStringLiteral("kdeglobals"), "[KDE]\nAnimationDurationFactor=0.5\n"));
        QVERIFY(desktopWantsMotion(folder.path()));
        QVERIFY(write(QStringLiteral("kdeglobals"), "[KDE]\nAnimationDurationFactor=0\n"));
        QVERIFY(!desktopWantsMotion(folder.path()));
        QVERIFY(QFile::remove(folder.filePath(QStringLiteral("kdeglobals"))));
        QVERIFY(desktopWantsMotion(folder.path()));
        QVERIFY(write(QStringLiteral("gtk-3.0/settings.ini"), "[Settings]\ngtk-enable-animations=false\n"));
        QVERIFY(!desktopWantsMotion(folder.path()));
    }
};

LOOPSCOPE_TEST(TestHandKeys)
#include "ui_hand_keys.moc"
