#pragma once

#include <QByteArrayView>

// What stands around a log in a Chrome trace that Loopscope wrote. The first line holds the log's header and each step's
// event a line of the log, whole, so that the run can be read back; any other tool sees a trace as others are.
namespace app {

inline constexpr QByteArrayView traceBegin = R"({"displayTimeUnit":"ms","otherData":)"; ///< then the header
inline constexpr QByteArrayView traceEvents = R"(,"traceEvents":[)";                   ///< ends the first line
inline constexpr QByteArrayView traceEnd = "]}";                                       ///< the last line
inline constexpr QByteArrayView stepBegin = R"({"ph":"i","s":"t","cat":"step",)";
inline constexpr QByteArrayView argsKey = R"(,"args":)"; ///< of a step: the last key; then the log's line and '}'

} // namespace app
