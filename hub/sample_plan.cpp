#include "hub/sample_plan.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "core/model/records/record_json.h"
#include "core/model/records/sort_stably.h"

namespace sunhall {
namespace {

using std::chrono::minutes;
using std::chrono::sys_days;

std::string text_at(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::optional<minutes> parse_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  int hour = -1;
  int minute = -1;
  std::from_chars(text.data(), text.data() + 2, hour);
  std::from_chars(text.data() + 3, text.data() + 5, minute);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return std::nullopt;
  return minutes(hour * 60 + minute);
}

int parse_days(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int days = 0;
  std::from_chars(text.data(), text.data() + text.size(), days);
  return days;
}

ZonedTime moment_at(const Date& day, minutes clock, minutes offset) {
  return {.utc = sys_days(day) + clock - offset, .offset = offset};
}

std::string digits_of(const Date& day) {
  std::string text = format_date(day);
  std::erase(text, '-');
  return text;
}

/// `@06:12`, `@+2 06:12`.
std::string time_text(std::string_view text, const Date& day, minutes offset) {
  const std::size_t blank = text.find(' ');
  const int days = blank == std::string_view::npos ? 0 : parse_days(text.substr(0, blank));
  const auto clock = parse_clock(blank == std::string_view::npos ? text : text.substr(blank + 1));
  return format_rfc3339(
      moment_at(sys_days(day) + std::chrono::days(days), clock.value_or(minutes(0)), offset));
}

std::string event_id(const std::string& key, const Date& day) {
  return std::string(kSampleIdStart) + digits_of(day) + "-" + key;
}

std::string filled(const std::string& text, const Date& day, minutes offset) {
  const std::string_view rest = std::string_view(text).substr(text.empty() ? 0 : 1);
  if (text.starts_with('@')) return time_text(rest, day, offset);
  if (text.starts_with('#'))
    return format_date(sys_days(day) + std::chrono::days(parse_days(rest)));
  if (text.starts_with('%')) return event_id(std::string(rest), day);
  constexpr std::string_view kDigits = "{mmdd}";
  const std::size_t at = text.find(kDigits);
  if (at == std::string::npos) return text;
  return text.substr(0, at) + digits_of(day).substr(4) + text.substr(at + kDigits.size());
}

void fill(Json& json, const Date& day, minutes offset) {
  if (json.is_string()) json = filled(json.get<std::string>(), day, offset);
  if (json.is_structured())
    for (Json& item : json) fill(item, day, offset);
}

bool is_on(const std::string& word, const Date& day, const Date& today) {
  if (word == "today") return day == today;
  if (word == "past") return day != today;
  const bool is_even = sys_days(day).time_since_epoch().count() % 2 == 0;
  return word.empty() || (word == "even") == is_even;
}

}  // namespace

double SampleSensor::at(const ZonedTime& time) const {
  const LocalTime local = to_local(time);
  const minutes clock(local.hour * 60 + local.minute);
  const auto bump = std::ranges::find_if(
      bumps, [&](const Bump& it) { return clock >= it.from && clock < it.to; });
  const double around = bump == bumps.end() ? base : bump->value;
  // A compressor's cycle, and a little unrest that depends on the minute alone.
  const auto minute = static_cast<double>(clock.count());
  const double unrest = std::fmod(minute * 37.0, 11.0) / 11.0 - 0.5;
  const double value = around + swing * (0.7 * std::sin(minute / 9.0) + 0.3 * unrest);
  return std::round(value * 10.0) / 10.0;
}

Result<SamplePlan> SamplePlan::read(std::string_view text) {
  const auto json = parse_json(text, kSampleBytesMax);
  if (!json) return tl::unexpected(json.error());
  if (!json->is_object() || text_at(*json, "format") != "sunhall.sample")
    return fail(ErrorKind::kBadInput, "this is no sample home");
  SamplePlan plan;
  for (const char* list : {"masters", "events", "sensors"}) {
    const auto rows = json->find(list);
    if (rows == json->end() || !rows->is_array() || rows->size() > kSampleEventsMax)
      return fail(ErrorKind::kBadInput, std::string(list) + ": is no list, or too long");
    for (const Json& row : *rows) {
      auto read =
          list == std::string_view("sensors") ? plan.read_sensor(row) : plan.read_event(row);
      if (!read) return tl::unexpected(std::move(read.error()));
    }
  }
  const auto days = json->find("history_days");
  if (days != json->end() && days->is_number_unsigned() && days->get<int>() <= 31)
    plan.history_ = std::chrono::days(days->get<int>());
  sort_stably(plan.events_, [](const Event& a, const Event& b) { return a.at < b.at; });
  return plan;
}

Result<void> SamplePlan::read_event(const Json& json) {
  if (!json.is_object()) return fail(ErrorKind::kBadInput, "an event is no object");
  Event event{.key = text_at(json, "key"),
              .kind = text_at(json, "kind"),
              .who = text_at(json, "who"),
              .when_on = text_at(json, "on"),
              .of = text_at(json, "of"),
              .body = json.value("body", Json::object())};
  const bool is_master_data = json.contains("id");
  if (is_master_data) event.key = text_at(json, "id");
  const auto clock = parse_clock(text_at(json, "at"));
  if (event.key.empty() || !parse_kind(event.kind) || (!is_master_data && !clock))
    return fail(ErrorKind::kBadInput, "event " + event.key + ": has no key, kind or time");
  event.at = clock.value_or(minutes(0));
  (is_master_data ? masters_ : events_).push_back(std::move(event));
  return {};
}

Result<void> SamplePlan::read_sensor(const Json& json) {
  if (!json.is_object()) return fail(ErrorKind::kBadInput, "a sensor is no object");
  SampleSensor sensor{.id = text_at(json, "id"),
                      .base = json.value("base", 0.0),
                      .swing = json.value("swing", 0.0),
                      .bumps = {}};
  for (const Json& bump : json.value("bumps", Json::array())) {
    const auto from = parse_clock(text_at(bump, "from"));
    const auto to = parse_clock(text_at(bump, "to"));
    if (!from || !to) return fail(ErrorKind::kBadInput, "sensor " + sensor.id + ": a bad bump");
    sensor.bumps.push_back({.from = *from, .to = *to, .value = bump.value("value", 0.0)});
  }
  sensors_.push_back(std::move(sensor));
  return {};
}

Result<SampleStep> SamplePlan::step(const Event& event, const std::string& id,
                                    const Moment& moment) const {
  SampleStep step{.due = moment_at(moment.day, event.at, moment.offset), .entry = {}};
  Json body = event.body;
  if (!event.of.empty()) {
    const auto first = std::ranges::find_if(events_, [&](const Event& other) {
      return other.key == event.of && (other.when_on.empty() || other.when_on == event.when_on);
    });
    if (first == events_.end())
      return fail(ErrorKind::kBadInput, "event " + event.key + ": there is no " + event.of);
    body = first->body;
    body.update(event.body);
    step.entry.step = RecordStep::kGoOn;
    step.entry.previous = event_id(event.of, moment.day);
  }
  fill(body, moment.day, moment.offset);
  const auto kind = parse_kind(event.kind);
  if (!kind) return tl::unexpected(kind.error());
  const auto read = read_record_body(*kind, body);
  if (!read) return fail(ErrorKind::kBadInput, "event " + event.key + ": " + read.error().what);
  step.entry.id = id;
  step.entry.kind = event.kind;
  step.entry.day = moment.day;
  step.entry.made_at = step.due;
  step.entry.body = write_record_body(*read).dump();
  step.entry.who = event.who.empty() ? "示例管理员" : event.who;
  step.entry.role = event.who.empty() ? "manager" : "staff";
  return step;
}

Result<std::vector<SampleStep>> SamplePlan::masters(const Date& day, minutes offset) const {
  std::vector<SampleStep> steps;
  for (const Event& event : masters_) {
    auto made = step(event, event.key, {day, offset});
    if (!made) return tl::unexpected(std::move(made.error()));
    steps.push_back(std::move(*made));
  }
  return steps;
}

Result<std::vector<SampleStep>> SamplePlan::day(const Date& day, const Date& today,
                                                minutes offset) const {
  std::vector<SampleStep> steps;
  for (const Event& event : events_) {
    if (!is_on(event.when_on, day, today)) continue;
    auto made = step(event, event_id(event.key, day), {day, offset});
    if (!made) return tl::unexpected(std::move(made.error()));
    steps.push_back(std::move(*made));
  }
  return steps;
}

}  // namespace sunhall
