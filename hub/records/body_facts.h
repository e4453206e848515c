// What the ledger must know of a body: by what it is found, and how long it is kept.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

/// What a key's value is.
enum class KeyRole : unsigned char {
  kName,      // of a person, supplier, product, dish or store: as written
  kPerson,    // a thing
  kSupplier,  // a thing, or a name as written
  kProduct,   // a thing, or a name as written
  kBatch,     // as written
  kDish,      // a thing, or a name as written
  kUsed,      // a delivery's thing that went into a dish of a meal; `part` is the dish's name
  kMeal,      // a thing; `part` is the dish's name
  kStore,     // a thing
  kPhoto,     // 64 hexadecimal digits
};

struct SearchKey {
  KeyRole role = KeyRole::kName;
  std::string value;
  std::string part{};  // of what in the body it is about; empty: of the whole

  friend auto operator<=>(const SearchKey&, const SearchKey&) = default;
};

/// From which day a body's keeping time counts, and which one it is.
enum class KeepRule : unsigned char {
  kForGood,    // as long as the home works: master data
  kShelfLife,  // purchases with a shelf life
  kPlain,      // all others
};

struct BodyFacts {
  std::vector<SearchKey> keys;  // sorted, each once
  KeepRule keep_rule = KeepRule::kPlain;
  std::optional<Date> keep_from;  // empty: from the day that the record is about
};

/// Reads a body's facts.
///
/// Errors:  kBadInput, in words for people, for a body that is not of its kind.
using BodyReader = std::function<Result<BodyFacts>(std::string_view kind, std::string_view body)>;

/// The facts of the kinds of core/model/records.
Result<BodyFacts> read_body_facts(std::string_view kind, std::string_view body);

/// Writes `name person supplier product batch dish used meal store photo`.
std::string_view key_word(KeyRole role);
/// Writes `for_good shelf_life plain`.
std::string_view keep_word(KeepRule rule);

/// A text as it is compared: Latin letters in lower case, without blanks.
std::string fold_key(std::string_view text);

}  // namespace sunhall
