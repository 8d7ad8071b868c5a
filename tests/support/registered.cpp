#include "support/registered.h"

#include <cstdio>
#include <map>
#include <string>

#ifdef QT_WIDGETS_LIB
#include <QApplication>
using Application = QApplication;
#else
#include <QCoreApplication>
using Application = QCoreApplication;
#endif

namespace support {
namespace {

std::map<std::string, std::function<int(int, char **)>> &all() // made when first asked for: before main()
{
    static std::map<std::string, std::function<int(int, char **)>> byName;
    return byName;
}

} // namespace

Registered::Registered(const char *file, std::function<int(int, char **)> run)
{
    const std::string name(file);
    all().emplace(name.substr(0, name.find('.')), std::move(run));
}

int runRegistered(int argc, char **argv)
{
    const auto found = argc > 1 ? all().find(argv[1]) : all().end();
    if (found == all().end()) {
        std::fprintf(stderr, "Name one of these first:\n");
        for (const auto &[name, run] : all())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    argv[1] = argv[0];
    Application application(argc, argv);
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi); // as QTEST_MAIN does: distances are the same on every screen
    return found->second(argc - 1, argv + 1);
}

} // namespace support

int main(int argc, char **argv)
{
    return support::runRegistered(argc, argv);
}
