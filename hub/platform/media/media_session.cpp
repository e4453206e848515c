#include "hub/platform/media/media_session.h"

#include <algorithm>

namespace sunhall {
namespace {

std::optional<Ticks> earlier(std::optional<Ticks> a, std::optional<Ticks> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

void MediaSession::start(Ticks now) {
  is_started_ = true;
  audit_.begin();
  link_.start(now);
}

void MediaSession::take(const TimedPack& pack, Ticks now) {
  if (has_begun_ && live() != nullptr) live()->take(pack, link_.sender(), now);
}

void MediaSession::step(Ticks now) {
  link_.step(now);
  if (!link_.is_ready()) return;
  if (!std::exchange(has_begun_, true) && live() != nullptr) live()->begin(link_.sender(), now);
  if (past() != nullptr) past()->step(link_.sender(), now);
  link_.step(now);
}

void MediaSession::obey(const GbPlaybackOrder& order, Ticks now) {
  if (past() == nullptr) return;
  past()->obey(order, link_.sender(), now);
  finished_at_.reset();
}

std::optional<GbMediaEnd> MediaSession::take_end(Ticks now) {
  if (link_.is_gone()) return GbMediaEnd::kPeerGone;
  if (!is_started_ && now - prepared_at_ > kGbStartMax) return GbMediaEnd::kPeerGone;
  if (finished_at_ && now - *finished_at_ > kGbFinishedMax) return GbMediaEnd::kPeerGone;
  const bool has_no_video =
      live() != nullptr ? live()->has_no_video(now) : past()->has_no_video(now);
  if (has_no_video) return GbMediaEnd::kNoVideo;
  if (has_begun_ && past() != nullptr && past()->take_finished(link_.sender())) {
    finished_at_ = now;
    return GbMediaEnd::kFinished;
  }
  return std::nullopt;
}

std::optional<Ticks> MediaSession::wake_at() const {
  const auto* past = std::get_if<PastPlay>(&play_);
  const auto of_past =
      past != nullptr && link_.is_ready() ? past->wake_at(link_.sender()) : std::nullopt;
  return earlier(link_.wake_at(), of_past);
}

std::uint64_t MediaSession::skipped_count() const {
  if (const auto* live = std::get_if<LivePlay>(&play_)) return live->skipped_count();
  return std::get<PastPlay>(play_).broken_count();
}

}  // namespace sunhall
