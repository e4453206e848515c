// Lists what is recorded, for RecordInfo, without holding up the platforms' thread.
#pragma once

#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/store/archive.h"
#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

inline constexpr std::size_t kRecordQuestionsMax = 16;
/// Asks the archive on a thread of its own, `gb-records`.
///
/// Threads: any; `done` is called on `gb-records`.
/// Blocks:  the destructor, while the disk is read.
class RecordLister {
 public:
  struct Question {
    std::string camera;
    WallTime from{};
    WallTime to{};
    std::function<void(std::vector<GbRecordItem>)> done;  // nothing found, or no archive: empty
  };

  explicit RecordLister(std::filesystem::path store);

  /// False when too many wait already: `done` is not called.
  bool ask(Question question);

 private:
  void run(const std::stop_token& stop);
  std::vector<GbRecordItem> list(const Question& question);

  const std::filesystem::path store_;
  Mutex mutex_{LockRank::kPlatform};
  CondVar asked_;
  std::deque<Question> queue_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  std::unique_ptr<Archive> archive_;
  // Last: joined first.
  Worker worker_;
};

}  // namespace sunhall
