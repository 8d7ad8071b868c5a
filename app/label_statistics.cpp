#include "app/label_statistics.h"

#include <algorithm>

namespace app {

std::vector<LabelFigures> labelStatistics(const Trace &trace, qint64 begin, qint64 end, size_t most)
{
    std::vector<LabelFigures> labels(trace.tracks().labels.size());
    for (size_t i = 0; i < labels.size(); ++i)
        labels[i].label = RequestId(quint32(i + 1));
    for (const TrackRow &row : trace.trackRows()) {
        if (!row.slices)
            continue;
        row.slices->visit(row.slices->firstEndingAfter(begin), row.slices->firstFrom(end), [&](const Slice &slice) {
            const size_t place = size_t(quint32(slice.request)) - 1;
            if (place >= labels.size())
                return;
            StateFigures &figures = labels[place].figures;
            const qint64 length = std::min(slice.end, end) - std::max(slice.begin, begin);
            ++figures.slices;
            figures.total += length;
            figures.longest = std::max(figures.longest, length);
        });
    }
    std::erase_if(labels, [](const LabelFigures &one) { return one.figures.slices == 0; });
    const auto shown = labels.begin() + std::ptrdiff_t(std::min(most, labels.size()));
    std::partial_sort(labels.begin(), shown, labels.end(), [](const LabelFigures &a, const LabelFigures &b) {
        return a.figures.total != b.figures.total ? a.figures.total > b.figures.total : a.label < b.label;
    });
    labels.erase(shown, labels.end());
    return labels;
}

} // namespace app
