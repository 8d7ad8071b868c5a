#pragma once

#include "ui/comparison/comparison_layout.h"

// The parts layOut(ComparisonInput) is made of. Internal to the layout.
namespace ui {

/// How the texts left of a picture stand, by the height there is: one below the other, or name and makespan side by side.
/// Lengths in px.
struct ColumnForm {
    /// `height`: of a strip; `scale`: of type; `growth`: of type at most, in a high strip.
    ColumnForm(double height, double scale, bool wantsCaption, double growth);

    bool sideBySide = false, hasCaption = true;
    double namePixels, makespanPixels, captionPixels;
    double lineHeight, nameHeight, captionHeight, barHeight; ///< lineHeight: of the makespan's line

    /// What the texts need to stand whole. `name` and `caption` may be elided instead.
    double widthFor(const QString &name, const app::Compared &run, const QString &caption) const;
    /// Texts and bar, from the strip's upper left corner; `longest`: ns of the whole bar.
    void place(RunStrip &strip, const QString &name, const QString &caption, double left, double width, qint64 longest) const;
};

/// The run's picture in short, into `picture`, whose body, time and scale are set: what blocks or runs on the event loop,
/// the workers' lanes, and what awaits and queues, each request as high as any other.
void layOutShort(const app::Run &run, const app::Compared &compared, TimelineLayout &picture);

} // namespace ui
