#include "app/log_file.h"
#include "app/long_work.h"
#include "support/command_line.h"
#include "support/registered.h"
#include "support/simulated_run.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <fcntl.h>
#include <pty.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

/// The executable with a terminal for its messages.
class OnATerminal
{
public:
    OnATerminal(const QString &folder, const QStringList &arguments)
    {
        int terminal = -1;
        if (::openpty(&m_master, &terminal, nullptr, nullptr, nullptr) != 0)
            qFatal("no terminal can be had here");
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
        process.setWorkingDirectory(folder);
        process.setChildProcessModifier([terminal] { ::dup2(terminal, STDERR_FILENO); });
        process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), arguments);
        process.waitForStarted();
        ::close(terminal);
    }
    ~OnATerminal()
    {
        process.kill();
        process.waitForFinished();
        ::close(m_master);
    }
    QByteArray said()
    {
        char bytes[4096];
        for (ssize_t length = 0; (length = ::read(m_master, bytes, sizeof bytes)) > 0;)
            m_said.append(bytes, length);
        return m_said;
    }

    QProcess process;

private:
    int m_master = -1;
    QByteArray m_said;
};

} // namespace

class TestLongWork : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QByteArray m_log;
    int m_pipe = -1; ///< what slow.jsonl is read from
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System, QDir::Name); }

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void theWordsSayHowFarItIs();
    void whatIsReadIsShownOnATerminal_data();
    void whatIsReadIsShownOnATerminal();
    void controlCGivesItUpAndLeavesNothing_data() { whatIsReadIsShownOnATerminal_data(); }
    void controlCGivesItUpAndLeavesNothing();
};

void TestLongWork::initTestCase()
{
    QCOMPARE(writeLog(support::simulatedRun(app::Endpoint::Async, 20).log, path(u"whole.jsonl"_s)), QString());
    QFile file(path(u"whole.jsonl"_s));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_log = file.readAll();
    QVERIFY(file.remove());
    QCOMPARE(::mkfifo(QFile::encodeName(path(u"slow.jsonl"_s)).constData(), 0600), 0);
}

void TestLongWork::cleanup()
{
    if (m_pipe != -1)
        ::close(std::exchange(m_pipe, -1));
}

void TestLongWork::theWordsSayHowFarItIs()
{
    app::Reading reading;
    QCOMPARE(app::readingText(u"/a/b.jsonl"_s, reading), u"Reading \"b.jsonl\""_s);
    reading.total = 200;
    reading.done = 86;
    QCOMPARE(app::readingText(u"/a/b.jsonl"_s, reading), u"Reading \"b.jsonl\": 43 %"_s);
}

void TestLongWork::whatIsReadIsShownOnATerminal_data()
{
    QTest::addColumn<QString>("line");
    QTest::newRow("convert") << u"convert slow.jsonl -o out.json"_s;
    QTest::newRow("render") << u"render slow.jsonl -o out.svg"_s;
}

/// A pipe is read as far as it is written: the work stands where the test wants it.
void TestLongWork::whatIsReadIsShownOnATerminal()
{
    QFETCH(QString, line);
    m_pipe = ::open(QFile::encodeName(path(u"slow.jsonl"_s)).constData(), O_RDWR | O_CLOEXEC);
    OnATerminal work(m_folder.path(), line.split(u' '));
    const qsizetype half = m_log.size() / 2;
    QCOMPARE(::write(m_pipe, m_log.constData(), size_t(half)), half);
    QTRY_VERIFY(work.said().contains("Reading \"slow.jsonl\""));
    QCOMPARE(::write(m_pipe, m_log.constData() + half, size_t(m_log.size() - half)), m_log.size() - half);
    cleanup();
    QVERIFY(work.process.waitForFinished(10'000));
    QCOMPARE(work.process.exitCode(), 0);
    QCOMPARE(files().size(), 2);
    QVERIFY(work.said().endsWith("\r\033[K")); // and wiped
    QVERIFY(QFile::remove(path(files().first())));
}

void TestLongWork::controlCGivesItUpAndLeavesNothing()
{
    QFETCH(QString, line);
    m_pipe = ::open(QFile::encodeName(path(u"slow.jsonl"_s)).constData(), O_RDWR | O_CLOEXEC);
    OnATerminal work(m_folder.path(), line.split(u' '));
    QTRY_VERIFY(work.said().contains("Reading \"slow.jsonl\""));
    ::kill(pid_t(work.process.processId()), SIGINT);
    QVERIFY(work.process.waitForFinished(10'000));
    QCOMPARE(work.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(work.process.exitCode(), 1);
    QCOMPARE(work.said().count("given up"), 1);
    QCOMPARE(files(), QStringList{u"slow.jsonl"_s});
}

LOOPSCOPE_TEST(TestLongWork)
#include "app_long_work.moc"
