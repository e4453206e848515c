// What one camera's tile says of its picture, wherever it stands.
#pragma once

#include <string>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/stage/scene.h"
#include "core/stage/stage_input.h"

namespace sunhall {

/// Makes the tile of one camera: name, time, mark, masks and the words of each.
///
/// Shape:   everything but where it stands: rect, caption, big and opacity are the layout's.
Tile make_tile(const StageOptions::StageCamera& camera, const FeedView& feed, const ZonedTime& now,
               Language language);

/// Writes when a camera was lost as `11:20`; with the day when that was not today.
std::string say_since(const WallTime& lost, const ZonedTime& now);

}  // namespace sunhall
