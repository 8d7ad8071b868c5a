#pragma once

#include "app/indexed.h"
#include "app/levels.h"
#include "app/slice.h"

#include <deque>
#include <map>

namespace app {

/// Slices one after the other: sorted by begin, never overlapping, only the last may be open. 16 bytes a
/// slice, and levels of detail that grow with them. A value; not thread-safe.
class Row
{
public:
    using Iterator = IndexIterator<Row, Slice>;

    Row() = default;
    Row(std::initializer_list<Slice> slices)
    {
        for (const Slice &slice : slices)
            append(slice);
    }

    bool empty() const { return m_slices.empty(); }
    size_t size() const { return m_slices.size(); }
    Slice operator[](size_t index) const;
    Slice front() const { return (*this)[0]; }
    Slice back() const { return (*this)[size() - 1]; }
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

    /// The first slice that ends after `t`, an open one included; size() where there is none. O(log n).
    size_t firstEndingAfter(qint64 t) const;
    /// The first slice that begins at `t` or later; size() where there is none. O(log n).
    size_t firstFrom(qint64 t) const;
    /// Calls visit(slice) for the slices [first, last), in order: quicker than by index.
    template<typename Visit>
    void visit(size_t first, size_t last, Visit visit) const
    {
        auto packed = m_slices.begin() + std::ptrdiff_t(first);
        for (size_t index = first; index < last; ++index, ++packed)
            visit(unpacked(*packed, index));
    }
    const Levels &levels() const { return m_levels; }

    /// `slice` is open, or closed already, and begins where the last one has ended or later.
    void append(const Slice &slice);
    /// Ends the last slice, which is open.
    void closeLast(qint64 end, bool failed);
    /// Forgets the last slice, which is open: a state that took no time was none.
    void dropLast();

    bool operator==(const Row &other) const;

private:
    /// begin: ns since m_origin; what does not fit into its bits is in m_wide.
    struct Packed {
        quint64 begin : 48;   ///< 78 hours
        quint64 request0 : 16;
        quint64 length : 40;  ///< 18 minutes; openLength, wideLength
        quint64 request1 : 16;
        quint64 state : 3;
        quint64 endpoint : 2;
        quint64 failed : 1;
        quint64 spare : 2;
    };
    static_assert(sizeof(Packed) == 16);
    struct Times {
        qint64 begin = 0, end = 0;
    };
    static constexpr quint64 openLength = (quint64(1) << 40) - 1, wideLength = openLength - 1;
    static constexpr quint64 mostBegin = (quint64(1) << 48) - 1;

    qint64 beginOf(size_t index) const { return unpacked(m_slices[index], index).begin; }
    qint64 endOf(size_t index) const { return unpacked(m_slices[index], index).end; }
    Slice unpacked(const Packed &packed, size_t index) const
    {
        Slice slice;
        slice.begin = m_origin + qint64(packed.begin);
        slice.end = packed.length == openLength ? stillOpen : slice.begin + qint64(packed.length);
        slice.request = RequestId(quint32(packed.request0) | quint32(packed.request1) << 16);
        slice.state = State(packed.state);
        slice.endpoint = Endpoint(packed.endpoint);
        slice.failed = packed.failed != 0;
        if (packed.length == wideLength || packed.begin == mostBegin) {
            slice.begin = m_wide.at(index).begin;
            slice.end = m_wide.at(index).end;
        }
        return slice;
    }

    qint64 m_origin = 0; ///< begin of the first slice
    std::deque<Packed> m_slices;
    std::map<size_t, Times> m_wide; ///< slices that are too long or too late for Packed
    Levels m_levels;
};

} // namespace app
