#pragma once

#include <QStringList>
#include <QTest>

#include <functional>

// The tests of a layer are one program, since linking each alone takes longer than running it:
//   PROGRAM NAME [arguments of Qt Test]   NAME: the source's name without .cpp
namespace support {

struct Registered {
    /// `run` has an application, and what stands behind the name on the command line (the program's own name in front).
    Registered(const char *file, std::function<int(int, char **)> run);
};

/// The application is made first: a QApplication where the program has windows, else a QCoreApplication.
int runRegistered(int argc, char **argv);

template<typename Test>
int runTest(int argc, char **argv)
{
    Test test;
    return QTest::qExec(&test, argc, argv);
}

} // namespace support

/// In a source with a test class, where QTEST_MAIN stood.
#define LOOPSCOPE_TEST(Class) static const support::Registered registered##Class(__FILE_NAME__, support::runTest<Class>);

/// Something that a test starts as another process: PROGRAM NAME arguments. `function` takes the arguments.
#define LOOPSCOPE_PROGRAM(NAME, function) \
    static const support::Registered registered_##function(NAME, [](int argc, char **argv) { \
        QStringList arguments; \
        for (int i = 1; i < argc; ++i) \
            arguments << QString::fromLocal8Bit(argv[i]); \
        return function(arguments); \
    });
