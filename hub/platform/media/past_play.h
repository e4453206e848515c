// One receiver of the past: what is read ahead for it, and what leaves when.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "hub/media/ps_pack.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/media/past_reader.h"
#include "hub/platform/media/past_timeline.h"
#include "hub/platform/media/rtp_sender.h"

namespace sunhall {

/// So much is read ahead of what is sent, and one segment more at most.
inline constexpr Ticks kGbAheadMax = std::chrono::seconds(2);  // of sending
inline constexpr std::size_t kGbAheadBytesMax = 8u << 20;
/// What waits at the socket: the pack that is leaving and the one behind it.
inline constexpr std::size_t kGbPastWaitingMax = 2;
/// A seek beyond this is a seek to this: no span is longer.
inline constexpr std::chrono::milliseconds kGbSeekMax = std::chrono::days(3'660);
/// A disk that fails is asked again after this.
inline constexpr Ticks kGbReadAgain = std::chrono::seconds(1);

/// Plays a span of the past to one receiver.
///
/// Order:   while `wants_read`: take `begin_read`, have the reader do it on another thread, give
///          the result to `take`.
/// Threads: one at a time.
/// Blocks:  never.
class PastPlay {
 public:
  /// What a reader is to do: go somewhere else first, or just on.
  struct Read {
    std::uint64_t number = 0;
    std::optional<MediaTime> seek{};
  };

  PastPlay(const GbMediaWish& wish, std::shared_ptr<PastReader> reader);

  const std::shared_ptr<PastReader>& reader() const { return reader_; }

  bool wants_read(Ticks now) const;
  Read begin_read();
  void take(const Read& read, Result<std::optional<PastPictures>> pictures, Ticks now);

  /// Gives the sender what is due.
  void step(RtpSender& sender, Ticks now);
  void obey(const GbPlaybackOrder& order, RtpSender& sender, Ticks now);

  /// All has left: true once, until a seek.
  bool take_finished(const RtpSender& sender);
  bool has_no_video(Ticks now) const {
    return failing_since_ && now - *failing_since_ > kGbNoVideoMax;
  }
  std::optional<Ticks> wake_at(const RtpSender& sender) const;
  std::uint64_t broken_count() const { return broken_count_; }

 private:
  struct Ahead {
    AccessUnit picture;
    std::shared_ptr<const PsMuxer> muxer;
    std::size_t bytes = 0;
  };

  void clear();
  void use(const InitFormat& format);
  Ahead pop();

  const MediaTime from_;
  const std::shared_ptr<PastReader> reader_;
  PastTimeline timeline_;
  // What is read ahead.
  std::deque<Ahead> ahead_;
  std::size_t ahead_bytes_ = 0;
  Ticks ahead_time_{0};  // of sending at speed 1
  MediaTime lead_{0};
  // Of the run that was read last.
  std::shared_ptr<const PsMuxer> muxer_;
  ParameterSets sets_;
  std::optional<VideoCodec> codec_;
  int map_version_ = 0;
  // Of reading.
  std::uint64_t read_number_ = 0;
  bool is_reading_ = false;
  std::optional<MediaTime> seek_;
  bool is_at_end_ = false;
  std::optional<Ticks> failing_since_;
  std::optional<Ticks> read_again_at_;
  // Of the platform's orders.
  bool is_paused_ = false;
  bool is_torn_ = false;
  bool is_finished_ = false;
  std::uint64_t broken_count_ = 0;
};

}  // namespace sunhall
