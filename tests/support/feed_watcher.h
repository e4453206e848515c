// The screen thread's side of the feeds, for tests: steps, takes, and watches what is claimed.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/feeds.h"
#include "tests/support/alarm.h"

namespace sunhall::test {

/// Steps a Feeds as the kiosk does, until something holds.
class FeedWatcher {
 public:
  explicit FeedWatcher(std::vector<CameraSource> cameras, const FeedOptions& options = {})
      : wanted_(cameras.size(), Demand::kBig),
        pictures_(cameras.size()),
        feeds_(std::move(cameras), options, clock_, alarm_.bell()) {}

  void want(std::size_t camera, Demand demand) { wanted_[camera] = demand; }
  void want_all(Demand demand) { wanted_.assign(wanted_.size(), demand); }

  /// Steps until `holds`, at most `deadline`; says whether it held.
  bool until(std::chrono::milliseconds deadline, const std::function<bool()>& holds) {
    return alarm_.wait(
        [&] {
          step();
          return holds();
        },
        deadline);
  }

  /// Steps for a while.
  void watch(std::chrono::milliseconds time) {
    (void)until(time, [] { return false; });
  }

  bool until_state(std::size_t camera, FeedState state, std::chrono::milliseconds deadline) {
    return until(deadline, [&] { return this->state(camera) == state; });
  }

  FeedStatus status(std::size_t camera) const { return feeds_.status(camera, clock_.now()); }
  FeedState state(std::size_t camera) const { return status(camera).state; }

  /// Called with every picture that is taken.
  std::function<void(std::size_t camera, const FeedPicture&)> on_picture;

  int picture_count(std::size_t camera) const { return pictures_[camera]; }
  const Clock& clock() const { return clock_; }
  Feeds& feeds() { return feeds_; }

 private:
  void step() {
    feeds_.demand(wanted_);
    for (std::size_t i = 0; i < wanted_.size(); ++i) {
      const auto picture = feeds_.take(i);
      if (!picture) continue;
      ++pictures_[i];
      if (on_picture) on_picture(i, *picture);
    }
  }

  SystemClock clock_;
  Alarm alarm_;
  std::vector<Demand> wanted_;
  std::vector<int> pictures_;
  Feeds feeds_;
};

}  // namespace sunhall::test
