#pragma once

#include <QFile>
#include <QList>
#include <QRect>
#include <QString>

// Screens of the offscreen platform, for an application that is not there yet: its own is 800 x 800, and no first start fits.
namespace support {

/// A value for QT_QPA_PLATFORM; `file` is written, and read when the application starts. The first is the main one.
inline QByteArray offscreenWith(const QList<QRect> &screens, const QString &file)
{
    QByteArrayList all;
    for (const QRect &screen : screens)
        all << QStringLiteral(R"({"name":"%1","x":%2,"y":%3,"width":%4,"height":%5,"logicalDpi":96,"logicalBaseDpi":96,"dpr":1})")
                       .arg(all.size()).arg(screen.x()).arg(screen.y()).arg(screen.width()).arg(screen.height()).toUtf8();
    QFile json(file);
    if (!json.open(QIODevice::WriteOnly) || json.write("{\"screens\":[" + all.join(',') + "]}") < 0)
        qFatal("the screens were not written");
    return "offscreen:configfile=" + file.toUtf8();
}

} // namespace support
