#include "support/colour_vision.h"
#include "support/registered.h"
#include "ui/theme.h"

#include <QTest>

using namespace ui;
using app::State;

namespace {

constexpr double clearly = 10; ///< Lab distance that shows at a glance, apart from each other, not only side by side
constexpr double farApart = 20; ///< of states whose difference is what the picture is about
constexpr double textContrast = 4.5, shapeContrast = 3; ///< WCAG 2.1, AA
constexpr double patternContrast = 1.5; ///< a pattern stands beside its own ground's colour: it only has to be seen

const State states[] = {State::Running, State::Awaiting, State::BlockingWorker, State::BlockingLoop, State::QueuedNoWorker,
                        State::QueuedLoopBlocked, State::InFlight};

QByteArray pair(const Theme &theme, const char *vision, State a, State b, double value)
{
    return QStringLiteral("%1, %2: \"%3\" and \"%4\": %5")
            .arg(theme.kind == ThemeKind::Dark ? QStringLiteral("dark") : QStringLiteral("light"), QString::fromLatin1(vision), stateName(a), stateName(b))
            .arg(value, 0, 'f', 1).toUtf8();
}

QByteArray on(const QByteArray &what, const QColor &colour, const QColor &ground)
{
    return what + ": " + colour.name().toLatin1() + " on " + ground.name().toLatin1() + " is "
            + QByteArray::number(support::contrast(colour, ground), 'f', 2);
}

QColor over(const QColor &ground, QColor tint, int alpha)
{
    const auto mix = [alpha](int below, int above) { return (below * (255 - alpha) + above * alpha) / 255; };
    return QColor(mix(ground.red(), tint.red()), mix(ground.green(), tint.green()), mix(ground.blue(), tint.blue()));
}

} // namespace

/// Whether everyone can tell our colours apart and read what stands on them.
class TestColours : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSimulationIsThePapers();
    void contrastIsThatOfWcag();
    void everyPairOfStatesDiffersInColourOrPattern_data() { themes(); }
    void everyPairOfStatesDiffersInColourOrPattern();
    void whatStandsSideBySideOnALaneDiffersInColourAndPattern_data() { themes(); }
    void whatStandsSideBySideOnALaneDiffersInColourAndPattern();
    void textIsReadableOnEveryGroundItStandsOn_data() { themes(); }
    void textIsReadableOnEveryGroundItStandsOn();
    void shapesStandOutFromThePanel_data() { themes(); }
    void shapesStandOutFromThePanel();
    void patternsShowOnTheirGround_data() { themes(); }
    void patternsShowOnTheirGround();

private:
    static void themes()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("light") << int(ThemeKind::Light);
        QTest::newRow("dark") << int(ThemeKind::Dark);
    }
};

void TestColours::theSimulationIsThePapers()
{
    // Grey stays grey to everyone: each row of a matrix sums to 1.
    for (const support::Vision &vision : support::visions) {
        for (const support::Vector &row : vision.matrix)
            QVERIFY(std::abs(row[0] + row[1] + row[2] - 1) < 2e-6);
    }
    // Red and green of one lightness, that all tell apart, and that a deuteranope hardly does.
    const QColor red(0xff9a6a3a), green(0xff6a7d3a);
    QVERIFY(support::distance(support::visions[0], red, green) > 25);
    QVERIFY(support::distance(support::visions[2], red, green) < 12);
    QCOMPARE(support::distance(support::visions[1], red, red), 0.0);
    // White and black are 100 apart in L* for all.
    for (const support::Vision &vision : support::visions)
        QVERIFY(std::abs(support::distance(vision, Qt::white, Qt::black) - 100) < 0.1);
}

void TestColours::contrastIsThatOfWcag()
{
    QVERIFY(std::abs(support::contrast(Qt::white, Qt::black) - 21) < 1e-9);
    QVERIFY(std::abs(support::contrast(QColor(0xff767676), Qt::white) - 4.54) < 0.01); // the well-known lightest grey for text
    QCOMPARE(support::contrast(Qt::red, Qt::red), 1.0);
}

