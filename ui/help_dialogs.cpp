#include "ui/help_dialogs.h"

#include "ui/tr.h"

#include <QDialog>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int keysFrame = 40; ///< px that a title bar and a border may take

QString keysText()
{
    const QString timeline =
        tr("<h3>On the timeline</h3><table cellpadding='3'>"
           "<tr><td>wheel, pinch, W S, + \u2212</td><td>zoom</td></tr>"
           "<tr><td>drag, Shift+wheel, A D, \u2190 \u2192</td><td>move in time</td></tr>"
           "<tr><td>\u2191 \u2193, Alt+wheel</td><td>scroll the lanes</td></tr>"
           "<tr><td>click</td><td>choose a request</td></tr>"
           "<tr><td>double click, F</td><td>fit the slice, the chosen request</td></tr>"
           "<tr><td>Shift+drag, right drag</td><td>measure; drag the edges to adjust, right click ends it</td></tr>"
           "<tr><td>M, N</td><td>drop a mark, next mark</td></tr>"
           "<tr><td>F2, Delete</td><td>rename, remove the mark</td></tr>"
           "<tr><td>[ ]</td><td>previous, next event of the request or lane</td></tr>"
           "<tr><td>Home, 0, End</td><td>show all, follow live</td></tr>"
           "<tr><td>Ctrl+F, F3, Shift+F3</td><td>find; next, previous match</td></tr>"
           "<tr><td>Ctrl+\u2190 \u2192 \u2191 \u2193</td><td>walk slices and lanes</td></tr>"
           "<tr><td>right click on a lane's name, Menu, Shift+F10</td><td>fold, hide, pin, order lanes</td></tr>"
           "<tr><td>Alt+\u2191 \u2193, with Shift</td><td>walk the lanes, move a lane</td></tr>"
           "<tr><td>Ctrl+C, Ctrl+E</td><td>copy the picture, export it</td></tr>"
           "<tr><td>Esc</td><td>choose nothing, end measuring</td></tr></table>");
    const QString others =
        tr("<h3>In the table (Ctrl+T)</h3><table cellpadding='3'>"
           "<tr><td>Ctrl+C, Ctrl+Shift+C</td><td>copy the chosen rows, all rows, as CSV</td></tr>"
           "<tr><td>Ctrl+Space</td><td>sort by the column; again: the other way</td></tr></table>"
           "<h3>Runs</h3><table cellpadding='3'>"
           "<tr><td>Ctrl+1, 2, 3</td><td>async-endpoint, sync-endpoint, async-wrong</td></tr>"
           "<tr><td>Ctrl+4</td><td>all three, compared</td></tr>"
           "<tr><td>Ctrl+click, Shift+click, Space</td><td>choose several in the list</td></tr>"
           "<tr><td>Ctrl+K</td><td>compare them, or the newest of each endpoint</td></tr>"
           "<tr><td>\u2190 \u2192, + \u2212, 0, Esc</td><td>in the comparison: move the line, zoom, show all, close</td></tr>"
           "<tr><td>Ctrl+5</td><td>measure makespan over count</td></tr>"
           "<tr><td>Ctrl+.</td><td>stop</td></tr></table>");
    return u"<table><tr><td>"_s + timeline + u"</td><td width='30'></td><td>"_s + others + u"</td></tr></table>"_s;
}

} // namespace

void showKeys(QWidget &window)
{
    QDialog dialog(&window);
    dialog.setObjectName(u"keysDialog"_s);
    dialog.setWindowTitle(tr("Keys"));
    auto *keys = new QLabel(keysText());
    keys->setTextFormat(Qt::RichText);
    keys->setMargin(12);
    auto *area = new QScrollArea(&dialog);
    area->setObjectName(u"keysArea"_s);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(keys);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    for (QAbstractButton *button : buttons->buttons())
        button->setIcon({}); // words do, as everywhere in the window
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(&dialog);
    layout->addWidget(area);
    layout->addWidget(buttons);
    dialog.ensurePolished();
    const QSize room = window.screen()->availableSize() - QSize(keysFrame, keysFrame);
    const QSize around(area->verticalScrollBar()->sizeHint().width() + 24, buttons->sizeHint().height() + 40);
    const int width = std::min(keys->sizeHint().width(), room.width() - around.width());
    keys->setWordWrap(true);
    keys->resize(width, keys->heightForWidth(width));
    dialog.resize((keys->size() + around).boundedTo(room));
    dialog.exec();
}

void showAbout(QWidget &window)
{
    QMessageBox::about(&window, tr("About Loopscope"),
                       tr("<h3>Loopscope %1</h3><p>See what an event loop does: a real HTTP server, a real client, and every "
                          "thread's time on one picture.</p><p>Free software under the GNU General Public License, version 3 or later.</p>")
                               .arg(u"" LOOPSCOPE_VERSION ""_s));
}

} // namespace ui
