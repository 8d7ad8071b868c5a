#pragma once

#include "ui/table_model.h"

// What a table says of a run, and how many slices the run has: the one is held against the other.
namespace support {

inline QStringList columnOf(const ui::TableModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row, column).data().toString();
    return texts;
}

/// All that is copied.
inline QString textOf(ui::TableCsv csv, const app::Run &run)
{
    while (!csv.advance(run, 7)) { }
    return csv.take();
}

inline int sliceCount(const app::Trace &trace)
{
    size_t count = trace.eventLoop() ? trace.eventLoop()->slices.size() : 0;
    for (const app::Lane &lane : trace.workers())
        count += lane.slices.size();
    for (const app::Group *group : {&trace.awaiting(), &trace.waiting(), &trace.client()}) {
        for (const app::Row &row : group->rows)
            count += row.size();
    }
    return int(count);
}

} // namespace support
