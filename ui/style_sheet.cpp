#include "ui/style_sheet.h"

#include "ui/theme.h"

namespace ui {
namespace {

/// `@name` becomes a colour, `N@` a length of N px at scale 1.
QString filled(QString rules, const Theme &theme, double scale)
{
    const std::pair<const char *, QColor> colours[] = {{"@window", theme.window}, {"@panel", theme.panel}, {"@raised", theme.raised},
                                                       {"@text", theme.text}, {"@muted", theme.mutedText}, {"@border", theme.border},
                                                       {"@grid", theme.grid}, {"@highlight", theme.highlight}, {"@bad", theme.bad},
                                                       {"@accent", theme.accent}, {"@worker", theme.endpoint(app::Endpoint::Sync)}};
    for (const auto &[name, colour] : colours)
        rules.replace(QLatin1StringView(name), colour.name());
    qsizetype at = 0;
    while ((at = rules.indexOf(u"#px", at)) >= 0) {
        qsizetype begin = at;
        while (begin > 0 && (rules[begin - 1].isDigit() || rules[begin - 1] == u'.'))
            --begin;
        const QString length = QString::number(qRound(rules.mid(begin, at - begin).toDouble() * scale)) + QStringLiteral("px");
        rules.replace(begin, at + 3 - begin, length);
        at = begin + length.size();
    }
    return rules;
}

constexpr char rules[] = R"(
* { font-family: "Inter", "Noto Sans", "DejaVu Sans"; font-size: 13#px; }
#logLines, #explainSource { font-family: "JetBrains Mono", "Noto Sans Mono", "DejaVu Sans Mono"; font-size: 12#px; }
QMainWindow, QDialog { background: @window; }
QMenuBar { background: @window; padding: 2#px 6#px; }
QMenuBar::item { padding: 4#px 9#px; border-radius: 4#px; background: transparent; }
QMenuBar::item:selected { background: @border; }
QMenu { background: @panel; border: 1px solid @border; padding: 4#px; }
QMenu::item { padding: 5#px 26#px 5#px 22#px; border-radius: 4#px; }
QMenu::item:selected { background: @highlight; color: @text; }
QMenu::separator { height: 1px; background: @border; margin: 4#px; }
#runBar { background: @window; border-bottom: 1px solid @border; }
#times { color: @muted; font-size: 16#px; }
#address { color: @muted; background: @panel; border: 1px solid @border; border-radius: 9#px; padding: 3#px 11#px; font-size: 12#px; }
#messageBar, #exportMessage { background: @highlight; border-bottom: 1px solid @bad; }
#findBar, #openingBar { background: @window; border-bottom: 1px solid @border; }
#findCount { color: @muted; }
QPushButton[kind="arrow"] { padding: 6#px 9#px; }
QPushButton[kind="arrow"]:focus { padding: 5#px 8#px; }
#messageText { color: @text; }
[kind="card"] { background: @panel; border: 1px solid @border; border-radius: 6#px; }
[kind="heading"] { color: @muted; font-size: 11#px; font-weight: 600; }
[kind="title"] { font-size: 15#px; font-weight: 600; }
[kind="small"] { color: @muted; font-size: 11.5#px; }
QPushButton { background: @raised; border: 1px solid @border; border-radius: 6#px; padding: 6#px 12#px; }
QPushButton:hover { background: @highlight; }
QPushButton:pressed { background: @border; }
QPushButton:focus { border: 2px solid @accent; padding: 5#px 11#px; }
QPushButton:disabled { color: @muted; background: @window; }
QPushButton[kind="count"] { font-weight: 600; padding: 7#px 2#px; }
QPushButton[kind="count"]:focus { padding: 6#px 1#px; }
QPushButton[kind="count"]:checked { background: @text; color: @panel; border-color: @text; }
QToolButton { background: @text; color: @panel; border: none; border-radius: 10#px; padding: 4#px 12#px; font-size: 12#px; }
QToolButton:hover { background: @accent; }
QSpinBox, QDoubleSpinBox, QLineEdit, QComboBox { background: @raised; border: 1px solid @border; border-radius: 5#px; padding: 4#px 6#px; }
QSpinBox:focus, QDoubleSpinBox:focus, QLineEdit:focus, QComboBox:focus { border: 2px solid @accent; padding: 3#px 5#px; }
#countField { padding: 6#px 6#px; font-weight: 600; }
#sleepField, #poolField { padding: 2#px 6#px; font-weight: 600; }
QTabWidget::pane { border: none; border-top: 1px solid @border; }
QTabWidget::tab-bar { left: 6#px; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 7#px 12#px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: @text; font-weight: 600; border-bottom: 2px solid @text; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { border-bottom: 2px solid @accent; color: @accent; }
QTabBar QToolButton { background: @raised; border: 1px solid @border; border-radius: 4#px; padding: 0; }
QTabBar QToolButton::left-arrow { image: url(:/loopscope/left.svg); width: 10#px; height: 10#px; }
QTabBar QToolButton::right-arrow { image: url(:/loopscope/right.svg); width: 10#px; height: 10#px; }
QListView { background: transparent; outline: none; }
QTableView { background: @panel; border: none; selection-background-color: @highlight; selection-color: @text; outline: none; }
QTableView::item { padding: 0 12#px 0 9#px; border: none; }
QTableView::item:selected { background: @highlight; color: @text; }
QTableView::item:focus { border: 2px solid @accent; padding: 0 10#px 0 7#px; }
QHeaderView { background: @panel; border: none; }
QHeaderView::section { background: @panel; color: @muted; font-size: 12#px; font-weight: 600; padding: 3#px 6#px 3#px 11#px; border: none; border-bottom: 1px solid @border; }
QHeaderView::section:hover { color: @text; }
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-origin: border; subcontrol-position: center right; width: 8#px; height: 8#px; right: 2#px; }
QComboBox::drop-down { border: none; width: 18#px; }
QComboBox::down-arrow { image: url(:/loopscope/down.svg); width: 10#px; height: 10#px; }
QCheckBox::indicator { width: 14#px; height: 14#px; background: @raised; border: 1px solid @muted; border-radius: 3#px; }
QCheckBox::indicator:checked { image: url(:/loopscope/check.svg); }
QCheckBox::indicator:focus { border: 2px solid @accent; }
#tableContent, #tableFilter, #tableCopy, #makespanSet { padding: 2#px 6#px; }
#tableContent:focus, #tableFilter:focus, #tableCopy:focus, #makespanSet:focus { padding: 1#px 5#px; }
#makespanLog, #makespanLarge { padding: 2#px 10#px; }
#makespanLog:focus, #makespanLarge:focus { padding: 1#px 9#px; }
#makespanLog:checked, #makespanLarge:checked { background: @text; color: @panel; }
#makespanExport { padding: 2#px 18#px 2#px 10#px; }
#makespanExport:focus { padding: 1#px 17#px 1#px 9#px; }
#makespanExport::menu-indicator { image: url(:/loopscope/down.svg); width: 9#px; height: 9#px; subcontrol-position: center right; right: 6#px; }
QTableWidget { background: @panel; selection-background-color: @highlight; selection-color: @text; }
QTableWidget QHeaderView, QTableWidget QHeaderView::section { background: @panel; color: @muted; border: none; padding: 2#px 12#px 2#px 3#px; min-height: 22#px; }
QTableWidget::item { padding: 2#px 12#px; }
#keptTable QHeaderView::section { padding: 4#px 12#px; }
#logLines { background: @panel; }
#explainSource { background: @window; border-radius: 5#px; padding: 4#px; font-size: 11.5#px; }
QProgressBar { background: @grid; border: none; border-radius: 3px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QSplitter::handle { background: @window; }
QSplitter::handle:horizontal { width: 6#px; }
QSplitter::handle:vertical { height: 6#px; }
QScrollBar:vertical { background: transparent; width: 11#px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 11#px; margin: 0; }
QScrollBar::handle { background: @border; border-radius: 4#px; min-height: 28#px; min-width: 28#px; margin: 2#px; }
QScrollBar::handle:hover { background: @muted; }
QAbstractScrollArea::corner { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QToolTip { background: @raised; color: @text; border: 1px solid @border; padding: 4#px; }
)";

} // namespace

QString styleSheet(const Theme &theme, double scale)
{
    return filled(QString::fromLatin1(rules), theme, scale);
}

} // namespace ui
