#include "support/registered.h"
#include "ui/source_lines.h"

#include <QFile>
#include <QTest>

using namespace ui;
using app::Endpoint;
using app::EventKind;

/// On the real source: when it is rewritten, these say whether Explain still finds its lines.
class TestSourceLines : public QObject
{
    Q_OBJECT

private:
    QString m_text;

private Q_SLOTS:
    void initTestCase();
    void eachEndpointHasItsFunctions();
    void everyStepTheHandlersLogHasItsLine_data();
    void everyStepTheHandlersLogHasItsLine();
    void stepsOfTheServerHaveNone();
};

void TestSourceLines::initTestCase()
{
    QFile file(QStringLiteral(TEST_DATA "/../../server/endpoints.cpp"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    m_text = QString::fromUtf8(file.readAll());
}

void TestSourceLines::eachEndpointHasItsFunctions()
{
    QVERIFY(sourceOf(m_text, Endpoint::Sync).first().contains(QStringLiteral("syncEndpoint(Call")));
    QVERIFY(!sourceOf(m_text, Endpoint::Sync).join(u'\n').contains(QStringLiteral("async")));
    const QStringList async = sourceOf(m_text, Endpoint::Async);
    QCOMPARE(async.filter(QStringLiteral("Call &call)")).size(), 3);
    QVERIFY(async.first().contains(QStringLiteral("asyncEndpoint(")));
    QVERIFY(sourceOf(m_text, Endpoint::AsyncWrong).first().contains(QStringLiteral("asyncWrong(")));
    QVERIFY(sourceOf(m_text, Endpoint::None).isEmpty());
    QVERIFY(sourceOf(QString(), Endpoint::Sync).isEmpty());
}

void TestSourceLines::everyStepTheHandlersLogHasItsLine_data()
{
    QTest::addColumn<Endpoint>("endpoint");
    QTest::addColumn<EventKind>("kind");
    QTest::addColumn<int>("depth");
    QTest::addColumn<QString>("line");
    const auto row = [](Endpoint endpoint, EventKind kind, int depth, const char *line) {
        QTest::addRow("%s %s %d", qPrintable(server::endpointName(endpoint)), qPrintable(server::kindName(kind)), depth)
                << endpoint << kind << depth << QString::fromLatin1(line);
    };
    for (const Endpoint endpoint : {Endpoint::Sync, Endpoint::Async, Endpoint::AsyncWrong}) {
        row(endpoint, EventKind::Called, 0, "Step::Called");
        row(endpoint, EventKind::SleepTime, 0, "Step::SleepTime");
        row(endpoint, EventKind::StartTime, 0, "Step::StartTime");
        row(endpoint, EventKind::Slept, 0, "Step::Slept");
        row(endpoint, EventKind::Completed, 0, "Step::Completed");
    }
    row(Endpoint::Sync, EventKind::Blocking, 0, "call.block()");
    row(Endpoint::AsyncWrong, EventKind::Blocking, 0, "call.block()");
    row(Endpoint::Async, EventKind::Entered, 1, "Step::Entered, 1");
    row(Endpoint::Async, EventKind::Entered, 2, "Step::Entered, 2");
    row(Endpoint::Async, EventKind::Calling, 1, "Step::Calling, 1");
    row(Endpoint::Async, EventKind::Awaiting, 2, "co_await call.sleep()");
    row(Endpoint::Async, EventKind::Resumed, 2, "Step::Resumed, 2");
    row(Endpoint::Async, EventKind::Resumed, 1, "Step::Resumed, 1");
    row(Endpoint::Async, EventKind::Left, 2, "Step::Left, 2");
    row(Endpoint::Async, EventKind::Left, 1, "Step::Left, 1");
}

void TestSourceLines::everyStepTheHandlersLogHasItsLine()
{
    QFETCH(Endpoint, endpoint);
    QFETCH(EventKind, kind);
    QFETCH(int, depth);
    QFETCH(QString, line);
    const QStringList source = sourceOf(m_text, endpoint);
    const int found = lineOfStep(source, kind, depth);
    QVERIFY(found >= 0);
    QVERIFY2(source[found].contains(line), qPrintable(source[found]));
}

void TestSourceLines::stepsOfTheServerHaveNone()
{
    const QStringList source = sourceOf(m_text, Endpoint::Sync);
    for (const EventKind kind : {EventKind::Sent, EventKind::Arrived, EventKind::Queued, EventKind::Replying, EventKind::Received})
        QCOMPARE(lineOfStep(source, kind, 0), -1);
    QCOMPARE(lineOfStep({}, EventKind::Called, 0), -1);
}

LOOPSCOPE_TEST(TestSourceLines)
#include "ui_source_lines.moc"
