#include "viewer-wasm/web_feed.h"

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

// The main stream brought pictures and has none for this long: the network does not carry it.
constexpr Ticks kStallAfter = std::chrono::milliseconds(2500);

// Limits are passed, not reached.
constexpr Ticks kJustAfter = std::chrono::milliseconds(1);

FeedState worse(FeedState seen, CameraState hub) {
  const bool has_video = seen == FeedState::kLive || seen == FeedState::kStill;
  switch (hub) {
    case CameraState::kLost:
      return seen == FeedState::kIdle ? seen : FeedState::kLost;
    case CameraState::kDelayed:
      return has_video ? FeedState::kDelayed : seen;
    case CameraState::kOpening:
    case CameraState::kLive:
      break;
  }
  return seen;
}

}  // namespace

WebFeed::WebFeed(const CameraView& camera, bool plays_main, bool plays_sub)
    : hub_state_(camera.state) {
  main_.exists = plays_main;
  sub_.exists = camera.camera.has_sub && plays_sub;
}

StreamFacts WebFeed::Stream::facts() const {
  StreamFacts facts{.exists = exists, .open_since = open_since, .newest_picture = std::nullopt};
  if (newest) facts.newest_picture = newest->at;
  return facts;
}

const Choice& WebFeed::step(Demand demand, double bandwidth_bps, const Moment& now) {
  if ((demand == Demand::kNone) != (demand_ == Demand::kNone)) {
    wanted_since_ = demand == Demand::kNone ? std::nullopt : std::optional(now);
    newest_change_.reset();
    lost_since_.reset();
  }
  note_stall(now.ticks);
  const Demand wanted = affordable(demand, bandwidth_bps, now.ticks);
  if (wanted != demand_) demand_since_ = now.ticks;
  demand_ = wanted;
  wish_ = choose_streams({.demand = demand_,
                          .demand_since = demand_since_,
                          .main = main_.facts(),
                          .sub = sub_.facts(),
                          .shown = wish_.shown,
                          .now = now.ticks});
  wish_.open_main = wish_.open_main && main_.exists;
  wish_.open_sub = wish_.open_sub && sub_.exists;
  set_open(main_, wish_.open_main, now.ticks);
  set_open(sub_, wish_.open_sub, now.ticks);
  note_lost(now);
  return wish_;
}

// The small stream is there first, and the large one must not starve it.
Demand WebFeed::affordable(Demand demand, double bandwidth_bps, Ticks now) {
  if (demand != Demand::kBig || !sub_.exists || !main_.exists) return demand;
  const bool has_room = bandwidth_bps <= 0 || main_bps_ <= 0 ||
                        bandwidth_bps >= main_bps_ * kBandwidthMargin || main_.newest.has_value();
  const bool has_picture = sub_.newest.has_value() || main_.newest.has_value();
  const bool sub_is_late = sub_.open_since && now - *sub_.open_since > kFallbackAfter;
  const bool may = has_room && now >= main_held_until_ && (has_picture || sub_is_late);
  return may ? Demand::kBig : Demand::kSmall;
}

void WebFeed::note_stall(Ticks now) {
  if (!main_.newest || !main_.open_since || hub_state_ != CameraState::kLive) return;
  if (now - main_.newest->at < kStallAfter || now < main_held_until_ || !sub_.exists) return;
  main_held_until_ = std::max(main_held_until_, now + main_hold_);
  main_hold_ = std::min(main_hold_ * 2, kMainHoldMax);
}

void WebFeed::note_lag(const WebPicture& picture, WallTime now) {
  if (!picture.wall) return;
  const std::chrono::milliseconds lag = now - *picture.wall;
  if (picture.kind == StreamKind::kSub) {
    sub_lag_ = lag;
    return;
  }
  const bool is_late = sub_lag_ && lag > kMainLagMax && lag > *sub_lag_ + kMainLagMargin;
  if (!is_late) {
    main_late_since_.reset();
  } else if (!main_late_since_) {
    main_late_since_ = picture.at;
  } else if (picture.at - *main_late_since_ >= kMainLagPatience) {
    main_held_until_ = picture.at + kSlowHold;
    main_late_since_.reset();
  }
}

