#pragma once

#include <cstddef>
#include <iterator>

namespace app {

/// Iterates anything that has size() and an operator[] which gives values.
template<typename Container, typename Value>
class IndexIterator
{
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = Value;
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = Value;

    IndexIterator(const Container &container, size_t index) : m_container(&container), m_index(index) {}
    Value operator*() const { return (*m_container)[m_index]; }
    IndexIterator &operator++()
    {
        ++m_index;
        return *this;
    }
    bool operator==(const IndexIterator &other) const { return m_index == other.m_index; }

private:
    const Container *m_container;
    size_t m_index;
};

} // namespace app
