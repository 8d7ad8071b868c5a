#pragma once

#include "ui/export_choices.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace ui {

/// The choices of the export dialog: what kind of picture, how large, of what, and what is on it.
class ExportForm : public QWidget
{
    Q_OBJECT
public:
    ExportForm(const Exportable &shown, const ExportChoices &choices, QWidget *parent = nullptr);

    ExportChoices choices() const;
    app::PictureWishes wishes() const; ///< of the choices, with the title as it is typed
    void setKind(const QString &suffix);
    void editTitle();

Q_SIGNALS:
    void changed();

private:
    void addKinds(QFormLayout &form);
    void addSizes(QFormLayout &form);
    void addScale(QFormLayout &form);
    void addTimes(QFormLayout &form);
    void addGrounds(QFormLayout &form);
    void addMotion(QFormLayout &form);
    void addTitle(QFormLayout &form);
    void addParts(QFormLayout &form);
    void show(const ExportChoices &choices);
    void chooseKind();
    void chooseSize();
    void typeSize();
    void refresh();

    const Exportable &m_shown;
    QComboBox *m_kind, *m_size, *m_scale, *m_time, *m_ground;
    QSpinBox *m_width, *m_height;
    QComboBox *m_speed; ///< of what moves
    QSpinBox *m_frames;
    QLabel *m_pixels;
    QLineEdit *m_title;
    QCheckBox *m_showTitle, *m_legend, *m_caption, *m_marks;
};

} // namespace ui
