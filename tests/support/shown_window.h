#pragma once

#include "app/log_file.h"
#include "ui/main_window.h"
#include "ui/timeline/timeline_view.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

// The whole window over a session of its own, with settings in a folder that goes with it: as on a first start.
namespace support {

/// The offscreen platform's own screen is 800 x 800, and no first start fits. Before there is an application.
inline const bool hasLargeScreen = [] {
    return qgetenv("QT_QPA_PLATFORM") == "offscreen" && qputenv("QT_QPA_PLATFORM", "offscreen:configfile=" TEST_DATA "/large-screen.json");
}();

enum class Server {
    None,    ///< for tests of opened logs: nothing listens
    Started, ///< on any free port, so that tests can run side by side
};

struct ShownWindow {
    // In this order: the window goes before what it refers to, and the settings are written before their folder goes.
    QTemporaryDir folder;
    std::unique_ptr<QSettings> store;
    std::unique_ptr<app::Session> session;
    std::unique_ptr<ui::MainWindow> window;

    /// `size` for tests whose distances need one; otherwise what the window chooses on a first start. `runsFolder`:
    /// where it keeps its runs; without one it keeps none.
    explicit ShownWindow(Server server = Server::Started, QSize size = {}, const QString &runsFolder = {})
        : m_server(server), m_size(size), m_kept(runsFolder)
    {
        start();
    }

    /// Closes the window and starts once more with the same settings: what is still there was remembered.
    void reopen()
    {
        window->close(); // the settings are written here
        window.reset();
        session.reset();
        store.reset();
        start();
    }

    /// A child that must be there, by its object name.
    template<typename T>
    T *find(const char *name) const
    {
        auto *found = window->findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("the window has no %s", name);
        return found;
    }
    ui::TimelineView &timeline() const { return *find<ui::TimelineView>("timeline"); }
    const app::Run &lastRun() const { return *session->runs().back(); }

    /// One that can be opened; it is when this returns.
    void openFile(const QString &file)
    {
        const size_t before = session->runs().size();
        window->open(file);
        if (!QTest::qWaitFor([&] { return session->runs().size() == before + 1; }))
            qFatal("the file was not opened");
    }

    /// By way of a file, as a person opens it; the keys go to the timeline then.
    void open(const app::Run &run, const QString &name = QStringLiteral("run.jsonl"))
    {
        const QString file = folder.filePath(name);
        if (const QString fault = app::writeLog(run.log, file); !fault.isEmpty())
            qFatal("the log was not written: %s", qPrintable(fault));
        openFile(file);
        timeline().setFocus();
        if (!QTest::qWaitFor([this] { return timeline().hasFocus(); }))
            qFatal("the timeline never got the focus");
        timeline().grab(); // lays out
    }

    /// A point of the timeline's viewport, in the window: for events that find their widget themselves.
    QPoint onWindow(QPointF point) const { return timeline().viewport()->mapTo(window.get(), point.toPoint()); }
    void click(const char *name) { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    /// To the shortcuts, then to whatever has the focus: as a key comes from the system.
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(window->windowHandle(), key, modifiers); }

private:
    void start()
    {
        store = std::make_unique<QSettings>(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        app::SessionOptions options;
        options.server.port = 0;
        session = std::make_unique<app::Session>(options);
        if (m_server == Server::Started) {
            if (const QString fault = session->start(); !fault.isEmpty())
                qFatal("the server did not start: %s", qPrintable(fault));
        }
        window = std::make_unique<ui::MainWindow>(*session, *store, m_kept);
        if (m_size.isValid())
            window->resize(m_size);
        window->show();
        window->activateWindow();
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window never became active");
    }

    Server m_server;
    QSize m_size;
    app::KeptRuns m_kept;
};

} // namespace support
