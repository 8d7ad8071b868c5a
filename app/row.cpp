#include "app/row.h"

namespace app {
namespace {

/// The first index for which `after` holds; it holds for all that follow.
template<typename After>
size_t firstIndex(size_t size, After after)
{
    size_t low = 0;
    while (low < size) {
        const size_t middle = low + (size - low) / 2;
        if (after(middle))
            size = middle;
        else
            low = middle + 1;
    }
    return low;
}

} // namespace

Slice Row::operator[](size_t index) const { return unpacked(m_slices[index], index); }

size_t Row::firstEndingAfter(qint64 t) const
{
    return firstIndex(size(), [this, t](size_t index) { return endOf(index) > t; });
}

size_t Row::firstFrom(qint64 t) const
{
    return firstIndex(size(), [this, t](size_t index) { return beginOf(index) >= t; });
}

void Row::append(const Slice &slice)
{
    if (empty())
        m_origin = slice.begin;
    const quint64 begin = quint64(slice.begin - m_origin);
    const quint32 request = quint32(slice.request);
    Packed packed{};
    packed.begin = std::min(begin, mostBegin);
    packed.request0 = request & 0xffff;
    packed.request1 = request >> 16;
    packed.length = openLength;
    packed.state = quint64(slice.state);
    packed.endpoint = quint64(slice.endpoint);
    if (begin >= mostBegin)
        m_wide[size()] = {slice.begin, stillOpen};
    m_slices.push_back(packed);
    if (slice.end != stillOpen)
        closeLast(slice.end, slice.failed);
}

void Row::closeLast(qint64 end, bool failed)
{
    const size_t index = size() - 1;
    const qint64 begin = beginOf(index);
    Packed &packed = m_slices.back();
    packed.failed = failed;
    const quint64 length = quint64(end - begin);
    const bool wide = length >= wideLength || packed.begin == mostBegin;
    packed.length = wide ? wideLength : length;
    if (wide)
        m_wide[index] = {begin, end};
    m_levels.add(begin, end, State(packed.state), failed);
}

void Row::dropLast()
{
    m_slices.pop_back();
    m_wide.erase(size());
}

bool Row::operator==(const Row &other) const
{
    if (size() != other.size())
        return false;
    for (size_t i = 0; i < size(); ++i) {
        if ((*this)[i] != other[i])
            return false;
    }
    return true;
}

} // namespace app
