// The day's public records as the hub makes them of its own ledger.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/result.h"
#include "hub/api/day_source.h"
#include "hub/records/ledger_reader.h"
#include "hub/today_feed.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

/// Kinds and days that changed; empty: all may have.
using DayChanges = std::set<std::pair<std::string, Date>>;

/// More changes at once are told as "all".
inline constexpr std::size_t kDayChangesMax = 4;
/// Many writers at once make one document, not a hundred.
inline constexpr std::chrono::milliseconds kPublishPause{250};

struct PublishedDaySetup {
  std::filesystem::path folder;  // the ledger's
  const DaySource& source;
  const Clock& clock;
  /// Called on the worker after the new document is there.
  std::function<void(const DayChanges&)> changed;
};

/// Publishes the day anew when something was entered, when a sensor says something else, and every
/// minute: what is due grows overdue, and at midnight a day without records begins.
///
/// Threads: own worker `today`; the methods from any.
class PublishedDay {
 public:
  /// Opens the ledger and publishes once.
  ///
  /// Blocks:  on the disk.
  /// Errors:  as native/sqlite.h's.
  static Result<std::unique_ptr<PublishedDay>> open(PublishedDaySetup setup);

  /// The newest document.
  Result<std::string> text() const;
  TodayFacts facts() const;
  /// Says that something about a day has changed; returns at once.
  void look_again(const std::string& kind, const Date& day);

 private:
  PublishedDay(PublishedDaySetup setup, LedgerReader reader);
  void run(const std::stop_token& stop);
  /// Returns whether anything but the time of making is new.
  Result<bool> make();
  void rest(const std::stop_token& stop);
  DayChanges take_changes();
  void note(const Result<bool>& made);
  std::chrono::milliseconds pause() const;

  // Constant after construction.
  const PublishedDaySetup setup_;
  const WakeFd wake_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  std::string text_ SUNHALL_GUARDED_BY(mutex_);
  std::shared_ptr<const Today> today_ SUNHALL_GUARDED_BY(mutex_);
  bool is_away_ SUNHALL_GUARDED_BY(mutex_) = false;  // the ledger could not be read
  bool is_all_changed_ SUNHALL_GUARDED_BY(mutex_) = false;
  DayChanges changes_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  LedgerReader reader_;
  WallTime looked_at_{};
  // Last: joined first.
  std::optional<Worker> worker_;
};

}  // namespace sunhall
