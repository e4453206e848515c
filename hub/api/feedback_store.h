// What families wrote, in a database file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/sqlite.h"

namespace sunhall {

inline constexpr std::size_t kFeedbackMax = 100'000;
/// Of all stills together; beyond it the oldest ones go, their texts stay.
inline constexpr std::uint64_t kStillsBytesMax = 256u << 20;

struct Feedback {
  std::int64_t id = 0;  // given by the database
  WallTime at{};
  std::string name{};  // whose invitation or account; empty: somebody in the house
  std::string role{};
  std::string text;
  std::string camera{};        // empty: none
  std::string picture_time{};  // as format_rfc3339 writes it; empty: none
  bool has_still = false;      // there is one, now
  std::optional<WallTime> handled_at{};
  std::string handled_by{};
};

struct FeedbackLimits {
  std::size_t count_max = kFeedbackMax;
  std::uint64_t stills_bytes_max = kStillsBytesMax;
};

/// The rows of `feedback.db`: added to, never changed but for who handled them, never deleted.
///
/// Threads: one at a time.
/// Blocks:  on the disk.
/// Errors:  as native/sqlite.h's; kUnsupported when there is no such row.
class FeedbackStore {
 public:
  static Result<FeedbackStore> open(const std::filesystem::path& file,
                                    const FeedbackLimits& limits = {});

  /// Adds one and gives its id; kExhausted when there are count_max.
  Result<std::int64_t> add(const Feedback& feedback, const std::vector<std::uint8_t>& still);
  /// The newest first.
  Result<std::vector<Feedback>> newest(std::size_t count_max);
  Result<std::vector<std::uint8_t>> still(std::int64_t id);
  /// Notes who has seen to it; the first one stays.
  Result<void> handle(std::int64_t id, const std::string& who, WallTime at);

 private:
  FeedbackStore(Database database, const FeedbackLimits& limits)
      : database_(std::move(database)), limits_(limits) {}
  Result<void> make_room(std::uint64_t bytes);

  Database database_;
  FeedbackLimits limits_;
};

}  // namespace sunhall
