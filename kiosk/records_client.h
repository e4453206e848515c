// Keeps the day's records at hand, whether or not their source is.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/today.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

/// How often the source is asked while it answers; native/backoff.h says how often when not.
struct RecordsPace {
  std::chrono::milliseconds http_poll{30'000};
  std::chrono::milliseconds file_poll{2'000};
};

/// What is known of the day's records.
struct RecordsUpdate {
  std::optional<Today> today;  // the last good answer; empty: there has never been one
  WallTime fetched_at{};       // when the source last said so
  bool source_away = false;    // the last attempt brought no good answer
  std::string why;             // when away: why, in one line
};

/// The client's figures so far.
struct RecordsCounts {
  std::uint64_t good = 0;       // new documents taken
  std::uint64_t unchanged = 0;  // answers that said: as before
  std::uint64_t refused = 0;    // documents that did not parse
  std::uint64_t failed = 0;     // attempts that brought no document
};

struct RecordsSetup {
  std::string source;          // http://, https://, file:// or a path
  std::string state_dir;       // where the last good answer is kept; empty: nowhere
  const Clock& clock;          // outlives the client
  std::function<void()> wake;  // called on the worker when an update is waiting
  RecordsPace pace{};
};

/// A thread that fetches the `today` document and keeps the last good one on disk.
///
/// Order:   the kept answer comes first, at once, as away until the source has answered.
/// Threads: own worker `records`; `take` from any thread, the newest update wins.
/// Errors:  a document that does not parse is refused, counted and logged once; the last good
///          one stays.
class RecordsClient {
 public:
  explicit RecordsClient(RecordsSetup setup);
  ~RecordsClient();

  /// Takes the newest update, if there is one since the last call.
  std::optional<RecordsUpdate> take();

  /// Asks the source at once: somebody says that there is something new.
  void ask_now();

  RecordsCounts counts() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  Worker worker_;
};

}  // namespace sunhall
