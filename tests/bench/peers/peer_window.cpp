// A peer of the start-up benchmark: the least that is a window.
#include "first_paint.h"

#include <QLabel>

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const FirstPaint firstPaint;
    QLabel window(QStringLiteral("A window"));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
