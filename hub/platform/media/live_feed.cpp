#include "hub/platform/media/live_feed.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sunhall {

void LiveFeed::step(Ticks now, const OnPack& on_pack) {
  if (!pipe_ && (!reopen_at_ || now >= *reopen_at_)) open(now);
  if (!pipe_) return;
  // Asked before taking: what comes between the two is taken the next time.
  const bool is_open = pipe_->is_open();
  std::vector<AccessUnit> pictures;
  for (const Bytes& chunk : pipe_->take()) take(chunk, pictures);
  pack(pictures, on_pack);
  if (is_open || !pipe_->is_finished()) return;
  leave();
  reopen_at_ = now + kGbReopenEvery;
}

void LiveFeed::open(Ticks now) {
  auto pipe = stream_.stream(kGbFeedBytesMax);
  if (!pipe) {
    reopen_at_ = now + kGbReopenEvery;
    return;
  }
  reopen_at_.reset();
  pipe_ = std::move(*pipe);
  pipe_->on_readable([wake = wake_] { wake->wake(); });
}

void LiveFeed::leave() {
  if (pipe_) pipe_->abandon();
  pipe_.reset();
  format_.reset();
  muxer_.reset();
  since_keyframe_.clear();
  kept_bytes_ = 0;
}

void LiveFeed::take(const Bytes& chunk, std::vector<AccessUnit>& pictures) {
  // A run's first chunk is its init.
  if (!format_) return begin_run(chunk);
  auto taken = read_access_units(chunk);
  if (!taken) {
    ++broken_count_;
    return;
  }
  std::ranges::move(*taken, std::back_inserter(pictures));
}

void LiveFeed::pack(std::vector<AccessUnit>& pictures, const OnPack& on_pack) {
  // Of all that are here: a newcomer's first pictures tell how the run's are ordered.
  lead_ = std::max(lead_, decode_lead(pictures));
  for (AccessUnit& picture : pictures) {
    picture.dts -= lead_;
    auto pack = muxer_->video(picture);
    if (!pack) {
      ++broken_count_;
      continue;
    }
    TimedPack timed{.pack = std::move(*pack),
                    .duration = std::chrono::duration_cast<Ticks>(picture.duration)};
    on_pack(timed);
    keep(std::move(timed));
  }
}

void LiveFeed::begin_run(const Bytes& init) {
  auto format = read_init(*init);
  if (!format) {
    ++broken_count_;
    return;
  }
  if (last_codec_ && *last_codec_ != format->codec) ++map_version_;
  last_codec_ = format->codec;
  lead_ = MediaTime(0);
  muxer_.emplace(
      PsFormat{.codec = format->codec, .sets = format->sets, .map_version = map_version_});
  format_ = std::move(*format);
}

void LiveFeed::keep(TimedPack pack) {
  if (pack.pack->is_key) {
    since_keyframe_.clear();
    kept_bytes_ = 0;
  } else if (since_keyframe_.empty()) {
    return;  // nobody could begin with it
  }
  kept_bytes_ += pack.pack->bytes;
  if (kept_bytes_ > kGbGopBytesMax) {
    since_keyframe_.clear();
    kept_bytes_ = 0;
    return;
  }
  since_keyframe_.push_back(std::move(pack));
}

}  // namespace sunhall
