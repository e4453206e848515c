#include "hub/live/window.h"

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

constexpr MediaTime kPartMax = kPartTarget + kPartSlack;

// A little more than was seen: a camera's frames do not come like a watch's ticks. What parts are
// cut at bounds it, unless single frames are longer.
std::chrono::milliseconds part_target_for(MediaTime longest) {
  const MediaTime roomy = longest + longest / 20;
  const MediaTime bound = std::max(longest, std::min(roomy, kPartMax));
  return std::chrono::ceil<std::chrono::milliseconds>(bound);
}

}  // namespace

void Window::begin_run(const RunStart& run) {
  if (!discontinuity_) {
    // From 0, also after a restart of the hub: hls.js keeps an array with an entry for each number,
    // and a large one stops a page for half a minute.
    discontinuity_ = 0;
    first_listed_ = next_segment_;
  } else {
    ++*discontinuity_;
  }
  run_ = newest_init_ = run.init;
  // A run that brought nothing leaves no trace.
  if (!runs_.empty() && runs_.back().number == next_segment_) runs_.pop_back();
  runs_.push_back({.number = next_segment_, .init = run.init});
}

void Window::push(std::shared_ptr<const Part> part) {
  if (part->starts_segment) close_segment();
  if (!is_open()) open_segment(part->start);
  LiveSegment& segment = segments_.back();
  segment.duration = part->start + part->duration - segment.start;
  segment.bytes += part->bytes->size();
  segment.frame_count += part->frame_count;
  bytes_ += part->bytes->size();
  const bool is_last = part->ends_segment;
  const bool is_freak = part_target_.count() > 0 && part->duration > part_target_;
  segment.parts.push_back(std::move(part));
  if (is_freak) measure_parts();
  if (is_last) close_segment();
  evict();
}

void Window::end_run() {
  close_segment();
  run_.reset();
}

void Window::forget() {
  close_segment();
  first_listed_ = next_segment_;
}

bool Window::is_ready() const {
  const LiveSegment* first = find(first_listed_);
  return first != nullptr && first->is_whole;
}

const LiveSegment* Window::find(std::uint64_t segment) const {
  if (segments_.empty() || segment < segments_.front().number) return nullptr;
  const std::uint64_t index = segment - segments_.front().number;
  return index < segments_.size() ? &segments_[index] : nullptr;
}

PartPosition Window::next() const {
  if (!is_open()) return {.segment = next_segment_, .part = 0};
  const LiveSegment& open = segments_.back();
  return {.segment = open.number, .part = static_cast<std::uint32_t>(open.parts.size())};
}

std::shared_ptr<const Init> Window::init(std::uint64_t run) const {
  const auto found =
      std::find_if(runs_.begin(), runs_.end(), [run](const Run& r) { return r.number == run; });
  return found == runs_.end() ? nullptr : found->init;
}

void Window::open_segment(MediaTime start) {
  LiveSegment segment;
  segment.number = next_segment_++;
  segment.run = runs_.back().number;
  segment.discontinuity = *discontinuity_;
  segment.start = start;
  segments_.push_back(std::move(segment));
}

void Window::close_segment() {
  if (!is_open()) return;
  segments_.back().is_whole = true;
  measure_whole(segments_.back());
}

void Window::measure_whole(const LiveSegment& whole) {
  // RFC 8216bis §4.4.3.1: EXTINF, rounded to the nearest integer, is at most the target duration.
  const auto rounded = std::chrono::round<std::chrono::seconds>(whole.duration);
  target_duration_ = std::max({target_duration_, rounded, kTargetDurationMin});
  measure_parts();
}

void Window::measure_parts() {
  // §4.4.3.7: no part is longer than PART-TARGET, and most reach 85 % of it. A freak (a camera that
  // lost frames) makes it grow while it is in the window, not for ever: players keep three times
  // as much between them and the newest picture.
  MediaTime longest{0};
  for (const LiveSegment& segment : segments_) {
    for (const auto& part : segment.parts) longest = std::max(longest, part->duration);
  }
  const auto needed = part_target_for(longest);
  if (needed > part_target_ || needed * 3 / 2 < part_target_) part_target_ = needed;
}

void Window::evict() {
  const auto whole_count = [this] { return segments_.size() - (is_open() ? 1 : 0); };
  const auto span_max = std::chrono::duration_cast<MediaTime>(
      std::max(kWindowSpan, kWindowTargetsMin * target_duration_));
  MediaTime span{0};
  std::size_t listed = 0;
  for (auto segment = segments_.rbegin(); segment != segments_.rend(); ++segment, ++listed) {
    if (listed > kWindowSegmentsMin && span >= span_max) break;
    span += segment->duration;
  }
  first_listed_ = std::max(first_listed_, next_segment_ - listed);
  while (
      whole_count() > kWindowSegmentsMin &&
      (bytes_ > kWindowBytesMax || segments_.front().number + kUnlistedSegments < first_listed_)) {
    bytes_ -= segments_.front().bytes;
    segments_.pop_front();
  }
  first_listed_ = std::max(first_listed_, segments_.front().number);
  while (runs_.size() > 1 && runs_[1].number <= segments_.front().number) runs_.pop_front();
}

}  // namespace sunhall
