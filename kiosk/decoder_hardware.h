// Hardware decoders of this box, and whether they can still be trusted.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/decode_choice.h"
#include "native/av.h"

namespace sunhall {

enum class HardwareKind : unsigned char { kVaapi, kV4l2 };

/// Writes `vaapi` or `v4l2`.
std::string_view hardware_word(HardwareKind kind);

/// What the feeds know of the box's decoders; one for all feeds.
///
/// A hardware decoder that fails once for a codec is not tried again for it: one log line, and
/// software from then on until the program starts anew.
///
/// Threads: any.
class DecoderHardware {
 public:
  /// `device_root` is `/dev`, or a folder that looks like it.
  DecoderHardware(DecodeChoice choice, std::string device_root = "/dev");

  /// Says which hardware to try for this codec; empty: software.
  std::optional<HardwareKind> pick(AVCodecID codec);

  /// Gives hardware up for this codec; writes one log line, the first time.
  void give_up(AVCodecID codec, std::string_view why);

  /// Path of the first device of this kind, or empty.
  std::string device(HardwareKind kind) const;

 private:
  struct GivenUp {
    std::atomic<bool> h264{false};
    std::atomic<bool> hevc{false};
    std::atomic<bool> others{false};
  };
  std::atomic<bool>& given_up(AVCodecID codec);

  // Constant after construction.
  DecodeChoice choice_;
  std::string device_root_;
  // Own synchronisation.
  GivenUp given_up_;
};

}  // namespace sunhall
