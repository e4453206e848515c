// The day's public records as the hub passes them on.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/model/today.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/records_source.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

struct TodayFeedSetup {
  std::string source;             // http://, https://, file:// or a path; empty: there are none
  std::function<void()> changed;  // called on the worker when there is a new document
};

/// The newest good records, and how the source is now.
struct TodayFacts {
  std::shared_ptr<const Today> today;  // null: none were ever received
  bool is_source_away = false;
};

/// Reads the records where the site file says they are, and keeps the last good ones.
///
/// What is passed on is written anew from what was understood: nothing that is not public gets
/// through, whatever the source says.
///
/// Threads: own worker `today`; `text` from any thread.
class TodayFeed {
 public:
  explicit TodayFeed(TodayFeedSetup setup);

  /// The newest good document.
  ///
  /// Errors:  kUnavailable when there has been none; never an old one for a new one: the document
  ///          itself says of which day it is, and as of when.
  Result<std::string> text() const;
  /// The same, as it was understood.
  TodayFacts facts() const;

 private:
  void run(const std::stop_token& stop);
  Result<void> ask(const std::stop_token& stop);
  void note(const Result<void>& asked);

  // Constant after construction.
  const TodayFeedSetup setup_;
  const WakeFd stop_wake_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  std::optional<std::string> text_ SUNHALL_GUARDED_BY(mutex_);
  std::shared_ptr<const Today> today_ SUNHALL_GUARDED_BY(mutex_);  // of text_
  std::string why_not_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  RecordsSource source_;
  // Last: joined first.
  std::optional<Worker> worker_;
};

}  // namespace sunhall
