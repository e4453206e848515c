// What went wrong, or was left out, while a document was read.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

/// More warnings than this are only counted: one bad source must not fill a log.
inline constexpr std::size_t kReadWarningsMax = 50;

/// The first error and the first warnings of one reading; neither ever holds a value.
class ReadLog {
 public:
  /// Keeps the first error only: what follows is often its consequence.
  void fail_at(std::string_view place, std::string_view what);
  void warn_at(std::string_view place, std::string_view what);
  /// Warns and counts something that must not be public.
  void drop_at(std::string_view place, std::string_view what);

  const std::optional<Error>& error() const { return error_; }
  int dropped_count() const { return dropped_count_; }
  /// The warnings, with a last line for those over the limit.
  std::vector<std::string> take_warnings();

 private:
  std::optional<Error> error_;
  std::vector<std::string> warnings_;
  std::size_t surplus_count_ = 0;
  int dropped_count_ = 0;
};

}  // namespace sunhall
