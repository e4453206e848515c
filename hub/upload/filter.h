// The small set of filters in a mapping: `{checked_at|date:yyyy-MM-dd}`.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/json_document.h"
#include "hub/upload/field_path.h"

namespace sunhall {

/// Our words and a platform's codes; "*" stands for every other word.
using CodeTable = std::map<std::string, std::string, std::less<>>;
using CodeTables = std::map<std::string, CodeTable, std::less<>>;

enum class FilterKind : unsigned char {
  kTable,     // table:NAME     our word → the platform's code
  kDate,      // date:PATTERN   a time or date as text
  kEpoch,     // epoch:ms, epoch:s
  kNumber,    // number:N       rounded to N decimals
  kText,      // text, text:N   as text, a number with N decimals
  kBool,      // bool:YES,NO    the text of true, of false
  kJoin,      // join:SEPARATOR a list as one text
  kFirst,     // first          of a list
  kCount,     // count          of a list
  kHas,       // has:WORD       whether a list has a word
  kIs,        // is:WORD        whether it is a word
  kCut,       // cut:N          at most N characters
  kUpper,     // upper
  kLower,     // lower
  kMask,      // mask           王大明 → 王*
  kHash,      // hash:sm3, hash:sha256   as hexadecimal digits
  kPhoto,     // photo          as [photos] says: base64, an id, a part's name
  kDefault,   // default:TEXT   where nothing is recorded
  kRequired,  // required       without it the record cannot be sent
  kNull,      // null           null where nothing is recorded, else the key is left out
  kList,      // list           an empty list where nothing is recorded
};

struct Filter {
  FilterKind kind = FilterKind::kText;
  std::string argument{};
  std::size_t count = 0;  // kNumber, kText, kCut
  Json fallback{};        // kDefault: of the value's own type
};

/// Reads `date:yyyy-MM-dd`, checks that it can follow a value of this shape, and changes the shape
/// to what comes out.
///
/// Errors:  kBadInput: what is wrong and what would be right.
Result<Filter> read_filter(std::string_view text, FieldShape& shape, const CodeTables& tables);

/// What filters need beside their value.
struct FilterMeans {
  const CodeTables& tables;
  std::chrono::minutes offset{480};  // of the platform's clock
};

/// Applies a filter to a value; null says that nothing is recorded, and only kDefault and kList
/// make something of it. kPhoto is the renderer's.
///
/// Errors:  kBadInput, in words for people, when the value cannot be mapped.
Result<Json> apply_filter(const Filter& filter, const Json& value, const FilterMeans& means);

inline constexpr std::size_t kDecimalsMax = 6;
inline constexpr std::size_t kCutCharsMax = 4000;

}  // namespace sunhall
