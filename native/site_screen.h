// The tables of a site file that say how the screen behaves.
#pragma once

#include <optional>

#include "core/model/licence.h"
#include "core/model/site.h"
#include "native/toml_fields.h"

namespace sunhall {

inline constexpr std::size_t kSpansMax = 8;  // standby spans a day
inline constexpr std::size_t kMealsMax = 8;  // meals a day
inline constexpr std::size_t kSiteLabelCharsMax = 60;

ScreenOptions read_screen(TomlFields& site);
Schedule read_schedule(TomlFields& site);
std::optional<Licence> read_licence(TomlFields& site);

/// Reads `20:30`, or `24:00` for the end of a day, as minutes since midnight.
std::optional<std::chrono::minutes> parse_clock(std::string_view text);

}  // namespace sunhall
