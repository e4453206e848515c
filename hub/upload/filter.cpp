#include "hub/upload/filter.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "core/base/nearest.h"
#include "hub/upload/time_pattern.h"

namespace sunhall {
namespace {

enum class Argument : unsigned char { kNone, kMay, kMust };

struct FilterName {
  std::string_view name;
  FilterKind kind;
  Argument argument;
};
constexpr std::array<FilterName, 21> kNames{{{"table", FilterKind::kTable, Argument::kMust},
                                             {"date", FilterKind::kDate, Argument::kMust},
                                             {"epoch", FilterKind::kEpoch, Argument::kMust},
                                             {"number", FilterKind::kNumber, Argument::kMay},
                                             {"text", FilterKind::kText, Argument::kMay},
                                             {"bool", FilterKind::kBool, Argument::kMust},
                                             {"join", FilterKind::kJoin, Argument::kMust},
                                             {"first", FilterKind::kFirst, Argument::kNone},
                                             {"count", FilterKind::kCount, Argument::kNone},
                                             {"has", FilterKind::kHas, Argument::kMust},
                                             {"is", FilterKind::kIs, Argument::kMust},
                                             {"cut", FilterKind::kCut, Argument::kMust},
                                             {"upper", FilterKind::kUpper, Argument::kNone},
                                             {"lower", FilterKind::kLower, Argument::kNone},
                                             {"mask", FilterKind::kMask, Argument::kNone},
                                             {"hash", FilterKind::kHash, Argument::kMust},
                                             {"photo", FilterKind::kPhoto, Argument::kNone},
                                             {"default", FilterKind::kDefault, Argument::kMay},
                                             {"required", FilterKind::kRequired, Argument::kNone},
                                             {"null", FilterKind::kNull, Argument::kNone},
                                             {"list", FilterKind::kList, Argument::kNone}}};

tl::unexpected<Error> bad(const std::string& what) {
  return fail(ErrorKind::kBadInput, what);
}

bool is_number(FieldType type) {
  return type == FieldType::kNumber || type == FieldType::kWhole;
}
bool is_texty(FieldType type) {
  return type == FieldType::kText || type == FieldType::kWord || type == FieldType::kThing ||
         type == FieldType::kPhoto || type == FieldType::kTime || type == FieldType::kDate;
}

std::optional<std::size_t> read_count(std::string_view text, std::size_t count_max) {
  std::size_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count > count_max)
    return std::nullopt;
  return count;
}

/// Every word that a field can hold must have a code: found at the desk, not by the platform.
Result<void> check_table(const Filter& filter, const FieldShape& shape, const CodeTables& tables) {
  const auto found = tables.find(filter.argument);
  if (found == tables.end()) {
    std::vector<std::string_view> known;
    for (const auto& [name, table] : tables) known.push_back(name);
    const std::string_view nearest = nearest_word(filter.argument, known);
    return bad(
        "there is no [tables." + filter.argument + "]" +
        (nearest.empty() ? "; write one" : "; did you mean \"" + std::string(nearest) + "\"?"));
  }
  std::vector<std::string> words = shape.words;
  if (shape.type == FieldType::kFlag) words = {"true", "false"};
  for (const std::string& word : words) {
    if (found->second.contains(word) || found->second.contains("*")) continue;
    return bad("[tables." + filter.argument + "] has no code for \"" + word +
               "\"; add it, or \"*\" for every other");
  }
  return {};
}

Result<void> check_word(const Filter& filter, const FieldShape& shape) {
  if (shape.words.empty() ||
      std::find(shape.words.begin(), shape.words.end(), filter.argument) != shape.words.end())
    return {};
  std::string all;
  for (const std::string& word : shape.words) all += " " + word;
  return bad("\"" + filter.argument + "\" is not a word of this field; there are" + all);
}

/// Checks the argument and what the value is, and changes `shape` to what comes out.
class ShapeChecker {
 public:
  ShapeChecker(Filter& filter, FieldShape& shape, const CodeTables& tables)
      : filter_(filter), shape_(shape), tables_(tables) {}

