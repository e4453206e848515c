#include "hub/api/reading_routes.h"

#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "hub/sensors/sensor_reading.h"

namespace sunhall {
namespace {

constexpr const char* kPath = "/api/v1/readings";

Response refuse(const char* what) {
  return error_response(400, "bad_input", what);
}

tl::expected<BroughtReading, Response> read_one(const Json& json) {
  if (!json.is_object())
    return tl::unexpected(refuse("读数应为 {\"at\", \"value\"} · readings: must hold objects"));
  for (const auto& item : json.items())
    if (item.key() != "at" && item.key() != "value")
      return tl::unexpected(refuse("读数只有 at 和 value · readings: only at and value"));
  const auto value = json.find("value");
  if (value == json.end() || !value->is_number() || !std::isfinite(value->get<double>()))
    return tl::unexpected(refuse("缺少数值 · value: must be a number"));
  BroughtReading reading{.at = {}, .value = value->get<double>()};
  const auto at = json.find("at");
  if (at == json.end() || at->is_null()) return reading;
  const auto* text = at->get_ptr<const std::string*>();
  const auto time = text != nullptr ? parse_rfc3339(*text) : fail(ErrorKind::kBadInput, "");
  if (!time)
    return tl::unexpected(
        refuse("时间应写成 2026-11-24T05:50:00+08:00 · at: must be a time such as this"));
  reading.at = time->utc;
  return reading;
}

struct ReadingsForm {
  std::string sensor;
  std::vector<BroughtReading> readings;
};

tl::expected<ReadingsForm, Response> read_form(const Json& json) {
  if (!json.is_object()) return tl::unexpected(refuse("应为对象 · must be an object"));
  const auto sensor = json.find("sensor");
  const auto rows = json.find("readings");
  if (sensor == json.end() || !sensor->is_string() || !is_slug(sensor->get<std::string>()))
    return tl::unexpected(refuse("缺少传感器编号 · sensor: must be a sensor's id"));
  if (json.size() > 2 || rows == json.end() || !rows->is_array() || rows->empty() ||
      rows->size() > kReadingsInMax)
    return tl::unexpected(refuse("一次 1–1000 条读数 · readings: 1 to 1000 of them"));
  ReadingsForm form{.sensor = sensor->get<std::string>(), .readings = {}};
  for (const Json& row : *rows) {
    auto reading = read_one(row);
    if (!reading) return tl::unexpected(std::move(reading.error()));
    form.readings.push_back(*reading);
  }
  return form;
}

Response bring_readings(SensorDesk* sensors, const Call& call) {
  const auto json = read_json_body(call.request);
  if (!json) return json.error();
  const auto form = read_form(*json);
  if (!form) return form.error();
  const auto brought =
      sensors == nullptr
          ? Result<void>(fail(ErrorKind::kBadInput,
                              "站点没有这个传感器 · The site file names no such sensor"))
          : sensors->bring(form->sensor, form->readings);
  if (!brought) return answer_error(brought.error());
  return answer_json(202, OrderedJson{{"taken", form->readings.size()}});
}

/// A time of the query; `otherwise` when nothing is said, empty when it is no time.
std::optional<WallTime> time_at(const Call& call, const char* key, WallTime otherwise) {
  const auto text = call.request.query_value(key);
  if (!text) return otherwise;
  const auto time = parse_rfc3339(*text);
  return time ? std::optional(time->utc) : std::nullopt;
}

Response show_readings(ReadingReader& reader, const RecordParts& parts, const Call& call) {
  const std::string sensor(call.request.query_value("sensor").value_or(""));
  if (!is_slug(sensor)) return refuse("缺少传感器编号 · sensor: must be a sensor's id");
  const ZonedTime now = parts.clock.now().wall;
  const auto to = time_at(call, "to", now.utc + std::chrono::minutes(1));
  const auto from = time_at(call, "from", now.utc - std::chrono::hours(24));
  if (!from || !to)
    return refuse("时间应写成 2026-11-24T05:50:00+08:00 · from, to: must be times such as this");
  if (*from >= *to || *to - *from > kReadingSpanMax)
    return refuse("时间段应在 31 天以内 · from, to: a span of at most 31 days");
  const auto series = reader.series(sensor, *from, *to);
  if (!series) return answer_error(series.error());
  if (series->size() > kReadingsOutMax)
    return refuse("读数太多，请缩短时间段 · Too many readings: ask for a shorter span");
  OrderedJson rows = OrderedJson::array();
  for (const Reading& reading : *series)
    rows.push_back(OrderedJson{{"at", format_rfc3339({.utc = reading.at, .offset = now.offset})},
                               {"value", reading.value},
                               {"marks", reading.flags},
                               {"is_sound", (reading.flags & kUnsoundMarks) == 0}});
  return answer_json(200, OrderedJson{{"sensor", sensor}, {"readings", std::move(rows)}});
}

}  // namespace

void add_reading_routes(Router& router, const RecordParts& parts, const ReadingParts& readings) {
  add_record_reading(router, parts, kPath, Role::kStaff, "readings",
                     [&reader = readings.reader](const RecordParts& all, const Call& call) {
                       return show_readings(reader, all, call);
                     });
  router.add(
      {.method = Method::kPost,
       .pattern = kPath,
       .least = Role::kStaff,
       .handler = [sensors = readings.sensors](
                      const Call& call, Reply reply) { reply(bring_readings(sensors, call)); },
       .keys = Keys::kTaken});
}

}  // namespace sunhall
