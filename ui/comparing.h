#pragma once

#include "app/session.h"

#include <QObject>

class QFrame;
class QPushButton;
class QStackedWidget;

namespace ui {

class ComparisonView;
class RunList;

/// When runs are compared: the comparison's view stands in the timeline's place, from the moment somebody asks for it until a
/// single run is chosen, its button or Esc is pressed, or fewer than two of its runs are left.
class Comparing : public QObject
{
    Q_OBJECT
public:
    /// `stack`: holds the timeline; gets the view as its second page. All outlive this.
    Comparing(app::Session &session, RunList &list, QStackedWidget &stack, QObject *parent);

    ComparisonView &view() const { return *m_view; }
    bool shown() const;
    /// The button for what is chosen in the list; to stand near it. Hidden while fewer than two are.
    QPushButton *button() const { return m_button; }

    /// The chosen runs, where two or more are; else the newest of each endpoint. Says so where there are not two.
    void compareChosen();
    /// Opens at once, with a place for each: they are about to be launched one after the other.
    void expect(const std::vector<app::RunRequest> &requests);
    /// What was expected does not come.
    void forgetExpected();
    void close();

Q_SIGNALS:
    void failed(const QString &reason);
    void keysFreed(); ///< it was closed while the keys were its own: the timeline is there again

private:
    void open(std::vector<app::RunId> runs);
    void show();
    void offer();
    void choose();
    void add(app::RunId id);
    void finish(app::RunId id);
    void drop(app::RunId id);
    std::vector<app::RunId> newestOfEach() const;

    app::Session &m_session;
    RunList &m_list;
    QStackedWidget &m_stack;
    QFrame *m_page; ///< the view's frame
    ComparisonView *m_view;
    QPushButton *m_button;
    std::vector<app::RunId> m_runs;           ///< oldest first
    std::vector<app::RunRequest> m_expected;
};

} // namespace ui
