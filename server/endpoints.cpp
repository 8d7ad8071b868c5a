#include "server/endpoints.h"

namespace server {

Reply syncEndpoint(Call &call)
{
    call.log(Step::Called);
    call.log(Step::SleepTime);
    call.log(Step::StartTime);

    call.block(); // holds this worker

    call.log(Step::Slept);
    call.log(Step::Completed);
    return call.completed("Sync endpoint completed!");
}

Task<bool> asyncFuncDepth2(Call &call)
{
    call.log(Step::Entered, 2);
    call.log(Step::Awaiting, 2);
    co_await call.sleep(); // frees the loop
    call.log(Step::Resumed, 2);
    call.log(Step::Left, 2);
    co_return true;
}

Task<bool> asyncFuncDepth1(Call &call)
{
    call.log(Step::Entered, 1);
    call.log(Step::Calling, 1);
    co_await asyncFuncDepth2(call);
    call.log(Step::Resumed, 1);
    call.log(Step::Left, 1);
    co_return true;
}

Task<Reply> asyncEndpoint(Call &call)
{
    call.log(Step::Called);
    call.log(Step::SleepTime);
    call.log(Step::StartTime);

    co_await asyncFuncDepth1(call);

    call.log(Step::Slept);
    call.log(Step::Completed);
    co_return call.completed("Async endpoint completed!");
}

Task<Reply> asyncWrong(Call &call)
{
    call.log(Step::Called);
    call.log(Step::SleepTime);
    call.log(Step::StartTime);

    call.block(); // holds the event loop

    call.log(Step::Slept);
    call.log(Step::Completed);
    co_return call.completed("Async endpoint completed!");
}

} // namespace server
