#include "core/stage/feed_state.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr Ticks kNow = 1h;

FeedFacts watched_for(Ticks time) {
  FeedFacts facts;
  facts.wanted_since = kNow - time;
  return facts;
}

FeedFacts with_picture(Ticks age, Ticks unchanged_for) {
  FeedFacts facts = watched_for(10min);
  facts.newest_picture = kNow - age;
  facts.newest_change = kNow - unchanged_for;
  return facts;
}

}  // namespace

TEST_CASE("feed state: a feed that nobody watches is idle, whatever it once showed") {
  FeedFacts facts = with_picture(10ms, 10ms);
  facts.wanted_since.reset();

  CHECK(judge_feed(facts, kNow) == FeedState::kIdle);
}

TEST_CASE("feed state: a feed without a picture is opening for five seconds, then lost") {
  CHECK(judge_feed(watched_for(0s), kNow) == FeedState::kOpening);
  CHECK(judge_feed(watched_for(kLostAfter), kNow) == FeedState::kOpening);
  CHECK(judge_feed(watched_for(kLostAfter + 1us), kNow) == FeedState::kLost);
}

TEST_CASE("feed state: a picture is live, then delayed after two seconds, then lost after five") {
  CHECK(judge_feed(with_picture(kDelayedAfter, 0s), kNow) == FeedState::kLive);
  CHECK(judge_feed(with_picture(kDelayedAfter + 1us, 0s), kNow) == FeedState::kDelayed);
  CHECK(judge_feed(with_picture(kLostAfter, 0s), kNow) == FeedState::kDelayed);
  CHECK(judge_feed(with_picture(kLostAfter + 1us, 0s), kNow) == FeedState::kLost);
}

TEST_CASE("feed state: fresh pictures that do not change are still, within five seconds") {
  CHECK(judge_feed(with_picture(40ms, kStillAfter), kNow) == FeedState::kLive);
  CHECK(judge_feed(with_picture(40ms, kStillAfter + 1us), kNow) == FeedState::kStill);
  CHECK(kStillAfter < 5s);
}

TEST_CASE("feed state: a picture too old to be live is never called still") {
  CHECK(judge_feed(with_picture(3s, 1min), kNow) == FeedState::kDelayed);
  CHECK(judge_feed(with_picture(6s, 1min), kNow) == FeedState::kLost);
}

TEST_CASE("feed state: a picture of an earlier watch does not make a feed lost that just opens") {
  FeedFacts facts = watched_for(1s);
  facts.newest_picture = kNow - 12s;

  CHECK(judge_feed(facts, kNow) == FeedState::kOpening);
}

TEST_CASE("feed state: every state has the word that the figures promise") {
  CHECK(feed_state_word(FeedState::kIdle) == "idle");
  CHECK(feed_state_word(FeedState::kOpening) == "opening");
  CHECK(feed_state_word(FeedState::kLive) == "live");
  CHECK(feed_state_word(FeedState::kDelayed) == "delayed");
  CHECK(feed_state_word(FeedState::kLost) == "lost");
  CHECK(feed_state_word(FeedState::kStill) == "still");
}
