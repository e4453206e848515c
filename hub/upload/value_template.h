// What a platform wants to have, as JSON with `{field|filter}` in its leaves.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hub/upload/expression.h"
#include "native/toml_fields.h"

namespace sunhall {

/// A tree like the JSON that comes out of it.
struct ValueTemplate {
  enum class Kind : unsigned char {
    kFixed,   // a number, true or false
    kText,    // a text, with or without expressions
    kList,    // of templates
    kObject,  // of members
    kEach,    // a list: the members once for each row or thing of `each`
  };
  Kind kind = Kind::kObject;
  Json fixed{};
  TextTemplate text{};
  std::vector<ValueTemplate> list{};
  std::vector<std::pair<std::string, ValueTemplate>> members{};
  FieldPath each{};                    // kEach
  std::optional<FieldPath> only_if{};  // left out where this is not recorded
};

/// Where a template stands, and what its names may mean.
struct TemplatePlace {
  TomlFields& fields;  // complains
  std::string key;     // of the template in its table
  NameScope scope;
  const CodeTables& tables;
};

/// Reads a template from a table's value; what is wrong goes into the log with its line.
ValueTemplate read_value_template(const toml::node& node, const TemplatePlace& place);

/// Every path that a template names, in its order.
std::vector<const FieldPath*> paths_of(const ValueTemplate& value);

/// Every expression in it.
std::vector<const Expression*> expressions_of(const ValueTemplate& value);

inline constexpr int kTemplateDepthMax = 8;
inline constexpr std::size_t kTemplateMembersMax = 200;  // of one object or list

}  // namespace sunhall
