#include "support/registered.h"
#include "support/shown_window.h"
#include "ui/makespan_view.h"
#include "ui/message_bar.h"

#include <QAbstractEventDispatcher>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileDialog>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QToolTip>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace {

/// A tip that was told to go stands for a moment more, by a timer; the one of its life is of many seconds.
bool tipIsGoing()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (!widget->inherits("QTipLabel"))
            continue;
        const auto timers = QAbstractEventDispatcher::instance()->registeredTimers(widget);
        return std::any_of(timers.begin(), timers.end(), [](const auto &timer) { return timer.interval < 1000; });
    }
    return true;
}

} // namespace

/// The sweep in the real window: clicked, typed, hovered, exported.
class TestSweepWindow : public QObject
{
    Q_OBJECT

private:
    template<typename T>
    T *find(const char *name) { return m_shown->find<T>(name); }
    void click(const char *name) { m_shown->click(name); }
    const ui::MakespanShown &chart() { return find<ui::MakespanView>("makespanChart")->shown(); }
    bool measuring() { return !find<QWidget>("sweepSleep")->isEnabled(); }

    void showMakespan()
    {
        auto *tabs = find<QTabWidget>("tabs");
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == u"Makespan")
                tabs->setCurrentIndex(i);
        }
        QVERIFY(find<QWidget>("sweepButton")->isVisible());
    }
    void ask(double sleep, const QString &counts)
    {
        find<QDoubleSpinBox>("sweepSleep")->setValue(sleep);
        find<QLineEdit>("sweepCounts")->setText(counts);
    }
    void sweep(double sleep, const QString &counts)
    {
        ask(sleep, counts);
        click("sweepButton");
        QVERIFY(measuring());
        QTRY_VERIFY_WITH_TIMEOUT(!measuring(), 30'000);
    }
    void fire(const char *endpoint, double sleep, int count)
    {
        find<QDoubleSpinBox>("sleepField")->setValue(sleep);
        find<QSpinBox>("countField")->setValue(count);
        click(endpoint);
        QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>(endpoint)->isEnabled(), 30'000);
    }
    /// Chooses an entry of the chart's menu and gives its dialog a file.
    QByteArray exported(const char *action, const QString &name)
    {
        const QString path = m_shown->folder.filePath(name);
        QTimer::singleShot(0, this, [path] {
            auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget());
            QVERIFY(dialog);
            auto *field = dialog->findChild<QLineEdit *>(u"exportFile"_s); // of a picture; else a file dialog's
            field = field ? field : dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
            field->setText(path);
            QTest::keyClick(field, Qt::Key_Return);
            if (dialog->isVisible())
                dialog->close();
        });
        find<QAction>(action)->trigger();
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::optional<support::ShownWindow> m_shown;

private Q_SLOTS:
    void init()
    {
        m_shown.emplace(support::Server::Started, QSize(1440, 900));
        showMakespan();
    }
    void cleanup() { m_shown.reset(); }
    void oneClickMeasuresEveryCount();
    void theMenuMeasuresToo();
    void whatItTakesIsSaidBefore();
    void aStopKeepsWhatWasMeasured_data();
    void aStopKeepsWhatWasMeasured();
    void nothingElseRunsMeanwhile();
    void measuredAgainTakesThePlace();
    void anotherSleepIsAnotherSet();
    void runsStandInItsChart();
    void theCsvHasThePoints();
    void thePictureIsWrittenInEachKind();
    void pointsAreHoveredAndWalked();
    void theChartIsLargeUntilOneLooksElsewhere();
    void whatOneAskedForIsRemembered();
};

