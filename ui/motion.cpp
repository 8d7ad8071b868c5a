#include "ui/motion.h"

#include <QDir>
#include <QSettings>
#include <QStyle>
#include <QWidget>

using namespace Qt::StringLiterals;

namespace ui {

// Qt 6.4 asks no desktop but through the style. What KDE and the GTK desktops were told stands in these files.
bool desktopWantsMotion(const QString &configFolder)
{
    const QDir folder(configFolder);
    for (const QString &file : {u"gtk-4.0/settings.ini"_s, u"gtk-3.0/settings.ini"_s}) {
        const QString wanted = QSettings(folder.filePath(file), QSettings::IniFormat).value(u"Settings/gtk-enable-animations"_s).toString();
        if (wanted == u"0" || wanted == u"false")
            return false;
    }
    bool number = false;
    const double factor = QSettings(folder.filePath(u"kdeglobals"_s), QSettings::IniFormat).value(u"KDE/AnimationDurationFactor"_s).toDouble(&number);
    return !number || factor > 0;
}

bool motionWelcome(const QWidget &widget, const QString &configFolder)
{
    return widget.style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, &widget) > 0 && desktopWantsMotion(configFolder);
}

} // namespace ui
