#include "hub/sensors/payload.h"

#include <charconv>
#include <cmath>
#include <utility>

#include "core/model/json_document.h"

namespace sunhall {
namespace {

constexpr std::size_t kNameBytesMax = 256;
constexpr double kMillisecondsFrom = 1e11;  // 1973 in milliseconds, the year 5138 in seconds
constexpr double kTimeMax_ms = 253'402'300'799'000;  // the end of the year 9999

using Values = std::vector<SaidValue>;

bool is_time_key(std::string_view key) {
  return key == "at" || key == "ts" || key == "time" || key == "timestamp";
}

Result<WallTime> read_time(const Json& time) {
  if (const auto* text = time.get_ptr<const std::string*>()) {
    const auto moment = parse_rfc3339(*text);
    if (!moment) return tl::unexpected(moment.error());
    return moment->utc;
  }
  if (!time.is_number()) return fail(ErrorKind::kBadInput, "a time is no time");
  const double number = time.get<double>();
  const double time_ms = number < kMillisecondsFrom ? number * 1'000 : number;
  if (!(time_ms >= 0 && time_ms <= kTimeMax_ms)) {
    return fail(ErrorKind::kBadInput, "a time is out of all bounds");
  }
  return WallTime(std::chrono::milliseconds(std::llround(time_ms)));
}

/// A number, a number in quotes, or nothing: the sensor cannot measure.
std::optional<double> read_number(const Json& value) {
  if (value.is_number()) {
    const double number = value.get<double>();
    return std::isfinite(number) ? std::optional(number) : std::nullopt;
  }
  const auto* text = value.get_ptr<const std::string*>();
  if (text == nullptr) return std::nullopt;
  double number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

/// What belongs to one device, under way.
struct Reading {
  std::string device;
  Values& values;

  Result<void> add(std::string key, const Json& value, const std::optional<WallTime>& at) {
    if (values.size() >= kPayloadValuesMax) {
      return fail(ErrorKind::kExhausted,
                  "holds more than " + std::to_string(kPayloadValuesMax) + " values");
    }
    values.push_back({device, std::move(key), read_number(value), at});
    return {};
  }
  Result<void> read_fields(const Json& fields, const std::optional<WallTime>& at);
  Result<void> read_object(const Json& object);
  Result<void> read_list(const Json& list);
};

Result<void> Reading::read_fields(const Json& fields, const std::optional<WallTime>& at) {
  for (const auto& [key, value] : fields.items()) {
    if (is_time_key(key)) continue;
    if (key.size() > kNameBytesMax) return fail(ErrorKind::kExhausted, "a name is too long");
    if (value.is_structured()) continue;  // a position, a list of alarms: nothing we measure
    if (auto added = add(key, value, at); !added) return added;
  }
  return {};
}

Result<void> Reading::read_object(const Json& object) {
  if (!object.is_object()) return fail(ErrorKind::kBadInput, "an object is expected in the list");
  std::optional<WallTime> at;
  for (const auto& [key, value] : object.items()) {
    if (!is_time_key(key) || value.is_null()) continue;
    const auto time = read_time(value);
    if (!time) return tl::unexpected(time.error());
    at = *time;
  }
  const auto telemetry = object.find("values");
  const bool is_telemetry = telemetry != object.end() && telemetry->is_object();
  return read_fields(is_telemetry ? *telemetry : object, at);
}

Result<void> Reading::read_list(const Json& list) {
  for (const Json& item : list) {
    if (auto read = read_object(item); !read) return read;
  }
  return {};
}

/// `{"Device A": [{…}], …}`: every field is a list of objects.
bool is_gateway(const Json& document) {
  if (document.empty()) return false;
  for (const Json& field : document) {
    if (!field.is_array() || field.empty() || !field.front().is_object()) return false;
  }
  return true;
}

Result<void> read_document(const Json& document, Values& values) {
  Reading own{.device = {}, .values = values};
  if (document.is_number()) return own.add("value", document, std::nullopt);
  if (document.is_array()) return own.read_list(document);
  if (!document.is_object()) {
    return fail(ErrorKind::kBadInput, "is neither an object nor a list nor a number");
  }
  if (!is_gateway(document)) return own.read_object(document);
  for (const auto& [name, list] : document.items()) {
    if (name.size() > kNameBytesMax) return fail(ErrorKind::kExhausted, "a name is too long");
    Reading device{.device = name, .values = values};
    if (auto read = device.read_list(list); !read) return read;
  }
  return {};
}

}  // namespace

Result<std::vector<SaidValue>> read_payload(std::string_view text) {
  const auto document = parse_json(text, kPayloadBytesMax);
  if (!document) return tl::unexpected(document.error());
  Values values;
  if (auto read = read_document(*document, values); !read) return tl::unexpected(read.error());
  return values;
}

}  // namespace sunhall
