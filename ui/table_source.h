#pragma once

#include "ui/row_filter.h"
#include "ui/slice_place.h"

#include <QStringList>

#include <memory>

// What a table has lines for, and what stands in their columns. Rows are references into the trace, eight bytes
// each: a million of them are 8 MB. Pure but for the words, which are translated.
namespace ui {

/// A slice: its place (packed) and its index there; a request: its index. Orders as the trace does.
struct RowRef {
    quint32 place = 0;
    quint32 index = 0;
    auto operator<=>(const RowRef &) const = default;
};
static_assert(sizeof(RowRef) == 8);

class TableSource
{
public:
    virtual ~TableSource() = default;

    virtual QStringList columns() const = 0;    ///< as the header shows them
    virtual QStringList csvColumns() const = 0; ///< as a program reads them; not translated
    virtual bool isNumber(int column) const = 0;
    /// Appends to `rows` what has come since the last call and passes the filter.
    virtual void take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows) = 0;
    /// A row that did not pass may pass later, or the other way round.
    virtual bool mayChange(const RowFilter &filter) const = 0;

    /// What a column sorts by: a real number of its own scale.
    virtual qint64 key(const app::Run &run, RowRef row, int column) const = 0;
    virtual QString text(const app::Run &run, RowRef row, int column) const = 0;
    virtual QString csvText(const app::Run &run, RowRef row, int column) const = 0;
    virtual app::RequestId request(const app::Run &run, RowRef row) const = 0;
    virtual qint64 time(const app::Run &run, RowRef row) const = 0; ///< ns; where the timeline should look
    virtual std::optional<app::State> state(const app::Run &run, RowRef row) const = 0;
};

/// A line a slice: request, endpoint, state, place, begin, end, duration, failed.
class SliceSource : public TableSource
{
public:
    enum Column { RequestColumn, EndpointColumn, StateColumn, PlaceColumn, BeginColumn, EndColumn, DurationColumn, FailedColumn };

    QStringList columns() const override;
    QStringList csvColumns() const override;
    bool isNumber(int column) const override;
    void take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows) override;
    bool mayChange(const RowFilter &filter) const override { return filter.asksForFailed(); }
    qint64 key(const app::Run &run, RowRef row, int column) const override;
    QString text(const app::Run &run, RowRef row, int column) const override;
    QString csvText(const app::Run &run, RowRef row, int column) const override;
    app::RequestId request(const app::Run &run, RowRef row) const override;
    qint64 time(const app::Run &run, RowRef row) const override;
    std::optional<app::State> state(const app::Run &run, RowRef row) const override;

    static RowRef refOf(SlicePlace place, quint32 index);
    static SlicePlace place(RowRef row);
    static std::optional<app::Slice> slice(const app::Run &run, RowRef row); ///< nullopt: it came to nothing

private:
    std::array<std::vector<quint32>, 6> m_taken; ///< by region and row: how many slices were looked at
};

/// A line a request: its steps, latency, status.
class RequestSource : public TableSource
{
public:
    enum Column { RequestColumn, EndpointColumn, SentColumn, ArrivedColumn, QueuedColumn, CalledColumn, RespondedColumn, ReceivedColumn,
                  LatencyColumn, StatusColumn, FailedColumn };

    QStringList columns() const override;
    QStringList csvColumns() const override;
    bool isNumber(int column) const override;
    void take(const app::Run &run, const RowFilter &filter, std::vector<RowRef> &rows) override;
    bool mayChange(const RowFilter &filter) const override { return !filter.empty(); }
    qint64 key(const app::Run &run, RowRef row, int column) const override;
    QString text(const app::Run &run, RowRef row, int column) const override;
    QString csvText(const app::Run &run, RowRef row, int column) const override;
    app::RequestId request(const app::Run &run, RowRef row) const override;
    qint64 time(const app::Run &run, RowRef row) const override;
    std::optional<app::State> state(const app::Run &, RowRef) const override { return std::nullopt; }

private:
    static qint64 step(const app::Request &request, int column); ///< ns; -1: it has not happened

    size_t m_taken = 0;
};

/// Seconds with six decimals, to be read one below the other.
QString tableSeconds(qint64 ns);

} // namespace ui
