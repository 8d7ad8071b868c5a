#include "ui/theme.h"

#include "app/state_text.h"
#include "ui/style_sheet.h"

#include <QApplication>
#include <QPalette>
#include <QStyleFactory>

using namespace Qt::StringLiterals;

// The colours of states and endpoints are those of Okabe and Ito ("Color Universal Design", 2008), chosen
// to be told apart by people with any kind of colour vision; their paler grounds are mixed with the panel's, and
// vermilion is a little darker than theirs, so that it is further from orange and carries white text. The unit test
// of the colours simulates the three kinds of dichromacy and checks every pair, and every contrast.
namespace ui {
namespace {

constexpr QRgb blue = 0xff0072b2, sky = 0xff56b4e9, orange = 0xffe69f00;

std::array<StateStyle, app::stateCount> lightStates()
{
    return {{
            {QColor(blue), Qt::SolidPattern, QColor(0xff004f7d), QColor(Qt::white)},
            {QColor(0xffcfe5f6), Qt::BDiagPattern, QColor(0xff3f87bd), QColor(0xff0b3a5c)},
            {QColor(orange), Qt::HorPattern, QColor(0xffb57900), QColor(0xff2b1d00)},
            {QColor(0xffc25200), Qt::FDiagPattern, QColor(0xff7d3500), QColor(Qt::white)},
            {QColor(0xffecece7), Qt::Dense6Pattern, QColor(0xff83837c), QColor(0xff33332f)},
            {QColor(0xfffbd8be), Qt::CrossPattern, QColor(0xffc4661f), QColor(0xff5c2900)},
            {QColor(0xff888e95), Qt::SolidPattern, QColor(0xff5f666e), QColor(0xff0d0f11)},
            {QColor(0xff8594a3), Qt::SolidPattern, QColor(0xff5c6b7a), QColor(0xff0d1216)},
    }};
}

std::array<StateStyle, app::stateCount> darkStates()
{
    return {{
            {QColor(0xff3d9bd6), Qt::SolidPattern, QColor(0xff9ed2f5), QColor(0xff04121c)},
            {QColor(0xff1d3b57), Qt::BDiagPattern, QColor(sky), QColor(0xffd6ecfb)},
            {QColor(0xfff0aa12), Qt::HorPattern, QColor(0xffb87b00), QColor(0xff201500)},
            {QColor(0xffd9600f), Qt::FDiagPattern, QColor(0xff7a3300), QColor(0xff140800)},
            {QColor(0xff3a3a3a), Qt::Dense6Pattern, QColor(0xff8f9296), QColor(0xffe9e9e9)},
            {QColor(0xff4a2c17), Qt::CrossPattern, QColor(0xffd9793a), QColor(0xffffdfc9)},
            {QColor(0xff757c84), Qt::SolidPattern, QColor(0xff9aa0a6), QColor(0xff0a0c0e)},
            {QColor(0xff5f7080), Qt::SolidPattern, QColor(0xff8ea1b3), QColor(Qt::white)},
    }};
}

/// Found by search: the least distance between any two, and from the neutral one, to any kind of colour vision, as great as can
/// be among muted colours of one range of lightness.
std::array<StateStyle, toneCount> tonesOf(std::array<QRgb, toneCount> grounds, const QColor &text, int inkFactor)
{
    std::array<StateStyle, toneCount> tones;
    for (size_t i = 0; i < tones.size(); ++i)
        tones[i] = {QColor(grounds[i]), Qt::SolidPattern, QColor(grounds[i]).lighter(inkFactor), text};
    return tones;
}

std::array<StateStyle, toneCount> lightTones()
{
    return tonesOf({0xff447b8a, 0xff3d567b, 0xff6f6cac, 0xff77465a, 0xffa36166, 0xff893d3c, 0xff847242, 0xff5a5715}, Qt::white, 70);
}

std::array<StateStyle, toneCount> darkTones()
{
    return tonesOf({0xff91c4be, 0xff3897a1, 0xff69c8e4, 0xff7c89ca, 0xffa4844c, 0xffcdbb75, 0xff888b72, 0xffb0c099}, QColor(0xff0a0c0e), 130);
}


QFont fontOf(const QStringList &families, double pixels, QFont::Weight weight)
{
    QFont font;
    font.setFamilies(families);
    font.setPixelSize(std::max(1, int(pixels + 0.5)));
    font.setWeight(weight);
    return font;
}

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.window);
    palette.setColor(QPalette::WindowText, theme.text);
    palette.setColor(QPalette::Base, theme.panel);
    palette.setColor(QPalette::AlternateBase, theme.window);
    palette.setColor(QPalette::Text, theme.text);
    palette.setColor(QPalette::PlaceholderText, theme.mutedText);
    palette.setColor(QPalette::Button, theme.raised);
    palette.setColor(QPalette::ButtonText, theme.text);
    palette.setColor(QPalette::ToolTipBase, theme.raised);
    palette.setColor(QPalette::ToolTipText, theme.text);
    palette.setColor(QPalette::Highlight, theme.highlight);
    palette.setColor(QPalette::HighlightedText, theme.text);
    palette.setColor(QPalette::Link, theme.accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.mutedText);
    return palette;
}

} // namespace

QColor Theme::endpoint(app::Endpoint endpoint) const
{
    switch (endpoint) {
    case app::Endpoint::Async: return states[size_t(app::State::Running)].ground;
    case app::Endpoint::Sync: { // orange itself is too pale for a line on white
        const StateStyle &worker = states[size_t(app::State::BlockingWorker)];
        return kind == ThemeKind::Light ? worker.ink : worker.ground;
    }
    case app::Endpoint::AsyncWrong: return states[size_t(app::State::BlockingLoop)].ground;
    case app::Endpoint::None: break;
    }
    return mutedText;
}

const Theme &lightTheme()
{
    static const Theme theme{ThemeKind::Light,      QColor(0xfff5f5f2), QColor(Qt::white),  QColor(Qt::white),  QColor(0xff1f2328),
                             QColor(0xff5f666e),    QColor(0xffdcdcd7), QColor(0xffebebe7), QColor(0xfffdf0d5), QColor(0xff00704f),
                             QColor(0xffb83a00),    QColor(0xff005a8c), lightStates(), lightTones()};
    return theme;
}

const Theme &darkTheme()
{
    static const Theme theme{ThemeKind::Dark,       QColor(0xff16181b), QColor(0xff1e2124), QColor(0xff282c30), QColor(0xffeceef0),
                             QColor(0xffa4abb3),    QColor(0xff383d42), QColor(0xff2c3034), QColor(0xff45391c), QColor(0xff3fc79a),
                             QColor(0xffff8a4c),    QColor(0xff7cc4f4), darkStates(), darkTones()};
    return theme;
}

QString stateName(app::State state) { return app::stateText(state); }

QFont textFont(double pixels, QFont::Weight weight)
{
    return fontOf({u"Inter"_s, u"Noto Sans"_s, u"DejaVu Sans"_s}, pixels, weight);
}

QFont monoFont(double pixels)
{
    QFont font = fontOf({u"JetBrains Mono"_s, u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s}, pixels, QFont::Normal);
    font.setStyleHint(QFont::Monospace);
    return font;
}

void applyTheme(QApplication &application, const Theme &theme, double scale)
{
    QApplication::setStyle(QStyleFactory::create(u"Fusion"_s));
    QApplication::setPalette(paletteOf(theme));
    QApplication::setFont(textFont(13 * scale));
    application.setStyleSheet(styleSheet(theme, scale));
}

} // namespace ui
