#pragma once

#include "app/log_file.h"
#include "ui/selection.h"
#include "ui/timeline/timeline_view.h"
#include "ui/view_state.h"

#include <QMouseEvent>
#include <QTemporaryDir>
#include <QTest>

// A session with a run opened, a timeline over it in a window of its own, 1000 x 600, and the mouse over that.
namespace support {

struct OpenedRun {
    QTemporaryDir folder;
    std::unique_ptr<app::Session> session;
    ui::Selection selection;

    /// A server can be started on any free port.
    OpenedRun()
    {
        app::SessionOptions options;
        options.server.port = 0;
        session = std::make_unique<app::Session>(options);
    }
    /// By way of a file, as a person opens it.
    void open(const app::Run &run)
    {
        const QString file = folder.filePath(QStringLiteral("run.jsonl"));
        if (!app::writeLog(run.log, file).isEmpty() || !session->open(file).isEmpty())
            qFatal("the log was not written and opened");
        selection.setRun(session->runs().back()->id);
    }
};

struct ShownTimeline : OpenedRun {
    ui::ViewState views;
    std::unique_ptr<ui::TimelineView> view;

    ShownTimeline()
    {
        view = std::make_unique<ui::TimelineView>(*session, selection, views);
        view->resize(1000, 600);
        view->show();
        view->activateWindow();
        if (!QTest::qWaitForWindowActive(view.get()))
            qFatal("the window never became active");
        view->setFocus();
    }
    explicit ShownTimeline(const app::Run &run) : ShownTimeline()
    {
        open(run);
        layOut();
    }

    const app::Run &run() const { return *session->runs().back(); }
    const std::vector<ui::Mark> &marks() const { return views.of(selection.run()).marks; }
    const app::Event &event() const { return run().log.events.at(selection.event().value()); }
    QImage layOut() { return view->grab().toImage(); }
    void key(int which) { QTest::keyClick(view.get(), Qt::Key(which)); }

    void move(QPointF to, Qt::MouseButtons held = Qt::NoButton)
    {
        QMouseEvent event(QEvent::MouseMove, to, view->viewport()->mapToGlobal(to), Qt::NoButton, held, {});
        QApplication::sendEvent(view->viewport(), &event);
    }
    void drag(Qt::MouseButton button, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view->viewport(), button, modifiers, from);
        move((from + to) / 2, button);
        move(to, button);
        QTest::mouseRelease(view->viewport(), button, modifiers, to);
        layOut();
    }
    void leave()
    {
        QEvent event(QEvent::Leave);
        QApplication::sendEvent(view->viewport(), &event);
    }
};

} // namespace support
