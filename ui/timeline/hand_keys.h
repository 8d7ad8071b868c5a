#pragma once

#include <QtGlobal>

class QKeyEvent;

namespace ui {

class ZoomControl;

/// What a key asks of a view over time.
enum class HandKey : quint8 {
    None,
    Closer, Farther,             ///< around the pointer
    CloserMiddle, FartherMiddle, ///< around the middle of the view
    Earlier, Later,
    LanesUp, LanesDown, PageUp, PageDown,
    ShowAll, Follow, Fit,
    PreviousEvent, NextEvent,
    DropMark, NextMark, RenameMark, RemoveMark,
    Leave, ///< ends a measure, chooses nothing
};

/// W A S D count by their place on the keyboard (the native scan code), so that the same four keys move on AZERTY or
/// Dvorak. Where an event carries no scan code, or on systems whose codes we do not know, the letter counts.
HandKey handKey(const QKeyEvent &event);

/// What every view over time does alike: zooms around its middle, moves, shows all. false: the key asks something else.
bool moveBy(HandKey key, ZoomControl &zoom);

} // namespace ui
