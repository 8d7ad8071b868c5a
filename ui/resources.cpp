#include "ui/resources.h"

#include <QDir> // Q_INIT_RESOURCE

// Q_INIT_RESOURCE declares what it calls, which only works outside of a namespace.
static void initialise()
{
    Q_INIT_RESOURCE(resources);
}

namespace ui {

void loadResources()
{
    initialise();
}

} // namespace ui
