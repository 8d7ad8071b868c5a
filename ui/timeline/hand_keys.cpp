#include "ui/timeline/hand_keys.h"

#include "ui/timeline/zoom_control.h"

#include <QKeyEvent>

namespace ui {
namespace {

#if defined(Q_OS_UNIX) && !defined(Q_OS_DARWIN)
constexpr bool knowsScanCodes = true; // X11 and Wayland: the kernel's key code + 8, on every layout
#else
constexpr bool knowsScanCodes = false;
#endif
constexpr quint32 placeOfW = 25, placeOfA = 38, placeOfS = 39, placeOfD = 40;

HandKey byPlace(quint32 scanCode)
{
    switch (scanCode) {
    case placeOfW: return HandKey::Closer;
    case placeOfS: return HandKey::Farther;
    case placeOfA: return HandKey::Earlier;
    case placeOfD: return HandKey::Later;
    default: return HandKey::None;
    }
}

HandKey byLetter(int key)
{
    switch (key) {
    case Qt::Key_W: return HandKey::Closer;
    case Qt::Key_S: return HandKey::Farther;
    case Qt::Key_A: return HandKey::Earlier;
    case Qt::Key_D: return HandKey::Later;
    default: return HandKey::None;
    }
}

/// Letters that a menu could want with Ctrl are ours only alone.
HandKey commandLetter(int key)
{
    switch (key) {
    case Qt::Key_0: return HandKey::ShowAll;
    case Qt::Key_F: return HandKey::Fit;
    case Qt::Key_M: return HandKey::DropMark;
    case Qt::Key_N: return HandKey::NextMark;
    default: return HandKey::None;
    }
}

/// Some layouts need Shift or AltGr for + and [ ]: modifiers do not count here.
HandKey bySymbol(int key)
{
    switch (key) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: return HandKey::CloserMiddle;
    case Qt::Key_Minus: return HandKey::FartherMiddle;
    case Qt::Key_BracketLeft: return HandKey::PreviousEvent;
    case Qt::Key_BracketRight: return HandKey::NextEvent;
    case Qt::Key_Left: return HandKey::Earlier;
    case Qt::Key_Right: return HandKey::Later;
    case Qt::Key_Up: return HandKey::LanesUp;
    case Qt::Key_Down: return HandKey::LanesDown;
    case Qt::Key_PageUp: return HandKey::PageUp;
    case Qt::Key_PageDown: return HandKey::PageDown;
    case Qt::Key_Home: return HandKey::ShowAll;
    case Qt::Key_End: return HandKey::Follow;
    case Qt::Key_F2: return HandKey::RenameMark;
    case Qt::Key_Delete:
    case Qt::Key_Backspace: return HandKey::RemoveMark;
    case Qt::Key_Escape: return HandKey::Leave;
    default: return HandKey::None;
    }
}

} // namespace

HandKey handKey(const QKeyEvent &event)
{
    if (!(event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))) {
        const bool placed = knowsScanCodes && event.nativeScanCode() != 0;
        if (const HandKey moves = placed ? byPlace(event.nativeScanCode()) : byLetter(event.key()); moves != HandKey::None)
            return moves;
        if (const HandKey command = commandLetter(event.key()); command != HandKey::None)
            return command;
    }
    return bySymbol(event.key());
}

bool moveBy(HandKey key, ZoomControl &zoom)
{
    constexpr double factor = 1.25;
    const qint64 step = zoom.target().length() / 10;
    switch (key) {
    case HandKey::Closer:
    case HandKey::CloserMiddle: zoom.zoomMiddle(factor); return true;
    case HandKey::Farther:
    case HandKey::FartherMiddle: zoom.zoomMiddle(1 / factor); return true;
    case HandKey::Earlier: zoom.pan(-step); return true;
    case HandKey::Later: zoom.pan(step); return true;
    case HandKey::ShowAll:
    case HandKey::Follow: zoom.showAll(); return true;
    default: return false;
    }
}

} // namespace ui
