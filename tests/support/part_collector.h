// A sink that keeps what it gets, and says what is wrong with it.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "hub/media/part.h"

namespace sunhall::test {

/// Keeps every run with its parts; checks the order that a PartSink is promised.
///
/// Threads: one pushes, any look.
class PartCollector final : public PartSink {
 public:
  struct Run {
    RunStart start;
    std::vector<std::shared_ptr<const Part>> parts;
    std::string ended;  // why; empty while it goes on
  };

  void begin_run(const RunStart& run) override {
    const std::lock_guard lock(mutex_);
    if (!runs_.empty()) CHECK_FALSE(runs_.back().ended.empty());
    runs_.push_back({.start = run, .parts = {}, .ended = {}});
  }
  void push(std::shared_ptr<const Part> part) override {
    const std::lock_guard lock(mutex_);
    REQUIRE_FALSE(runs_.empty());
    Run& run = runs_.back();
    CHECK(run.ended.empty());
    const bool is_first = run.parts.empty();
    CHECK(part->start ==
          (is_first ? run.start.start : run.parts.back()->start + run.parts.back()->duration));
    CHECK(part->starts_segment == (is_first || run.parts.back()->ends_segment));
    CHECK(part->duration > MediaTime(0));
    run.parts.push_back(std::move(part));
  }
  void end_run(std::string_view why) override {
    const std::lock_guard lock(mutex_);
    REQUIRE_FALSE(runs_.empty());
    CHECK_FALSE(why.empty());
    runs_.back().ended = why;
  }

  std::vector<Run> runs() const {
    const std::lock_guard lock(mutex_);
    return runs_;
  }

  /// One run as a file: init and all parts.
  static std::string file_of(const Run& run) {
    std::string out(run.start.init->bytes->begin(), run.start.init->bytes->end());
    for (const auto& part : run.parts) out.append(part->bytes->begin(), part->bytes->end());
    return out;
  }

  static int frame_count(const Run& run) {
    int count = 0;
    for (const auto& part : run.parts) count += part->frame_count;
    return count;
  }

 private:
  mutable std::mutex mutex_;
  std::vector<Run> runs_;
};

}  // namespace sunhall::test
