#pragma once

#include <QApplication>
#include <QEvent>
#include <QWidget>

#include <cstdio>

/// Says so on stdout, and ends the application, once a window has been painted.
class FirstPaint : public QObject
{
public:
    FirstPaint() { qApp->installEventFilter(this); }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Paint || !qobject_cast<QWidget *>(watched) || m_seen)
            return false;
        m_seen = true;
        QMetaObject::invokeMethod(qApp, [] { // after all that is painted with it
            std::puts("painted");
            std::fflush(stdout);
            QCoreApplication::quit();
        }, Qt::QueuedConnection);
        return false;
    }

private:
    bool m_seen = false;
};
