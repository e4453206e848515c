// How wide a text will be, reckoned without a font.
#pragma once

#include <string_view>

namespace sunhall {

/// Reckons a line's width, rather a little too wide than too narrow.
///
/// Units:   those of `em`; a hanzi is one em wide, a Latin letter about 0.62 of it.
float reckon_width(std::string_view text, float em);

}  // namespace sunhall
