#include "core/model/records/record_schema.h"

#include "core/model/records/record_words.h"
#include "core/model/records/text_form.h"

namespace sunhall {

Json RecordSchema::take() {
  Json schema{
      {"type", "object"}, {"properties", std::move(properties_)}, {"additionalProperties", false}};
  if (!required_.empty()) schema["required"] = std::move(required_);
  return schema;
}

void RecordSchema::put(const FieldName& name, Json schema, Need need) {
  schema["title"] = name.zh;
  if (need == Need::kRequired) {
    required_.push_back(name.key);
  } else {
    schema["type"] = Json::array({schema["type"], "null"});
    if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  }
  properties_[name.key] = std::move(schema);
}

void RecordSchema::text(const FieldName& name, std::string&, Need need, TextForm form) {
  Json schema{{"type", "string"}, {"minLength", 1}, {"maxLength", text_chars_max(form)}};
  if (const auto pattern = text_form_pattern(form); !pattern.empty()) schema["pattern"] = pattern;
  put(name, std::move(schema), need);
}

void RecordSchema::long_text(const FieldName& name, std::string&, Need need) {
  put(name, Json{{"type", "string"}, {"minLength", 1}, {"maxLength", kLongTextCharsMax}}, need);
}

void RecordSchema::texts(const FieldName& name, std::vector<std::string>&, std::size_t rows_max,
                         TextForm form) {
  put(name,
      Json{{"type", "array"},
           {"maxItems", rows_max},
           {"items", Json{{"type", "string"}, {"pattern", text_form_pattern(form)}}}},
      Need::kOptional);
}

void RecordSchema::put_number(const FieldName& name, const char* type, const NumberRange& range,
                              const Unit& unit) {
  Json schema{{"type", type}, {"minimum", range.lowest}, {"maximum", range.highest}};
  if (!unit.en.empty()) schema["description"] = unit.en;
  put(name, std::move(schema), Need::kOptional);
}

void RecordSchema::number(const FieldName& name, std::optional<double>&, const NumberRange& range,
                          const Unit& unit) {
  put_number(name, "number", range, unit);
}

void RecordSchema::whole(const FieldName& name, std::optional<int>&, const NumberRange& range,
                         const Unit& unit) {
  put_number(name, "integer", range, unit);
}

void RecordSchema::whole(const FieldName& name, std::int64_t&, const NumberRange& range,
                         const Unit& unit) {
  put_number(name, "integer", range, unit);
}

void RecordSchema::flag(const FieldName& name, std::optional<bool>&) {
  put(name, Json{{"type", "boolean"}}, Need::kOptional);
}

void RecordSchema::time(const FieldName& name, std::optional<ZonedTime>&, Need need) {
  put(name, Json{{"type", "string"}, {"format", "date-time"}}, need);
}

void RecordSchema::time(const FieldName& name, ZonedTime&) {
  put(name, Json{{"type", "string"}, {"format", "date-time"}}, Need::kRequired);
}

void RecordSchema::date(const FieldName& name, std::optional<Date>&) {
  put(name, Json{{"type", "string"}, {"format", "date"}}, Need::kOptional);
}

void RecordSchema::clock(const FieldName& name, std::optional<std::chrono::minutes>&) {
  put(name, Json{{"type", "string"}, {"pattern", "^([01][0-9]|2[0-3]):[0-5][0-9]$"}},
      Need::kOptional);
}

void RecordSchema::days(const FieldName& name, std::optional<std::array<bool, 7>>&) {
  put_words(name, kWeekdayWords);
}

void RecordSchema::certificates(const FieldName& name, std::optional<Certificates>&) {
  put_words(name, list_of(kCertificateWords));
}

void RecordSchema::put_word(const FieldName& name, Json words, Need need) {
  put(name, Json{{"type", "string"}, {"enum", std::move(words)}}, need);
}

void RecordSchema::put_words(const FieldName& name, Json words) {
  const std::size_t count = words.size();
  put(name,
      Json{{"type", "array"},
           {"maxItems", count},
           {"items", Json{{"type", "string"}, {"enum", std::move(words)}}}},
      Need::kOptional);
}

}  // namespace sunhall
