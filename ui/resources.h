#pragma once

namespace ui {

/// Makes the files under :/loopscope readable: a static library's resources are not there by themselves. Any number of times.
void loadResources();

} // namespace ui
