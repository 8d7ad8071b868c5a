#pragma once

#include "support/shown_window.h"
#include "support/simulated_run.h"
#include "ui/export_dialog.h"
#include "ui/export_preview.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTimer>

#include <functional>

// The real window with a run of 50 opened, and its export dialog.
namespace support {

struct ExportWindow : ShownWindow {
    ExportWindow() : ShownWindow(Server::None) { open(simulatedRun(app::Endpoint::Sync, 50)); }

    template<typename T>
    static T &in(ui::ExportDialog &dialog, const char *name)
    {
        auto *found = dialog.findChild<T *>(QLatin1StringView(name));
        if (!found)
            qFatal("the dialog has no %s", name);
        return *found;
    }
    static void click(ui::ExportDialog &dialog, const char *name)
    {
        QWidget &widget = in<QWidget>(dialog, name);
        const bool box = qobject_cast<QCheckBox *>(&widget);
        QTest::mouseClick(&widget, Qt::LeftButton, {}, box ? QPoint(9, widget.height() / 2) : QPoint());
    }
    static QImage seen(ui::ExportDialog &dialog) { return in<ui::ExportPreview>(dialog, "exportPreview").grab().toImage(); }

    /// Opens it with Ctrl+E, lets `work` have it, and closes it if it is still there.
    void withDialog(const std::function<void(ui::ExportDialog &)> &work)
    {
        bool met = false;
        const auto poll = whenModal<ui::ExportDialog>([&](ui::ExportDialog &dialog) {
            met = true;
            work(dialog);
            if (dialog.isVisible())
                dialog.reject();
        });
        window->activateWindow(); // with no window manager nobody else does, after a dialog
        if (!QTest::qWaitForWindowActive(window.get()))
            qFatal("the window never became active again");
        key(Qt::Key_E, Qt::ControlModifier);
        if (!met)
            qFatal("the dialog never came");
    }
    /// A range, as a person measures it: Shift and drag.
    void measure()
    {
        const QRect body = timeline().layout().body.toRect();
        QWidget *viewport = timeline().viewport();
        const QPoint from(body.left() + 300, body.center().y()), to(body.left() + 420, body.center().y());
        QTest::mousePress(viewport, Qt::LeftButton, Qt::ShiftModifier, from);
        QTest::mouseMove(viewport, (from + to) / 2);
        QTest::mouseMove(viewport, to);
        QTest::mouseRelease(viewport, Qt::LeftButton, Qt::ShiftModifier, to);
        if (!timeline().measured())
            qFatal("nothing was measured");
    }
    /// While the answer lives, the next question is answered with that button, and counted.
    std::unique_ptr<QTimer> answer(const QString &button)
    {
        return whenModal<QMessageBox>([this, button](QMessageBox &question) {
            ++asked;
            for (QAbstractButton *one : question.buttons()) {
                if (one->text().remove(u'&') == button)
                    return one->click();
            }
        });
    }
    QString path(const QString &name) const { return folder.filePath(name); }
    QByteArray contents(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Typed over the proposed one.
    void name(ui::ExportDialog &dialog, const QString &file) const
    {
        auto &field = in<QLineEdit>(dialog, "exportFile");
        field.setFocus();
        field.selectAll();
        QTest::keyClicks(&field, path(file));
    }

    int asked = 0;

private:
    /// `work` gets the first dialog of a kind that is in front; it is looked for as long as the timer lives.
    template<typename Dialog, typename Work>
    static std::unique_ptr<QTimer> whenModal(Work work)
    {
        auto timer = std::make_unique<QTimer>();
        timer->callOnTimeout([work, timer = timer.get()] {
            auto *dialog = qobject_cast<Dialog *>(QApplication::activeModalWidget());
            if (!dialog || !dialog->isVisible())
                return;
            if (!dialog->isActiveWindow()) // its keys need that
                return dialog->activateWindow();
            timer->stop();
            work(*dialog);
        });
        timer->start(5);
        return timer;
    }
};

} // namespace support
