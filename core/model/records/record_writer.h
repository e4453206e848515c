// Writes the fields of a record's body.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/model/json_fields.h"
#include "core/model/records/field_name.h"
#include "core/model/records/record_words.h"

namespace sunhall {

/// Writes what RecordReader reads; what is not recorded is left out.
class RecordWriter {
 public:
  Json take() { return std::move(out_); }

  void text(const FieldName& name, const std::string& value, Need, TextForm) {
    if (!value.empty()) out_[name.key] = value;
  }
  void long_text(const FieldName& name, const std::string& value, Need) {
    if (!value.empty()) out_[name.key] = value;
  }
  void texts(const FieldName& name, const std::vector<std::string>& values, std::size_t, TextForm) {
    if (!values.empty()) out_[name.key] = values;
  }
  void number(const FieldName& name, const std::optional<double>& value, const NumberRange&,
              const Unit&) {
    if (value) out_[name.key] = *value;
  }
  void whole(const FieldName& name, const std::optional<int>& value, const NumberRange&,
             const Unit&) {
    if (value) out_[name.key] = *value;
  }
  void whole(const FieldName& name, std::int64_t value, const NumberRange&, const Unit&) {
    out_[name.key] = value;
  }
  void flag(const FieldName& name, const std::optional<bool>& value) {
    if (value) out_[name.key] = *value;
  }
  void time(const FieldName& name, const std::optional<ZonedTime>& value, Need) {
    if (value) out_[name.key] = format_rfc3339(*value);
  }
  void time(const FieldName& name, const ZonedTime& value) {
    out_[name.key] = format_rfc3339(value);
  }
  void date(const FieldName& name, const std::optional<Date>& value) {
    if (value) out_[name.key] = format_date(*value);
  }
  void clock(const FieldName& name, const std::optional<std::chrono::minutes>& value);
  void days(const FieldName& name, const std::optional<std::array<bool, 7>>& value);
  void certificates(const FieldName& name, const std::optional<Certificates>& value);

  template <class T, std::size_t Count>
  void word(const FieldName& name, const T& value, const std::array<Word<T>, Count>& words, Need) {
    const std::string_view word = word_of<T>(value, words);
    if (!word.empty()) out_[name.key] = word;
  }
  template <class T, std::size_t Count>
  void word(const FieldName& name, const std::optional<T>& value,
            const std::array<Word<T>, Count>& words) {
    if (value) out_[name.key] = word_of<T>(*value, words);
  }
  template <class T, std::size_t Count>
  void words(const FieldName& name, const std::optional<std::vector<T>>& values,
             const std::array<Word<T>, Count>& words) {
    if (!values) return;
    Json list = Json::array();
    for (const T& value : *values) list.push_back(word_of<T>(value, words));
    out_[name.key] = std::move(list);
  }
  template <class T, class Describe>
  void object(const FieldName& name, std::optional<T>& value, Describe describe) {
    if (!value) return;
    RecordWriter inner;
    describe(inner, *value);
    out_[name.key] = inner.take();
  }
  template <class T, class Describe>
  void rows(const FieldName& name, std::optional<std::vector<T>>& rows, std::size_t,
            Describe describe) {
    if (!rows) return;
    Json list = Json::array();
    for (T& row : *rows) {
      RecordWriter inner;
      describe(inner, row);
      list.push_back(inner.take());
    }
    out_[name.key] = std::move(list);
  }

 private:
  Json out_ = Json::object();
};

}  // namespace sunhall
