#include "native/toml_fields.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <sstream>
#include <utility>

#include "core/base/nearest.h"
#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr std::size_t kPlainKeyCharsMax = 32;

std::string shown(double number) {
  std::ostringstream text;
  text << number;
  return text.str();
}

/// A key as people write it; anything else might be an address with a password.
bool is_plain_key(std::string_view key) {
  return key.size() <= kPlainKeyCharsMax && std::all_of(key.begin(), key.end(), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
         });
}

}  // namespace

std::string not_one_of(std::string_view typed, std::span<const std::string_view> known,
                       std::string_view all) {
  const std::string_view nearest = nearest_word(typed, known);
  if (nearest.empty()) return "is not one of " + std::string(all);
  return "\"" + std::string(typed) + "\" is not one of " + std::string(all) + "; did you mean \"" +
         std::string(nearest) + "\"?";
}

TomlFields::TomlFields(const toml::table& table, std::string path,
                       std::initializer_list<std::string_view> known, TomlReading& reading)
    : TomlFields(table, std::move(path), std::span(known.begin(), known.size()), reading) {}

TomlFields::TomlFields(const toml::table& table, std::string path,
                       std::span<const std::string_view> known, TomlReading& reading)
    : table_(table), path_(std::move(path)), reading_(reading) {
  for (const auto& [key, value] : table_) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::string_view nearest = nearest_word(key.str(), known);
    fail_at(is_plain_key(key.str()) ? key.str() : "(a key in quotes)",
            "is not known here; " +
                (nearest.empty() ? "take it out or look it up in " + std::string(reading_.docs)
                                 : "did you mean \"" + std::string(nearest) + "\"?"),
            &value);
  }
}

std::string TomlFields::place(std::string_view key, const toml::node* node) const {
  if (node == nullptr) node = table_.get(key);
  const auto line = node != nullptr ? node->source().begin.line : table_.source().begin.line;
  return reading_.file_name + ":" + std::to_string(std::max<std::size_t>(line, 1)) + ": " +
         (path_.empty() ? "" : path_ + ".") + std::string(key);
}

void TomlFields::fail_at(std::string_view key, std::string_view what, const toml::node* node) {
  reading_.log.fail_at(place(key, node), what);
}

void TomlFields::warn_at(std::string_view key, std::string_view what) {
  reading_.log.warn_at(place(key, nullptr), what);
}

void TomlFields::require(std::string_view key, std::string_view how) {
  if (!has(key)) fail_at(key, "is missing; write " + std::string(how));
}

void TomlFields::fail_type(std::string_view key, std::string_view wanted) {
  fail_at(key, std::string(wanted) + " is expected here");
}

const std::string* TomlFields::string_at(std::string_view key) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return nullptr;
  if (const auto* text = node->as_string()) return &text->get();
  fail_type(key, "a text in quotes");
  return nullptr;
}

std::string TomlFields::text(std::string_view key, std::size_t chars_max) {
  const std::string* raw = string_at(key);
  if (raw == nullptr) return {};
  std::string text = clean_line(*raw);
  if (text.empty()) fail_at(key, "is empty; write something or take the line out");
  if (count_chars(text) > chars_max) {
    fail_at(key, "is longer than " + std::to_string(chars_max) + " characters");
  }
  return text;
}

std::string TomlFields::raw_text(std::string_view key) {
  const std::string* raw = string_at(key);
  if (raw == nullptr) return {};
  if (raw->empty()) fail_at(key, "is empty; write something or take the line out");
  if (raw->find('\0') != std::string::npos) fail_at(key, "holds a NUL character");
  return *raw;
}

std::optional<double> TomlFields::number(std::string_view key, const TomlRange& range) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return std::nullopt;
  const auto number = node->value<double>();
  if (!number || !node->is_number()) {
    fail_type(key, "a number without quotes");
    return std::nullopt;
  }
  if (std::isfinite(*number) && *number >= range.lowest && *number <= range.highest) return number;
  fail_at(key, "is not between " + shown(range.lowest) + " and " + shown(range.highest));
  return std::nullopt;
}

std::optional<bool> TomlFields::boolean(std::string_view key) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) fail_type(key, "true or false");
  return node->value_exact<bool>();
}

std::optional<int> TomlFields::integer(std::string_view key, const TomlRange& range) {
  const toml::node* node = table_.get(key);
  if (node != nullptr && !node->is_integer()) {
    fail_type(key, "a whole number without quotes");
    return std::nullopt;
  }
  const auto value = number(key, range);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<std::array<int, 2>> TomlFields::span(std::string_view key, const TomlRange& range,
                                                   std::string_view what) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return std::nullopt;
  const toml::array* list = node->as_array();
  if (list == nullptr || list->size() != 2) {
    fail_at(key, "must be " + std::string(what));
    return std::nullopt;
  }
  std::array<int, 2> ends{};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    const toml::node& item = *list->get(i);
    const auto number = item.value_exact<std::int64_t>();
    if (!number || static_cast<double>(*number) < range.lowest ||
        static_cast<double>(*number) > range.highest) {
      fail_at(key,
              "holds something that is no whole number between " + shown(range.lowest) + " and " +
                  shown(range.highest) + "; write " + std::string(what),
              &item);
      return std::nullopt;
    }
    ends.at(i) = static_cast<int>(*number);
  }
  return ends;
}

std::optional<Date> TomlFields::date(std::string_view key) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return std::nullopt;
  if (const auto* local = node->as_date()) {
    const toml::date& value = local->get();
    return Date(std::chrono::year(value.year), std::chrono::month(value.month),
                std::chrono::day(value.day));
  }
  const auto* text = node->as_string();
  const auto date = text != nullptr ? parse_date(text->get()) : parse_date("");
  if (date) return *date;
  fail_at(key, date.error().what);
  return std::nullopt;
}

std::vector<TomlFields::Line> TomlFields::texts(std::string_view key, std::size_t rows_max) {
  std::vector<Line> lines;
  const toml::node* node = table_.get(key);
  if (node == nullptr) return lines;
  const toml::array* list = node->as_array();
  if (list == nullptr || list->size() > rows_max) {
    fail_type(key, "a list of at most " + std::to_string(rows_max) + " texts, like [\"…\"],");
    return lines;
  }
  for (const toml::node& item : *list) {
    if (const auto* text = item.as_string()) {
      lines.push_back({text->get(), &item});
    } else {
      fail_at(key, "only texts in quotes can stand in this list", &item);
    }
  }
  return lines;
}

std::vector<const toml::table*> TomlFields::tables(std::string_view key, std::size_t rows_max) {
  std::vector<const toml::table*> rows;
  const toml::node* node = table_.get(key);
  if (node == nullptr) return rows;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    fail_at(key, "write [[" + std::string(key) + "]] with two brackets before each one");
    return rows;
  }
  if (list->size() > rows_max) {
    fail_at(key, "stands here " + std::to_string(list->size()) + " times, at most " +
                     std::to_string(rows_max) + " are allowed");
    return rows;
  }
  for (const toml::node& item : *list) {
    if (const toml::table* row = item.as_table()) {
      rows.push_back(row);
    } else {
      fail_at(key, "only tables can stand in this list", &item);
    }
  }
  return rows;
}

const toml::table* TomlFields::table(std::string_view key) {
  const toml::node* node = table_.get(key);
  if (node == nullptr) return nullptr;
  if (const toml::table* table = node->as_table()) return table;
  fail_at(key, "write [" + std::string(key) + "] on a line of its own, its keys below");
  return nullptr;
}

}  // namespace sunhall
