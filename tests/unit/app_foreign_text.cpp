#include "support/command_line.h"
#include "support/registered.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Text of others that reaches a terminal, with all that one can send.
class TestForeignText : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    /// What a terminal shows, and nothing that it obeys.
    static bool isHarmless(const QByteArray &bytes)
    {
        const QString text = QString::fromUtf8(bytes);
        return std::none_of(text.begin(), text.end(), [](QChar c) {
            return (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t') || c == u'\u202e' || c == QChar::ReplacementCharacter;
        });
    }

private Q_SLOTS:
    void aForeignBodyDoesNothingToTheTerminal();
    void whatWasTypedIsSaidHarmlessly_data();
    void whatWasTypedIsSaidHarmlessly();
};

void TestForeignText::aForeignBodyDoesNothingToTheTerminal()
{
    const QByteArray body = "\x1b]0;owned\x07\x1b[2Jfine\b\b\r\nTOTAL TIME: 0.00\n\xe2\x80\xae" "fdp.exe\xc2\x9b" "31m\x9b" "31m\xc0\x9b \xed\x95\x9c\tend";
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, &body] {
            if (socket->readAll().contains("\r\n\r\n"))
                socket->write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        });
    });
    QProcess run;
    run.start(QStringLiteral(LOOPSCOPE_EXECUTABLE), {u"run"_s, u"-e"_s, u"async-endpoint"_s, u"--url"_s, u"http://127.0.0.1:%1"_s.arg(server.serverPort())});
    QTRY_COMPARE_WITH_TIMEOUT(run.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(run.exitCode(), 0);
    const QByteArray out = run.readAllStandardOutput();
    QVERIFY2(isHarmless(out), out.toHex(' ').constData());
    QVERIFY2(out.startsWith("Response 1: \\x1b]0;owned\\x07\\x1b[2Jfine\\x08\\x08\n    TOTAL TIME: 0.00\n    \\u202efdp.exe\\u009b31m\\x9b31m\\xc0\\x9b \xed\x95\x9c\tend\nTOTAL TIME: "),
             out.constData());
}

void TestForeignText::whatWasTypedIsSaidHarmlessly_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("status");
    const QString evil = u"\x1b[2J\u202e\u009b31m\nx"_s;
    const auto row = [&evil](const char *name, QStringList arguments, int status) {
        for (QString &argument : arguments)
            argument.replace(u'%', evil);
        QTest::newRow(name) << arguments << status;
    };
    row("file to open", {u"%.jsonl"_s}, 1);
    row("file to draw", {u"render"_s, u"%.jsonl"_s, u"-o"_s, u"a.png"_s}, 1);
    row("kind of picture", {u"render"_s, u"a.jsonl"_s, u"-o"_s, u"a.%"_s}, 2);
    row("place", {u"convert"_s, u"a.jsonl"_s, u"-o"_s, u"no/%/a.json"_s}, 1);
    row("log", {u"run"_s, u"-e"_s, u"async-endpoint"_s, u"--log"_s, u"no/%/a"_s}, 1);
    row("endpoint", {u"run"_s, u"-e"_s, u"%"_s}, 2);
    row("url", {u"run"_s, u"-e"_s, u"async-endpoint"_s, u"--url"_s, u"%"_s}, 2);
    row("limit", {u"serve"_s, u"--limit"_s, u"%=1"_s}, 2);
    row("address", {u"serve"_s, u"--listen"_s, u"%"_s}, 2);
    row("option", {u"serve"_s, u"--%"_s}, 2);
    row("command", {u"a%"_s, u"b"_s}, 2);
}

void TestForeignText::whatWasTypedIsSaidHarmlessly()
{
    QFETCH(QStringList, arguments);
    QFETCH(int, status);
    const support::Outcome outcome = support::runLoopscope(m_folder.path(), arguments);
    QCOMPARE(outcome.status, status);
    QVERIFY2(isHarmless(outcome.err.toUtf8()) && outcome.err.contains(u"\\x1b[2J\\u202e\\u009b31m"), qPrintable(outcome.err));
    QCOMPARE(outcome.err.count(u'\n'), 1);
}

LOOPSCOPE_TEST(TestForeignText)
#include "app_foreign_text.moc"
