#include "hub/upload/value_template.h"

#include <string_view>

namespace sunhall {
namespace {

constexpr std::string_view kEachKey = "$each";
constexpr std::string_view kIfKey = "$if";

class TemplateReader {
 public:
  explicit TemplateReader(const TemplatePlace& place) : place_(place) {}

  ValueTemplate read(const toml::node& node, const NameScope& scope, int depth) {
    if (depth > kTemplateDepthMax) {
      complain(node, "is nested deeper than " + std::to_string(kTemplateDepthMax));
      return {};
    }
    if (const auto* text = node.as_string()) return read_text(node, text->get(), scope);
    if (const auto* list = node.as_array()) return read_list(*list, scope, depth);
    if (const auto* table = node.as_table()) return read_table(*table, scope, depth);
    ValueTemplate value{.kind = ValueTemplate::Kind::kFixed};
    if (const auto* whole = node.as_integer()) {
      value.fixed = whole->get();
    } else if (const auto* number = node.as_floating_point()) {
      value.fixed = number->get();
    } else if (const auto* flag = node.as_boolean()) {
      value.fixed = flag->get();
    } else {
      complain(node, "put dates and times in quotes");
    }
    return value;
  }

 private:
  ValueTemplate read_text(const toml::node& node, const std::string& text, const NameScope& scope) {
    ValueTemplate value{.kind = ValueTemplate::Kind::kText};
    auto read = read_text_template(text, scope, place_.tables);
    if (read) {
      value.text = std::move(*read);
    } else {
      complain(node, read.error().what);
    }
    return value;
  }

  ValueTemplate read_list(const toml::array& list, const NameScope& scope, int depth) {
    ValueTemplate value{.kind = ValueTemplate::Kind::kList};
    if (list.size() > kTemplateMembersMax) complain(list, "has too many members");
    for (const toml::node& item : list) value.list.push_back(read(item, scope, depth + 1));
    return value;
  }

  ValueTemplate read_table(const toml::table& table, const NameScope& scope, int depth) {
    ValueTemplate value{.kind = ValueTemplate::Kind::kObject};
    if (table.size() > kTemplateMembersMax) complain(table, "has too many members");
    if (const toml::node* node = table.get(kIfKey)) value.only_if = read_path(*node, scope);
    NameScope inner = scope;
    if (const toml::node* node = table.get(kEachKey)) {
      value.kind = ValueTemplate::Kind::kEach;
      const auto path = read_path(*node, scope);
      if (!path) return value;
      if (!path->shape.is_list) complain(*node, "names no list");
      inner = scope_of_rows(*path, scope);
      value.each = *path;
    }
    for (const auto& [key, node] : table) {
      if (key.str() == kEachKey || key.str() == kIfKey) continue;
      if (key.str().starts_with('$')) complain(node, "there are $each and $if only");
      value.members.emplace_back(std::string(key.str()), read(node, inner, depth + 1));
    }
    return value;
  }

  static NameScope scope_of_rows(const FieldPath& path, const NameScope& scope) {
    NameScope inner = scope;
    if (path.shape.type == FieldType::kRows) {
      inner.row = row_properties(path, scope);
      // Rows of another record belong to it.
      for (const PathStep& step : path.steps)
        if (step.kind == PathStep::Kind::kFollow) inner.kind = step.target;
    } else if (const auto kind = thing_kind(path)) {
      inner.kind = kind;
      inner.row = nullptr;
    } else {
      inner.item = path.shape;
      inner.item->is_list = false;
    }
    return inner;
  }

  std::optional<FieldPath> read_path(const toml::node& node, const NameScope& scope) {
    const auto* text = node.as_string();
    if (text == nullptr) {
      complain(node, "a field's name in quotes is expected here");
      return std::nullopt;
    }
    auto path = find_field(text->get(), scope);
    if (path) return std::move(*path);
    complain(node, path.error().what);
    return std::nullopt;
  }

  void complain(const toml::node& node, const std::string& what) {
    place_.fields.fail_at(place_.key, what, &node);
  }

  const TemplatePlace& place_;
};

/// Calls `see` for the value and all that is in it.
template <class See>
void walk(const ValueTemplate& value, const See& see) {
  see(value);
  for (const ValueTemplate& item : value.list) walk(item, see);
  for (const auto& [key, member] : value.members) walk(member, see);
}

}  // namespace

ValueTemplate read_value_template(const toml::node& node, const TemplatePlace& place) {
  return TemplateReader(place).read(node, place.scope, 0);
}

std::vector<const Expression*> expressions_of(const ValueTemplate& value) {
  std::vector<const Expression*> expressions;
  walk(value, [&](const ValueTemplate& each) {
    for (const TextPiece& piece : each.text)
      if (piece.expression) expressions.push_back(&*piece.expression);
  });
  return expressions;
}

std::vector<const FieldPath*> paths_of(const ValueTemplate& value) {
  std::vector<const FieldPath*> paths;
  for (const Expression* expression : expressions_of(value)) {
    paths.push_back(&expression->path);
    for (const FieldPath& other : expression->others) paths.push_back(&other);
  }
  walk(value, [&](const ValueTemplate& each) {
    if (each.kind == ValueTemplate::Kind::kEach) paths.push_back(&each.each);
  });
  return paths;
}

}  // namespace sunhall
