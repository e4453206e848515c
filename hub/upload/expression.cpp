#include "hub/upload/expression.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

tl::unexpected<Error> bad(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Where a character stands outside single quotes; npos: nowhere.
std::size_t find_outside_quotes(std::string_view text, char wanted) {
  bool is_quoted = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\'') is_quoted = !is_quoted;
    if (text[at] == wanted && !is_quoted) return at;
  }
  return std::string_view::npos;
}

/// Reads `supplier_name/supplier.name`: names of the same type.
Result<Expression> read_names(std::string_view text, const NameScope& scope) {
  Expression expression;
  for (bool is_first = true; is_first || !text.empty(); is_first = false) {
    const std::size_t slash = std::min(text.find('/'), text.size());
    const std::string_view name = trim(text.substr(0, slash));
    auto path = find_field(name, scope);
    if (!path) return tl::unexpected<Error>(path.error());
    if (path->shape.type == FieldType::kRows)
      return bad("\"" + std::string(name) +
                 "\" is a list of groups; use $each, or name a field of it");
    if (is_first) expression.shape = path->shape;
    if (path->shape.type != expression.shape.type ||
        path->shape.is_list != expression.shape.is_list)
      return bad("\"" + std::string(name) + "\" is of another type than \"" + expression.path.text +
                 "\"");
    if (is_first) {
      expression.path = std::move(*path);
    } else {
      expression.others.push_back(std::move(*path));
    }
    text.remove_prefix(std::min(slash + 1, text.size()));
  }
  return expression;
}

Result<Expression> read_expression(std::string_view text, const NameScope& scope,
                                   const CodeTables& tables) {
  std::size_t bar = std::min(find_outside_quotes(text, '|'), text.size());
  const std::string_view name = trim(text.substr(0, bar));
  if (name.empty()) return bad("a field's name has to stand between { and }");
  auto named = read_names(name, scope);
  if (!named) return named;
  Expression expression = std::move(*named);
  while (bar < text.size()) {
    text.remove_prefix(bar + 1);
    bar = std::min(find_outside_quotes(text, '|'), text.size());
    auto filter = read_filter(trim(text.substr(0, bar)), expression.shape, tables);
    if (!filter) return bad("{" + std::string(name) + "}: " + filter.error().what);
    expression.is_required |= filter->kind == FilterKind::kRequired;
    expression.gives_null |= filter->kind == FilterKind::kNull;
    expression.filters.push_back(std::move(*filter));
  }
  return expression;
}

}  // namespace

Result<TextTemplate> read_text_template(std::string_view text, const NameScope& scope,
                                        const CodeTables& tables) {
  if (text.size() > kTemplateBytesMax)
    return bad("is longer than " + std::to_string(kTemplateBytesMax) + " bytes");
  TextTemplate pieces;
  std::string fixed;
  while (!text.empty()) {
    if (text.starts_with("{{") || text.starts_with("}}")) {
      fixed += text.front();
      text.remove_prefix(2);
    } else if (text.front() == '}') {
      return bad("a } stands alone; write }} for a brace");
    } else if (text.front() != '{') {
      fixed += text.front();
      text.remove_prefix(1);
    } else {
      const std::size_t end = find_outside_quotes(text, '}');
      if (end == std::string_view::npos) return bad("a { has no } behind it; write {{ for a brace");
      auto expression = read_expression(text.substr(1, end - 1), scope, tables);
      if (!expression) return tl::unexpected<Error>(expression.error());
      if (!fixed.empty()) pieces.push_back({.fixed = std::exchange(fixed, {})});
      pieces.push_back({.expression = std::move(*expression)});
      text.remove_prefix(end + 1);
    }
  }
  if (!fixed.empty() || pieces.empty()) pieces.push_back({.fixed = std::move(fixed)});
  return pieces;
}

}  // namespace sunhall
