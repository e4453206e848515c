// Texts of a mapping with `{field|filter}` in them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/upload/field_path.h"
#include "hub/upload/filter.h"

namespace sunhall {

struct Expression {
  FieldPath path;
  std::vector<FieldPath> others{};  // looked at in turn where `path` is not recorded
  std::vector<Filter> filters;
  FieldShape shape;          // of what comes out
  bool is_required = false;  // without it the record cannot be sent
  bool gives_null = false;   // null where nothing is recorded
};

/// Fixed text, or an expression.
struct TextPiece {
  std::string fixed{};
  std::optional<Expression> expression{};
};

using TextTemplate = std::vector<TextPiece>;

/// Reads `晨检 {checked_at|date:HH:mm}` and `{supplier_name/supplier.name}`, the first that is
/// recorded; `{{` and `}}` stand for braces. A filter's argument in single quotes may hold `|`, `}`
/// and blanks at its ends.
///
/// Errors:  kBadInput that names the field or filter, and what would be right.
Result<TextTemplate> read_text_template(std::string_view text, const NameScope& scope,
                                        const CodeTables& tables);

inline constexpr std::size_t kTemplateBytesMax = 4096;  // of one text

}  // namespace sunhall
