#pragma once

#include "app/session.h"

namespace ui {

/// A run once more from its beginning: as it stood at one moment after the other, made of its log as a live one is.
/// It keeps a copy of the log, so the run itself may go on or go. Not thread-safe.
class GrowingRun
{
public:
    explicit GrowingRun(const app::Run &run);
    GrowingRun(const GrowingRun &) = delete;
    GrowingRun &operator=(const GrowingRun &) = delete;

    /// As far as it goes: the run as it was handed in.
    const app::Run &whole() const { return m_whole; }
    /// As it stood at `t` (ns). Live until its last request has ended; from whole().now on it is whole(). Going back begins anew.
    const app::Run &at(qint64 t);

private:
    void restart();

    app::Run m_whole, m_grown;
    size_t m_next = 0;        ///< the first event that m_grown has not seen
    qint64 m_liveUntil = 0;   ///< ns
};

} // namespace ui
