// One connection to one stream, from its first packet to its end.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "kiosk/damage_gate.h"
#include "kiosk/decoder.h"
#include "kiosk/feed_picture.h"
#include "kiosk/stillness.h"
#include "kiosk/stream_lag.h"
#include "kiosk/stream_pacer.h"
#include "native/clock.h"
#include "native/demuxer.h"

namespace sunhall {

/// Packets come but no good picture for this long: a new session may do better. Longer than the
/// keyframe interval of any camera.
inline constexpr Ticks kPictureDeadline = std::chrono::seconds(20);
/// A stream this far behind does not catch up by itself.
inline constexpr Ticks kBehindMax = std::chrono::seconds(4);
/// A camera's clock farther from ours than this is wrong, or ours is: its times are not used.
inline constexpr std::chrono::milliseconds kClockErrorMax = std::chrono::seconds(10);

/// What a session needs from around it; everything outlives it.
struct SessionContext {
  const Clock& clock;
  DecoderHardware& hardware;
  Stillness& stillness;
  std::function<bool()> cancelled;
  std::function<void(Ticks)> sleep_until;  // returns early when cancelled
};

/// A picture fit to be shown, and what was learnt on the way.
struct SessionPicture {
  FeedPicture picture;     // without its serial
  bool is_change = false;  // its content differs from what came before
  std::optional<int> clock_error_ms;
};

/// One connection: reads, decodes, holds back what is damaged, tells how old each picture is.
///
/// Threads: one at a time.
class StreamSession {
 public:
  /// Blocks:  as Demuxer::open.
  static Result<StreamSession> open(const StreamSource& source, const SessionContext& context);

  /// Takes one step: a picture, or nothing yet.
  ///
  /// Blocks:  as Demuxer::read; a file's pictures also wait for their moment, at most
  ///          kPaceStepMax.
  /// Errors:  end the session; the source is to be opened anew.
  Result<std::optional<SessionPicture>> next();

  std::string_view codec_word() const { return decoder_.codec_word(); }
  std::string_view decoder_word() const { return decoder_.word(); }

 private:
  struct PacketNote {
    Ticks arrived{0};
    WallTime wall{};
    std::optional<int> clock_error_ms;
  };
  // More packets than any codec reorders.
  static constexpr std::size_t kNoteCount = 64;

  StreamSession(const SessionContext& context, Demuxer demuxer, Decoder decoder);

  Result<void> feed_decoder();
  Result<void> feed_packet(const VideoPacket& packet);
  Result<void> begin_again();
  PacketNote note_packet(const VideoPacket& packet);
  Ticks lag_of(const VideoPacket& packet);
  Result<std::optional<SessionPicture>> judge(DecodedFrame decoded);
  Result<void> on_decoder_error(const Error& error);
  void wait_for_moment(const AVFrame& frame);

  // Touched only by the owner's thread.
  SessionContext context_;
  Demuxer demuxer_;
  Decoder decoder_;
  DamageGate gate_;
  StreamLag lag_;
  StreamPacer pacer_;
  std::array<PacketNote, kNoteCount> notes_{};
  std::int64_t packet_count_ = 0;
  int hardware_error_count_ = 0;
  Ticks last_good_;
  bool is_paced_;
};

}  // namespace sunhall
