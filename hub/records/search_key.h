// By what a body can be found.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

/// What a key's value is.
enum class KeyRole : unsigned char {
  kName,      // of a person, supplier, product, dish, store: as written
  kPerson,    // a thing, or a name as written
  kSupplier,  // a thing, or a name as written
  kProduct,   // a thing, or a name as written
  kBatch,     // as written
  kDish,      // a thing, or a name as written
  kUsed,      // a delivery's thing that went into a dish of a meal; `part` is the dish's name
  kMeal,      // a thing
  kStore,     // a thing
  kPhoto,     // 64 hexadecimal digits
};

struct SearchKey {
  KeyRole role = KeyRole::kName;
  std::string value;
  std::string part{};  // of what in the body it is about; empty: of the whole

  friend auto operator<=>(const SearchKey&, const SearchKey&) = default;
};

/// Reads a body's keys.
///
/// Errors:  kBadInput, in words for people, for a body that is not of its kind.
using KeyReader =
    std::function<Result<std::vector<SearchKey>>(std::string_view kind, std::string_view body)>;

/// The keys of the kinds of core/model/records, sorted, each once.
Result<std::vector<SearchKey>> read_search_keys(std::string_view kind, std::string_view body);

std::string_view key_word(KeyRole role);

/// A text as it is compared: without blanks at its ends, Latin letters in lower case.
std::string fold_key(std::string_view text);

}  // namespace sunhall
