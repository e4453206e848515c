// The program's figures, for --stats and the control socket's `status`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/stage/feed_state.h"
#include "core/stage/mode.h"

namespace sunhall {

struct FeedStats {
  std::string id;
  FeedState state = FeedState::kIdle;
  std::uint64_t decoded_count = 0;     // pictures out of the decoder
  std::uint64_t shown_count = 0;       // of these, drawn at least once
  std::uint64_t replaced_count = 0;    // of these, replaced by a newer one before they were drawn
  std::optional<std::int64_t> age_ms;  // of the newest picture; empty: none yet
  std::uint64_t reconnect_count = 0;
  std::optional<std::int64_t> first_picture_ms;  // from being wanted to the first picture
};

struct StatsInput {
  std::vector<FeedStats> feeds;
  Mode mode = Mode::kRotate;
  std::uint64_t presented_count = 0;
};

/// What the process has used so far.
struct ProcessFigures {
  double cpu_s = 0;  // user and system time of all threads
  std::int64_t rss_kib = 0;
};

/// Asks the kernel.
ProcessFigures read_process_figures();

/// Writes the figures as one JSON object in one line.
///
/// Shape:   {"feeds": [{"id", "state", "decoded", "shown", "replaced", "age_ms", "reconnects",
///          "first_picture_ms"}], "mode", "presented", "cpu_s", "rss_kib"}; null: not known yet.
std::string stats_json(const StatsInput& input, const ProcessFigures& process);

/// Writes `stats_json` and a newline to a file, which is never seen half written.
///
/// Blocks:  on the disk.
Result<void> write_stats(const std::string& path, const StatsInput& input);

}  // namespace sunhall
