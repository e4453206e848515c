// Whether the store still is what it was when its files were sealed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

struct StoreFinding {
  std::string path;  // relative to the store's folder; a stream's word where no file is meant
  std::string what;  // in plain words, one line
};

struct CheckReport {
  std::uint64_t file_count = 0;
  std::uint64_t segment_count = 0;
  std::uint64_t bytes = 0;       // that were read
  std::uint64_t open_count = 0;  // files that are not sealed yet: only their segments were checked
  std::vector<StoreFinding> findings;  // at most kFindingsMax
  std::uint64_t finding_count = 0;
};

struct CheckProgress {
  std::uint64_t file_count = 0;  // done
  std::uint64_t file_total = 0;
  std::uint64_t bytes = 0;  // read
};

/// Called after each file; false ends the check.
using CheckCallback = std::function<bool(const CheckProgress&)>;

/// Reads all files: size, hash, chain, and that each indexed segment is made of whole parts and
/// begins with a keyframe; looks for files that the index does not know, and for breaks in the
/// chains.
///
/// Threads: any, while a hub records or not; what retention deletes meanwhile is no finding.
/// Blocks:  on the disk, for as long as it takes to read everything.
/// Errors:  kUnavailable when the index cannot be read.
Result<CheckReport> check_store(const std::filesystem::path& folder, const CheckCallback& progress);

inline constexpr std::size_t kFindingsMax = 1000;

}  // namespace sunhall
