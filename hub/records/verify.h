// Whether the records are still what they were when they were entered.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/records/body_facts.h"
#include "hub/records/entry.h"

namespace sunhall {

struct RecordFinding {
  std::string place;  // `entry 12`, `photo ab12…`, `records.head` …
  std::string what;   // in plain words, one line
};

struct VerifyReport {
  std::uint64_t entry_count = 0;
  std::uint64_t erased_count = 0;       // of them: the body is gone, the link is checked
  std::uint64_t reading_count = 0;      // in sealed hours
  std::uint64_t photo_count = 0;        // whose bytes were read
  ChainHead head;                       // to be held against a printed sheet or the log
  std::vector<RecordFinding> findings;  // at most kRecordFindingsMax, in order of the chain
  std::uint64_t finding_count = 0;
};

struct VerifyOptions {
  bool reads_photos = true;
  BodyReader read_body = &read_body_facts;
};

/// Called now and then with entries done and all; false ends the check.
using VerifyCallback = std::function<bool(std::uint64_t done, std::uint64_t total)>;

/// Recomputes every link, every seal and everything that is derived from entries.
///
/// What it cannot see: a chain that somebody made anew from a row on, together with records.head;
/// for that stand the hashes on paper and in the machine's log. docs/records.md, "What the chain
/// proves".
///
/// Threads: any, while a hub writes or not.
/// Blocks:  on the disk, seconds for a year.
/// Errors:  kUnavailable when the database cannot be read.
Result<VerifyReport> verify_records(const std::filesystem::path& folder,
                                    const VerifyOptions& options, const VerifyCallback& progress);

inline constexpr std::size_t kRecordFindingsMax = 1000;

}  // namespace sunhall
