// How the keeping of video stands, as everybody in the house may know it.
#pragma once

#include <optional>
#include <string_view>

namespace sunhall {

enum class RecordingState : unsigned char {
  kUnknown,  // nobody has said
  kWell,
  kShort,    // recording, but the disk will not hold the days that are asked for
  kStopped,  // nothing is written: the disk is full or away
};

struct RecordingView {
  RecordingState state = RecordingState::kUnknown;
  std::optional<int> days_fit{};  // whole days that the disk holds; empty: not known yet

  friend bool operator==(const RecordingView&, const RecordingView&) = default;
};

}  // namespace sunhall
