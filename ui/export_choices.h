#pragma once

#include "ui/exportable.h"

class QSettings;

// What the export dialog remembers from one picture to the next. A plain value.
namespace ui {

enum class PictureTime : quint8 { Run, Visible, Selected };

struct ExportChoices {
    QString kind = QStringLiteral("png"); ///< the file's suffix
    bool asWindow = false;     ///< the size is the window's, whatever it is then
    QSize movingSize = app::usualAnimationSize; ///< of what moves, which has a size of its own: a large one is a large file, too
    bool movingAsWindow = false;
    PictureTime time = PictureTime::Run;
    app::AnimationWishes moving;
    app::PictureWishes wishes; ///< without title, from and to: those are a picture's own

    bool operator==(const ExportChoices &) const = default;
};

/// Values out of their range are read as the usual ones; `dark`: the ground where none was chosen yet.
ExportChoices readChoices(QSettings &from, bool dark);
void writeChoices(const ExportChoices &choices, QSettings &to);

/// The wishes for what is shown now: with its size and time. A time that does not apply is the whole run.
app::PictureWishes wishesFor(const Exportable &shown, const ExportChoices &choices);

} // namespace ui
