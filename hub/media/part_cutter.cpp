#include "hub/media/part_cutter.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

constexpr MediaTime kPartMax = kPartTarget + kPartSlack;

}  // namespace

Result<void> PartCutter::push(StampedPacket next) {
  const MediaTime now = next.stamp.dts;
  if (!held_) {
    part_ = {.start = now, .starts_segment = true, .bytes = {}};
    segment_start_ = now;
    held_ = std::move(next);
    return {};
  }
  if (now - segment_start_ > kSegmentMax && !next.is_key) {
    return fail(ErrorKind::kBadInput,
                fmt::format("no keyframe for {} s",
                            std::chrono::duration_cast<std::chrono::seconds>(kSegmentMax).count()));
  }
  const MediaTime duration = now - held_->stamp.dts;
  // A frame that turns out longer than expected begins a part of its own.
  if (part_.frame_count > 0 && now - part_.start > kPartMax) {
    if (auto done = cut(held_->stamp.dts, Next::kPart); !done) return done;
  }
  if (auto done = write_held(duration); !done) return done;
  const bool is_segment = ends_segment(next);
  if (is_segment || now + duration - part_.start > kPartMax) {
    if (auto done = cut(now, is_segment ? Next::kSegment : Next::kPart); !done) return done;
    part_.starts_segment = is_segment;
    if (is_segment) segment_start_ = now;
  }
  held_ = std::move(next);
  return {};
}

Result<void> PartCutter::finish(std::optional<MediaTime> end) {
  if (!held_) return {};
  const bool is_known = end && *end > held_->stamp.dts;
  const MediaTime duration = is_known ? *end - held_->stamp.dts : last_duration_;
  const MediaTime run_end = held_->stamp.dts + duration;
  if (auto done = write_held(duration); !done) return done;
  return cut(run_end, Next::kSegment);
}

bool PartCutter::ends_segment(const StampedPacket& next) const {
  return next.is_key && next.stamp.dts - segment_start_ >= kSegmentTarget;
}

Result<void> PartCutter::write_held(MediaTime duration) {
  last_duration_ = std::min(duration, kPartTarget);
  part_bytes_ += static_cast<std::size_t>(held_->packet->size);
  if (part_bytes_ > kPartBytesMax) {
    return fail(ErrorKind::kBadInput, fmt::format("a part over {} MiB", kPartBytesMax >> 20));
  }
  ++part_.frame_count;
  const Stamp stamp = held_->stamp;
  AvPacket packet = std::move(held_->packet);
  held_.reset();
  return muxer_.write(std::move(packet), stamp, duration);
}

Result<void> PartCutter::cut(MediaTime end, Next next) {
  auto bytes = muxer_.cut();
  if (!bytes) return tl::unexpected(bytes.error());
  part_.duration = end - part_.start;
  part_.ends_segment = next == Next::kSegment;
  part_.bytes = std::move(*bytes);
  on_part_(std::make_shared<const Part>(std::exchange(part_, Part{.start = end, .bytes = {}})));
  part_bytes_ = 0;
  return {};
}

}  // namespace sunhall
