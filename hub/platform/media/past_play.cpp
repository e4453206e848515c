#include "hub/platform/media/past_play.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

PastTimeline timeline_of(const GbMediaWish& wish) {
  if (wish.kind != GbMediaKind::kDownload) return {PastTimeline::Times::kPlayed, 1.0, wish.from};
  const double speed = std::clamp(wish.download_speed, kGbScaleMin, kGbScaleMax);
  return {PastTimeline::Times::kTrue, speed, wish.from};
}

std::size_t bytes_of(const AccessUnit& picture) {
  std::size_t bytes = 0;
  for (const auto unit : picture.units) bytes += unit.size();
  return bytes;
}

Ticks time_of(const AccessUnit& picture) {
  return std::chrono::floor<Ticks>(std::clamp(picture.duration, MediaTime(0), kGbPictureMax));
}

}  // namespace

PastPlay::PastPlay(const GbMediaWish& wish, std::shared_ptr<PastReader> reader)
    : from_(wish.from), reader_(std::move(reader)), timeline_(timeline_of(wish)) {}

bool PastPlay::wants_read(Ticks now) const {
  if (is_reading_ || is_torn_ || (is_at_end_ && !seek_)) return false;
  if (read_again_at_ && now < *read_again_at_) return false;
  return ahead_bytes_ < kGbAheadBytesMax && ahead_time_ < kGbAheadMax * timeline_.speed();
}

PastPlay::Read PastPlay::begin_read() {
  is_reading_ = true;
  read_again_at_.reset();
  return {.number = read_number_, .seek = std::exchange(seek_, std::nullopt)};
}

void PastPlay::take(const Read& read, Result<std::optional<PastPictures>> pictures, Ticks now) {
  is_reading_ = false;
  if (read.number != read_number_) return;  // from before a seek
  if (!pictures) {
    if (!failing_since_) failing_since_ = now;
    read_again_at_ = now + kGbReadAgain;
    return;
  }
  failing_since_.reset();
  if (!*pictures) {
    is_at_end_ = true;
    return;
  }
  if ((*pictures)->pictures.empty()) return;
  use((*pictures)->format);
  lead_ = std::max(lead_, decode_lead((*pictures)->pictures));
  for (AccessUnit& picture : (*pictures)->pictures) {
    const std::size_t bytes = bytes_of(picture);
    ahead_bytes_ += bytes;
    ahead_time_ += time_of(picture);
    ahead_.push_back({.picture = std::move(picture), .muxer = muxer_, .bytes = bytes});
  }
}

/// Another codec is another program; other parameter sets are only other keyframes.
void PastPlay::use(const InitFormat& format) {
  if (muxer_ && codec_ == format.codec && sets_ == format.sets) return;
  if (codec_ && codec_ != format.codec) ++map_version_;
  codec_ = format.codec;
  sets_ = format.sets;
  muxer_ = std::make_shared<const PsMuxer>(
      PsFormat{.codec = format.codec, .sets = format.sets, .map_version = map_version_});
}

PastPlay::Ahead PastPlay::pop() {
  Ahead next = std::move(ahead_.front());
  ahead_.pop_front();
  ahead_bytes_ -= next.bytes;
  ahead_time_ -= time_of(next.picture);
  return next;
}

void PastPlay::step(RtpSender& sender, Ticks now) {
  while (!is_paused_ && !ahead_.empty() && sender.waiting_count() < kGbPastWaitingMax) {
    if (!timeline_.wants(ahead_.front().picture)) {
      timeline_.pass(pop().picture);
      continue;
    }
    if (timeline_.due() > now) return;
    Ahead next = pop();
    const Ticks duration = timeline_.sending_time(next.picture);
    timeline_.stamp(next.picture, lead_, now);
    auto pack = next.muxer->video(next.picture);
    if (!pack || !sender.put({.pack = std::move(*pack), .duration = duration}, now)) {
      ++broken_count_;
    }
  }
}

void PastPlay::obey(const GbPlaybackOrder& order, RtpSender& sender, Ticks now) {
  if (is_torn_) return;
  switch (order.what) {
    case GbPlaybackOrder::What::kPause:
      is_paused_ = true;
      return;
    case GbPlaybackOrder::What::kTeardown:
      is_torn_ = true;
      sender.drop_waiting();
      clear();
      return;
    case GbPlaybackOrder::What::kPlay:
      break;
  }
  if (order.from_start) {
    sender.drop_waiting();
    clear();
    // The reader keeps it inside of the span; here it only must not overflow.
    const auto from_start = std::clamp(*order.from_start, std::chrono::milliseconds(0), kGbSeekMax);
    seek_ = from_ + std::chrono::duration_cast<MediaTime>(from_start);
    is_at_end_ = false;
    is_finished_ = false;
  }
  is_paused_ = false;
  timeline_.resume(order.scale.value_or(timeline_.speed()), now);
}

/// What is being read is no longer wanted either.
void PastPlay::clear() {
  ++read_number_;
  ahead_.clear();
  ahead_bytes_ = 0;
  ahead_time_ = Ticks(0);
}

bool PastPlay::take_finished(const RtpSender& sender) {
  const bool is_over =
      is_at_end_ && !seek_ && !is_torn_ && ahead_.empty() && sender.waiting_count() == 0;
  return is_over && !std::exchange(is_finished_, true);
}

std::optional<Ticks> PastPlay::wake_at(const RtpSender& sender) const {
  if (is_paused_ || ahead_.empty()) {
    // A moment at which nothing would be read is over for ever once it has come.
    const bool is_wanted = read_again_at_ && wants_read(*read_again_at_);
    return is_wanted ? read_again_at_ : std::nullopt;
  }
  // A sender that is full wakes by itself.
  if (sender.waiting_count() >= kGbPastWaitingMax) return std::nullopt;
  return timeline_.due();
}

}  // namespace sunhall
