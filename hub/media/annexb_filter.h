// Packets as cameras send them: with start codes, wherever they come from.
#pragma once

#include <optional>

#include "core/base/result.h"
#include "hub/media/av_media.h"
#include "native/av.h"

namespace sunhall {

/// Turns packets of containers (length-prefixed NAL units) into Annex B; leaves RTP's as they are.
///
/// Threads: one at a time.
class AnnexbFilter {
 public:
  /// Errors:  kUnsupported for codecs other than H.264 and H.265.
  static Result<AnnexbFilter> open(const AVStream& stream);

  /// Shape:   empty when nothing came out of it: the packet held no frame.
  Result<std::optional<AvPacket>> filter(AvPacket packet);

 private:
  AnnexbFilter() = default;
  AvFilter filter_;  // null: nothing to do
};

}  // namespace sunhall
