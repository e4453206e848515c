// Reads the fields of a record's body and refuses in words for the people who typed it.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/json_fields.h"
#include "core/model/records/field_name.h"
#include "core/model/today.h"

namespace sunhall {

/// Where an object stands in a body, as path and as people say it.
struct FieldPlace {
  std::string path;  // dishes[2]. or empty
  std::string zh;    // 菜品第 3 项 or empty
};

/// Reads fields of one object; the first error is kept, with no value in it.
///
/// Owner:   the object and the error outlive it.
/// Order:   ask for every field, then `end()`: whatever was not asked for is an error.
class RecordReader {
 public:
  RecordReader(const Json& object, FieldPlace place, std::optional<Error>& error);

  void text(const FieldName& name, std::string& value, Need need, TextForm form);
  void long_text(const FieldName& name, std::string& value, Need need);
  void texts(const FieldName& name, std::vector<std::string>& values, std::size_t rows_max,
             TextForm form);
  void number(const FieldName& name, std::optional<double>& value, const NumberRange& range,
              const Unit& unit);
  void whole(const FieldName& name, std::optional<int>& value, const NumberRange& range,
             const Unit& unit);
  void whole(const FieldName& name, std::int64_t& value, const NumberRange& range,
             const Unit& unit);
  void flag(const FieldName& name, std::optional<bool>& value);
  void time(const FieldName& name, std::optional<ZonedTime>& value, Need need);
  void time(const FieldName& name, ZonedTime& value);  // required
  void date(const FieldName& name, std::optional<Date>& value);
  void clock(const FieldName& name, std::optional<std::chrono::minutes>& value);
  void days(const FieldName& name, std::optional<std::array<bool, 7>>& value);
  void certificates(const FieldName& name, std::optional<Certificates>& value);

  template <class T, std::size_t Count>
  void word(const FieldName& name, T& value, const std::array<Word<T>, Count>& words, Need need);
  template <class T, std::size_t Count>
  void word(const FieldName& name, std::optional<T>& value,
            const std::array<Word<T>, Count>& words);
  template <class T, std::size_t Count>
  void words(const FieldName& name, std::optional<std::vector<T>>& values,
             const std::array<Word<T>, Count>& words);
  template <class T, class Describe>
  void object(const FieldName& name, std::optional<T>& value, Describe describe);
  template <class T, class Describe>
  void rows(const FieldName& name, std::optional<std::vector<T>>& rows, std::size_t rows_max,
            Describe describe);

  void end();

 private:
  const Json* find(const FieldName& name);
  const Json* find_array(const FieldName& name, std::size_t rows_max);
  const std::string* find_string(const FieldName& name, std::string_view like);
  std::optional<double> find_number(const FieldName& name, const NumberRange& range,
                                    const Unit& unit);
  void read_text(const FieldName& name, std::string& value, Need need, std::size_t chars_max);
  /// Which of the words a value is; says so if none.
  std::optional<std::size_t> match(const FieldName& name, const Json& value,
                                   const std::vector<std::string_view>& words);
  /// Which of the words stand in a list, each once, in their order; empty: no list.
  std::optional<std::vector<std::size_t>> matches(const FieldName& name,
                                                  const std::vector<std::string_view>& words);
  FieldPlace place_of(const FieldName& name) const;
  FieldPlace place_of(const FieldName& name, std::size_t row) const;
  void refuse(const FieldName& name, std::string_view zh, std::string_view en);
  void require(const FieldName& name);

  const Json& object_;
  FieldPlace place_;
  std::optional<Error>& error_;
  std::set<std::string, std::less<>> known_;
};

template <class T, std::size_t Count>
std::vector<std::string_view> all_words(const std::array<Word<T>, Count>& words) {
  std::vector<std::string_view> all;
  for (const Word<T>& word : words) all.push_back(word.word);
  return all;
}

template <class T, std::size_t Count>
void RecordReader::word(const FieldName& name, T& value, const std::array<Word<T>, Count>& words,
                        Need need) {
  const Json* found = find(name);
  if (found == nullptr && need == Need::kRequired) require(name);
  if (found == nullptr) return;
  if (const auto at = match(name, *found, all_words(words))) value = words[*at].value;
}

template <class T, std::size_t Count>
void RecordReader::word(const FieldName& name, std::optional<T>& value,
                        const std::array<Word<T>, Count>& words) {
  const Json* found = find(name);
  if (found == nullptr) return;
  if (const auto at = match(name, *found, all_words(words))) value = words[*at].value;
}

template <class T, std::size_t Count>
void RecordReader::words(const FieldName& name, std::optional<std::vector<T>>& values,
                         const std::array<Word<T>, Count>& words) {
  const auto found = matches(name, all_words(words));
  if (!found) return;
  values.emplace();
  for (const std::size_t at : *found) values->push_back(words[at].value);
}

template <class T, class Describe>
void RecordReader::object(const FieldName& name, std::optional<T>& value, Describe describe) {
  const Json* found = find(name);
  if (found == nullptr) return;
  RecordReader inner(*found, place_of(name), error_);
  value.emplace();
  describe(inner, *value);
  inner.end();
}

template <class T, class Describe>
void RecordReader::rows(const FieldName& name, std::optional<std::vector<T>>& rows,
                        std::size_t rows_max, Describe describe) {
  const Json* found = find_array(name, rows_max);
  if (found == nullptr) return;
  rows.emplace(found->size());
  for (std::size_t row = 0; row < found->size(); ++row) {
    RecordReader inner((*found)[row], place_of(name, row), error_);
    describe(inner, (*rows)[row]);
    inner.end();
  }
}

}  // namespace sunhall
