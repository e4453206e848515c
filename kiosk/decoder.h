// Packets in, pictures out: in software, or in hardware with software behind it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include "core/base/result.h"
#include "kiosk/decoder_hardware.h"
#include "native/av.h"

namespace sunhall {

/// One decoded picture with the tag its packet carried.
struct DecodedFrame {
  AvFrame frame;
  std::int64_t tag = 0;
  bool is_damaged = false;  // the decoder missed or guessed parts of it
};

/// A decoder of one stream: one thread, and no delay beyond the stream's own reordering.
///
/// Order:   push one packet, then pull until it gives nothing.
/// Threads: one at a time.
class Decoder {
 public:
  /// Opens a decoder; hardware that does not open is given up, and software takes over.
  ///
  /// Errors:  kUnsupported when this box cannot decode the codec at all.
  static Result<Decoder> open(const AVCodecParameters& parameters, DecoderHardware& hardware);

  /// Errors:  kBadInput when the packet makes no sense; the decoder can go on at a keyframe.
  Result<void> push(const AVPacket& packet, std::int64_t tag);

  /// Pulls the next picture, in the system's memory; empty: push first.
  ///
  /// Errors:  as push; kInternal when the hardware failed.
  Result<std::optional<DecodedFrame>> pull();

  /// Forgets what was pushed: the next packet is a keyframe from elsewhere in the stream.
  void flush() { avcodec_flush_buffers(context_.get()); }

  bool is_hardware() const { return hardware_kind_.has_value(); }
  /// `software`, `vaapi` or `v4l2`.
  std::string_view word() const;
  std::string_view codec_word() const { return avcodec_get_name(context_->codec_id); }

 private:
  Decoder(AvCodec context, DecoderHardware& hardware, std::optional<HardwareKind> hardware_kind)
      : context_(std::move(context)), hardware_(&hardware), hardware_kind_(hardware_kind) {}

  // Touched only by the owner's thread.
  AvCodec context_;
  DecoderHardware* hardware_;
  std::optional<HardwareKind> hardware_kind_;
};

}  // namespace sunhall
