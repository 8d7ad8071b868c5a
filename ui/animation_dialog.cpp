#include "ui/animation_dialog.h"

#include "ui/animation.h"
#include "ui/tr.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int silentMillis = 300; ///< what is over by then needs no dialog
constexpr int sliceMillis = 20;   ///< of drawing, then the window has its turn

/// Draws for that long, or until it is over. false: it is over.
bool drawFor(AnimationFile &file, int millis)
{
    QElapsedTimer time;
    time.start();
    while (file.advance()) {
        if (time.elapsed() >= millis)
            return true;
    }
    return false;
}

} // namespace

QString animateWithProgress(const app::Run &run, const QString &path, const PictureOptions &options, const app::AnimationWishes &wishes,
                            QWidget *parent)
{
    AnimationFile file(run, path, options, wishes);
    if (!drawFor(file, silentMillis))
        return file.fault();
    QDialog dialog(parent);
    dialog.setObjectName(u"animationProgress"_s);
    dialog.setWindowTitle(tr("Drawing the animation"));
    auto *words = new QLabel(tr("Drawing \"%1\"").arg(QFileInfo(path).fileName()), &dialog);
    words->setTextFormat(Qt::PlainText);
    auto *bar = new QProgressBar(&dialog);
    bar->setObjectName(u"animationBar"_s);
    bar->setAccessibleName(tr("How much of the animation is drawn"));
    bar->setMinimumWidth(340);
    bar->setRange(0, file.steps());
    bar->setValue(file.done());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, &dialog);
    auto *layout = new QVBoxLayout(&dialog);
    for (QWidget *part : {static_cast<QWidget *>(words), static_cast<QWidget *>(bar), static_cast<QWidget *>(buttons)})
        layout->addWidget(part);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    QTimer turn; // on this thread: what texts are drawn from is kept for this thread alone
    turn.callOnTimeout(&dialog, [&] {
        const bool more = drawFor(file, sliceMillis);
        bar->setValue(file.done());
        if (!more)
            dialog.accept();
    });
    turn.start(0);
    return dialog.exec() == QDialog::Accepted ? file.fault() : animationGivenUp();
}

} // namespace ui
