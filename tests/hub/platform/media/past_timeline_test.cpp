#include "hub/platform/media/past_timeline.h"

#include <doctest/doctest.h>

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

using Times = PastTimeline::Times;

constexpr MediaTime kFrame{3600};

AccessUnit picture(MediaTime dts, MediaTime order = MediaTime(0), bool is_key = false) {
  AccessUnit out;
  out.dts = dts;
  out.pts = dts + order;
  out.duration = kFrame;
  out.is_key = is_key;
  return out;
}

}  // namespace

TEST_CASE("past_timeline: at speed one, pictures leave as far apart as they were recorded") {
  PastTimeline timeline(Times::kPlayed, 1.0, MediaTime(90'000));
  AccessUnit first = picture(MediaTime(500'000));
  AccessUnit second = picture(MediaTime(503'600), kFrame);

  CHECK(timeline.due() <= Ticks(0));
  timeline.stamp(first, MediaTime(0), 1h);
  CHECK(timeline.due() == 1h + 40ms);
  timeline.stamp(second, MediaTime(0), 1h + 40ms);

  CHECK(first.dts == MediaTime(90'000));
  CHECK(first.pts == MediaTime(90'000));
  CHECK(second.dts == MediaTime(93'600));
  CHECK(second.pts == MediaTime(97'200));
}

TEST_CASE("past_timeline: a gap of an hour lasts as long as the picture before it") {
  PastTimeline timeline(Times::kPlayed, 1.0, MediaTime(0));
  AccessUnit before = picture(MediaTime(0));
  AccessUnit after = picture(std::chrono::hours(1));

  timeline.stamp(before, MediaTime(0), 1h);
  CHECK(timeline.due() == 1h + 40ms);
  timeline.stamp(after, MediaTime(0), timeline.due());

  CHECK(after.dts == kFrame);
}

TEST_CASE("past_timeline: the scale divides times and waits; a download's times stay true") {
  for (const double speed : {0.25, 0.5, 2.0, 4.0}) {
    PastTimeline played(Times::kPlayed, speed, MediaTime(0));
    PastTimeline file(Times::kTrue, speed, MediaTime(0));
    AccessUnit last_played;
    AccessUnit last_true;
    for (int i = 0; i < 26; ++i) {
      last_played = picture(i * kFrame, kFrame);
      last_true = picture(i * kFrame, kFrame);
      played.stamp(last_played, MediaTime(0), i == 0 ? Ticks(1h) : played.due());
      file.stamp(last_true, MediaTime(0), i == 0 ? Ticks(1h) : file.due());
    }

    CHECK(last_played.dts == MediaTime(static_cast<std::int64_t>(90'000 / speed)));
    CHECK(last_played.pts - last_played.dts == MediaTime(static_cast<std::int64_t>(3600 / speed)));
    CHECK(last_true.dts == MediaTime(90'000));
    const auto expected = 1h + std::chrono::floor<Ticks>(1.04s / speed);
    CHECK(std::chrono::abs(played.due() - expected) <= 1ms);
    CHECK(std::chrono::abs(file.due() - expected) <= 1ms);
  }
}

TEST_CASE("past_timeline: above four times the speed only keyframes are wanted, in due time") {
  PastTimeline timeline(Times::kPlayed, 8.0, MediaTime(0));
  AccessUnit key = picture(MediaTime(0), MediaTime(0), true);
  AccessUnit other = picture(kFrame);

  CHECK(timeline.wants(key));
  CHECK_FALSE(timeline.wants(other));
  timeline.stamp(key, MediaTime(0), 1h);
  for (int i = 0; i < 24; ++i) timeline.pass(other);

  CHECK(timeline.due() == 1h + 125ms);
  CHECK(PastTimeline(Times::kPlayed, 4.0, MediaTime(0)).wants(other));
  CHECK(PastTimeline(Times::kTrue, 8.0, MediaTime(0)).wants(other));
}

TEST_CASE("past_timeline: after a pause or a stall it goes on, without hurrying after its clock") {
  PastTimeline timeline(Times::kPlayed, 1.0, MediaTime(0));
  AccessUnit some = picture(MediaTime(0));
  timeline.stamp(some, MediaTime(0), 1h);

  timeline.resume(1.0, 2h);
  CHECK(timeline.due() == 2h);
  AccessUnit next = picture(kFrame);
  timeline.stamp(next, MediaTime(0), 2h);
  CHECK(next.dts == kFrame);
  AccessUnit late = picture(2 * kFrame);
  timeline.stamp(late, MediaTime(0), 2h + 10s);

  CHECK(timeline.due() == 2h + 10s + 40ms);
}

TEST_CASE("past_timeline: B pictures' decode times lie before their presentation") {
  PastTimeline timeline(Times::kPlayed, 1.0, MediaTime(0));
  AccessUnit first = picture(MediaTime(7200));
  AccessUnit third = picture(MediaTime(10'800), 2 * kFrame);
  AccessUnit second = picture(MediaTime(14'400), -kFrame);

  for (AccessUnit* unit : {&first, &third, &second}) timeline.stamp(*unit, kFrame, 1h);

  for (const AccessUnit* unit : {&first, &third, &second}) CHECK(unit->pts >= unit->dts);
  CHECK(second.pts - first.pts == kFrame);
  CHECK(third.pts - first.pts == 3 * kFrame);
}
