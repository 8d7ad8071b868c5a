// A peer of the throughput benchmark: Qt's own HTTP server with a reply that is ready, and nothing recorded.
#include <QCoreApplication>
#include <QHttpServer>
#include <QHttpServerResponse>

#include <cstdio>

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QHttpServer server;
    server.route(QStringLiteral("/async-endpoint"), [] {
        return QHttpServerResponse("application/json", R"({"message":"Async endpoint completed!","duration":0.000012345})");
    });
    const quint16 port = server.listen(QHostAddress::LocalHost);
    if (port == 0)
        return 1;
    std::fprintf(stderr, "http://127.0.0.1:%u\n", unsigned(port));
    return application.exec();
}
