// A person's name as anybody may read it: masked, or whole with that person's consent.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// A person's recorded consent to show the whole name.
///
/// Source:  PIPL 2021 §13–15: informed (which text), provable (when), revocable.
struct Consent {
  std::string text_version;  // which text the person agreed to, for example 2026-01
  ZonedTime given_at{};
  std::optional<ZonedTime> withdrawn_at;

  friend bool operator==(const Consent&, const Consent&) = default;
};

/// A name that may be public; there is no other way to make one than the two functions below.
class PublicName {
 public:
  /// Names nobody: `text()` is empty.
  PublicName() = default;

  /// Masks a name: the surname and one star, whatever the length of the rest.
  ///
  /// Shape:   王大明 → 王*, 欧阳娜娜 → 欧阳*, 阿依古丽·买买提 → 阿*, Anna Smith → A*; a name that
  /// is
  ///          masked already stays as it is; anything that does not begin with a letter → *.
  /// Source:  docs/decisions/0011-masked-names.md, why always one star.
  static PublicName masked(std::string_view full_name);

  /// Keeps the whole name, because its owner agreed.
  ///
  /// Errors:  kBadInput if the consent names no text, is withdrawn, or is given after `as_of`.
  static Result<PublicName> with_consent(std::string_view full_name, Consent consent,
                                         const ZonedTime& as_of);

  /// What a screen may show.
  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  /// Set if `text()` is a whole name.
  const std::optional<Consent>& consent() const { return consent_; }

  friend bool operator==(const PublicName&, const PublicName&) = default;

 private:
  std::string text_;
  std::optional<Consent> consent_;
};

}  // namespace sunhall
