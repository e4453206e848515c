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
    cut(held_->stamp.dts, Next::kPart);
  }
  if (auto done = write_held(duration); !done) return done;
  const bool is_segment = ends_segment(next);
  if (is_segment || now + duration - part_.start > kPartMax) {
    cut(now, is_segment ? Next::kSegment : Next::kPart);
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
  cut(run_end, Next::kSegment);
  return {};
}

bool PartCutter::ends_segment(const StampedPacket& next) const {
  return next.is_key && next.stamp.dts - segment_start_ >= kSegmentTarget;
}

Result<void> PartCutter::write_held(MediaTime duration) {
  last_duration_ = std::min(duration, kPartTarget);
  const auto packet_bytes = static_cast<std::size_t>(held_->packet->size);
  if (part_bytes_.size() + packet_bytes > kPartBytesMax) {
    return fail(ErrorKind::kBadInput, fmt::format("a part over {} MiB", kPartBytesMax >> 20));
  }
  const Stamp stamp = held_->stamp;
  AvPacket packet = std::move(held_->packet);
  held_.reset();
  if (auto written = muxer_.write(std::move(packet), stamp, duration); !written) return written;
  const auto chunk = muxer_.cut();
  if (!chunk) return tl::unexpected(chunk.error());
  const bool is_first = part_.frame_count++ == 0;
  if (is_first) part_bytes_.reserve(part_bytes_guess_);
  part_bytes_.insert(part_bytes_.end(), (*chunk)->begin(), (*chunk)->end());
  on_frame_({.bytes = *chunk, .starts_segment = is_first && part_.starts_segment});
  return {};
}

void PartCutter::cut(MediaTime end, Next next) {
  part_.duration = end - part_.start;
  part_.ends_segment = next == Next::kSegment;
  part_bytes_guess_ = part_bytes_.size() + part_bytes_.size() / 8;
  part_.bytes = std::make_shared<const std::vector<std::uint8_t>>(std::exchange(part_bytes_, {}));
  on_part_(std::make_shared<const Part>(std::exchange(part_, Part{.start = end, .bytes = {}})));
}

}  // namespace sunhall
