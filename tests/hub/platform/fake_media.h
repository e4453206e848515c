// A video desk that sends nothing and remembers what it was asked.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "hub/platform/media/media_desk.h"
#include "native/mutex.h"

namespace sunhall::test {

/// Threads: any.
class FakeMedia final : public GbMediaDesk {
 public:
  explicit FakeMedia(OnEnd on_end) : on_end_(std::move(on_end)) {}

  void prepare(const GbMediaWish& wish, OnReady ready) override {
    Result<GbMediaReady> answer = fail(ErrorKind::kUnavailable, "no video now");
    {
      MutexLock lock(mutex_);
      log_.push_back("prepare " + wish.stream.camera);
      wishes_.push_back(wish);
      if (holds_) {
        held_.push_back(std::move(ready));
        return;
      }
      if (refusal_) {
        answer = fail(*refusal_, "as the test wants it");
      } else {
        ++live_count_;
        answer = GbMediaReady{.id = ++last_id_,
                              .port = 40'000,
                              .codec = VideoCodec::kH264,
                              .width = 1'920,
                              .height = 1'080};
      }
    }
    ready(answer);
  }
  void start(GbMediaId id) override { note("start " + std::to_string(id)); }
  Result<void> order(GbMediaId id, const GbPlaybackOrder& order) override {
    note("order " + std::to_string(id) +
         (order.what == GbPlaybackOrder::What::kPause ? " pause" : " play"));
    return {};
  }
  void want_keyframe(const StreamKey& stream) override { note("keyframe " + stream.camera); }
  void stop(GbMediaId id) override {
    MutexLock lock(mutex_);
    log_.push_back("stop " + std::to_string(id));
    --live_count_;
  }
  GbMediaFigures figures() const override { return {}; }

  /// The session ends by itself.
  void end(GbMediaId id, GbMediaEnd why) { on_end_(id, why); }
  void refuse(std::optional<ErrorKind> kind) {
    MutexLock lock(mutex_);
    refusal_ = kind;
  }
  /// Answers come only by `release`.
  void hold() {
    MutexLock lock(mutex_);
    holds_ = true;
  }
  void release() {
    std::vector<OnReady> held;
    std::vector<GbMediaReady> ready;
    {
      MutexLock lock(mutex_);
      holds_ = false;
      held.swap(held_);
      for (std::size_t i = 0; i < held.size(); ++i) {
        ++live_count_;
        ready.push_back({.id = ++last_id_, .port = 40'000});
      }
    }
    for (std::size_t i = 0; i < held.size(); ++i) held[i](ready[i]);
  }

  std::vector<std::string> log() const {
    MutexLock lock(mutex_);
    return log_;
  }
  std::vector<GbMediaWish> wishes() const {
    MutexLock lock(mutex_);
    return wishes_;
  }
  /// Sessions that were prepared and not stopped.
  int live_count() const {
    MutexLock lock(mutex_);
    return live_count_;
  }

 private:
  void note(std::string what) {
    MutexLock lock(mutex_);
    log_.push_back(std::move(what));
  }

  const OnEnd on_end_;
  mutable Mutex mutex_{LockRank::kLive};
  std::vector<std::string> log_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<GbMediaWish> wishes_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<OnReady> held_ SUNHALL_GUARDED_BY(mutex_);
  std::optional<ErrorKind> refusal_ SUNHALL_GUARDED_BY(mutex_);
  bool holds_ SUNHALL_GUARDED_BY(mutex_) = false;
  GbMediaId last_id_ SUNHALL_GUARDED_BY(mutex_) = 0;
  int live_count_ SUNHALL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sunhall::test
