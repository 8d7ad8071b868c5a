#pragma once

#include <QSize>
#include <QString>

#include <optional>

// What a picture for a slide is to show, as the command line and the export dialog say it.
namespace app {

struct PictureWishes {
    QSize size{1920, 1080};      ///< px at scale 1; 320x180 to 16384x16384
    double scale = 1;            ///< pixels of the file a px, for print; 0.5 to 8; PNG alone
    bool dark = false;
    bool transparent = false;    ///< no ground; PNG and SVG
    std::optional<QString> title;///< nullopt: the run's own
    bool showTitle = true, showLegend = true, showCaption = true; ///< caption: the headline figures
    bool showMarks = true;       ///< marks and the measured range
    std::optional<qint64> from, to; ///< ns since the run's start; nullopt: its beginning, its end

    bool operator==(const PictureWishes &) const = default;
};

} // namespace app
