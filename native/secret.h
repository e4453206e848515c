// A password or token that cannot slip into a log by accident.
#pragma once

#include <string>
#include <utility>

namespace sunhall {

/// A secret string: it has no stream operator and no formatter, only `reveal()`.
class Secret {
 public:
  Secret() = default;
  explicit Secret(std::string text) : text_(std::move(text)) {}
  bool empty() const { return text_.empty(); }
  /// The text itself, for the one call that must send it.
  const std::string& reveal() const { return text_; }

 private:
  std::string text_;
};

}  // namespace sunhall
