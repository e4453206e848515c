// Where parts and segments begin.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "hub/media/muxer.h"
#include "hub/media/part.h"

namespace sunhall {

/// One frame on its way into a part.
struct StampedPacket {
  AvPacket packet;
  Stamp stamp;
  bool is_key = false;
};

/// Cuts one run's frames into parts.
///
/// A frame's duration is known when the next one comes: one frame is always held back.
///
/// Order:   the first frame is a keyframe.
/// Errors:  end the run: kBadInput for no keyframe in kSegmentMax or a part over kPartBytesMax.
class PartCutter {
 public:
  using OnPart = std::function<void(std::shared_ptr<const Part>)>;
  using OnFrame = std::function<void(const FrameChunk&)>;

  PartCutter(Muxer muxer, OnPart on_part, OnFrame on_frame)
      : muxer_(std::move(muxer)), on_part_(std::move(on_part)), on_frame_(std::move(on_frame)) {}

  Result<void> push(StampedPacket next);
  /// Ends the run at `end`, or, when nobody knows, after the last frame's likely duration.
  Result<void> finish(std::optional<MediaTime> end);

  const std::shared_ptr<const Init>& init() const { return muxer_.init(); }
  /// Where the parts handed out end.
  MediaTime end() const { return part_.start; }

 private:
  bool ends_segment(const StampedPacket& next) const;
  Result<void> write_held(MediaTime duration);
  enum class Next : unsigned char { kPart, kSegment };
  void cut(MediaTime end, Next next);

  Muxer muxer_;
  OnPart on_part_;
  OnFrame on_frame_;
  std::optional<StampedPacket> held_;
  Part part_;  // the open one; bytes and duration come last
  std::vector<std::uint8_t> part_bytes_;
  std::size_t part_bytes_guess_ = 0;  // as the last part: it is then allocated once
  MediaTime segment_start_{0};
  MediaTime last_duration_ = std::chrono::milliseconds(40);
};

}  // namespace sunhall
