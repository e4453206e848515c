// Who may watch now, and how those who may not any more are shown out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/api/accounts.h"
#include "hub/api/viewer_count.h"
#include "hub/http/pipe.h"
#include "hub/http/router.h"
#include "native/clock.h"
#include "native/mutex.h"

namespace sunhall {

/// Why somebody may not watch.
enum class WhyNot : unsigned char {
  kSignedOut,     // nobody: no invitation, or one that ended
  kOutsideHours,  // not at this time of day
  kFull,          // too many watch
};

/// Writes `signed_out hours full`.
std::string_view why_not_word(WhyNot why);

/// Stands before everything that shows video: hours, seats, and the end of what was begun.
///
/// Threads: any; nothing blocks. `look` is called once a second: an endless answer ends within two
///          seconds after its token was revoked or expired, or its hours are over.
/// Owner:   accounts and clock outlive it; it outlives the router.
class VideoGate {
 public:
  /// `viewers_max`: families that watch at the same time.
  VideoGate(const Accounts& accounts, const Clock& clock, std::size_t viewers_max)
      : accounts_(accounts), clock_(clock), viewers_(viewers_max) {}

  /// Wraps a handler of video: 403 `outside_hours`, 503 `full`, else a seat.
  Handler guard(Handler handler);
  /// Wraps a handler whose endless answer shows no video: it ends with the token, and once when
  /// the hours end, so that the page asks anew what it may.
  Handler follow(Handler handler);

  std::optional<WhyNot> why_not(const Identity& who, const std::string& peer) const;

  /// Ends what must end.
  void look();
  std::size_t viewer_count() const;

 private:
  /// An endless answer on its way to somebody.
  struct Visit {
    std::weak_ptr<Pipe> pipe;
    Identity who;
    std::string viewer;  // whose seat it keeps; empty: nobody's
    bool is_video = false;
    bool is_within_hours = true;  // when it was looked at last
  };

  Reply followed(Visit visit, Reply reply);
  bool must_end(Visit& visit, const Moment& now, const std::vector<std::int64_t>& alive) const;

  const Accounts& accounts_;
  const Clock& clock_;
  mutable Mutex mutex_{LockRank::kHubState};
  ViewerCount viewers_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<Visit> visits_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace sunhall
