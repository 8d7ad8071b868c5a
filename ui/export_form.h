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
    /// The same for the next time: what was wished for and is not to be had here, stays, unless something else was chosen.
    ExportChoices remembered() const;
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
    bool isMoving() const;
    void showSize();
    void takeSize(ExportChoices &into) const;
    void chooseKind();
    void chooseSize();
    void typeSize();
    void refresh();

    const Exportable &m_shown;
    ExportChoices m_wished;      ///< as they were at first, and the size of the kind (moving or not) that is not chosen now
    bool m_moving = false;       ///< the size shown is that of what moves
    int m_otherKind = -1, m_otherTime = -1; ///< shown instead of what is not to be had here; -1: it is
    QComboBox *m_kind, *m_size, *m_scale, *m_time, *m_ground;
    QSpinBox *m_width, *m_height;
    QComboBox *m_speed; ///< of what moves
    QSpinBox *m_frames;
    QLabel *m_pixels;
    QLineEdit *m_title;
    QCheckBox *m_showTitle, *m_legend, *m_caption, *m_marks;
};

} // namespace ui
