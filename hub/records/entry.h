// One version of one thing, as the ledger keeps it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/model/records/record_meta.h"
#include "core/model/records/record_step.h"
#include "native/sha256.h"

namespace sunhall {

/// An entry on its way into the ledger: what the client says, and who the client is.
struct NewEntry {
  std::string id;    // made by the client: [A-Za-z0-9_-]{8,64}
  std::string kind;  // a word, as `kind_word` writes it
  RecordStep step = RecordStep::kAdd;
  std::string previous;  // the id of the version that it follows; empty for kAdd alone
  std::string reason;    // 1–200 characters for kCorrect and kWithdraw, else empty
  Date day{};            // the home's local day that the record is about
  ZonedTime made_at{};   // by the device's clock
  std::string body;      // canonical JSON: the whole new state of the thing; `{}` for kWithdraw
  std::string who;       // an account's name, or a sensor's id
  std::string role;      // a word, as `role_word` writes it; empty for sensors
  RecordSource source = RecordSource::kDesk;
};

/// An entry as it lies in the ledger.
struct StoredEntry {
  std::int64_t seq = 0;  // 1, 2, 3 …: the order of the chain
  std::string id;
  std::string thing;  // the id of its first version
  std::string kind;
  RecordStep step = RecordStep::kAdd;
  std::string previous;
  std::string reason;
  Date day{};
  ZonedTime made_at{};     // by the device's clock
  WallTime received_at{};  // by the hub's clock
  std::string who;
  std::string role;
  RecordSource source = RecordSource::kDesk;
  std::optional<std::string> body;  // canonical JSON; empty: erased after the keeping time
  Digest hash{};
  int version_count = 1;      // of its thing, up to this one
  bool is_corrected = false;  // this version or one before it is a correction
};

/// Where the chain ends.
struct ChainHead {
  std::int64_t seq = 0;  // 0: nothing was entered yet
  Digest hash{};

  friend bool operator==(const ChainHead&, const ChainHead&) = default;
};

inline constexpr std::size_t kReasonCharsMax = 200;
inline constexpr std::size_t kWhoCharsMax = 80;

}  // namespace sunhall
