#include "app/output_file.h"
#include "app/chrome_trace.h"
#include "app/log_file.h"
#include "app/run_csv.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>

using namespace Qt::StringLiterals;
using app::OutputFile;

class TestOutputFile : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System, QDir::Name); }

private Q_SLOTS:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }
    void nothingIsThereBeforeItIsWhole();
    void givenUpNothingIsLeft_data();
    void givenUpNothingIsLeft();
    void aFileThatMayNotGrowIsSaidWithItsReason();
    void devicesAndPipesAreNotReplaced_data();
    void devicesAndPipesAreNotReplaced();
};

void TestOutputFile::nothingIsThereBeforeItIsWhole()
{
    app::Reading watched;
    OutputFile file(path(u"whole"_s), &watched);
    QCOMPARE(file.begin(), QString());
    file.write("one ");
    QVERIFY(!QFile::exists(path(u"whole"_s)));
    file.write("two");
    QCOMPARE(watched.done.load(), 7);
    QCOMPARE(file.finish(), QString());
    QCOMPARE(files(), QStringList{u"whole"_s});
    QVERIFY(QFile::remove(path(u"whole"_s)));
}

void TestOutputFile::givenUpNothingIsLeft_data()
{
    QTest::addColumn<int>("kind");
    QTest::newRow("log") << 0;
    QTest::newRow("trace") << 1;
    QTest::newRow("table") << 2;
}

void TestOutputFile::givenUpNothingIsLeft()
{
    QFETCH(int, kind);
    const app::Run run = support::simulatedRun(app::Endpoint::Async, 50);
    app::Reading watched;
    watched.cancelled = true;
    const QString to = path(u"given-up"_s);
    const QString fault = kind == 0 ? writeLog(run.log, to, &watched)
            : kind == 1             ? writeChromeTrace(run.log, run.trace, to, &watched)
                                    : writeCsv(run.trace, run.now, app::CsvRows::Slices, to, &watched);
    QVERIFY2(fault.contains(u"given up"), qPrintable(fault));
    QCOMPARE(files(), QStringList());
}

void TestOutputFile::aFileThatMayNotGrowIsSaidWithItsReason()
{
    QCOMPARE(app::writeFile("old", path(u"short"_s)), QString());
    rlimit usual{};
    getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit little{1000, usual.rlim_max};
    setrlimit(RLIMIT_FSIZE, &little);
    const QString fault = app::writeFile(QByteArray(5000, 'x'), path(u"short"_s));
    setrlimit(RLIMIT_FSIZE, &usual);
    QVERIFY2(fault.contains(u"File too large"), qPrintable(fault));
    QCOMPARE(QFileInfo(path(u"short"_s)).size(), 3);
    QCOMPARE(files(), QStringList{u"short"_s});
    QVERIFY(QFile::remove(path(u"short"_s)));
}

void TestOutputFile::devicesAndPipesAreNotReplaced_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("device") << u"device"_s;
    QTest::newRow("pipe") << u"pipe"_s;
    QTest::newRow("folder") << u"folder"_s;
}

void TestOutputFile::devicesAndPipesAreNotReplaced()
{
    QFETCH(QString, name);
    QFile::link(u"/dev/null"_s, path(u"device"_s));
    ::mkfifo(QFile::encodeName(path(u"pipe"_s)).constData(), 0600);
    QDir(m_folder.path()).mkdir(u"folder"_s);
    const QString fault = app::writeFile("words", path(name));
    QVERIFY2(fault.contains(name) && fault.contains(u"it is"), qPrintable(fault));
    struct stat device{};
    QVERIFY(::stat("/dev/null", &device) == 0 && S_ISCHR(device.st_mode));
    QCOMPARE(files(), (QStringList{u"device"_s, u"folder"_s, u"pipe"_s}));
}

LOOPSCOPE_TEST(TestOutputFile)
#include "app_output_file.moc"
