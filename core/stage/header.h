// The line above everything: whose kitchen this is, and when.
#pragma once

#include <string>

#include "core/base/language.h"
#include "core/stage/scene.h"
#include "core/stage/stage_input.h"

namespace sunhall {

/// Writes the header's words; where it stands is the layout's business.
Header make_header(const std::string& place, const StageInput& input, Language language);

}  // namespace sunhall
