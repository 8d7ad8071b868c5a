#include "app/commands.h"

#include "app/journal.h"
#include "app/terminal.h"
#include "app/tr.h"
#include "server/descriptors.h"
#include "server/hosts.h"
#include "server/recorder.h"

#include <QCoreApplication>
#include <QUrl>

namespace app {
namespace {

void greet(const server::Server &server, const server::ServerOptions &options)
{
    QStringList urls; // those that it answers at, which 0.0.0.0 is none of
    for (QHostAddress address : server::reachedAt(options.listen)) {
        address.setScopeId({});
        QUrl url;
        url.setScheme(QStringLiteral("http"));
        url.setHost(address.toString());
        url.setPort(server.port());
        urls.append(url.toString());
    }
    tell(tr("Loopscope serves %1 (process %2, %3 workers). Ctrl+C stops it.")
                 .arg(urls.join(QStringLiteral(", "))).arg(QCoreApplication::applicationPid()).arg(options.pool));
    if (!options.listen.isLoopback())
        complain(tr("Warning: other machines can reach this server, and so can whoever is on the same network."));
}

} // namespace

int serveCommand(const Options &options)
{
    server::raiseDescriptorLimit();
    server::Recorder recorder;
    server::Server server(recorder);
    server::ServerOptions wanted;
    wanted.port = options.port;
    wanted.pool = options.request.pool;
    wanted.listen = options.listen;
    wanted.limits = options.limits;
    QString fault = server.start(wanted);
    Journal journal(recorder, wanted.pool);
    if (fault.isEmpty() && !options.logFile.isEmpty())
        fault = journal.open(options.logFile);
    if (!fault.isEmpty()) {
        complain(fault);
        return 1;
    }
    TerminationSignals signals;
    QObject::connect(&signals, &TerminationSignals::terminationAsked, qApp, &QCoreApplication::quit);
    checkOutput();
    journal.start();
    greet(server, wanted);
    QCoreApplication::exec();
    server.stop();
    return journal.finish() ? 0 : 1;
}

} // namespace app
