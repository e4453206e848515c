// The last good answer, kept on disk for the day the source is away.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// A document that once came from the source.
struct CachedRecords {
  std::string body;
  WallTime fetched_at{};  // when the source last said so
};

/// One file with the last good answer of one source.
///
/// Shape:   a line `sunhall-records 1 SOURCE FETCHED_MS`, then the document as it came; SOURCE is a
///          hash of the address, because another home's records must never be shown; FETCHED_MS
///          counts from 1970 in UTC.
/// Threads: one.
class RecordsCache {
 public:
  /// Keeps nothing if `folder` is empty.
  RecordsCache(const std::string& folder, const std::string& address);

  /// Reads what was kept; empty if there is nothing, or nothing of this address.
  std::optional<CachedRecords> load() const;

  /// Keeps an answer: after a power cut it is there as a whole, or the one before it is.
  ///
  /// Blocks:  on the disk.
  /// Errors:  kUnavailable if the folder or the disk refuses.
  Result<void> keep(const CachedRecords& records) const;

 private:
  std::string head() const;

  std::string file_;  // empty: keep nothing
  std::string source_;
};

}  // namespace sunhall
