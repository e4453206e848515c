// The last good answer of a server, kept on disk for the day it is away.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// A document that once came from the source.
struct CachedAnswer {
  std::string body;
  WallTime fetched_at{};  // when the source last said so
};

/// One file with the last good answer of one source.
///
/// Shape:   a line `sunhall-KIND 1 SOURCE FETCHED_MS`, then the document as it came; SOURCE is a
///          hash of the address, because another home's records must never be shown; FETCHED_MS
///          counts from 1970 in UTC.
/// Threads: one.
class AnswerCache {
 public:
  /// Keeps nothing if `folder` is empty. `kind` names the file: `records`, `site`.
  AnswerCache(const std::string& folder, std::string_view kind, const std::string& address,
              std::size_t bytes_max);

  /// Reads what was kept; empty if there is nothing, or nothing of this address.
  std::optional<CachedAnswer> load() const;

  /// Keeps an answer: after a power cut it is there as a whole, or the one before it is.
  ///
  /// Blocks:  on the disk.
  /// Errors:  kUnavailable if the folder or the disk refuses.
  Result<void> keep(const CachedAnswer& answer) const;

 private:
  std::string head() const;

  std::string file_;  // empty: keep nothing
  std::string kind_;
  std::string source_;
  std::size_t bytes_max_;
};

}  // namespace sunhall
