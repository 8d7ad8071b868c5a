#pragma once

#include "ui/export_choices.h"

#include <QDialog>

#include <memory>

class QLineEdit;
class QMimeData;

namespace ui {

class ExportForm;
class ExportPreview;
class MessageBar;

/// Shows what a picture will be, and saves, copies or hands it out by dragging. Stays open where that fails, and says why.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    struct Places {
        QString file;   ///< proposed, with its path; its suffix is that of the choices
        QString dragged; ///< folder for files that are dragged out; outlives the dialog
    };
    ExportDialog(Exportable shown, const ExportChoices &choices, Places places, QWidget *parent = nullptr);

    ExportChoices choices() const; ///< to be remembered
    QString file() const; ///< absolute, with a suffix

    /// What dragging the preview carries: a file of the chosen kind, PNG and SVG. nullptr: it failed, and the dialog says why.
    std::unique_ptr<QMimeData> dragged();

private:
    QWidget *makeFile();
    QWidget *makeButtons();
    Drawing drawing() const;
    QString fault(const Drawing &drawing) const;
    bool mayReplace(const QString &path);
    void save();
    void copy();
    void drag();
    void browse();
    void follow(); ///< what the form says
    void followFile();

    const Exportable m_shown;
    const Places m_places;
    ExportForm *m_form;
    ExportPreview *m_preview;
    QLineEdit *m_file;
    MessageBar *m_message;
};

} // namespace ui
