#include "app/line_former.h"
#include "server/event_text.h"
#include "support/registered.h"

#include <QRandomGenerator>
#include <QTest>

#include <array>
#include <cstdio>

using namespace app;

class TestLineFormer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepIsPrintedInItsWords();
    void elapsedTimesAreRoundedAsPythonRounds();
    void whatAForeignLogSaysDoesNothingToATerminal();
};

void TestLineFormer::everyStepIsPrintedInItsWords()
{
    Log log;
    log.header.pid = 7;
    log.threads = {{QStringLiteral("event-loop"), 8}};
    QByteArray wanted;
    for (int endpoint = 0; endpoint <= int(Endpoint::AsyncWrong); ++endpoint) {
        for (int kind = 0; kind < server::eventKindCount; ++kind) {
            for (int depth = 0; depth < 5; ++depth) {
                const Event event{1, 1'234'567'890, 250'000, RequestId(1), ThreadId(0), EventKind(kind), Endpoint(endpoint), quint8(depth)};
                log.events.push_back(event);
                if (const QString words = server::eventText(event); !words.isEmpty())
                    wanted += "Process ID: 7 | Thread ID: 8 | " + words.toUtf8() + '\n';
            }
        }
    }
    QByteArray got;
    LineFormer former(log);
    for (size_t i = 0; i < log.events.size(); ++i)
        former.appendTutorialLine(got, i);
    QCOMPARE(got, wanted);
}

void TestLineFormer::elapsedTimesAreRoundedAsPythonRounds()
{
    const auto check = [](qint64 ns) {
        QByteArray got;
        server::appendEventText(got, {0, ns, 0, {}, {}, EventKind::Completed, Endpoint::Async, 0});
        std::array<char, 64> wanted{};
        std::snprintf(wanted.data(), wanted.size(), "Elapsed Time: %.2f seconds", double(ns) / 1e9);
        QVERIFY2(got.endsWith(wanted.data()), qPrintable(QString::number(ns) + QString::fromUtf8(got)));
    };
    for (qint64 hundredths = 0; hundredths < 20'000; ++hundredths) { // each border, and what lies beside it
        for (const qint64 beside : {-1, 0, 1})
            check(std::max<qint64>(0, hundredths * 10'000'000 + 5'000'000 + beside));
    }
    auto random = QRandomGenerator(1);
    for (int i = 0; i < 100'000; ++i)
        check(random.bounded(qint64(1) << (1 + i % 45)));
    check(-5'000'001);
}

void TestLineFormer::whatAForeignLogSaysDoesNothingToATerminal()
{
    Log log;
    log.threads = {{QStringLiteral("t"), 8}};
    log.events.push_back({0, 0, 0, RequestId(1), ThreadId(0), EventKind::Called, Endpoint::Async, 0});
    log.foreignTexts.emplace(0, QStringLiteral("\x1b[2Jgone\nProcess ID: 1"));
    QByteArray line;
    LineFormer(log).appendTutorialLine(line, 0);
    QVERIFY2(line.endsWith("\\x1b[2Jgone\\x0aProcess ID: 1\n"), line.constData());
    QCOMPARE(line.count('\n'), 1);
}

LOOPSCOPE_TEST(TestLineFormer)
#include "app_line_former.moc"
