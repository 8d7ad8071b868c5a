#pragma once

// Beast, whose assertions throw BeastFailure instead of ending the program: none is known to fire on a head, but the
// bytes are a stranger's. Every file that reads with Beast includes this, and nothing else of Boost, for the
// assertions have to mean the same in all of them. It takes seconds to compile: keep it out of headers.

#include <stdexcept>

namespace server {

struct BeastFailure : std::logic_error {
    using std::logic_error::logic_error;
};

} // namespace server

#define BOOST_ENABLE_ASSERT_HANDLER

namespace boost {

inline void assertion_failed(const char *what, const char *, const char *, long)
{
    throw server::BeastFailure(what);
}

inline void assertion_failed_msg(const char *what, const char *, const char *, const char *, long)
{
    throw server::BeastFailure(what);
}

} // namespace boost

#include <boost/beast/http.hpp>
