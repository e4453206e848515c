// A name such as `person.name` in a mapping, checked against what records can hold.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/json_document.h"
#include "core/model/records/record_kind.h"

namespace sunhall {

/// What stands behind a name.
enum class FieldType : unsigned char {
  kText,
  kNumber,
  kWhole,
  kFlag,
  kTime,    // RFC 3339
  kDate,    // 2026-11-24
  kWord,    // one of a few
  kThing,   // id of another record
  kPhoto,   // SHA-256 of a photo
  kObject,  // not a value: a name of its inside has to follow
  kRows,    // a list of objects: `$each` walks it
};

struct FieldShape {
  FieldType type = FieldType::kText;
  bool is_list = false;              // of such values
  std::vector<std::string> words{};  // kWord: all of them
};

/// One step from a record towards a value. A list on the way makes a list of what follows.
struct PathStep {
  enum class Kind : unsigned char {
    kKey,     // a key of the object at hand
    kFollow,  // from the id of a record to that record
    kBody,    // back to the record's own body, out of a row
    kMeta,    // all of the record but its body; a name of it follows as `key`
    kSite,    // of the home: id, name
    kValue,   // of [values] in the mapping
    kOwn,     // what the caller has: user, password, method …
    kItem,    // the single value at hand, inside `$each`
  };
  Kind kind = Kind::kKey;
  std::string key{};
  RecordKind target = RecordKind::kPerson;  // kFollow
};

struct FieldPath {
  std::vector<PathStep> steps;
  FieldShape shape;
  std::string text;  // as it was written
};

/// Which names mean something at one place of a mapping.
struct NameScope {
  std::optional<RecordKind> kind{};  // whose fields; empty: no record
  const Json* row = nullptr;         // inside `$each`: the row's properties, before the body's
  const std::set<std::string>* values = nullptr;  // [values]; may be null
  std::vector<std::string_view> own{};            // for example user, password
  std::optional<FieldShape> item{};               // inside `$each` of single values: what `item` is
};

/// Finds what a name means.
///
/// Errors:  kBadInput: `"temprature_c" is not a field of morning_check; did you mean …?`.
Result<FieldPath> find_field(std::string_view text, const NameScope& scope);

/// What a name inside `$each` is looked up in: the row's properties for kRows, none for a list of
/// things, whose records are then the scope.
const Json* row_properties(const FieldPath& path, const NameScope& scope);

/// Which kind of record a list of things names; empty: the path ends elsewhere.
std::optional<RecordKind> thing_kind(const FieldPath& path);

/// A kind's fields as JSON Schema properties; lives for ever.
const Json& fields_of(RecordKind kind);

/// Fields that say something of somebody's health: they leave the house only where a mapping names
/// them, and a dry run lists them.
bool is_about_health(RecordKind kind, std::string_view field);

inline constexpr std::size_t kPathStepsMax = 6;

}  // namespace sunhall
