#include "support/registered.h"
#include "ui/remembered_views.h"
#include "ui/timeline/run_view_json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace ui;
using namespace Qt::StringLiterals;

namespace {

RunView arranged()
{
    RunView view;
    view.clientUnfolded = true;
    view.measure = TimeRange{5, 9'007'199'254'740'993}; // not a double's
    view.marks = {{7, u"first"_s}, {9'007'199'254'740'993, {}}};
    view.lanes.order = LaneOrder::BusyTime;
    view.lanes.hideIdle = true;
    view.lanes.hidden = {{u"worker-3"_s, 18'446'744'073'709'551'615u}};
    view.lanes.folded = {{u"worker-4"_s, 139'708'839'007'936}, {u"w\"\u00e4\n"_s, 0}};
    view.lanes.pinned = {{u"worker-5"_s, 5}};
    view.lanes.moved = {{{u"worker-6"_s, 6}, 0}, {{u"worker-7"_s, 7}, 3}};
    return view;
}

RunView read(const char *json) { return runViewFrom(QJsonDocument::fromJson(json).object()); }

} // namespace

class TestRunViewJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aViewIsTheSameAfterwards()
    {
        const QByteArray bytes = QJsonDocument(toJson(arranged())).toJson();
        QCOMPARE(runViewFrom(QJsonDocument::fromJson(bytes).object()), arranged());
        QCOMPARE(toJson(RunView{}), QJsonObject{});
        QCOMPARE(read("{}"), RunView{});
    }
    void whatIsBrokenIsReadAsUsual_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json : {"", "[]", "null", "{\"measure\":7}", "{\"measure\":{\"begin\":5}}", "{\"measure\":{\"begin\":5,\"end\":5}}",
                                 "{\"measure\":{\"begin\":-5,\"end\":5}}", "{\"measure\":{\"begin\":\"1\",\"end\":\"2\"}}", "{\"measure\":{\"begin\":1e300,\"end\":2e300}}",
                                 "{\"marks\":[4,{},{\"t\":-1,\"name\":\"a\"},{\"t\":\"1\"}]}", "{\"lanes\":[]}", "{\"lanes\":{\"order\":\"sideways\"}}", "{\"lanes\":{\"order\":2}}", "{\"lanes\":{\"hidden\":{}}}",
                                 "{\"lanes\":{\"hidden\":[1,null,{},{\"name\":\"a\"},{\"tid\":\"1\"},{\"name\":1,\"tid\":\"1\"},{\"name\":\"a\",\"tid\":\"-1\"}]}}",
                                 "{\"lanes\":{\"moved\":[{\"name\":\"a\",\"tid\":\"1\"},{\"name\":\"a\",\"tid\":\"1\",\"place\":-1}]}}",
                                 "{\"client-unfolded\":\"yes\",\"strange\":true}"})
            QTest::newRow(json) << QByteArray(json);
    }
    void whatIsBrokenIsReadAsUsual()
    {
        QFETCH(QByteArray, json);
        QCOMPARE(read(json), RunView{});
    }
    void whatIsWholeBesideItIsKept()
    {
        const RunView view = read("{\"measure\":false,\"lanes\":{\"order\":\"name\",\"pinned\":[3,{\"name\":\"a\",\"tid\":\"1\"},{\"name\":\"a\",\"tid\":\"1\"}],"
                                  "\"moved\":[{\"name\":\"b\",\"tid\":\"2\",\"place\":9},{\"name\":\"c\",\"tid\":\"3\",\"place\":4}]}}");
        QCOMPARE(view.lanes.order, LaneOrder::Name);
        QCOMPARE(view.lanes.pinned, (std::vector<LaneKey>{{u"a"_s, 1}}));
        QCOMPARE(view.lanes.moved.front().place, 4); // rising
    }
    void aListThatIsMuchTooLongIsCut()
    {
        QJsonArray many;
        for (int i = 0; i < 12'000; ++i)
            many.append(QJsonObject{{u"name"_s, u"w"_s}, {u"tid"_s, QString::number(i % 50)}});
        many.append(QJsonObject{{u"name"_s, QString(1000, u'x')}, {u"tid"_s, u"1"_s}});
        const RunView view = runViewFrom({{u"lanes"_s, QJsonObject{{u"hidden"_s, many}}}});
        QCOMPARE(view.lanes.hidden.size(), size_t(50));
    }
    void fiftyViewsAreRememberedAndTheOldestForgotten()
    {
        const QTemporaryDir folder;
        QSettings store(folder.filePath(u"store.ini"_s), QSettings::IniFormat);
        const auto header = [](int i) { return app::LogHeader{4893, 1'795'400'640'000'000'000 + i * qint64(1'000'000), 40, 1.0}; };
        for (int i = 0; i < 50; ++i)
            storeView(store, viewKey(header(i)), arranged());
        storeView(store, viewKey(header(0)), arranged()); // newer than the others now
        RunView other;
        other.clientUnfolded = true;
        storeView(store, viewKey(header(50)), other);
        QCOMPARE(storedView(store, viewKey(header(50))), std::optional(other));
        QCOMPARE(storedView(store, viewKey(header(0))), std::optional(arranged()));
        QVERIFY(!storedView(store, viewKey(header(1))));
        QVERIFY(storedView(store, viewKey(header(2))));
        QCOMPARE(store.allKeys().size(), mostRememberedViews + 1);
        storeView(store, viewKey(header(2)), RunView{}); // the usual one needs no memory
        QVERIFY(!storedView(store, viewKey(header(2))));
        QCOMPARE(store.allKeys().size(), mostRememberedViews);
    }
    void aLogIsTheSameWithTheMicrosecondsOfItsFile()
    {
        QCOMPARE(viewKey({7, 1'795'400'640'123'456'789, 40, 1}), viewKey({7, 1'795'400'640'123'456'000, 9, 2}));
        QVERIFY(viewKey({7, 1'795'400'640'123'456'000, 40, 1}) != viewKey({8, 1'795'400'640'123'456'000, 40, 1}));
        QVERIFY(viewKey({7, 1'795'400'640'123'456'000, 40, 1}) != viewKey({7, 1'795'400'640'123'457'000, 40, 1}));
    }
    void aBrokenStoreIsNoView()
    {
        const QTemporaryDir folder;
        QSettings store(folder.filePath(u"store.ini"_s), QSettings::IniFormat);
        const app::LogHeader header{1, 2000, 40, 1};
        store.setValue(u"views/"_s + viewKey(header), u"not json"_s);
        QVERIFY(!storedView(store, viewKey(header)));
    }
};

LOOPSCOPE_TEST(TestRunViewJson)
#include "ui_run_view_json.moc"
