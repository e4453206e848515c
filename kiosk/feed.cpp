#include "kiosk/feed.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sunhall {

namespace {

StreamSetup stream_setup(const Feed::Setup& setup, StreamKind kind) {
  const bool is_main = kind == StreamKind::kMain;
  std::optional<StreamSource> direct;
  if (setup.direct != nullptr) direct = is_main ? setup.direct->main : setup.direct->sub;
  return {.thread_name = fmt::format("feed-{}{}", setup.number, is_main ? "" : "s"),
          .label = setup.camera.camera.id + (is_main ? "/main" : "/sub"),
          .source = is_main ? setup.camera.main : *setup.camera.sub,
          .direct = std::move(direct),
          .hub_is_up = setup.hub_is_up,
          .seed = setup.seed + (is_main ? 0 : 1),
          .hardware = setup.hardware,
          .clock = setup.clock,
          .wake = setup.wake};
}

StreamFacts stream_facts(const StreamStatus& status) {
  StreamFacts facts;
  facts.exists = true;
  facts.open_since = status.wanted_since;
  if (status.wanted_since && status.newest_picture >= status.wanted_since) {
    facts.newest_picture = status.newest_picture;
  }
  return facts;
}

}  // namespace

Feed::Feed(const Setup& setup)
    : id_(setup.camera.camera.id), main_(stream_setup(setup, StreamKind::kMain)) {
  if (setup.camera.sub) sub_.emplace(stream_setup(setup, StreamKind::kSub));
}

void Feed::step(Demand demand, const Moment& now) {
  if (demand != demand_) {
    if (demand_ == Demand::kNone) wanted_since_ = now;
    if (demand == Demand::kNone) wanted_since_.reset();
    demand_ = demand;
    demand_since_ = now.ticks;
  }
  const Streams streams = look();
  choose(streams, now.ticks);
  note_change(streams);
  note_state(streams, now);
}

Feed::Streams Feed::look() const {
  return {.main = main_.status(), .sub = sub_ ? sub_->status() : StreamStatus{}};
}

const StreamStatus& Feed::Streams::newest() const {
  return sub.newest_picture > main.newest_picture ? sub : main;
}

// A picture from before its stream was closed says nothing about the kitchen of now.
std::optional<Ticks> Feed::Streams::newest_of_this_watch() const {
  return std::max(stream_facts(main).newest_picture, stream_facts(sub).newest_picture);
}

void Feed::choose(const Streams& streams, Ticks now) {
  const Choice choice = choose_streams({.demand = demand_,
                                        .demand_since = demand_since_,
                                        .main = stream_facts(streams.main),
                                        .sub = sub_ ? stream_facts(streams.sub) : StreamFacts{},
                                        .shown = shown_,
                                        .now = now});
  main_.want(choice.open_main);
  if (sub_) sub_->want(choice.open_sub);
  if (choice.shown == shown_) return;
  shown_ = choice.shown;
  shown_since_ = now;
}

void Feed::note_change(const Streams& streams) {
  const std::optional<Ticks> seen = std::max(streams.main.newest_change, streams.sub.newest_change);
  if (seen > newest_change_) {
    newest_change_ = seen;
    was_still_ = false;
  }
}

FeedFacts Feed::facts(const Streams& streams) const {
  FeedFacts facts;
  facts.newest_picture = streams.newest_of_this_watch();
  facts.newest_change = newest_change_;
  if (wanted_since_) facts.wanted_since = wanted_since_->ticks;
  if (!was_still_) {
    // A session's first picture has nothing to be compared with: it gets the benefit of the doubt.
    facts.newest_change = std::max(facts.newest_change, streams.newest().session_first_picture);
  }
  return facts;
}

void Feed::note_state(const Streams& streams, const Moment& now) {
  const FeedState state = judge_feed(facts(streams), now.ticks);
  if (state == FeedState::kStill) was_still_ = true;
  if (state == FeedState::kLost && !lost_since_) {
    const auto& newest = streams.newest();
    const bool saw_it =
        newest.newest_picture && wanted_since_ && *newest.newest_picture >= wanted_since_->ticks;
    lost_since_ = saw_it ? newest.newest_wall : wanted_since_->wall.utc;
  }
  if (state == FeedState::kLive || state == FeedState::kStill) lost_since_.reset();
  if (state == told_state_) return;
  tell(state, streams);
  const bool is_worth_keeping =
      state != FeedState::kIdle && state != FeedState::kOpening && state != FeedState::kDelayed;
  if (is_worth_keeping) told_state_ = state;
}

// One line per change that somebody may have to act on; coming and going with the rotation is none.
void Feed::tell(FeedState state, const Streams& streams) const {
  if (state == FeedState::kLost) {
    const std::string& main = streams.main.trouble;
    spdlog::warn("camera {}: lost ({})", id_, main.empty() ? "no picture comes" : main);
  } else if (state == FeedState::kStill) {
    spdlog::warn("camera {}: pictures come, but they do not change", id_);
  } else if (state == FeedState::kLive) {
    const StreamStatus& newest = streams.newest();
    spdlog::info("camera {}: live, {} {}×{}, {}", id_, newest.codec, newest.width, newest.height,
                 newest.decoder);
  }
}

std::optional<FeedPicture> Feed::take(Ticks now) {
  auto picture = shown_ == StreamKind::kMain ? main_.take() : sub_->take();
  if (!picture) return std::nullopt;
  if (picture->wall < last_wall_ && now - shown_since_ < kBackwardsHold) return std::nullopt;
  last_wall_ = picture->wall;
  return picture;
}

FeedStatus Feed::status(const Moment& now) const {
  const Streams streams = look();
  const StreamStatus& newest = streams.newest();
  FeedStatus out;
  out.state = judge_feed(facts(streams), now.ticks);
  if (newest.newest_picture) out.picture_age = now.ticks - *newest.newest_picture;
  out.picture_wall = newest.newest_wall;
  if (out.state == FeedState::kLost) out.lost_since = lost_since_;
  const bool main_wanted = streams.main.wanted_since.has_value();
  out.trouble = main_wanted ? streams.main.trouble : streams.sub.trouble;
  out.width = newest.width;
  out.height = newest.height;
  out.shown = shown_;
  out.codec = newest.codec;
  out.decoder = newest.decoder;
  out.decoded_count = streams.main.decoded_count + streams.sub.decoded_count;
  out.replaced_count = streams.main.replaced_count + streams.sub.replaced_count;
  out.reconnect_count = streams.main.reconnect_count + streams.sub.reconnect_count;
  out.clock_error_ms = newest.clock_error_ms;
  out.first_picture_ms = streams.main.first_picture_ms;
  if (streams.sub.first_picture_ms) {
    out.first_picture_ms = out.first_picture_ms
                               ? std::min(out.first_picture_ms, streams.sub.first_picture_ms)
                               : streams.sub.first_picture_ms;
  }
  return out;
}

void Feed::ask_to_stop() {
  main_.ask_to_stop();
  if (sub_) sub_->ask_to_stop();
}

bool Feed::stuck(Ticks now) const {
  return main_.stuck(now) || (sub_ && sub_->stuck(now));
}

}  // namespace sunhall
