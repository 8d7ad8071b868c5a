#include "app/row.h"

namespace app {
namespace {

constexpr quint64 openLength = (quint64(1) << 40) - 1, wideLength = openLength - 1;
constexpr quint64 mostBegin = (quint64(1) << 48) - 1;

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

qint64 Row::beginOf(size_t index) const
{
    const Packed &packed = m_slices[index];
    if (packed.length == wideLength || packed.begin == mostBegin)
        return m_wide.at(index).begin;
    return m_origin + qint64(packed.begin);
}

qint64 Row::endOf(size_t index) const
{
    const Packed &packed = m_slices[index];
    if (packed.length == openLength)
        return stillOpen;
    if (packed.length == wideLength)
        return m_wide.at(index).end;
    return m_origin + qint64(packed.begin) + qint64(packed.length);
}

Slice Row::operator[](size_t index) const
{
    const Packed &packed = m_slices[index];
    return {beginOf(index), endOf(index), RequestId(quint32(packed.request0) | quint32(packed.request1) << 16),
            State(packed.state), Endpoint(packed.endpoint), packed.failed != 0};
}

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
