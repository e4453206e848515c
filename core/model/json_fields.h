// One JSON object, asked for its fields one by one.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "core/model/json_document.h"
#include "core/model/public_name.h"
#include "core/model/read_log.h"

namespace sunhall {

/// A word in a document and the value of an enum that it stands for.
template <class T>
struct Word {
  std::string_view word;
  T value;
};

/// Which filter a free text passes.
enum class TextAbout : unsigned char { kThings, kStaff };

struct NumberRange {
  double lowest = 0.0;
  double highest = 0.0;
};

/// Reads fields of one object; what is absent or null is empty, what is wrong goes into the log.
///
/// Owner:   the object, the path and the log outlive it.
/// Order:   ask for every known field, then `end()`: it warns of every field nobody asked for.
class JsonFields {
 public:
  /// `object` may be anything: what is not an object is an error in the log.
  JsonFields(const Json& object, std::string path, ReadLog& log);

  std::string text(const char* key, std::size_t chars_max, TextAbout about = TextAbout::kThings);
  /// A text as it is, for ids and addresses; one with control characters, or too long, is an error.
  std::string exact_text(const char* key, std::size_t bytes_max);
  std::optional<double> number(const char* key, const NumberRange& range);
  std::optional<bool> flag(const char* key);
  std::optional<ZonedTime> time(const char* key);
  std::optional<Date> date(const char* key);
  std::optional<std::chrono::year_month> month(const char* key);
  /// A string, which is masked, or `{"full": …, "consent": {…}}`, which is judged at `as_of`.
  PublicName name(const char* key, const ZonedTime& as_of);

  template <class T>
  std::optional<T> word(const char* key, std::span<const Word<T>> words);

  /// The object or array below a key, or null.
  const Json* object(const char* key);
  const Json* array(const char* key, std::size_t rows_max);

  /// Says that a field must be there.
  void require(const char* key, std::string_view how);
  std::string path_of(std::string_view key) const;
  ReadLog& log() { return log_; }
  void end();

 private:
  const Json* find(const char* key);
  const std::string* string_at(const char* key, std::string_view example);
  PublicName consented_name(const Json& value, const std::string& path, const ZonedTime& as_of);

  const Json& object_;
  std::string path_;
  ReadLog& log_;
  std::set<std::string, std::less<>> known_;
};

template <class T>
std::optional<T> JsonFields::word(const char* key, std::span<const Word<T>> words) {
  std::string all;
  for (const Word<T>& word : words)
    all += (all.empty() ? "\"" : ", \"") + std::string(word.word) + "\"";
  const std::string* text = string_at(key, all);
  if (text == nullptr) return std::nullopt;
  for (const Word<T>& word : words) {
    if (word.word == *text) return word.value;
  }
  log_.fail_at(path_of(key), "is not one of " + all);
  return std::nullopt;
}

}  // namespace sunhall
