// Bodies that were read before: an entry's never changes.
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

/// About 30 MB: the deliveries and checks that a year's day books look back to.
inline constexpr std::size_t kCachedBodiesMax = 20'000;

/// The bodies of entries, read once; the first ones in are the first ones out.
///
/// Threads: one at a time.
class BodyCache {
 public:
  explicit BodyCache(std::size_t count_max = kCachedBodiesMax) : count_max_(count_max) {}

  /// The body of an entry that has one; it stays valid while somebody holds it.
  ///
  /// Errors:  kInternal, with the seq, for a body that its own kind cannot read.
  Result<std::shared_ptr<const RecordBody>> read(const StoredEntry& entry);

  std::size_t count() const { return bodies_.size(); }

 private:
  std::size_t count_max_;
  std::unordered_map<std::int64_t, std::shared_ptr<const RecordBody>> bodies_;
  std::deque<std::int64_t> order_;
};

}  // namespace sunhall
