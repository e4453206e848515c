// One stretch of the past, decoded: pictures with the moment they show.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "kiosk/decoder.h"
#include "kiosk/feed_picture.h"
#include "kiosk/trace_input.h"

namespace sunhall {

/// So many keyframes in a row that make no picture: the recording's codec has changed, or it is
/// broken.
inline constexpr int kBadKeyframesMax = 3;

/// Whether every picture is decoded, or only those that need no other.
enum class TracePictures : unsigned char { kAll, kKeyframes };

/// Reads and decodes one playlist from its beginning to its end.
///
/// Threads: one at a time.
/// Blocks:  as TraceInput.
class TraceSession {
 public:
  static Result<TraceSession> open(const std::string& url, const Secret& token, const Clock& clock,
                                   DecoderHardware& hardware, std::function<bool()> cancelled);

  /// Takes the next picture, with its wall-clock; empty at the end.
  ///
  /// Errors:  end the session, as TraceInput's; kUnsupported when nothing decodes any more.
  Result<std::optional<FeedPicture>> next(TracePictures which);

 private:
  TraceSession(TraceInput input, Decoder decoder, DecoderHardware& hardware)
      : input_(std::move(input)), decoder_(std::move(decoder)), hardware_(&hardware) {}

  Result<void> feed(TracePictures which);
  Result<void> on_decoder_error(const Error& error);
  Result<FeedPicture> make_picture(AvFrame frame) const;

  // Touched only by the owner's thread.
  TraceInput input_;
  Decoder decoder_;
  DecoderHardware* hardware_;
  bool waits_for_key_ = true;
  bool is_draining_ = false;
  int bad_keyframe_count_ = 0;
};

}  // namespace sunhall
