// Brings one platform what the ledger has, until it has it.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/records/ledger_reader.h"
#include "hub/upload/ledger_sources.h"
#include "hub/upload/platform_link.h"
#include "hub/upload/retry_wait.h"
#include "hub/upload/upload_queue.h"
#include "native/clock.h"

namespace sunhall {

/// What a connector works with; all outlive it.
struct ConnectorParts {
  const UploadPlan& plan;
  HomeName home;
  std::filesystem::path folder;  // records.db, photos/ and upload-ID.db lie in it
  const Clock& clock;
};

/// Follows the ledger, sends, and notes what came of it: one step at a time.
///
/// Order:   versions of one thing in theirs; a refused one does not hold up its correction. A
///          version is sent until the platform has answered: at least once, always with the same
///          idempotency key.
/// Threads: one at a time.
/// Blocks:  in `step` for one exchange with the platform, and one for each photo.
/// Errors:  of the disk only; what the platform does is in `trouble()`.
class Connector {
 public:
  /// Errors:  as native/sqlite.h's; kBadInput when the queue is another home's.
  static Result<std::unique_ptr<Connector>> open(const ConnectorParts& parts);

  /// Takes over what is new in the ledger, then sends one request if one is due. Says how long
  /// nothing will be due, 0 when there is more to do.
  Result<Ticks> step(const std::stop_token& stop);

  /// What holds it up, for people; empty: nothing.
  const std::string& trouble() const { return trouble_; }
  Result<QueueCounts> counts() { return queue_.counts(); }
  Result<std::vector<RefusedItem>> refused(std::size_t count_max) {
    return queue_.refused(count_max);
  }
  std::optional<WallTime> last_sent() const { return last_sent_; }

 private:
  struct Later {
    int tries = 0;
    Ticks due{0};
  };
  struct Ready {
    QueuedItem item;
    UploadRequest request;
  };

  Connector(const ConnectorParts& parts, LedgerReader ledger, UploadQueue queue);
  Result<void> begin_following();
  Result<void> follow(const std::stop_token& stop);
  Result<void> keep_house();

  /// The next items that go into one request; empty: none is due.
  Result<std::vector<Ready>> choose();
  /// Adds an item to the request, or settles it at once.
  Result<void> consider(const QueuedItem& item, std::vector<Ready>& chosen);
  Result<void> settle_unsent(const QueuedItem& item, const UploadRequest& request);
  bool is_due(const std::string& id) const;
  bool fits(const Ready& ready, const std::vector<Ready>& chosen) const;

  Result<void> send(const std::vector<Ready>& chosen, const std::stop_token& stop);
  Result<void> settle(const std::vector<Ready>& chosen, const JudgedAnswer& answer);
  Result<void> settle_accepted(const std::vector<Ready>& chosen, const JudgedAnswer& answer);
  Result<void> settle_refused(const std::vector<Ready>& chosen, const JudgedAnswer& answer);
  Result<void> settle_in_vain(const std::vector<Ready>& chosen, const JudgedAnswer& answer);
  void postpone(const std::string& id);
  void block(Ticks wait);
  Ticks until_due() const;
  Ticks now() const { return parts_.clock.now().ticks; }
  WallTime wall() const { return parts_.clock.now().wall.utc; }

  const ConnectorParts parts_;
  const FollowPlan follow_;
  LedgerReader ledger_;
  UploadQueue queue_;
  PlatformLink link_;
  LedgerSources sources_;
  RetryWait wait_;

  std::int64_t place_ = 0;              // in the ledger
  std::map<std::string, Later> later_;  // versions that were tried in vain
  std::set<std::string> alone_;         // versions of a batch that was refused
  Ticks blocked_until_{0};
  Ticks house_due_{0};
  int failures_in_a_row_ = 0;
  int refused_in_a_row_ = 0;
  std::string trouble_;
  std::optional<WallTime> last_sent_;
};

inline constexpr std::size_t kFollowMax = 500;      // entries in one transaction
inline constexpr std::size_t kConsideredMax = 500;  // waiting versions looked at in one step
inline constexpr std::size_t kWaitingPage = 64;
inline constexpr Ticks kUploadIdle = std::chrono::seconds(5);
/// So many refusals without one success are not the records' fault: the platform or the mapping is
/// wrong, and the queue must not run through it.
inline constexpr int kRefusedInARowMax = 20;

}  // namespace sunhall
