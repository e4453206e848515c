// Where families find their page.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "native/mutex.h"

namespace sunhall {

struct FamilyAddressInput {
  std::string site_url;  // what the site file says; empty: nothing
  std::string host;      // where the hub listens
  std::uint16_t port = 0;
  std::function<std::optional<std::string>()> lan_address;  // this machine's, now
};

/// Says which address others can use: the site file's, else this machine's on the home's network.
///
/// That one may come late and change: a router gives it.
///
/// Threads: any, but for `look`: one.
class FamilyAddress {
 public:
  explicit FamilyAddress(FamilyAddressInput input);

  /// For others; empty: the hub listens for this machine only, or there is no network.
  std::string for_others() const;
  /// `for_others`, else the one that works on this machine.
  std::string anyhow() const;

  /// Looks whether the address has changed, and says so.
  bool look();

 private:
  std::string find() const;

  const FamilyAddressInput input_;
  mutable Mutex mutex_{LockRank::kHubState};
  std::string found_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace sunhall
