#pragma once

#include "app/session.h"
#include "ui/exportable.h"
#include "ui/settings.h"

#include <QObject>
#include <QTemporaryDir>

class QAction;
class QSettings;

namespace ui {

class ViewState;

/// The ways a picture of what is shown leaves the window: the export dialog, and Ctrl+C. Asks for what is shown each time.
class Exporting : public QObject
{
    Q_OBJECT
public:
    /// nullopt: nothing is shown, and whoever was asked has said so.
    using Source = std::function<std::optional<Exportable>()>;

    /// All must outlive it. Files are proposed in `settings.folder`; the choices are kept in `store`.
    Exporting(Settings &settings, QSettings &store, QWidget *window);

    void setSource(Source source) { m_source = std::move(source); }
    QAction *exportAction() const { return m_export; }
    /// Its key works in those widgets alone to which one adds the action: others have a Ctrl+C of their own.
    QAction *copyAction() const { return m_copy; }

    void exportPicture();
    void exportThis(const Exportable &shown); ///< the dialog, of something else
    void copyPicture(); ///< what is in view, looking as chosen in the dialog last

Q_SIGNALS:
    void failed(const QString &text);

private:
    bool prefersDark() const;

    Settings &m_settings;
    QSettings &m_store;
    QWidget *m_window;
    QAction *m_export, *m_copy;
    Source m_source;
    QTemporaryDir m_dragged; ///< files pulled out of the dialog: whoever takes them may read them later
};

/// What a file of this run is called, without its suffix.
QString fileNameOf(const app::Run &run);

/// A run's timeline as it is arranged in the window. When the run is let go, its drawing has no `paint` any more.
Exportable exportableOf(const app::Session &session, app::RunId id, const ViewState &views, QSize window, TimeRange visible);

} // namespace ui
