#include "hub/ingest/ingest_status.h"

#include <algorithm>

namespace sunhall {

std::string_view ingest_state_word(IngestState state) {
  switch (state) {
    case IngestState::kIdle:
      return "idle";
    case IngestState::kOpening:
      return "opening";
    case IngestState::kLive:
      return "live";
    case IngestState::kDelayed:
      return "delayed";
    case IngestState::kLost:
      return "lost";
  }
  return "";
}

IngestJudgement judge_ingest(const IngestMoments& moments, Ticks now) {
  if (!moments.started) return {.state = IngestState::kIdle, .since = now};
  if (!moments.newest_packet) {
    const bool is_late = now - *moments.started > kIngestLostAfter;
    return {.state = is_late ? IngestState::kLost : IngestState::kOpening,
            .since = *moments.started};
  }
  const Ticks newest = *moments.newest_packet;
  const Ticks age = now - newest;
  if (age > kIngestLostAfter) return {.state = IngestState::kLost, .since = newest};
  if (age > kIngestDelayedAfter) return {.state = IngestState::kDelayed, .since = newest};
  return {.state = IngestState::kLive, .since = moments.session_first.value_or(newest)};
}

}  // namespace sunhall
