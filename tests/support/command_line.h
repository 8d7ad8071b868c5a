#pragma once

#include <QProcess>

#include <functional>

// The executable as a terminal user has it.
namespace support {

struct Outcome {
    int status = -1; ///< -2: it did not end; -3: it crashed
    QString out, err;
};

/// Runs it in `folder` to its end. `prepare`: in the child, before it begins.
inline Outcome runLoopscope(const QString &folder, const QStringList &arguments, const QStringList &environment = {},
                            const std::function<void()> &prepare = {})
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.setEnvironment(QProcess::systemEnvironment() + environment);
    if (prepare)
        process.setChildProcessModifier(prepare);
    process.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), arguments);
    if (!process.waitForFinished(60'000)) {
        process.kill();
        process.waitForFinished();
        return {-2, {}, QStringLiteral("it did not end")};
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -3, QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

} // namespace support
