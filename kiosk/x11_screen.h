// The size of the X screen as it is now: SDL 2 remembers the one it started with.
#pragma once

#include <optional>

#include "core/stage/geometry.h"

struct SDL_Window;

namespace sunhall {

/// Asks the X server how large the window's screen is; empty without X.
///
/// Blocks:  one round trip to the server.
std::optional<Size> x11_screen_size(SDL_Window* window);

}  // namespace sunhall
