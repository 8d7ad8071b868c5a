#pragma once

#include "app/session.h"
#include "ui/theme.h"
#include "ui/timeline/zoom_control.h"

#include <QAbstractScrollArea>

#include <memory>

namespace ui {

class Selection;

/// The timeline of one run: ruler, loop-lag strip, lanes, groups. Lays out and paints at most once a
/// frame, whatever arrives. Knows the session (where runs are) and the selection, nobody else.
class TimelineView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    TimelineView(app::Session &session, Selection &selection, QWidget *parent = nullptr);
    ~TimelineView() override;

    ZoomControl &zoom();
    void setTheme(const Theme &theme, double scale);
    /// Centres the time in view if it is out of it (a log line was chosen).
    void reveal(qint64 t);
    void zoomToSelection(); ///< the selected request; the whole run where none is

    /// For tests and accessibility: where a request's slice in this state is drawn now (viewport pixels); null: nowhere.
    QRectF sliceRect(app::RequestId request, app::State state) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
    // paintEvent, wheelEvent, mouse events, keyPressEvent, viewportEvent, resizeEvent: as needed
};

} // namespace ui
