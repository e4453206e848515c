// Entries that were read before: they never change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>

#include "core/base/result.h"
#include "core/model/records/record_body.h"
#include "hub/records/entry.h"

namespace sunhall {

/// About 40 MB: the deliveries and checks that a year's day books look back to.
inline constexpr std::size_t kCachedEntriesMax = 20'000;

/// Entries as the rules take them, parsed once; the first ones in are the first ones out.
///
/// Threads: one at a time.
class BodyCache {
 public:
  using Cached = std::shared_ptr<const AnyEntry>;  // stays valid while somebody holds it

  explicit BodyCache(std::size_t count_max = kCachedEntriesMax) : count_max_(count_max) {}

  /// Null when it has not been read.
  Cached find(std::int64_t seq) const;

  /// Parses and keeps an entry that has a body.
  ///
  /// Errors:  kInternal, with the seq, for a body that its own kind cannot read.
  Result<Cached> add(const StoredEntry& entry);

  std::size_t count() const { return entries_.size(); }

 private:
  std::size_t count_max_;
  std::unordered_map<std::int64_t, Cached> entries_;
  std::deque<std::int64_t> order_;
};

/// An entry's head as the rules take it; both its times are in the zone of the device.
RecordMeta to_meta(const StoredEntry& entry);

}  // namespace sunhall
