// Finds the addresses of names without holding anybody up.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>

#include "core/base/time.h"
#include "native/mutex.h"
#include "native/worker.h"

namespace sunhall {

inline constexpr std::size_t kNamesMax = 32;
/// An address is used for so long; then it is looked up anew, and the old one serves meanwhile.
inline constexpr Ticks kNameKept = std::chrono::seconds(60);
/// A name that was not found is not looked up again sooner.
inline constexpr Ticks kNameRetry = std::chrono::seconds(5);

/// Looks up IPv4 addresses on a thread of its own, `names`; one name too many takes the place of
/// the one that was looked up longest ago.
///
/// Threads: any.
/// Blocks:  the destructor, while the system's resolver is at work.
class NameLookup {
 public:
  /// `news` is called on the thread `names` when a name was looked up.
  explicit NameLookup(std::function<void()> news);

  /// The address, at once: of a number, or of a name that is known; else it begins to look.
  std::optional<std::string> find(const std::string& host, Ticks now);

 private:
  struct Known {
    std::optional<std::string> address{};
    std::optional<Ticks> asked_at{};
    bool is_asked = false;  // and not answered yet
  };

  bool make_room() SUNHALL_REQUIRES(mutex_);
  void run(const std::stop_token& stop);

  const std::function<void()> news_;
  Mutex mutex_{LockRank::kPlatform};
  CondVar asked_;
  std::deque<std::string> queue_ SUNHALL_GUARDED_BY(mutex_);
  std::map<std::string, Known> known_ SUNHALL_GUARDED_BY(mutex_);
  // Last: joined first.
  Worker worker_;
};

}  // namespace sunhall
