#pragma once

#include "ui/picture.h"

#include <QDialog>

class QComboBox;
class QLineEdit;
class QSpinBox;

namespace ui {

/// Asks for a picture's size, theme, range and file. Nothing is written here.
class ExportDialog : public QDialog
{
    Q_OBJECT
public:
    /// `windowSize` and `visible`: of the timeline as it is shown now; `file`: proposed.
    ExportDialog(QSize windowSize, TimeRange visible, ThemeKind theme, const QString &file, QWidget *parent = nullptr);

    PictureOptions options() const;
    QString file() const;

private:
    void addSizes(QSize windowSize);
    void chooseSize();
    void browse();

    const TimeRange m_visible;
    QComboBox *m_sizes;
    QSpinBox *m_width, *m_height;
    QComboBox *m_theme;
    QComboBox *m_range;
    QLineEdit *m_file;
};

} // namespace ui
