// What may be claimed of a stream that comes in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace sunhall {

enum class IngestState : unsigned char {
  kIdle,     // not started
  kOpening,  // no packet yet, for at most kIngestLostAfter
  kLive,     // the newest packet is young
  kDelayed,  // it is not, but no reason yet to call the stream lost
  kLost,     // no packet for kIngestLostAfter
};

/// Writes `idle opening live delayed lost`.
std::string_view ingest_state_word(IngestState state);

inline constexpr Ticks kIngestDelayedAfter = std::chrono::seconds(2);
inline constexpr Ticks kIngestLostAfter = std::chrono::seconds(5);

/// What the state follows from: packets that were taken, never connections.
struct IngestMoments {
  std::optional<Ticks> started;
  std::optional<Ticks> newest_packet;  // that became part of a run
  std::optional<Ticks> session_first;  // of the packets since the last outage
};

struct IngestJudgement {
  IngestState state = IngestState::kIdle;
  Ticks since{0};  // when the state began
};

IngestJudgement judge_ingest(const IngestMoments& moments, Ticks now);

/// One stream in figures, for `/metrics`, `/api/v1/site` and people.
struct IngestStatus {
  IngestState state = IngestState::kIdle;
  WallTime since{};    // when the state began
  std::string codec;   // `h264`, `hevc`; empty before the first run
  std::string codecs;  // RFC 6381
  int width = 0;       // pixels
  int height = 0;      // pixels
  std::optional<double> frames_per_s;
  std::optional<int> keyframe_interval_ms;
  std::optional<std::uint64_t> bits_per_s;
  std::optional<int> newest_packet_age_ms;
  std::uint64_t frame_count = 0;  // since the start, as are those below
  std::uint64_t byte_count = 0;
  std::uint64_t loss_count = 0;       // frames before which RTP packets went missing
  std::uint64_t reconnect_count = 0;  // tries after a failure
  std::string trouble;                // why nothing comes, in plain words; empty when all is well
  std::optional<int> camera_clock_error_ms;  // the camera's clock less ours, by RTCP
};

}  // namespace sunhall
