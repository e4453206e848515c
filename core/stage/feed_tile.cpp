#include "core/stage/feed_tile.h"

#include "core/stage/strings.h"

namespace sunhall {
namespace {

constexpr std::string_view kLiveTimeUnknown = "--:--";

TileMark mark_of(FeedState state) {
  switch (state) {
    case FeedState::kIdle:
    case FeedState::kOpening:
      return TileMark::kOpening;
    case FeedState::kLive:
      return TileMark::kNone;
    case FeedState::kDelayed:
      return TileMark::kDelayed;
    case FeedState::kLost:
      return TileMark::kLost;
    case FeedState::kStill:
      return TileMark::kStill;
  }
  return TileMark::kLost;
}

std::string mark_words(TileMark mark, Language language) {
  switch (mark) {
    case TileMark::kNone:
      return {};
    case TileMark::kOpening:
      return std::string(say(Say::kOpening, language));
    case TileMark::kDelayed:
      return std::string(say(Say::kDelayed, language));
    case TileMark::kStill:
      return std::string(say(Say::kStill, language));
    case TileMark::kLost:
      break;
  }
  return std::string(say(Say::kLost, language));
}

}  // namespace

std::string say_since(const WallTime& lost, const ZonedTime& now) {
  const ZonedTime time = {lost, now.offset};
  const Date day = to_local(time).date;
  const bool today = day == to_local(now).date;
  return (today ? "" : format_date(day).substr(5) + " ") + format_hh_mm(time);
}

Tile make_tile(const StageOptions::StageCamera& camera, const FeedView& feed, const ZonedTime& now,
               Language language) {
  Tile tile;
  tile.aspect = feed.aspect;
  // Without a picture there is nothing that could be live, late or still.
  const bool waits = !feed.has_picture && feed.state != FeedState::kLost;
  tile.mark = waits ? TileMark::kOpening : mark_of(feed.state);
  tile.mark_text = mark_words(tile.mark, language);
  if (tile.mark == TileMark::kLost && feed.lost_since) {
    tile.since_text = say(Say::kSince, language, {say_since(*feed.lost_since, now)});
  }
  tile.shows_picture = feed.has_picture && tile.mark != TileMark::kOpening;
  tile.dimmed = tile.mark == TileMark::kLost || tile.mark == TileMark::kStill;
  tile.masks = camera.masks;
  tile.name = camera.camera.name;
  tile.reason = feed.reason;
  tile.time = kLiveTimeUnknown;
  if (tile.shows_picture && feed.picture_time) {
    tile.time = format_hh_mm_ss({*feed.picture_time, now.offset});
  }
  if (tile.mark == TileMark::kNone) tile.live_text = say(Say::kLive, language);
  return tile;
}

}  // namespace sunhall
