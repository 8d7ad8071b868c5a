#include "ui/timeline/mark_hand.h"

#include "ui/selection.h"
#include "ui/theme.h"
#include "ui/timeline/mark_editor.h"
#include "ui/view_state.h"

#include <algorithm>

namespace ui {
namespace {

constexpr double editorWidth = 150; ///< px at scale 1

} // namespace

MarkHand::MarkHand(Selection &selection, ViewState &views, QWidget &canvas)
    : QObject(&canvas), m_selection(selection), m_views(views), m_canvas(canvas)
{
    connect(&selection, &Selection::runChanged, this, &MarkHand::leave);
}

const std::vector<Mark> &MarkHand::marks() const { return m_views.of(m_selection.run()).marks; }
bool MarkHand::editing() const { return m_editor; }

void MarkHand::drop(const TimelineLayout &layout, qint64 t)
{
    connect(open(layout, t, freshName()), &MarkEditor::taken, this, [this, t](const QString &name) {
        RunView next = m_views.of(m_selection.run());
        next.marks.push_back({t, name});
        m_views.change(m_selection.run(), tr("mark \"%1\"").arg(name), next);
        m_chosen = next.marks.size() - 1;
    });
}

void MarkHand::rename(const TimelineLayout &layout, size_t mark)
{
    if (mark >= marks().size())
        return;
    const Mark meant = marks()[mark];
    connect(open(layout, meant.t, meant.name), &MarkEditor::taken, this, [this, meant](const QString &name) {
        RunView next = m_views.of(m_selection.run());
        const auto found = std::find(next.marks.begin(), next.marks.end(), meant); // an undo may have moved it
        if (found == next.marks.end())
            return;
        found->name = name;
        m_views.change(m_selection.run(), tr("rename \"%1\"").arg(meant.name), next);
    });
}

void MarkHand::remove(size_t mark)
{
    if (mark >= marks().size())
        return;
    RunView next = m_views.of(m_selection.run());
    const QString name = next.marks[mark].name;
    next.marks.erase(next.marks.begin() + qint64(mark));
    m_hovered.reset();
    m_chosen.reset();
    m_views.change(m_selection.run(), tr("remove \"%1\"").arg(name), next);
}

std::optional<size_t> MarkHand::chosen() const
{
    for (const std::optional<size_t> &mark : {m_hovered, m_chosen}) {
        if (mark && *mark < marks().size())
            return mark;
    }
    return std::nullopt;
}

std::optional<size_t> MarkHand::next() const
{
    std::vector<size_t> order(marks().size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) { return marks()[a].t < marks()[b].t; });
    if (order.empty())
        return std::nullopt;
    const auto at = m_chosen ? std::find(order.begin(), order.end(), *m_chosen) : order.end();
    return at == order.end() || std::next(at) == order.end() ? order.front() : *std::next(at);
}

void MarkHand::leave()
{
    m_hovered.reset();
    m_chosen.reset();
    delete m_editor.data(); // at once: losing the focus later would take its name into another run
}

MarkEditor *MarkHand::open(const TimelineLayout &layout, qint64 t, const QString &name)
{
    delete m_editor.data();
    m_editor = new MarkEditor(name, &m_canvas);
    m_editor->setFont(textFont(12 * layout.scale));
    const double width = editorWidth * layout.scale, height = std::max<double>(layout.ruler.height(), m_editor->sizeHint().height());
    const double left = std::clamp(layout.time.toPixel(t), layout.time.left, std::max(layout.time.left, layout.size.width() - width));
    m_editor->setGeometry(QRectF(left, layout.ruler.top(), width, height).toRect());
    connect(m_editor, &MarkEditor::closed, this, [this](bool byKey) {
        m_editor.clear();
        if (byKey) // else the focus is where the person clicked
            m_canvas.parentWidget()->setFocus(Qt::OtherFocusReason);
    });
    m_editor->show();
    m_editor->setFocus(Qt::OtherFocusReason);
    return m_editor;
}

QString MarkHand::freshName() const
{
    for (size_t number = 1;; ++number) {
        const QString name = tr("mark %1").arg(number);
        if (std::none_of(marks().begin(), marks().end(), [&name](const Mark &mark) { return mark.name == name; }))
            return name;
    }
}

} // namespace ui