void TestSweepWindow::oneClickMeasuresEveryCount()
{
    QVERIFY(chart().empty());
    QVERIFY(!find<QWidget>("makespanExport")->isEnabled());
    ask(0.02, u"3, 1"_s);
    click("sweepButton");
    QCOMPARE(chart().planned, (std::vector<int>{1, 3})); // the axes and the ideals are there from the start
    size_t seen = 0;
    while (measuring()) {
        QTRY_VERIFY_WITH_TIMEOUT(chart().points.size() > seen || !measuring(), 30'000);
        seen = chart().points.size();
    }
    QCOMPARE(chart().points.size(), size_t(6));
    const app::SweepPlan plan = app::planSweep({.counts = {1, 3}, .sleepMicros = 20'000, .pool = 40});
    for (size_t i = 0; i < 6; ++i) {
        QCOMPARE(chart().points[i].asked, plan.runs[i]);
        QCOMPARE(chart().points[i].runs, 3);
        QVERIFY(chart().points[i].least >= chart().points[i].ideal());
    }
    QCOMPARE(find<QLabel>("sweepStatus")->text(), u"18 runs measured"_s);
    QCOMPARE(find<QListView>("runList")->model()->rowCount(), 0); // they are not the window's runs
    QVERIFY(m_shown->session->runs().empty());
    QVERIFY(find<QWidget>("makespanExport")->isEnabled());
}

void TestSweepWindow::theMenuMeasuresToo()
{
    ask(0.01, u"2"_s);
    find<QTabWidget>("tabs")->setCurrentIndex(0);
    m_shown->key(Qt::Key_5, Qt::ControlModifier);
    QVERIFY(find<QWidget>("sweepButton")->isVisible());
    QVERIFY(measuring());
    m_shown->key(Qt::Key_5, Qt::ControlModifier); // is no way to stop it
    QTRY_VERIFY_WITH_TIMEOUT(!measuring(), 30'000);
    QCOMPARE(chart().points.size(), size_t(3));
}

void TestSweepWindow::whatItTakesIsSaidBefore()
{
    const auto status = [this] { return find<QLabel>("sweepStatus")->text(); };
    QVERIFY2(status().startsWith(u"3 times each, takes about 7"), qPrintable(status())); // 62 s of sleep with the counts and the sleep of the start
    ask(1, u"1, 20, 40"_s);
    QVERIFY2(status().contains(u"async-wrong 40: over 30 s each"), qPrintable(status()));
    for (const QString &counts : {u"1, two"_s, u""_s}) {
        ask(1, counts);
        QVERIFY(!find<QWidget>("sweepButton")->isEnabled());
        QCOMPARE(status(), app::countsIn(counts).fault);
    }
    ask(0.01, u"100"_s);
    QVERIFY(find<QWidget>("sweepButton")->isEnabled());
    QCOMPARE(status(), u"3 times each, takes about 5 s"_s); // thrice 0.01 + 0.03 + 1.0, and what a run costs
    find<QSpinBox>("poolField")->setValue(1);
    QCOMPARE(status(), u"3 times each, takes about 8 s"_s); // thrice 0.01 + 1.0 + 1.0
}

void TestSweepWindow::aStopKeepsWhatWasMeasured_data()
{
    QTest::addColumn<bool>("byTheRunBar");
    QTest::newRow("its own button") << false;
    QTest::newRow("the run bar's") << true;
}

void TestSweepWindow::aStopKeepsWhatWasMeasured()
{
    QFETCH(bool, byTheRunBar);
    ask(0.1, u"1, 250"_s); // the last run would take 25 s
    click("sweepButton");
    QTRY_VERIFY_WITH_TIMEOUT(chart().points.size() == 5, 30'000);
    QVERIFY(measuring());
    click(byTheRunBar ? "stopButton" : "sweepButton");
    QTRY_VERIFY_WITH_TIMEOUT(!measuring(), 30'000);
    QCOMPARE(find<QLabel>("sweepStatus")->text(), u"stopped after 5 of 18"_s);
    QCOMPARE(chart().points.size(), size_t(5));
    QCOMPARE(find<ui::MessageBar>("messageBar")->message(), QString());
}

void TestSweepWindow::nothingElseRunsMeanwhile()
{
    ask(0.1, u"200"_s);
    click("sweepButton");
    QVERIFY(!find<QWidget>("endpointAsync")->isEnabled());
    QVERIFY(find<QWidget>("stopButton")->isEnabled());
    m_shown->key(Qt::Key_1, Qt::ControlModifier); // the menu's
    QVERIFY(find<ui::MessageBar>("messageBar")->message().contains(u"sweep"));
    QVERIFY(m_shown->session->runs().empty());
    click("sweepButton");
    QTRY_VERIFY_WITH_TIMEOUT(!measuring(), 30'000);
    QVERIFY(find<QWidget>("endpointAsync")->isEnabled());
    find<QDoubleSpinBox>("sleepField")->setValue(60);
    click("endpointAsync");
    QVERIFY(!find<QWidget>("sweepButton")->isEnabled()); // the other way round
    click("stopButton");
    QTRY_VERIFY_WITH_TIMEOUT(find<QWidget>("sweepButton")->isEnabled(), 30'000);
}

void TestSweepWindow::measuredAgainTakesThePlace()
{
    sweep(0.01, u"1, 2"_s);
    const std::vector<app::MakespanFigures> first = chart().points;
    sweep(0.01, u"2, 4"_s);
    const std::vector<app::MakespanFigures> both = chart().points;
    QCOMPARE(both.size(), size_t(9));
    QCOMPARE(std::vector(both.begin(), both.begin() + 3), std::vector(first.begin(), first.begin() + 3)); // of count 1
    for (const app::MakespanFigures &point : both)
        QCOMPARE(point.runs, 3);
    for (size_t i = 3; i < 6; ++i)
        QCOMPARE(std::count(both.begin(), both.end(), first[i]), 0); // of count 2
    QVERIFY(!find<QWidget>("makespanSet")->isVisible());
}

void TestSweepWindow::anotherSleepIsAnotherSet()
{
    sweep(0.01, u"1"_s);
    const std::vector<app::MakespanFigures> first = chart().points;
    find<QSpinBox>("poolField")->setValue(3);
    sweep(0.02, u"4"_s);
    QCOMPARE(chart().set, (ui::MakespanSet{20'000, 3}));
    QCOMPARE(chart().points.size(), size_t(3));
    auto *sets = find<QComboBox>("makespanSet");
    QVERIFY(sets->isVisible());
    QCOMPARE(sets->count(), 2);
    QCOMPARE(sets->currentText(), u"0.02 s, 3 workers"_s);
    sets->setFocus();
    m_shown->key(Qt::Key_Up);
    QCOMPARE(sets->currentText(), u"0.01 s, 40 workers"_s);
    QCOMPARE(chart().points, first);
}

void TestSweepWindow::runsStandInItsChart()
{
    fire("endpointAsync", 0.02, 7);
    QCOMPARE(chart().points.size(), size_t(1));
    QCOMPARE(chart().points.front().asked, (app::RunRequest{app::Endpoint::Async, 7, 20'000, 40}));
    QCOMPARE(chart().points.front().median, app::headline(m_shown->lastRun().trace).makespan);
    QVERIFY(chart().has(app::Endpoint::Async) && !chart().has(app::Endpoint::Sync));
    fire("endpointSync", 0.03, 7); // another sleep: the newest is what is shown while there is no sweep
    QCOMPARE(chart().set.sleepMicros, 30'000u);
    sweep(0.02, u"1"_s);
    QCOMPARE(chart().points.size(), size_t(4)); // the run of 20 ms among them
    fire("endpointSync", 0.03, 8);
    QCOMPARE(chart().set.sleepMicros, 20'000u); // does not push the sweep away
    QCOMPARE(find<QComboBox>("makespanSet")->count(), 2);
    fire("endpointAsync", 0.02, 7); // once more what was fired already: one point of two runs
    QCOMPARE(chart().points.size(), size_t(4));
    QCOMPARE(std::count_if(chart().points.begin(), chart().points.end(), [](const auto &point) { return point.runs == 2 && point.asked.count == 7; }), 1);
}

void TestSweepWindow::theCsvHasThePoints()
{
    sweep(0.01, u"1, 2"_s);
    const QString csv = QString::fromUtf8(exported("makespanCsv", u"chart.csv"_s));
    QStringList lines = csv.split(u"\r\n"_s, Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 7);
    QCOMPARE(lines.takeFirst(), u"endpoint,count,sleep_s,pool,runs,makespan_s,least_s,most_s,ideal_s,started"_s);
    std::vector<app::MakespanFigures> read;
    for (const QString &line : lines) {
        const QStringList fields = line.split(u',');
        QCOMPARE(fields.size(), 10);
        QCOMPARE(fields[2], u"0.010000000"_s);
        const auto point = std::find_if(chart().points.begin(), chart().points.end(), [&](const app::MakespanFigures &one) {
            return server::endpointName(one.asked.endpoint) == fields[0] && one.asked.count == fields[1].toInt();
        });
        QVERIFY2(point != chart().points.end(), qPrintable(line));
        QCOMPARE(fields[4], u"3"_s);
        const qint64 ns[] = {point->median, point->least, point->most, point->ideal()};
        for (qsizetype i = 0; i < 4; ++i)
            QCOMPARE(qint64(std::llround(fields[5 + i].toDouble() * 1e9)), ns[i]);
        read.push_back(*point);
    }
    QVERIFY(read[0].asked.endpoint == app::Endpoint::Async && read[1].asked.count == 2 && read[5].asked.endpoint == app::Endpoint::AsyncWrong);
    find<QAction>("makespanCopy")->trigger();
    QCOMPARE(QApplication::clipboard()->text(), csv);
    QVERIFY(exported("makespanCsv", u"no/such/place.csv"_s).isEmpty());
}

void TestSweepWindow::thePictureIsWrittenInEachKind()
{
    sweep(0.01, u"1, 2"_s);
    const QImage png = QImage::fromData(exported("makespanPicture", u"chart.png"_s), "PNG");
    QCOMPARE(png.size(), QSize(1920, 1080));
    QVERIFY(exported("makespanPicture", u"chart.svg"_s).contains("async-wrong"));
    QVERIFY(exported("makespanPicture", u"chart.pdf"_s).startsWith("%PDF-"));
    QCOMPARE(find<ui::MessageBar>("messageBar")->message(), QString());
    QVERIFY(exported("makespanPicture", u"chart.bmp"_s).isEmpty()); // the dialog says why
}

void TestSweepWindow::pointsAreHoveredAndWalked()
{
    sweep(0.05, u"2, 20"_s);
    auto *view = find<ui::MakespanView>("makespanChart");
    const app::MakespanFigures wrong = chart().points.back();
    QCOMPARE(wrong.asked.endpoint, app::Endpoint::AsyncWrong);
    const QPoint at = view->place(wrong);
    QVERIFY(view->viewport()->rect().contains(at));
    QTest::mouseMove(view->viewport(), at + QPoint(60, 40));
    QTest::mouseMove(view->viewport(), at);
    QTRY_VERIFY(QToolTip::text().startsWith(u"20 \u00d7 /async-wrong: "_s + app::durationText(wrong.median)));
    QVERIFY2(QToolTip::text().contains(u"median of 3 runs, ") && QToolTip::text().contains(u"ideal 1.00 s"), qPrintable(QToolTip::text()));
    QHelpEvent rests(QEvent::ToolTip, at, view->viewport()->mapToGlobal(at)); // comes when the pointer has rested
    QApplication::sendEvent(view->viewport(), &rests);
    QVERIFY(QToolTip::isVisible() && !tipIsGoing());
    QToolTip::hideText();
    QVERIFY(tipIsGoing()); // else nothing was seen above
    QTest::mouseMove(view->viewport(), at + QPoint(60, 40));
    QTRY_COMPARE(view->accessibleDescription(), QString());
    view->setFocus();
    const auto described = [view](const QString &begin) { return view->accessibleDescription().startsWith(begin); };
    m_shown->key(Qt::Key_Right);
    QVERIFY2(described(u"2 \u00d7 "_s), qPrintable(view->accessibleDescription()));
    for (const auto key : {Qt::Key_Down, Qt::Key_Down, Qt::Key_Right})
        m_shown->key(key);
    QVERIFY(described(u"20 \u00d7 /async-endpoint"_s));
    m_shown->key(Qt::Key_Right); // the last
    m_shown->key(Qt::Key_Up);
    QVERIFY(described(u"20 \u00d7 /sync-endpoint"_s));
    m_shown->key(Qt::Key_Escape);
    QCOMPARE(view->accessibleDescription(), QString());
}

void TestSweepWindow::theChartIsLargeUntilOneLooksElsewhere()
{
    auto *tabs = find<QTabWidget>("tabs");
    const int before = tabs->height();
    sweep(0, u"1"_s);
    QTRY_VERIFY(tabs->height() > before * 3 / 2);
    QVERIFY(find<QPushButton>("makespanLarge")->isChecked());
    tabs->setCurrentIndex(0);
    QTRY_COMPARE(tabs->height(), before);
    showMakespan();
    QVERIFY(!find<QPushButton>("makespanLarge")->isChecked());
    QTRY_COMPARE(tabs->height(), before);
    click("makespanLarge");
    QTRY_VERIFY(tabs->height() > before * 3 / 2);
    m_shown->reopen(); // it is not kept for the next start
    QTRY_COMPARE(find<QTabWidget>("tabs")->height(), before);
}

void TestSweepWindow::whatOneAskedForIsRemembered()
{
    ask(0.025, u"3, 1,7"_s);
    click("makespanLog");
    m_shown->reopen();
    showMakespan();
    QCOMPARE(find<QDoubleSpinBox>("sweepSleep")->value(), 0.025);
    QCOMPARE(find<QLineEdit>("sweepCounts")->text(), u"1, 3, 7"_s);
    QVERIFY(!find<QPushButton>("makespanLog")->isChecked());
    ask(0.025, u"3, many"_s); // nothing to remember
    m_shown->reopen();
    showMakespan();
    QCOMPARE(find<QLineEdit>("sweepCounts")->text(), u"1, 3, 7"_s);
}

LOOPSCOPE_TEST(TestSweepWindow)
#include "gui_sweep.moc"
