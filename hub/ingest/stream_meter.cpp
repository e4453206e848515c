#include "hub/ingest/stream_meter.h"

namespace sunhall {

namespace {

// 120 pictures a second for the whole window; more are measured over less time.
constexpr std::size_t kSamplesMax = 1200;

}  // namespace

void StreamMeter::add(Ticks time, std::size_t bytes, bool is_key) {
  const bool is_new_clock = !samples_.empty() && (time < samples_.back().time ||
                                                  time - samples_.back().time > kMeterWindow);
  if (is_new_clock) reset();
  samples_.push_back({.time = time, .bytes = bytes});
  bytes_ += bytes;
  while (samples_.size() > kSamplesMax || time - samples_.front().time > kMeterWindow) {
    bytes_ -= samples_.front().bytes;
    samples_.pop_front();
  }
  if (!is_key) return;
  if (last_keyframe_) keyframe_interval_ = time - *last_keyframe_;
  last_keyframe_ = time;
}

std::optional<Ticks> StreamMeter::span() const {
  if (samples_.empty()) return std::nullopt;
  const Ticks span = samples_.back().time - samples_.front().time;
  if (span < kMeterMin) return std::nullopt;
  return span;
}

std::optional<double> StreamMeter::frames_per_s() const {
  const auto time = span();
  if (!time) return std::nullopt;
  return static_cast<double>(samples_.size() - 1) / std::chrono::duration<double>(*time).count();
}

std::optional<std::uint64_t> StreamMeter::bits_per_s() const {
  const auto time = span();
  if (!time) return std::nullopt;
  // The last frame's time begins where the span ends.
  const double bits = static_cast<double>(bytes_ - samples_.back().bytes) * 8;
  return static_cast<std::uint64_t>(bits / std::chrono::duration<double>(*time).count());
}

}  // namespace sunhall
