// What fills the screen.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace sunhall {

enum class Mode : unsigned char {
  kRotate,    // one big feed in turn, others small, a records panel beside
  kSingle,    // one pinned feed
  kGrid,      // all feeds
  kRecords,   // the day's board, full screen
  kMealtime,  // menu and sources big, one feed small
  kTrace,     // a past time, played back for staff
  kNotice,    // a message over everything
  kStandby,   // night: dark, a clock
};

inline constexpr std::array kModes = {Mode::kRotate,  Mode::kSingle,   Mode::kGrid,
                                      Mode::kRecords, Mode::kMealtime, Mode::kTrace,
                                      Mode::kNotice,  Mode::kStandby};

/// Reads `rotate single grid records mealtime trace notice standby`.
std::optional<Mode> parse_mode(std::string_view word);

/// Writes the word that `parse_mode` reads.
std::string_view mode_word(Mode mode);

}  // namespace sunhall
