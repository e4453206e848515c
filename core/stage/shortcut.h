// Keys that lead straight to a mode, on a remote and on a keyboard alike.
#pragma once

#include <optional>

#include "core/stage/key.h"
#include "core/stage/mode.h"

namespace sunhall {

/// The mode that a digit or a coloured key asks for.
std::optional<Mode> shortcut_mode(Key key);

}  // namespace sunhall
