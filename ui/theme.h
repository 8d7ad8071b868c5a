#pragma once

#include "app/trace.h"

#include <QBrush>
#include <QColor>
#include <QFont>

#include <array>

class QApplication;

// Colours, patterns and type of everything we draw. States are Okabe-Ito colours, each with a pattern of
// its own, so that none depends on colour alone. GUI thread.
namespace ui {

enum class ThemeKind : quint8 { Light, Dark };

/// How a state is drawn: a ground, a pattern over it (a Qt brush style, so that SVG keeps it), an outline, and text on it.
struct StateStyle {
    QColor ground;
    Qt::BrushStyle pattern = Qt::SolidPattern; ///< SolidPattern: no pattern over the ground
    QColor ink;     ///< of the pattern and the outline
    QColor text;    ///< readable on the ground (4.5:1)
};

/// Colours for what has a name and nothing else; tone 0 is the neutral one, State::Named's own.
inline constexpr int toneCount = 8;

struct Theme {
    ThemeKind kind = ThemeKind::Light;
    QColor window;    ///< behind the panels
    QColor panel;     ///< cards, the timeline's ground
    QColor raised;    ///< buttons, fields
    QColor text;
    QColor mutedText; ///< still 4.5:1 on panel and window
    QColor border;
    QColor grid;
    QColor highlight; ///< ground of a selected or hovered line
    QColor good;      ///< a makespan near its ideal
    QColor bad;       ///< failures, loop lag
    QColor accent;    ///< focus, the playhead
    std::array<StateStyle, app::stateCount> states;
    std::array<StateStyle, toneCount> tones; ///< calm ones, that everybody can tell apart; what something is, its name says

    const StateStyle &state(app::State state) const { return states[size_t(state)]; }
    /// `tone`: 0 to toneCount; of Named slices only.
    const StateStyle &style(app::State state, quint8 tone) const
    {
        return state == app::State::Named && tone > 0 ? tones[size_t(tone - 1)] : states[size_t(state)];
    }
    /// One colour an endpoint: async blue, sync orange, async-wrong vermilion.
    QColor endpoint(app::Endpoint endpoint) const;
};

const Theme &lightTheme();
const Theme &darkTheme();
inline const Theme &theme(ThemeKind kind) { return kind == ThemeKind::Dark ? darkTheme() : lightTheme(); }

/// "running", "awaiting", "blocking a worker", "blocking the loop", "queued: no free worker", ...: translated.
QString stateName(app::State state);

/// The families we ask for, first installed wins: Inter, Noto Sans, DejaVu Sans.
QFont textFont(double pixels, QFont::Weight weight = QFont::Normal);
QFont monoFont(double pixels);

/// Fusion style, palette and style sheet of the whole program. `scale` 1 is normal, 1.5 projector mode.
void applyTheme(QApplication &application, const Theme &theme, double scale);

} // namespace ui
