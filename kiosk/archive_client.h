// Asks the hub what a day has of a camera.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/stage/trace_facts.h"
#include "native/clock.h"
#include "native/secret.h"
#include "native/worker.h"

namespace sunhall {

/// How often the hub is asked about the day that is wanted.
struct ArchivePace {
  std::chrono::milliseconds today{10'000};  // it grows
  std::chrono::milliseconds past{60'000};   // it shrinks at most
  std::chrono::milliseconds retry{3'000};   // somebody stands before the screen and waits
};

/// Which day of which camera.
struct ArchiveWish {
  std::string camera;      // its id
  std::size_t number = 0;  // in the order of the screen
  Date day{};
  std::chrono::minutes offset{0};

  friend bool operator==(const ArchiveWish&, const ArchiveWish&) = default;
};

/// What came of a wish.
struct ArchiveUpdate {
  DayCoverage coverage;  // means nothing while there is trouble
  TraceTrouble trouble = TraceTrouble::kNone;
};

struct ArchiveSetup {
  std::string hub_url;  // no slash at its end
  Secret token;         // empty: the hub will refuse
  const Clock& clock;   // outlives the client
  std::function<void()> wake;
  ArchivePace pace{};
};

/// Keeps asking for the one day that is wanted; a new wish ends the question for the old one.
///
/// Threads: own worker `archive`, started by the first wish; methods for the owner's thread.
/// Errors:  reach the screen as a TraceTrouble, the log once an outage; the token is in neither.
class ArchiveClient {
 public:
  explicit ArchiveClient(ArchiveSetup setup);
  ~ArchiveClient();

  /// Says what is wanted; empty: nothing.
  void want(const std::optional<ArchiveWish>& wish);

  /// Takes the newest update, if there is one since the last call.
  std::optional<ArchiveUpdate> take();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  std::optional<Worker> worker_;  // last: joined first
};

/// The question for a day, without the token.
std::string recordings_url(const std::string& hub_url, const ArchiveWish& wish);

/// A moment as a part of a URL's query: whole seconds, rounded down.
std::string time_in_url(WallTime time);

}  // namespace sunhall
