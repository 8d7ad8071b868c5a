#pragma once

#include <QProcess>
#include <QTest>

#include <sys/resource.h>

#include <csignal>
#include <functional>

// `loopscope serve` as another process, on any free port. What it prints to stdout is not kept.
namespace support {

/// For a child, before it begins: at most `most` of a resource (setrlimit(2)).
inline std::function<void()> limitTo(__rlimit_resource_t resource, rlim_t most)
{
    return [resource, most] {
        const rlimit limit{most, most};
        setrlimit(resource, &limit);
    };
}

class ServeProcess
{
public:
    explicit ServeProcess(const QStringList &more = {}, const std::function<void()> &prepare = {})
    {
        if (prepare)
            m_process.setChildProcessModifier(prepare);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), QStringList{QStringLiteral("serve"), QStringLiteral("--port"), QStringLiteral("0")} + more);
        const QByteArray before = "http://127.0.0.1:";
        if (!QTest::qWaitFor([&] { return said().contains(before) && m_said.endsWith('\n'); }, 10'000))
            qFatal("serve did not start: %s", said().constData());
        const qsizetype begin = said().indexOf(before) + before.size();
        qsizetype end = begin;
        while (said()[end] >= '0' && said()[end] <= '9')
            ++end;
        m_port = said().mid(begin, end - begin).toUShort();
    }
    ~ServeProcess()
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        m_process.kill();
        m_process.waitForFinished();
    }

    quint16 port() const { return m_port; }
    pid_t pid() const { return pid_t(m_process.processId()); }
    QByteArray said() ///< on stderr, so far
    {
        return m_said += m_process.readAllStandardError();
    }

    /// Sends a signal and waits for the end; its exit status, or -1 if it did not exit.
    int end(int signal)
    {
        ::kill(pid(), signal);
        if (!m_process.waitForFinished(10'000) || m_process.exitStatus() != QProcess::NormalExit)
            return -1;
        return m_process.exitCode();
    }

private:
    QProcess m_process;
    QByteArray m_said;
    quint16 m_port = 0;
};

} // namespace support
