#include "app/log_file.h"
#include "support/gif_decoder.h"
#include "support/registered.h"
#include "support/serve_process.h"
#include "support/simulated_run.h"
#include "ui/animation.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

/// The animation as a terminal user has it.
class TestAnimationCommand : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QStringList files() const { return QDir(m_folder.path()).entryList(QDir::Files | QDir::Hidden, QDir::Name); }
    /// Has it opened a file in the folder, besides the log? It may have no name yet.
    bool writes(qint64 pid) const
    {
        for (const QFileInfo &open : QDir(u"/proc/%1/fd"_s.arg(pid)).entryInfoList(QDir::Files | QDir::System)) {
            if (const QString target = open.symLinkTarget(); target.startsWith(m_folder.path()) && !target.endsWith(u".jsonl"))
                return true;
        }
        return false;
    }
    /// Its exit status; what it says on stderr is in m_said.
    int run(const QString &line);
    QString m_said;

private Q_SLOTS:
    void initTestCase();
    void renderTakesSizeThemeSpeedAndFrames();
    void withoutOptionsItIsAsTheHelpSays();
    void runDrawsItselfGrowing();
    void anInterruptLeavesNothing();
    void aFullDiskIsSaid();
};

int TestAnimationCommand::run(const QString &line)
{
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), line.split(u' '));
    if (!process.waitForFinished(120'000))
        return -1;
    m_said = QString::fromUtf8(process.readAllStandardError());
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -2;
}

void TestAnimationCommand::initTestCase()
{
    QCOMPARE(app::writeLog(support::simulatedRun(app::Endpoint::Sync, 50).log, path(u"sync.jsonl"_s)), QString());
}

void TestAnimationCommand::renderTakesSizeThemeSpeedAndFrames()
{
    QCOMPARE(run(u"render sync.jsonl -o a.gif --size 640x360 --theme dark --speed 4 --fps 10"_s), 0);
    QCOMPARE(m_said, QString()); // no progress where stderr is no terminal
    const support::DecodedGif gif = support::decodeGif(path(u"a.gif"_s));
    QVERIFY(gif.whole);
    QCOMPARE(gif.size, QSize(640, 360));
    QCOMPARE(gif.frames.size(), size_t(6)); // 2 s and a little, four times as fast
    QCOMPARE(gif.hundredths.front(), 10);
    QCOMPARE(gif.last().pixel(639, 0), ui::darkTheme().panel.rgb());
}

void TestAnimationCommand::withoutOptionsItIsAsTheHelpSays()
{
    QCOMPARE(run(u"render sync.jsonl -o b.gif"_s), 0);
    const support::DecodedGif gif = support::decodeGif(path(u"b.gif"_s));
    QCOMPARE(gif.size, QSize(1280, 720));
    QCOMPARE(gif.hundredths.front(), 5);
    QCOMPARE(gif.frames.size(), size_t(41));
}

void TestAnimationCommand::runDrawsItselfGrowing()
{
    QCOMPARE(run(u"run -e async-endpoint -c 5 --sleep 0.2 --image c.gif"_s), 0);
    const support::DecodedGif gif = support::decodeGif(path(u"c.gif"_s));
    QVERIFY(gif.whole && gif.frames.size() >= 18); // slowed down to a second
    QCOMPARE(gif.size, QSize(1280, 720));
}

void TestAnimationCommand::anInterruptLeavesNothing()
{
    const QStringList before = files();
    for (const int signal : {SIGINT, SIGTERM}) {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), u"render sync.jsonl -o d.gif --size 2560x1440 --speed 0.03"_s.split(u' '));
        QTRY_VERIFY_WITH_TIMEOUT(writes(process.processId()), 60'000);
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 1);
        QCOMPARE(QString::fromUtf8(process.readAllStandardError()), u"loopscope: "_s + ui::animationGivenUp() + u'\n');
        QCOMPARE(files(), before);
    }
}

void TestAnimationCommand::aFullDiskIsSaid()
{
    const QStringList before = files();
    QProcess process;
    process.setWorkingDirectory(m_folder.path());
    process.setChildProcessModifier(support::limitTo(RLIMIT_FSIZE, 30'000));
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), u"render sync.jsonl -o e.gif"_s.split(u' '));
    QVERIFY(process.waitForFinished(60'000));
    QCOMPARE(process.exitCode(), 1);
    const QString said = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(said.contains(u"e.gif") && said.count(u'\n') == 1, qPrintable(said));
    QCOMPARE(files(), before);
}

LOOPSCOPE_TEST(TestAnimationCommand)
#include "ui_animation_command.moc"
