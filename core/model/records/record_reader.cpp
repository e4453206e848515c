#include "core/model/records/record_reader.h"

#include <algorithm>
#include <cmath>

#include "core/base/text.h"
#include "core/model/json_privacy.h"
#include "core/model/records/record_words.h"
#include "core/model/records/text_form.h"
#include "core/model/short_number.h"

namespace sunhall {
namespace {

constexpr int kYearMin = 2000;
constexpr int kYearMax = 2100;

bool is_plausible(const Date& date) {
  return static_cast<int>(date.year()) >= kYearMin && static_cast<int>(date.year()) <= kYearMax;
}

/// `06:45` as minutes since midnight.
std::optional<std::chrono::minutes> parse_clock(std::string_view text) {
  const auto digit = [&text](std::size_t at) { return text[at] - '0'; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t at : {0U, 1U, 3U, 4U}) {
    if (digit(at) < 0 || digit(at) > 9) return std::nullopt;
  }
  const int hour = digit(0) * 10 + digit(1);
  const int minute = digit(3) * 10 + digit(4);
  if (hour > 23 || minute > 59) return std::nullopt;
  return std::chrono::minutes(hour * 60 + minute);
}

bool is_empty(const Json& value) {
  const auto* text = value.get_ptr<const std::string*>();
  return value.is_null() || (text != nullptr && text->empty());
}

}  // namespace

RecordReader::RecordReader(const Json& object, FieldPlace place, std::optional<Error>& error)
    : object_(object), place_(std::move(place)), error_(error) {
  if (object_.is_object() || error_) return;
  const std::string zh = place_.zh.empty() ? "记录" : place_.zh;
  const std::string path = place_.path.empty() ? "body" : place_.path;
  error_ =
      Error{ErrorKind::kBadInput, zh + "：应为一组字段 · " + path + ": an object {…} is expected"};
}

FieldPlace RecordReader::place_of(const FieldName& name) const {
  return {.path = (place_.path.empty() ? "" : place_.path + ".") + name.key,
          .zh = (place_.zh.empty() ? "" : place_.zh + "的") + std::string(name.zh)};
}

FieldPlace RecordReader::place_of(const FieldName& name, std::size_t row) const {
  FieldPlace place = place_of(name);
  place.path += "[" + std::to_string(row) + "]";
  place.zh += "第 " + std::to_string(row + 1) + " 项";
  return place;
}

void RecordReader::refuse(const FieldName& name, std::string_view zh, std::string_view en) {
  if (error_) return;
  const FieldPlace place = place_of(name);
  error_ = Error{ErrorKind::kBadInput,
                 place.zh + "：" + std::string(zh) + " · " + place.path + ": " + std::string(en)};
}

void RecordReader::require(const FieldName& name) {
  refuse(name, "必须填写", "must be given");
}

const Json* RecordReader::find(const FieldName& name) {
  known_.insert(name.key);
  if (!object_.is_object()) return nullptr;
  const auto it = object_.find(name.key);
  return it == object_.end() || is_empty(*it) ? nullptr : &*it;
}

const Json* RecordReader::find_array(const FieldName& name, std::size_t rows_max) {
  const Json* found = find(name);
  if (found == nullptr) return nullptr;
  if (!found->is_array()) {
    refuse(name, "应为列表", "a list […] is expected");
    return nullptr;
  }
  if (found->size() <= rows_max) return found;
  const std::string most = std::to_string(rows_max);
  refuse(name, "最多 " + most + " 项", "must have at most " + most + " entries");
  return nullptr;
}

const std::string* RecordReader::find_string(const FieldName& name, std::string_view like) {
  const Json* found = find(name);
  if (found == nullptr) return nullptr;
  if (const auto* text = found->get_ptr<const std::string*>()) return text;
  refuse(name, "应写成 " + std::string(like), "must be written like " + std::string(like));
  return nullptr;
}

void RecordReader::read_text(const FieldName& name, std::string& value, Need need,
                             std::size_t chars_max) {
  const Json* found = find(name);
  const auto* raw = found == nullptr ? nullptr : found->get_ptr<const std::string*>();
  if (found != nullptr && raw == nullptr) {
    refuse(name, "应为文字", "a text is expected");
    return;
  }
  if (raw != nullptr) value = clean_line(*raw);
  if (value.empty()) {
    if (need == Need::kRequired) require(name);
    return;
  }
  if (count_chars(value) <= chars_max) return;
  const std::string most = std::to_string(chars_max);
  refuse(name, "最多 " + most + " 个字", "must have at most " + most + " characters");
}

void RecordReader::text(const FieldName& name, std::string& value, Need need, TextForm form) {
  read_text(name, value, need, text_chars_max(form));
  if (value.empty() || fits(value, form)) return;
  const TextFormWords words = text_form_words(form);
  refuse(name, words.zh, words.en);
}

void RecordReader::long_text(const FieldName& name, std::string& value, Need need) {
  read_text(name, value, need, kLongTextCharsMax);
}

void RecordReader::texts(const FieldName& name, std::vector<std::string>& values,
                         std::size_t rows_max, TextForm form) {
  const Json* found = find_array(name, rows_max);
  if (found == nullptr) return;
  for (const Json& item : *found) {
    const auto* text = item.get_ptr<const std::string*>();
    if (text == nullptr || !fits(*text, form)) {
      const TextFormWords words = text_form_words(form);
      refuse(name, words.zh, words.en);
      return;
    }
    values.push_back(*text);
  }
}

std::optional<double> RecordReader::find_number(const FieldName& name, const NumberRange& range,
                                                const Unit& unit) {
  const Json* found = find(name);
  if (found == nullptr) return std::nullopt;
  if (!found->is_number()) {
    refuse(name, "应为数字", "a number is expected");
    return std::nullopt;
  }
  const double number = found->get<double>();
  if (std::isfinite(number) && number >= range.lowest && number <= range.highest) return number;
  const std::string span = short_number(range.lowest) + "–" + short_number(range.highest);
  const auto with = [&span](std::string_view word) {
    return word.empty() ? span : span + " " + std::string(word);
  };
  refuse(name, "应在 " + with(unit.zh) + "之间", "must be " + with(unit.en));
  return std::nullopt;
}

void RecordReader::number(const FieldName& name, std::optional<double>& value,
                          const NumberRange& range, const Unit& unit) {
  value = find_number(name, range, unit);
}

void RecordReader::whole(const FieldName& name, std::optional<int>& value, const NumberRange& range,
                         const Unit& unit) {
  const auto number = find_number(name, range, unit);
  if (!number) return;
  if (*number == std::floor(*number)) {
    value = static_cast<int>(*number);
  } else {
    refuse(name, "应为整数", "must be a whole number");
  }
}

void RecordReader::whole(const FieldName& name, std::int64_t& value, const NumberRange& range,
                         const Unit& unit) {
  std::optional<int> number;
  whole(name, number, range, unit);
  value = number.value_or(0);
}

void RecordReader::flag(const FieldName& name, std::optional<bool>& value) {
  const Json* found = find(name);
  if (found == nullptr) return;
  if (found->is_boolean()) {
    value = found->get<bool>();
  } else {
    refuse(name, "应为是或否", "true or false is expected");
  }
}

void RecordReader::time(const FieldName& name, std::optional<ZonedTime>& value, Need need) {
  constexpr std::string_view kLike = "2026-11-24T11:30:00+08:00";
  const std::string* text = find_string(name, kLike);
  if (text == nullptr) {
    if (need == Need::kRequired) require(name);
    return;
  }
  const auto time = parse_rfc3339(*text);
  if (!time || !is_plausible(to_local(*time).date)) {
    refuse(name, "应写成 " + std::string(kLike), "must be written like " + std::string(kLike));
    return;
  }
  value = ZonedTime{std::chrono::floor<std::chrono::seconds>(time->utc), time->offset};
}

void RecordReader::time(const FieldName& name, ZonedTime& value) {
  std::optional<ZonedTime> found;
  time(name, found, Need::kRequired);
  value = found.value_or(ZonedTime{});
}

void RecordReader::date(const FieldName& name, std::optional<Date>& value) {
  const std::string* text = find_string(name, "2026-11-24");
  if (text == nullptr) return;
  const auto date = parse_date(*text);
  if (date && is_plausible(*date)) {
    value = *date;
  } else {
    refuse(name, "应写成 2026-11-24", "must be a date that exists, written like 2026-11-24");
  }
}

void RecordReader::clock(const FieldName& name, std::optional<std::chrono::minutes>& value) {
  const std::string* text = find_string(name, "06:45");
  if (text == nullptr) return;
  value = parse_clock(*text);
  if (!value) refuse(name, "应写成 06:45", "must be written like 06:45");
}

void RecordReader::days(const FieldName& name, std::optional<std::array<bool, 7>>& value) {
  const auto found = matches(name, {kWeekdayWords.begin(), kWeekdayWords.end()});
  if (!found) return;
  value.emplace().fill(false);
  for (const std::size_t at : *found) (*value)[at] = true;
}

void RecordReader::certificates(const FieldName& name, std::optional<Certificates>& value) {
  const auto found = matches(name, all_words(kCertificateWords));
  if (!found) return;
  value.emplace();
  for (const std::size_t at : *found) (*value).*(kCertificateWords[at].value) = true;
}

std::optional<std::size_t> RecordReader::match(const FieldName& name, const Json& value,
                                               const std::vector<std::string_view>& words) {
  const auto* text = value.get_ptr<const std::string*>();
  if (text != nullptr) {
    const auto it = std::find(words.begin(), words.end(), *text);
    if (it != words.end()) return static_cast<std::size_t>(it - words.begin());
  }
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  refuse(name, "只能是 " + all, "must be one of " + all);
  return std::nullopt;
}

std::optional<std::vector<std::size_t>> RecordReader::matches(
    const FieldName& name, const std::vector<std::string_view>& words) {
  const Json* found = find_array(name, words.size());
  if (found == nullptr) return std::nullopt;
  std::set<std::size_t> places;
  for (const Json& item : *found) {
    const auto at = match(name, item, words);
    if (!at) return std::nullopt;
    places.insert(*at);
  }
  return std::vector<std::size_t>(places.begin(), places.end());
}

void RecordReader::end() {
  if (!object_.is_object()) return;
  for (const auto& [key, value] : object_.items()) {
    if (known_.contains(key)) continue;
    const std::string shown = shown_key(key);
    refuse({shown.c_str(), shown}, "没有这个字段", "is not a field of this kind of record");
    return;
  }
}

}  // namespace sunhall