void TestColours::everyPairOfStatesDiffersInColourOrPattern()
{
    QFETCH(int, kind);
    const Theme &look = theme(ThemeKind(kind));
    for (const support::Vision &vision : support::visions) {
        for (const State a : states) {
            for (const State b : states) {
                if (a >= b || look.state(a).pattern != look.state(b).pattern)
                    continue;
                const double apart = support::distance(vision, look.state(a).ground, look.state(b).ground);
                QVERIFY2(apart >= clearly, pair(look, vision.name, a, b, apart));
            }
        }
    }
}

void TestColours::whatStandsSideBySideOnALaneDiffersInColourAndPattern()
{
    QFETCH(int, kind);
    const Theme &look = theme(ThemeKind(kind));
    struct Neighbours {
        State a, b;
        double apart;
    };
    const Neighbours neighbours[] = {
            {State::Running, State::BlockingWorker, farApart}, {State::Running, State::BlockingLoop, farApart},
            {State::BlockingWorker, State::BlockingLoop, farApart}, {State::QueuedNoWorker, State::QueuedLoopBlocked, clearly},
            {State::Awaiting, State::QueuedNoWorker, clearly}, {State::Awaiting, State::QueuedLoopBlocked, clearly},
            {State::Running, State::Awaiting, farApart},
    };
    for (const support::Vision &vision : support::visions) {
        for (const auto &[a, b, least] : neighbours) {
            const double apart = support::distance(vision, look.state(a).ground, look.state(b).ground);
            QVERIFY2(apart >= least, pair(look, vision.name, a, b, apart));
            QVERIFY2(look.state(a).pattern != look.state(b).pattern, pair(look, vision.name, a, b, 0));
        }
    }
}

void TestColours::textIsReadableOnEveryGroundItStandsOn()
{
    QFETCH(int, kind);
    const Theme &look = theme(ThemeKind(kind));
    const auto check = [](const char *what, const QColor &text, std::initializer_list<QColor> grounds) {
        for (const QColor &ground : grounds)
            QVERIFY2(support::contrast(text, ground) >= textContrast, on(what, text, ground));
    };
    // The event loop's lane is tinted with the colour of running, as the painter does it.
    const QColor tinted = over(look.panel, look.state(State::Running).ground, look.kind == ThemeKind::Dark ? 26 : 14);
    check("text", look.text, {look.panel, look.window, look.raised, look.highlight, tinted});
    check("muted text", look.mutedText, {look.panel, look.window, look.raised, look.highlight, tinted});
    check("good", look.good, {look.panel, look.window});
    check("bad", look.bad, {look.panel, look.window, look.highlight});
    check("accent", look.accent, {look.panel, look.window});
    check("panel as text", look.panel, {look.text, look.accent}); // plates of the playhead and the measure
    for (const State state : states)
        check(stateName(state).toLatin1(), look.state(state).text, {look.state(state).ground});
}

void TestColours::shapesStandOutFromThePanel()
{
    QFETCH(int, kind);
    const Theme &look = theme(ThemeKind(kind));
    for (const State state : states) {
        const StateStyle &style = look.state(state);
        const bool outlined = style.pattern != Qt::SolidPattern; // as paintState draws it
        const bool ground = support::contrast(style.ground, look.panel) >= shapeContrast;
        QVERIFY2(ground || (outlined && support::contrast(style.ink, look.panel) >= shapeContrast),
                 on(stateName(state).toLatin1(), outlined ? style.ink : style.ground, look.panel));
    }
    for (const QColor &shape : {look.accent, look.good, look.bad})
        QVERIFY2(support::contrast(shape, look.panel) >= shapeContrast, on("shape", shape, look.panel));
    for (const app::Endpoint endpoint : {app::Endpoint::Async, app::Endpoint::Sync, app::Endpoint::AsyncWrong}) {
        for (const QColor &ground : {look.panel, look.window})
            QVERIFY2(support::contrast(look.endpoint(endpoint), ground) >= shapeContrast, on("endpoint", look.endpoint(endpoint), ground));
    }
}

void TestColours::patternsShowOnTheirGround()
{
    QFETCH(int, kind);
    const Theme &look = theme(ThemeKind(kind));
    for (const State state : states) {
        const StateStyle &style = look.state(state);
        if (style.pattern != Qt::SolidPattern)
            QVERIFY2(support::contrast(style.ink, style.ground) >= patternContrast, on(stateName(state).toLatin1(), style.ink, style.ground));
    }
}

LOOPSCOPE_TEST(TestColours)
#include "ui_colours.moc"