  Result<void> check() {
    switch (filter_.kind) {
      case FilterKind::kTable:
        return gives_text(check_table(filter_, shape_, tables_));
      case FilterKind::kDate:
        return gives_text(
            needs(is_moment(), "a time or a date", check_time_pattern(filter_.argument)));
      case FilterKind::kEpoch:
        return gives(FieldType::kWhole,
                     needs(is_moment() && (filter_.argument == "ms" || filter_.argument == "s"),
                           "a time or date and epoch:ms or epoch:s"));
      case FilterKind::kNumber:
        return gives(FieldType::kNumber, needs(is_number(shape_.type) && has_count(kDecimalsMax),
                                               "a number, and number:N with N up to 6"));
      case FilterKind::kText:
        return gives_text(needs(has_count(kDecimalsMax), "text:N with N up to 6"));
      case FilterKind::kBool:
        return gives_text(needs(shape_.type == FieldType::kFlag && has_pair(),
                                "true or false, and two texts as in bool:1,0"));
      case FilterKind::kCut:
        return needs(is_texty(shape_.type) && has_count(kCutCharsMax), "a text, and cut:N");
      case FilterKind::kHash:
        return gives_text(
            needs(is_texty(shape_.type) && is_hash(), "a text, and hash:sm3 or hash:sha256"));
      case FilterKind::kPhoto:
        return gives_text(needs(shape_.type == FieldType::kPhoto, "a photo"));
      case FilterKind::kUpper:
      case FilterKind::kLower:
      case FilterKind::kMask:
        return gives_text(needs(is_texty(shape_.type), "a text"));
      case FilterKind::kIs:
        return gives(FieldType::kFlag, needs(is_texty(shape_.type) && !shape_.is_list,
                                             "a word or text", check_word(filter_, shape_)));
      case FilterKind::kDefault:
        return check_default();
      case FilterKind::kRequired:
      case FilterKind::kNull:
        return {};
      default:
        return check_list();
    }
  }

 private:
  Result<void> check_list() {
    const auto is_list = needs(shape_.is_list, "a list");
    if (!is_list) return is_list;
    if (filter_.kind == FilterKind::kList) return {};
    shape_.is_list = false;
    if (filter_.kind == FilterKind::kFirst) return {};
    if (filter_.kind == FilterKind::kCount) return gives(FieldType::kWhole, {});
    if (filter_.kind == FilterKind::kJoin) return gives_text({});
    return gives(FieldType::kFlag, check_word(filter_, shape_));
  }

  // A default stands for a value of the same type: a number has no default "unknown".
  Result<void> check_default() {
    filter_.fallback = filter_.argument;
    if (!is_number(shape_.type) && shape_.type != FieldType::kFlag) return {};
    const auto value = parse_json(filter_.argument, filter_.argument.size());
    const bool fits = value && (is_number(shape_.type) ? value->is_number() : value->is_boolean());
    if (fits) filter_.fallback = *value;
    return needs(fits, is_number(shape_.type) ? "a number behind default:"
                                              : "true or false behind default:");
  }

  bool is_moment() const {
    return shape_.type == FieldType::kTime || shape_.type == FieldType::kDate;
  }
  bool is_hash() const { return filter_.argument == "sm3" || filter_.argument == "sha256"; }
  bool has_pair() const {
    return std::count(filter_.argument.begin(), filter_.argument.end(), ',') == 1;
  }
  bool has_count(std::size_t count_max) {
    if (filter_.argument.empty()) return true;
    const auto count = read_count(filter_.argument, count_max);
    filter_.count = count.value_or(0);
    return count.has_value();
  }

  static Result<void> needs(bool is_there, std::string_view what, Result<void> further = {}) {
    if (!is_there) return bad("needs " + std::string(what));
    return further;
  }
  Result<void> gives(FieldType type, Result<void> checked) {
    shape_.type = type;
    shape_.words.clear();
    return checked;
  }
  Result<void> gives_text(Result<void> checked) {
    return gives(FieldType::kText, std::move(checked));
  }

  Filter& filter_;
  FieldShape& shape_;
  const CodeTables& tables_;
};

}  // namespace

Result<Filter> read_filter(std::string_view text, FieldShape& shape, const CodeTables& tables) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string_view name = text.substr(0, colon);
  const auto* found = std::find_if(kNames.begin(), kNames.end(),
                                   [&](const FilterName& known) { return known.name == name; });
  if (found == kNames.end()) {
    std::vector<std::string_view> known;
    std::string all;
    for (const FilterName& each : kNames) {
      known.push_back(each.name);
      all += " " + std::string(each.name);
    }
    const std::string_view nearest = nearest_word(name, known);
    return bad(
        "\"" + std::string(name) + "\" is no filter; " +
        (nearest.empty() ? "there are" + all : "did you mean \"" + std::string(nearest) + "\"?"));
  }
  std::string_view argument = colon < text.size() ? text.substr(colon + 1) : "";
  if (argument.size() >= 2 && argument.front() == '\'' && argument.back() == '\'')
    argument = argument.substr(1, argument.size() - 2);
  Filter filter{.kind = found->kind, .argument = std::string(argument)};
  if (found->argument == Argument::kNone && colon < text.size())
    return bad("filter " + std::string(name) + ": takes nothing behind a colon");
  if (found->argument == Argument::kMust && argument.empty())
    return bad("filter " + std::string(name) + ": needs something behind a colon");
  const auto checked = ShapeChecker(filter, shape, tables).check();
  if (!checked) return bad("filter " + std::string(name) + ": " + checked.error().what);
  return filter;
}

}  // namespace sunhall
