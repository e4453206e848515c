// Packs on their way into one socket: queued, paced, never waited for.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

#include "core/base/time.h"
#include "hub/media/ps_pack.h"
#include "hub/platform/media/rtp_batch.h"

namespace sunhall {

/// What one receiver may have waiting; then live video skips to the next keyframe.
inline constexpr std::size_t kGbQueueBytesMax = 12u << 20;
inline constexpr Ticks kGbQueueWaitMax = std::chrono::seconds(3);
/// Datagrams leave at most so many at once, and the next ones not before kGbBurstEvery.
inline constexpr std::size_t kGbBurstPacketsMax = 16;
inline constexpr Ticks kGbBurstEvery = std::chrono::milliseconds(1);
/// Datagrams leave at most at so many times the rate of what was put lately, and at no less than
/// the minimum: a newcomer's first pictures and large keyframes pass a home's uplink.
inline constexpr std::uint64_t kGbRateTimes = 4;
inline constexpr std::uint64_t kGbRateMin_bps = 8'000'000;
/// "Lately" is between half of this and this.
inline constexpr Ticks kGbRateOver = std::chrono::seconds(2);
/// How much of a picture's time its packets are spread over.
inline constexpr int kGbSpread_percent = 70;
/// More pieces are not given to a stream socket at once (the kernel takes 1,024).
inline constexpr std::size_t kGbVectorsPerCallMax = 512;

/// A pack, and how long its picture lasts.
struct TimedPack {
  std::shared_ptr<const PsPack> pack;
  Ticks duration{0};  // of sending, at the session's speed
};

/// Sends a session's packs.
///
/// Threads: one at a time.
/// Blocks:  never: the socket is non-blocking.
class RtpSender {
 public:
  enum class State : unsigned char {
    kIdle,          // nothing to send
    kWaitTime,      // until `wake_at`
    kWaitWritable,  // until the socket takes more
    kBroken,        // the stream has ended
  };

  RtpSender(std::uint32_t ssrc, std::uint8_t payload_type, RtpFraming framing)
      : state_{.ssrc = ssrc, .payload_type = payload_type}, framing_(framing) {}

  /// False when the queue is full: nothing was taken.
  bool put(TimedPack pack, Ticks now);
  /// Forgets what has not begun; returns how many packs that were.
  std::size_t drop_waiting();
  /// Sends what may be sent now: a stream as much as it takes, datagrams by the rate.
  State step(int socket, Ticks now);

  std::size_t waiting_count() const { return queue_.size() + (batch_ ? 1 : 0); }
  std::optional<Ticks> wake_at() const { return wake_at_; }
  /// Since when the socket has taken nothing although there is something; empty: it takes.
  std::optional<Ticks> stuck_since() const { return stuck_since_; }
  /// The receiver's machine refuses datagrams (ICMP): since when without a pause of
  /// kGbRefusalGapMax; empty: it does not.
  std::optional<Ticks> refused_since(Ticks now) const;
  /// An error that was found on the socket by others.
  void note_refusal(Ticks now);

  std::uint64_t sent_bytes() const { return sent_bytes_; }
  std::uint64_t sent_packet_count() const { return sent_packet_count_; }

 private:
  struct Waiting {
    TimedPack timed;
    Ticks since{0};
  };

  void begin_batch(Ticks now);
  State step_datagrams(int socket, Ticks now);
  State step_stream(int socket, Ticks now);
  std::size_t due_count(Ticks now) const;
  Ticks next_burst_at() const;
  void note_rate(const TimedPack& pack);
  Ticks time_of(std::size_t bytes) const;
  void take_sent(std::size_t bytes);
  State stuck(Ticks now);

  RtpState state_;
  const RtpFraming framing_;
  std::deque<Waiting> queue_;
  std::size_t queue_bytes_ = 0;
  // The pack that is being sent.
  std::optional<RtpBatch> batch_;
  std::size_t next_packet_ = 0;  // of a datagram socket
  std::size_t next_vector_ = 0;  // of a stream
  Ticks begun_{0};
  Ticks spread_{0};
  // Of the rate.
  std::uint64_t recent_bytes_ = 0;
  Ticks recent_time_{0};  // that these bytes last
  Ticks paid_until_{0};   // what has left fills the rate until then
  // Of the socket.
  Ticks last_burst_{0};
  std::optional<Ticks> wake_at_;
  std::optional<Ticks> stuck_since_;
  std::optional<Ticks> refused_since_;
  Ticks last_refusal_{0};
  std::uint64_t sent_bytes_ = 0;
  std::uint64_t sent_packet_count_ = 0;
};

/// Refusals that are further apart are not one outage.
inline constexpr Ticks kGbRefusalGapMax = std::chrono::seconds(3);

}  // namespace sunhall
