#include "app/chrome_event.h"

#include "app/json_number.h"
#include "app/label_book.h"

namespace app {
namespace {

constexpr size_t none = JsonTokens::npos;

bool beginsValue(char c) { return c != '\0' && c != ',' && c != ':' && c != '}' && c != ']'; }

/// Calls visit(key, token of the value) for each pair of the object at `at`. As readEvent().
template<typename Visit>
EventEnd forEachPair(const JsonTokens &tokens, size_t at, size_t &next, Visit visit)
{
    size_t i = at + 1;
    for (;;) {
        const char c = tokens[i];
        if (c == '}') {
            next = i + 1;
            return EventEnd::Whole;
        }
        if (c == ',') {
            ++i;
            continue;
        }
        if (c != '"' || tokens[i + 1] != ':' || !beginsValue(tokens[i + 2])) {
            return i + 2 < tokens.count() ? EventEnd::Broken : EventEnd::Cut;
        }
        visit(tokens.scalar(i), i + 2);
        const size_t after = tokens.after(i + 2);
        if (after == none)
            return EventEnd::Cut;
        i = after;
    }
}

enum Spelled { SpelledProcess, SpelledThread, SpelledId };

/// A scalar as an id (see ChromeEvent). `store` holds what has to be written anew, which is rare.
std::string_view idOf(const JsonTokens &tokens, size_t value, std::string &store)
{
    const std::string_view text = tokens.scalar(value);
    if (tokens[value] == '"') {
        if (text.find('\\') == text.npos)
            return text;
        store = textOf(text).toStdString();
        return store;
    }
    if (text.find_first_of(".eE-") == text.npos)
        return text;
    store = plainNumber(text);
    return store;
}

/// What of an event is not a scalar, by token.
struct Nested {
    size_t arguments = none, id = none;
};

void take(const JsonTokens &tokens, std::string_view key, size_t value, ChromeEvent &event, Nested &nested)
{
    const auto is = [key](const auto &word) { return key == word; };
    switch (key.size()) {
    case 2:
        if (is("ts")) {
            event.time = tokens.scalar(value);
        } else if (is("ph")) {
            const std::string_view phase = tokens.scalar(value);
            event.phase = phase.size() == 1 ? phase.front() : '\0';
        } else if (is("id")) {
            event.id = idOf(tokens, value, event.spelled[SpelledId]);
        }
        break;
    case 3:
        if (is("pid"))
            event.process = idOf(tokens, value, event.spelled[SpelledProcess]);
        else if (is("tid"))
            event.thread = idOf(tokens, value, event.spelled[SpelledThread]);
        else if (is("dur"))
            event.duration = tokens.scalar(value);
        else if (is("cat"))
            event.category = tokens.scalar(value);
        else if (is("id2"))
            nested.id = tokens[value] == '{' ? value : none;
        break;
    case 4:
        if (is("name"))
            event.name = tokens.scalar(value);
        else if (is("args"))
            nested.arguments = tokens[value] == '{' ? value : none;
        break;
    case 5:
        if (is("scope"))
            event.scope = tokens.scalar(value);
        break;
    default: break;
    }
}

} // namespace

EventEnd readEvent(const JsonTokens &tokens, size_t at, ChromeEvent &event, size_t &next)
{
    event.arguments.clear();
    event.phase = '\0';
    event.globalId = false;
    event.name = event.category = event.time = event.duration = event.process = event.thread = event.id = event.scope = {};
    Nested nested;
    const EventEnd end = forEachPair(tokens, at, next, [&](std::string_view key, size_t value) { take(tokens, key, value, event, nested); });
    if (end == EventEnd::Broken) {
        const size_t after = tokens.after(at);
        if (after == none)
            return EventEnd::Lost;
        next = after;
    }
    if (end != EventEnd::Whole)
        return end;
    size_t unused = 0;
    if (nested.id != none) {
        forEachPair(tokens, nested.id, unused, [&](std::string_view key, size_t value) {
            if (key != "global" && key != "local")
                return;
            event.id = idOf(tokens, value, event.spelled[SpelledId]);
            event.globalId = key == "global";
        });
    }
    if (nested.arguments != none && (event.phase == 'C' || event.phase == 'M')) {
        forEachPair(tokens, nested.arguments, unused,
                    [&](std::string_view key, size_t value) { event.arguments.emplace_back(key, tokens.scalar(value)); });
    }
    return EventEnd::Whole;
}

} // namespace app
