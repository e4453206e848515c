// Describes the fields of a record's body as a JSON Schema.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/ingredient.h"
#include "core/model/json_fields.h"
#include "core/model/records/field_name.h"

namespace sunhall {

/// Collects one object's fields; an optional field may also be null.
class RecordSchema {
 public:
  Json take();

  void text(const FieldName& name, std::string&, Need need, TextForm form);
  void long_text(const FieldName& name, std::string&, Need need);
  void texts(const FieldName& name, std::vector<std::string>&, std::size_t rows_max, TextForm form);
  void number(const FieldName& name, std::optional<double>&, const NumberRange& range,
              const Unit& unit);
  void whole(const FieldName& name, std::optional<int>&, const NumberRange& range,
             const Unit& unit);
  void whole(const FieldName& name, std::int64_t&, const NumberRange& range, const Unit& unit);
  void flag(const FieldName& name, std::optional<bool>&);
  void time(const FieldName& name, std::optional<ZonedTime>&, Need need);
  void time(const FieldName& name, ZonedTime&);
  void date(const FieldName& name, std::optional<Date>&);
  void clock(const FieldName& name, std::optional<std::chrono::minutes>&);
  void days(const FieldName& name, std::optional<std::array<bool, 7>>&);
  void certificates(const FieldName& name, std::optional<Certificates>&);

  template <class T, std::size_t Count>
  void word(const FieldName& name, T&, const std::array<Word<T>, Count>& words, Need need) {
    put_word(name, list_of(words), need);
  }
  template <class T, std::size_t Count>
  void word(const FieldName& name, std::optional<T>&, const std::array<Word<T>, Count>& words) {
    put_word(name, list_of(words), Need::kOptional);
  }
  template <class T, std::size_t Count>
  void words(const FieldName& name, std::optional<std::vector<T>>&,
             const std::array<Word<T>, Count>& words) {
    put_words(name, list_of(words));
  }
  template <class T, class Describe>
  void object(const FieldName& name, std::optional<T>&, Describe describe) {
    RecordSchema inner;
    T value{};
    describe(inner, value);
    put(name, inner.take(), Need::kOptional);
  }
  template <class T, class Describe>
  void rows(const FieldName& name, std::optional<std::vector<T>>&, std::size_t rows_max,
            Describe describe) {
    RecordSchema inner;
    T value{};
    describe(inner, value);
    put(name, Json{{"type", "array"}, {"maxItems", rows_max}, {"items", inner.take()}},
        Need::kOptional);
  }

 private:
  template <class T, std::size_t Count>
  static Json list_of(const std::array<Word<T>, Count>& words) {
    Json list = Json::array();
    for (const Word<T>& word : words) list.push_back(word.word);
    return list;
  }
  void put(const FieldName& name, Json schema, Need need);
  void put_number(const FieldName& name, const char* type, const NumberRange& range,
                  const Unit& unit);
  void put_word(const FieldName& name, Json words, Need need);
  void put_words(const FieldName& name, Json words);

  Json properties_ = Json::object();
  Json required_ = Json::array();
};

}  // namespace sunhall
