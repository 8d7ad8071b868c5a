#include "support/registered.h"
#include "ui/view_state.h"

#include <QSignalSpy>
#include <QTest>

using namespace ui;

class TestViewState : public QObject
{
    Q_OBJECT

private:
    static RunView measuring(qint64 begin, qint64 end)
    {
        RunView view;
        view.measure = TimeRange{begin, end};
        return view;
    }

private Q_SLOTS:
    void aChangeIsUndoneAndRedone()
    {
        ViewState state;
        const app::RunId run{1};
        state.change(run, QStringLiteral("measure"), measuring(1, 2));
        QCOMPARE(state.of(run).measure, std::optional(TimeRange{1, 2}));
        QCOMPARE(state.of(app::RunId{2}), RunView{});
        state.steps().undo();
        QCOMPARE(state.of(run), RunView{});
        state.steps().redo();
        QCOMPARE(state.of(run), measuring(1, 2));
    }
    void whatIsDraggedIsOneStep()
    {
        ViewState state;
        const app::RunId run{1};
        QSignalSpy changes(&state, &ViewState::changed);
        for (qint64 end = 2; end < 10; ++end)
            state.preview(run, measuring(1, end));
        state.change(run, QStringLiteral("measure"), state.of(run));
        QCOMPARE(changes.size(), 8);
        QCOMPARE(state.steps().count(), 1);
        state.steps().undo();
        QCOMPARE(state.of(run), RunView{});
    }
    void whatChangesNothingIsNoStep()
    {
        ViewState state;
        state.change(app::RunId{1}, QStringLiteral("nothing"), RunView{});
        QCOMPARE(state.steps().count(), 0);
    }
};

LOOPSCOPE_TEST(TestViewState)
#include "ui_view_state.moc"
