// One session of a platform: its way out, and what it plays.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "hub/platform/media/live_play.h"
#include "hub/platform/media/media_audit.h"
#include "hub/platform/media/media_desk.h"
#include "hub/platform/media/media_link.h"
#include "hub/platform/media/past_play.h"

namespace sunhall {

/// A session whose span has been sent waits so long for the platform's BYE.
inline constexpr Ticks kGbFinishedMax = std::chrono::minutes(2);

/// Threads: one at a time.
/// Blocks:  never.
class MediaSession {
 public:
  using Play = std::variant<LivePlay, PastPlay>;

  MediaSession(MediaLink link, Play play, MediaAudit audit, Ticks now)
      : link_(std::move(link)),
        play_(std::move(play)),
        audit_(std::move(audit)),
        prepared_at_(now) {}

  std::uint16_t port() const { return link_.port(); }
  LivePlay* live() { return std::get_if<LivePlay>(&play_); }
  PastPlay* past() { return std::get_if<PastPlay>(&play_); }

  /// The ACK has come.
  void start(Ticks now);
  void on_event(Ticks now) { link_.on_event(now); }
  /// The camera that it shows has a new picture.
  void take(const TimedPack& pack, Ticks now);
  /// Sends what is due.
  void step(Ticks now);
  void obey(const GbPlaybackOrder& order, Ticks now);

  /// Why it ends, told once; after kFinished it lives on, for a seek or the BYE.
  std::optional<GbMediaEnd> take_end(Ticks now);
  std::optional<Ticks> wake_at() const;
  /// Says in the log that it is over: why, unless all had been sent.
  void tell_over(std::string_view why) {
    audit_.end(sent_bytes(), finished_at_ ? "all has been sent" : why);
  }

  std::uint64_t sent_bytes() const { return link_.sender().sent_bytes(); }
  std::uint64_t sent_packet_count() const { return link_.sender().sent_packet_count(); }
  std::uint64_t skipped_count() const;

 private:
  MediaLink link_;
  Play play_;
  MediaAudit audit_;
  const Ticks prepared_at_;
  bool is_started_ = false;
  bool has_begun_ = false;  // packs flow
  std::optional<Ticks> finished_at_;
};

}  // namespace sunhall
