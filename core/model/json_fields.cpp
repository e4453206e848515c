#include "core/model/json_fields.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/model/json_privacy.h"
#include "core/model/public_text.h"
#include "core/model/short_number.h"

namespace sunhall {
namespace {

constexpr std::size_t kConsentTextCharsMax = 40;

std::string type_word(const Json& value) {
  return value.type_name();  // string, number, boolean, object, array
}

}  // namespace

JsonFields::JsonFields(const Json& object, std::string path, ReadLog& log)
    : object_(object), path_(std::move(path)), log_(log) {
  if (!object_.is_object()) {
    log_.fail_at(path_.empty() ? "document" : path_,
                 "an object {…} is expected, found " + type_word(object_));
  }
}

std::string JsonFields::path_of(std::string_view key) const {
  return (path_.empty() ? "" : path_ + ".") + std::string(key);
}

const Json* JsonFields::find(const char* key) {
  known_.insert(key);
  if (!object_.is_object()) return nullptr;
  const auto it = object_.find(key);
  if (it == object_.end() || it->is_null()) return nullptr;
  return &*it;
}

const std::string* JsonFields::string_at(const char* key, std::string_view example) {
  const Json* value = find(key);
  if (value == nullptr) return nullptr;
  if (const auto* text = value->get_ptr<const std::string*>()) return text;
  log_.fail_at(path_of(key), "a text is expected, found " + type_word(*value) + "; write " +
                                 std::string(example));
  return nullptr;
}

std::string JsonFields::text(const char* key, std::size_t chars_max, TextAbout about) {
  const std::string* raw = string_at(key, "\"…\"");
  if (raw == nullptr) return {};
  PublicText text = about == TextAbout::kStaff ? make_public_about_staff(*raw) : make_public(*raw);
  if (text.blanked_count > 0) {
    log_.drop_at(path_of(key), "held something that must not be public; it was blanked");
  }
  if (count_chars(text.text) > chars_max) {
    log_.warn_at(path_of(key), "cut to " + std::to_string(chars_max) + " characters");
    text.text = truncate_chars(text.text, chars_max);
  }
  return std::move(text.text);
}

std::string JsonFields::exact_text(const char* key, std::size_t bytes_max) {
  const std::string* raw = string_at(key, "\"…\"");
  if (raw == nullptr) return {};
  const bool has_controls = std::any_of(raw->begin(), raw->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (!has_controls && raw->size() <= bytes_max) return *raw;
  log_.fail_at(path_of(key), has_controls
                                 ? "holds a control character"
                                 : "is longer than " + std::to_string(bytes_max) + " bytes");
  return {};
}

std::optional<double> JsonFields::number(const char* key, const NumberRange& range) {
  const Json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (!value->is_number()) {
    log_.fail_at(path_of(key),
                 "a number is expected, found " + type_word(*value) + "; write it without quotes");
    return std::nullopt;
  }
  const double number = value->get<double>();
  if (std::isfinite(number) && number >= range.lowest && number <= range.highest) return number;
  log_.fail_at(path_of(key), "is not between " + short_number(range.lowest) + " and " +
                                 short_number(range.highest) + "; leave it out if it is unknown");
  return std::nullopt;
}

std::optional<bool> JsonFields::flag(const char* key) {
  const Json* value = find(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  log_.fail_at(path_of(key), "true or false is expected, found " + type_word(*value));
  return std::nullopt;
}

std::optional<ZonedTime> JsonFields::time(const char* key) {
  const std::string* text = string_at(key, "\"2026-11-24T11:30:00+08:00\"");
  if (text == nullptr) return std::nullopt;
  const auto time = parse_rfc3339(*text);
  if (time) return *time;
  log_.fail_at(path_of(key), time.error().what);
  return std::nullopt;
}

std::optional<Date> JsonFields::date(const char* key) {
  const std::string* text = string_at(key, "\"2026-11-24\"");
  if (text == nullptr) return std::nullopt;
  const auto date = parse_date(*text);
  if (date) return *date;
  log_.fail_at(path_of(key), date.error().what);
  return std::nullopt;
}

std::optional<std::chrono::year_month> JsonFields::month(const char* key) {
  const std::string* text = string_at(key, "\"2026-11\"");
  if (text == nullptr) return std::nullopt;
  const auto first = parse_date(*text + "-01");
  if (first) return first->year() / first->month();
  log_.fail_at(path_of(key), "not a month like 2026-11; the day is not public");
  return std::nullopt;
}

PublicName JsonFields::name(const char* key, const ZonedTime& as_of) {
  const Json* value = find(key);
  if (value == nullptr) return {};
  if (value->is_object()) return consented_name(*value, path_of(key), as_of);
  const std::string* full = string_at(key, "\"王*\"");
  if (full == nullptr) return {};
  PublicName name = PublicName::masked(*full);
  if (name.text() != *full && full->find('*') == std::string::npos) {
    log_.drop_at(path_of(key), "a whole name without its owner's consent was masked");
  }
  return name;
}

PublicName JsonFields::consented_name(const Json& value, const std::string& path,
                                      const ZonedTime& as_of) {
  JsonFields fields(value, path, log_);
  const std::string* full = fields.string_at("full", "\"王大明\"");
  const Json* consent = fields.object("consent");
  fields.end();
  if (full == nullptr) return {};
  if (consent == nullptr) {
    log_.drop_at(path, "a whole name without its owner's consent was masked");
    return PublicName::masked(*full);
  }

  JsonFields terms(*consent, path + ".consent", log_);
  Consent agreed{.text_version = terms.text("text_version", kConsentTextCharsMax),
                 .given_at = {},
                 .withdrawn_at = terms.time("withdrawn_at")};
  terms.require("given_at", "when the person agreed");
  const auto given_at = terms.time("given_at");
  terms.end();
  if (!given_at) return PublicName::masked(*full);
  agreed.given_at = *given_at;

  auto name = PublicName::with_consent(*full, std::move(agreed), as_of);
  if (name) return *name;
  log_.drop_at(path, "a whole name was masked: " + name.error().what);
  return PublicName::masked(*full);
}

const Json* JsonFields::object(const char* key) {
  const Json* value = find(key);
  if (value == nullptr || value->is_object()) return value;
  log_.fail_at(path_of(key), "an object {…} is expected, found " + type_word(*value));
  return nullptr;
}

const Json* JsonFields::array(const char* key, std::size_t rows_max) {
  const Json* value = find(key);
  if (value == nullptr) return nullptr;
  if (!value->is_array()) {
    log_.fail_at(path_of(key), "a list […] is expected, found " + type_word(*value));
    return nullptr;
  }
  if (value->size() <= rows_max) return value;
  log_.fail_at(path_of(key), "has " + std::to_string(value->size()) + " rows, at most " +
                                 std::to_string(rows_max) + " are read");
  return nullptr;
}

void JsonFields::require(const char* key, std::string_view how) {
  if (find(key) == nullptr) log_.fail_at(path_of(key), "is missing; give " + std::string(how));
}

void JsonFields::end() {
  if (!object_.is_object()) return;
  for (const auto& [key, value] : object_.items()) {
    if (known_.contains(key)) continue;
    log_.warn_at(path_of(shown_key(key)), "is not a field of this format and was ignored");
  }
}

}  // namespace sunhall
