#pragma once

#include "app/find.h"
#include "app/session.h"

#include <QFrame>
#include <QTimer>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class Selection;

/// A strip over the timeline that finds slices of the shown run, and instants and counters of another program's: what to look for, how many there are, and a way through
/// them. Looks a few milliseconds at a time; while a run is live it looks again four times a second at most.
class FindBar : public QFrame
{
    Q_OBJECT
public:
    FindBar(app::Session &session, Selection &selection, QWidget *parent = nullptr);

    void open();  ///< shows it, with what was looked for before ready to be typed over
    void close(); ///< nothing is lit up any more
    void walk(int by); ///< to the next (1) or the previous (-1) match, around the ends; opens where it is closed

Q_SIGNALS:
    void matchChosen(const app::Match &match);
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void startLooking();
    void look();
    void lookAgainSoon(app::RunId run);
    void take(app::Found found);
    void sayCount();
    bool isCurrent(const app::Match &match) const;
    qint64 indexOfCurrent(const app::Found &found) const;
    const app::Run *run() const;
    bool ofTracks() const; ///< of another program: then names are looked for
    void sayWhatCanBeFound();

    app::Session &m_session;
    Selection &m_selection;
    QLineEdit *m_field;
    QLabel *m_says;
    QPushButton *m_previous, *m_next;
    app::ParsedQuery m_parsed;
    std::optional<app::Finder> m_finder; ///< while it looks
    std::optional<app::Match> m_current; ///< the match one walked to
    qint64 m_currentIndex = 0;           ///< where it was then: several may begin at one moment of one row
    int m_wanted = 0;                    ///< a step asked for before all was looked at
    QTimer m_look, m_again;
};

} // namespace ui