void WebFeed::set_open(Stream& stream, bool open, Ticks now) {
  if (open == stream.open_since.has_value()) return;
  if (&stream == &main_) main_late_since_.reset();
  stream.open_since = open ? std::optional(now) : std::nullopt;
  stream.newest.reset();
  stream.fresh = false;
}

void WebFeed::close() {
  set_open(main_, false, Ticks(0));
  set_open(sub_, false, Ticks(0));
  demand_ = Demand::kNone;
  wanted_since_.reset();
  newest_change_.reset();
  lost_since_.reset();
  wish_ = {.open_main = false, .open_sub = false, .shown = StreamKind::kSub};
}

void WebFeed::took_picture(const WebPicture& picture, WallTime now) {
  Stream& from = stream(picture.kind);
  if (!from.open_since) return;  // it was closed meanwhile
  note_lag(picture, now);
  WebPicture taken = picture;
  if (picture.wall && now - *picture.wall > kPlayerLagMax) {
    taken.at -= now - *picture.wall - kPlayerLagMax;
  }
  from.newest = taken;
  from.fresh = true;
  ++picture_count_;
}

void WebFeed::cannot_play(StreamKind kind) {
  Stream& failed = stream(kind);
  failed = Stream{};
}

bool WebFeed::take_fresh() {
  return std::exchange(stream(wish_.shown).fresh, false);
}

FeedFacts WebFeed::facts() const {
  FeedFacts facts;
  if (wanted_since_) facts.wanted_since = wanted_since_->ticks;
  facts.newest_picture = std::max(main_.facts().newest_picture, sub_.facts().newest_picture);
  facts.newest_change = newest_change_;
  return facts;
}

FeedState WebFeed::state(Ticks now) const {
  if (wanted_since_ && !main_.exists && !sub_.exists) return FeedState::kLost;
  return worse(judge_feed(facts(), now), hub_state_);
}

Ticks WebFeed::next_judgement(Ticks now) const {
  const FeedFacts known = facts();
  if (!known.wanted_since) return Ticks::max();
  const Ticks picture = known.newest_picture.value_or(*known.wanted_since);
  const Ticks change = known.newest_change.value_or(picture);
  Ticks next = Ticks::max();
  // A stream that stalls, or that is to be tried after the other, is a judgement, too.
  for (const Ticks due : {picture + kDelayedAfter, picture + kStallAfter, picture + kLostAfter,
                          *known.wanted_since + kLostAfter, *known.wanted_since + kFallbackAfter,
                          change + kStillAfter}) {
    if (due >= now) next = std::min(next, due + kJustAfter);
  }
  return next;
}

void WebFeed::note_lost(const Moment& now) {
  const FeedState seen = state(now.ticks);
  if (seen != FeedState::kLost && seen != FeedState::kDelayed) lost_since_.reset();
  if (seen != FeedState::kLost || lost_since_ || !wanted_since_) return;
  const Stream& shown = stream(wish_.shown);
  lost_since_ = shown.newest && shown.newest->wall ? shown.newest->wall : wanted_since_->wall.utc;
}

Say WebFeed::why_lost() const {
  if (!main_.exists && !sub_.exists) return Say::kCannotPlay;
  if (hub_state_ != CameraState::kLive) return Say::kCameraAway;
  return wants_touch_ ? Say::kTouchToPlay : Say::kSlowNetwork;
}

FeedView WebFeed::view(const Moment& now, Language language) const {
  const Stream& shown = stream(wish_.shown);
  FeedView view;
  view.state = state(now.ticks);
  view.has_picture = shown.newest.has_value();
  view.shows_main = wish_.shown == StreamKind::kMain;
  if (shown.newest) {
    const Size size = shown.newest->size;
    if (size.height > 0)
      view.aspect = static_cast<float>(size.width) / static_cast<float>(size.height);
    view.picture_time = shown.newest->wall;
  }
  if (view.state == FeedState::kLost) {
    view.lost_since = lost_since_;
    view.reason = say(why_lost(), language);
  }
  return view;
}

}  // namespace sunhall
