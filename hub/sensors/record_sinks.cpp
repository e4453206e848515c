#include "hub/sensors/record_sinks.h"

#include <spdlog/fmt/fmt.h>

#include <utility>

#include "core/model/records/record_json.h"
#include "hub/sensors/cycle_body.h"

namespace sunhall {

namespace {

constexpr std::string_view kKind = "disinfection";
constexpr const char* kCorrected = "传感器后来补传了数据";
constexpr const char* kWithdrawn = "补传的数据表明没有这次消毒";

// FNV-1a, 32 bits: tells versions of one cycle apart, no more.
std::uint32_t short_hash(std::string_view text) {
  std::uint32_t hash = 2'166'136'261U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 16'777'619U;
  }
  return hash;
}

std::string version_id(const std::string& thing, std::string_view body) {
  return fmt::format("{}-{:08x}", thing, short_hash(body));
}

Date day_of(WallTime time, std::chrono::minutes offset) {
  return to_local(ZonedTime{.utc = time, .offset = offset}).date;
}

/// Whether a stored version says that the cycle is over.
bool is_over(const StoredEntry& entry) {
  if (!entry.body) return true;  // erased: too old to be spoken of
  const auto body = parse_record_body(RecordKind::kDisinfection, *entry.body);
  if (!body) return true;
  const auto* cycle = std::get_if<DisinfectionBody>(&*body);
  return cycle == nullptr || cycle->ended_at.has_value();
}

}  // namespace

std::string cycle_thing(const std::string& sensor, WallTime started_at) {
  return fmt::format("c-{}-{}", sensor, started_at.time_since_epoch().count());
}

Result<std::unique_ptr<RecordSinks>> RecordSinks::open(Ledger& ledger,
                                                       const std::filesystem::path& folder,
                                                       const Clock& clock, const Limits& limits) {
  auto entries = LedgerReader::open(folder);
  if (!entries) return tl::unexpected(entries.error());
  auto readings = ReadingReader::open(folder);
  if (!readings) return tl::unexpected(readings.error());
  return std::unique_ptr<RecordSinks>(
      new RecordSinks(ledger, *std::move(entries), *std::move(readings), clock, limits));
}

RecordSinks::RecordSinks(Ledger& ledger, LedgerReader entries, ReadingReader readings,
                         const Clock& clock, const Limits& limits)
    : ledger_(ledger),
      entries_(std::move(entries)),
      readings_(std::move(readings)),
      clock_(clock),
      limits_(limits) {}

Result<void> RecordSinks::add(std::span<const SensorReading> readings) {
  std::vector<Reading> batch;
  batch.reserve(readings.size());
  for (const SensorReading& reading : readings) {
    batch.push_back({.sensor = reading.sensor,
                     .at = reading.at,
                     .received_at = reading.received,
                     .value = reading.value_c,
                     .flags = reading.marks.bits()});
  }
  auto kept = ledger_.readings().add_and_wait(std::move(batch));
  if (!kept) return tl::unexpected(std::move(kept.error()));
  return {};
}

Result<std::vector<SensorReading>> RecordSinks::series(const std::string& sensor, WallTime from,
                                                       WallTime to) {
  auto stored = readings_.series(sensor, from, to);
  if (!stored) return tl::unexpected(std::move(stored.error()));
  std::vector<SensorReading> series;
  series.reserve(stored->size());
  for (Reading& reading : *stored) {
    series.push_back({.sensor = std::move(reading.sensor),
                      .at = reading.at,
                      .received = reading.received_at,
                      .value_c = reading.value,
                      .marks = ReadingMarks(reading.flags)});
  }
  return series;
}

NewEntry RecordSinks::entry_of(const SensorSource& sensor, const FoundCycle& cycle) const {
  const std::chrono::minutes offset = clock_.now().wall.offset;
  NewEntry entry;
  entry.kind = kKind;
  entry.day = day_of(cycle.started_at, offset);
  entry.made_at = ZonedTime{
      .utc = std::chrono::floor<std::chrono::seconds>(cycle.ended_at.value_or(cycle.started_at)),
      .offset = offset};
  const auto rule = cycle_rule(sensor.cabinet->method, limits_, sensor.every);
  entry.body =
      write_record_body(cycle_body(sensor, cycle, rule ? rule->limit_c : 0.0, offset)).dump();
  entry.who = sensor.id;
  entry.source = RecordSource::kSensor;
  return entry;
}

Result<void> RecordSinks::put(const SensorSource& sensor, const FoundCycle& cycle) {
  const std::string thing = cycle_thing(sensor.id, cycle.started_at);
  auto head = entries_.head(thing);
  if (!head) return tl::unexpected(std::move(head.error()));
  if (*head) return put_version(sensor, cycle, **head);
  FoundCycle begun;
  begun.started_at = cycle.started_at;
  NewEntry first = entry_of(sensor, begun);
  first.id = thing;
  if (auto sent = send(std::move(first)); !sent || !cycle.ended_at) return sent;
  NewEntry end = entry_of(sensor, cycle);
  end.id = version_id(thing, end.body);
  end.step = RecordStep::kGoOn;
  end.previous = thing;
  return send(std::move(end));
}

Result<void> RecordSinks::put_version(const SensorSource& sensor, const FoundCycle& cycle,
                                      const StoredEntry& head) {
  NewEntry next = entry_of(sensor, cycle);
  const bool is_known = !cycle.ended_at || head.body == next.body;
  const bool is_a_persons = head.source != RecordSource::kSensor;
  if (is_known || is_a_persons || head.step == RecordStep::kWithdraw) return {};
  next.id = version_id(head.thing, next.body);
  next.previous = head.id;
  next.step = is_over(head) ? RecordStep::kCorrect : RecordStep::kGoOn;
  if (next.step == RecordStep::kCorrect) next.reason = kCorrected;
  return send(std::move(next));
}

Result<void> RecordSinks::withdraw(const SensorSource& sensor, WallTime started_at) {
  const std::string thing = cycle_thing(sensor.id, started_at);
  auto head = entries_.head(thing);
  if (!head) return tl::unexpected(std::move(head.error()));
  if (!*head || (*head)->step == RecordStep::kWithdraw) return {};
  if ((*head)->source != RecordSource::kSensor) return {};
  FoundCycle gone;
  gone.started_at = started_at;
  NewEntry entry = entry_of(sensor, gone);
  entry.body = "{}";
  entry.id = version_id(thing, (*head)->id);
  entry.previous = (*head)->id;
  entry.step = RecordStep::kWithdraw;
  entry.reason = kWithdrawn;
  return send(std::move(entry));
}

Result<void> RecordSinks::send(NewEntry entry) {
  auto answer = ledger_.put_and_wait(std::move(entry));
  if (!answer) return tl::unexpected(std::move(answer.error()));
  if (answer->outcome != PutOutcome::kConflict) return {};
  // Somebody was faster, or the same id was used with other words: the next look at the head tells.
  return fail(ErrorKind::kUnavailable, "another version came first");
}

}  // namespace sunhall
