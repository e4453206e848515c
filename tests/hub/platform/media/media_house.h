// A media desk with a camera before it and platforms behind it, and words for what they do.
#pragma once

#include <dirent.h>
#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "hub/live/live_stream.h"
#include "hub/platform/media/media_desk.h"
#include "tests/hub/platform/media/gb_receiver.h"
#include "tests/support/fast_clock.h"

namespace sunhall::test {

inline int open_fd_count() {
  int count = 0;
  DIR* folder = ::opendir("/proc/self/fd");
  REQUIRE(folder != nullptr);
  while (::readdir(folder) != nullptr) ++count;
  ::closedir(folder);
  return count;
}

/// The desk, one live camera `cooking`, and what the desk told.
class MediaHouse {
 public:
  explicit MediaHouse(std::filesystem::path store = {}, int clock_factor = 1)
      : clock(clock_factor), stream(clock, 100) {
    desk = make_gb_media_desk(
        {.clock = clock,
         .live = [this](const StreamKey& key) { return key == camera ? &stream : nullptr; },
         .store = std::move(store)},
        [this](GbMediaId id, GbMediaEnd end) {
          const std::lock_guard lock(mutex_);
          ends_.emplace_back(id, end);
          heard_.notify_all();
        });
  }

  GbMediaWish wish(const GbReceiver& receiver, GbMediaTransport transport) const {
    return {.platform = "city",
            .stream = camera,
            .transport = transport,
            .host = "127.0.0.1",
            .port = transport == GbMediaTransport::kTcpListen ? std::uint16_t{9} : receiver.port(),
            .ssrc = 0x0102'0304};
  }

  Result<GbMediaReady> prepare(const GbMediaWish& wish) {
    struct Heard {
      std::mutex mutex;
      std::condition_variable heard;
      std::optional<Result<GbMediaReady>> answer;
    };
    const auto heard = std::make_shared<Heard>();
    desk->prepare(wish, [heard](Result<GbMediaReady> answer) {
      const std::lock_guard lock(heard->mutex);
      heard->answer = std::move(answer);
      heard->heard.notify_all();
    });
    std::unique_lock lock(heard->mutex);
    const bool has_answer =
        heard->heard.wait_for(lock, kPatience, [&] { return heard->answer.has_value(); });
    REQUIRE(has_answer);
    return *heard->answer;
  }

  /// Prepares and starts; fails the test when it cannot.
  GbMediaReady begin(const GbMediaWish& wish) {
    const auto ready = prepare(wish);
    REQUIRE_MESSAGE(ready.has_value(), (ready ? std::string() : ready.error().what));
    desk->start(ready->id);
    return *ready;
  }

  /// The next end that is told; empty when none comes in time.
  std::optional<std::pair<GbMediaId, GbMediaEnd>> next_end(
      std::chrono::milliseconds patience = kPatience) {
    std::unique_lock lock(mutex_);
    if (!heard_.wait_for(lock, patience, [&] { return !ends_.empty(); })) return std::nullopt;
    const auto end = ends_.front();
    ends_.pop_front();
    return end;
  }

  /// Waits until the desk's figures are so.
  bool wait_until(const std::function<bool(const GbMediaFigures&)>& is_so,
                  std::chrono::milliseconds patience = kPatience) const {
    const auto until = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < until) {
      if (is_so(desk->figures())) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
  }

  const StreamKey camera{"cooking", StreamKind::kMain};
  FastClock clock;
  LiveStream stream;

 private:
  std::mutex mutex_;
  std::condition_variable heard_;
  std::deque<std::pair<GbMediaId, GbMediaEnd>> ends_;

 public:
  std::unique_ptr<GbMediaDesk> desk;  // last: it tells the others
};

}  // namespace sunhall::test
