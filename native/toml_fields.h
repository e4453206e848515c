// One table of a TOML file, asked for its keys one by one; every complaint names file and line.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "core/model/read_log.h"

// What is wrong comes back as a value.
#define TOML_EXCEPTIONS 0
#include "native/toml.h"

namespace sunhall {

/// A file under way: its name for messages, and what was found wrong so far.
struct TomlReading {
  std::string file_name;
  ReadLog log;
  std::string_view docs = "docs/site-format.md";  // where every key is explained
};

/// A word in a file and the value of an enum that it stands for.
template <class T>
struct TomlWord {
  std::string_view word;
  T value;
};

struct TomlRange {
  double lowest = 0.0;
  double highest = 0.0;
};

/// Reads keys of one table; what is absent is empty, what is wrong goes into the log.
///
/// Owner:   the table and the reading outlive it.
class TomlFields {
 public:
  /// Complains at once about the first key that is not among `known`.
  TomlFields(const toml::table& table, std::string path,
             std::initializer_list<std::string_view> known, TomlReading& reading);
  TomlFields(const toml::table& table, std::string path, std::span<const std::string_view> known,
             TomlReading& reading);

  bool has(std::string_view key) const { return table_.contains(key); }
  bool is_text(std::string_view key) const { return table_[key].is_string(); }
  /// A clean line of 1 to `chars_max` characters, or empty if it is absent.
  std::string text(std::string_view key, std::size_t chars_max);
  /// The same text, byte for byte, for addresses and file names.
  std::string raw_text(std::string_view key);
  std::optional<double> number(std::string_view key, const TomlRange& range);
  std::optional<int> integer(std::string_view key, const TomlRange& range);
  /// Two whole numbers, like `[30000, 30099]`; `what` says what they are.
  std::optional<std::array<int, 2>> span(std::string_view key, const TomlRange& range,
                                         std::string_view what);
  /// `true` or `false`.
  std::optional<bool> boolean(std::string_view key);
  /// `2029-06-30`, with or without quotes.
  std::optional<Date> date(std::string_view key);
  template <class T>
  std::optional<T> word(std::string_view key, std::span<const TomlWord<T>> words);

  /// The texts of an array, with the line of each.
  struct Line {
    std::string text;
    const toml::node* node;
  };
  std::vector<Line> texts(std::string_view key, std::size_t rows_max);
  /// The tables of `[[key]]` or of an array of inline tables.
  std::vector<const toml::table*> tables(std::string_view key, std::size_t rows_max);
  const toml::table* table(std::string_view key);

  /// Complains that a key is missing; `how` shows how to write it.
  void require(std::string_view key, std::string_view how);
  /// Complains about the value of a key, or of one of its elements.
  void fail_at(std::string_view key, std::string_view what, const toml::node* node = nullptr);
  void warn_at(std::string_view key, std::string_view what);
  TomlReading& reading() { return reading_; }

 private:
  std::string place(std::string_view key, const toml::node* node) const;
  const std::string* string_at(std::string_view key);
  void fail_type(std::string_view key, std::string_view wanted);

  const toml::table& table_;
  std::string path_;
  TomlReading& reading_;
};

/// Complains about a word; repeats it only when it is near a known one: it might be a secret in the
/// wrong place.
std::string not_one_of(std::string_view typed, std::span<const std::string_view> known,
                       std::string_view all);

template <class T>
std::optional<T> TomlFields::word(std::string_view key, std::span<const TomlWord<T>> words) {
  const std::string* text = string_at(key);
  if (text == nullptr) return std::nullopt;
  std::vector<std::string_view> known;
  std::string all;
  for (const TomlWord<T>& word : words) {
    if (word.word == *text) return word.value;
    known.push_back(word.word);
    all += (all.empty() ? "\"" : ", \"") + std::string(word.word) + "\"";
  }
  fail_at(key, not_one_of(*text, known, all));
  return std::nullopt;
}

}  // namespace sunhall
