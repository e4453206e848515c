#include "hub/sensors/sensor_desk.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <utility>

#include "hub/records/reading_store.h"
#include "hub/sensors/modbus_line.h"
#include "hub/sensors/mqtt_link.h"
#include "hub/sensors/sensor_changes.h"

namespace sunhall {

namespace {

using std::chrono::milliseconds;

/// Each sensor may add two marks of what was lost.
constexpr std::size_t kHeardMax = kReadingBatchMax - 2 * kSensorsMax;
/// How often the disk is asked to sync at most, while little comes.
constexpr milliseconds kBatchPause{200};
constexpr milliseconds kLookEvery{500};
constexpr milliseconds kRetryPause{1'000};
constexpr Ticks kTellAtMostEvery = std::chrono::seconds(1);
constexpr Ticks kTellSlightEvery = std::chrono::seconds(30);
constexpr Ticks kLogEvery = std::chrono::minutes(1);
constexpr Ticks kReplayEvery = std::chrono::seconds(10);
constexpr std::uint64_t kLinkSeed = 0x5EED;

/// Shorter spans, for a sensor that flooded its table.
constexpr std::array kRecallSpans{kRecallSpan, std::chrono::hours(12), std::chrono::hours(1)};

}  // namespace

Result<std::unique_ptr<SensorDesk>> SensorDesk::open(const SensorOptions& options,
                                                     const std::string& site_id,
                                                     const SensorDeskParts& parts) {
  std::unique_ptr<SensorDesk> desk(new SensorDesk(options, parts));
  if (auto recalled = desk->recall(); !recalled) return tl::unexpected(recalled.error());
  desk->start(site_id);
  return desk;
}

SensorDesk::SensorDesk(const SensorOptions& options, const SensorDeskParts& parts)
    : options_(options), parts_(parts), inbox_(options.sensors.size()) {
  cycle_since_.resize(options_.sensors.size());
  counts_.resize(options_.sensors.size());
  for (std::size_t i = 0; i < options_.sensors.size(); ++i) {
    const SensorSource& sensor = options_.sensors[i];
    places_[sensor.id] = i;
    watches_.emplace_back(sensor, parts_.limits);
    if (!sensor.cabinet) continue;
    const auto rule = cycle_rule(sensor.cabinet->method, parts_.limits, sensor.every);
    if (rule) cycles_.emplace(i, CycleWatch(*rule));
  }
}

SensorDesk::~SensorDesk() = default;

Result<void> SensorDesk::recall() {
  const WallTime now = parts_.clock.now().wall.utc;
  for (std::size_t i = 0; i < options_.sensors.size(); ++i) {
    if (auto recalled = recall_one(i, now); !recalled) return recalled;
  }
  return {};
}

Result<void> SensorDesk::recall_one(std::size_t place, WallTime now) {
  const std::string& id = options_.sensors[place].id;
  Result<std::vector<SensorReading>> series;
  for (const std::chrono::hours span : kRecallSpans) {
    series = parts_.readings.series(id, now - span, now + kClockTolerance);
    if (series || series.error().kind != ErrorKind::kExhausted) break;
  }
  if (!series && series.error().kind == ErrorKind::kExhausted) {
    note_trouble(id + " has too many readings to look back at");
    series = std::vector<SensorReading>();
  }
  if (!series) return tl::unexpected(series.error());
  const auto cycles = cycles_.find(place);
  if (cycles != cycles_.end()) cycles->second.replay(*series, now - kRecallCycles);
  MutexLock lock(mutex_);
  watches_[place].replay(*series);
  return {};
}

void SensorDesk::start(const std::string& site_id) {
  worker_.emplace("sensors", [this](const std::stop_token& stop) { run(stop); });
  for (auto& stations : modbus_lines(options_)) {
    const int number = static_cast<int>(lines_.size());
    lines_.push_back(std::make_unique<ModbusLine>(std::move(stations), number, inbox_, parts_.clock,
                                                  kLinkSeed + lines_.size()));
  }
  if (!options_.mqtt) return;
  mqtt_ = std::make_unique<MqttLink>(*options_.mqtt, site_id, options_.sensors, inbox_,
                                     parts_.clock, kLinkSeed);
}

std::vector<SensorState> SensorDesk::states() const {
  const WallTime now = parts_.clock.now().wall.utc;
  const bool has_broker = mqtt_ && mqtt_->figures().is_connected;
  std::vector<SensorState> states;
  {
    MutexLock lock(mutex_);
    for (std::size_t i = 0; i < watches_.size(); ++i) {
      states.push_back(watches_[i].state(now));
      states.back().cycle_since = cycle_since_[i];
    }
  }
  for (std::size_t i = 0; i < states.size(); ++i) {
    states[i].is_connected = is_connected(i, states[i], has_broker);
  }
  return states;
}

bool SensorDesk::is_connected(std::size_t place, const SensorState& state, bool has_broker) const {
  const SensorSource& sensor = options_.sensors[place];
  if (sensor.mqtt) return has_broker;
  // Without a link of its own, a sensor is there as long as somebody brings its readings.
  if (!sensor.modbus) return !state.is_late;
  for (const auto& line : lines_) {
    if (const auto answers = line->answers(place)) return *answers;
  }
  return false;
}

SensorFigures SensorDesk::figures() const {
  SensorFigures figures;
  {
    MutexLock lock(mutex_);
    figures = figures_;
  }
  figures.waiting_count = inbox_.waiting_count();
  for (const auto& line : lines_) figures.refused_count += line->refused_count();
  if (!mqtt_) return figures;
  const MqttFigures mqtt = mqtt_->figures();
  figures.message_count = mqtt.message_count;
  figures.refused_count += mqtt.refused_count;
  figures.broker_dropped_count = mqtt.broker_dropped_count;
  figures.is_broker_connected = mqtt.is_connected;
  return figures;
}

Result<void> SensorDesk::bring(const std::string& sensor,
                               const std::vector<BroughtReading>& readings) {
  const auto place = places_.find(sensor);
  if (place == places_.end()) return fail(ErrorKind::kBadInput, "there is no such sensor");
  const WallTime now = parts_.clock.now().wall.utc;
  std::vector<HeardValue> heard;
  for (const BroughtReading& reading : readings) {
    heard.push_back(
        {.sensor = place->second, .at = reading.at, .received = now, .raw = reading.value});
  }
  if (inbox_.offer(heard)) return {};
  return fail(ErrorKind::kExhausted, "too many readings are waiting for the disk");
}

bool SensorDesk::stuck(Ticks now) const {
  const bool is_line_stuck =
      std::any_of(lines_.begin(), lines_.end(), [&](const auto& line) { return line->stuck(now); });
  return is_line_stuck || (mqtt_ && mqtt_->stuck(now));
}

void SensorDesk::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    stopped_.notify_all();
  });
  bool is_last = false;
  while (!is_last) {
    // Once more after the order to stop: what came until then is kept.
    is_last = stop.stop_requested() && inbox_.waiting_count() == 0;
    std::vector<SensorReading> batch = judge(inbox_.take(kHeardMax, kLookEvery, stop));
    add_lost(batch);
    keep(batch, stop);
    replay_late_ones();
    keep_cycles();
    tell_changes();
    if (!batch.empty() && inbox_.waiting_count() < kHeardMax) pause(kBatchPause, stop);
  }
}

std::vector<SensorReading> SensorDesk::judge(const std::vector<HeardValue>& heard) {
  std::vector<SensorReading> batch;
  batch.reserve(heard.size());
  {
    MutexLock lock(mutex_);
    for (const HeardValue& value : heard) batch.push_back(watches_[value.sensor].take(value));
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < heard.size(); ++i) {
    if (takes_more(heard[i])) {
      if (kept != i) batch[kept] = std::move(batch[i]);
      ++kept;
    } else {
      inbox_.lose(heard[i].sensor, heard[i].received);
    }
  }
  batch.resize(kept);
  return batch;
}

bool SensorDesk::takes_more(const HeardValue& value) {
  const auto hour = std::chrono::floor<std::chrono::hours>(value.received);
  HourCount& count = counts_[value.sensor];
  if (count.hour != hour) count = {.hour = hour, .count = 0};
  return ++count.count <= kReadingsAnHourMax;
}

void SensorDesk::add_lost(std::vector<SensorReading>& batch) {
  const std::vector<LostSpan> lost = inbox_.take_lost();
  const Moment now = parts_.clock.now();
  for (std::size_t i = 0; i < lost.size(); ++i) {
    if (lost[i].count == 0) continue;
    lost_untold_ += lost[i].count;
    SensorReading mark{.sensor = options_.sensors[i].id,
                       .at = lost[i].from,
                       .received = now.wall.utc,
                       .value_c = static_cast<double>(lost[i].count),
                       .marks = {}};
    mark.marks.add(ReadingMark::kLostFrom);
    batch.push_back(mark);
    mark.marks = ReadingMarks();
    mark.marks.add(ReadingMark::kLostTo);
    mark.at = lost[i].to;
    batch.push_back(mark);
    MutexLock lock(mutex_);
    watches_[i].note_lost(lost[i].count);
    figures_.lost_count += lost[i].count;
  }
  if (lost_untold_ == 0 || (lost_told_ && now.ticks - *lost_told_ < kLogEvery)) return;
  spdlog::warn("sensors: {} readings were lost: there were more than can be kept",
               std::exchange(lost_untold_, 0));
  lost_told_ = now.ticks;
}

void SensorDesk::keep(const std::vector<SensorReading>& batch, const std::stop_token& stop) {
  if (batch.empty()) return;
  for (;;) {
    const auto kept = parts_.readings.add(batch);
    if (kept) break;
    note_trouble("readings cannot be kept: " + kept.error().what);
    if (kept.error().kind == ErrorKind::kBadInput || stop.stop_requested()) {
      MutexLock lock(mutex_);
      figures_.lost_count += batch.size();
      return;
    }
    // Meanwhile the inbox fills, and the links wait or count what they lose.
    tell_changes();
    pause(kRetryPause, stop);
  }
  {
    MutexLock lock(mutex_);
    figures_.reading_count += batch.size();
  }
  follow_cycles(batch);
}

void SensorDesk::follow_cycles(const std::vector<SensorReading>& batch) {
  if (cycles_.empty()) return;
  for (const SensorReading& reading : batch) {
    const auto cycles = cycles_.find(places_.find(reading.sensor)->second);
    if (cycles != cycles_.end()) cycles->second.push(reading);
  }
}

void SensorDesk::replay_late_ones() {
  const Moment now = parts_.clock.now();
  if (now.ticks < replay_due_) return;
  for (std::size_t i = 0; i < options_.sensors.size(); ++i) {
    bool is_wanted = false;
    {
      MutexLock lock(mutex_);
      is_wanted = watches_[i].wants_replay();
    }
    if (!is_wanted) continue;
    replay_due_ = now.ticks + kReplayEvery;
    if (auto replayed = recall_one(i, now.wall.utc); !replayed) {
      note_trouble("stored readings cannot be read: " + replayed.error().what);
    }
  }
}

void SensorDesk::keep_cycles() {
  const WallTime now = parts_.clock.now().wall.utc;
  for (auto& [place, cycles] : cycles_) {
    cycles.look(now);
    keep_cycles_of(place);
    MutexLock lock(mutex_);
    cycle_since_[place] = cycles.running_since();
  }
}

void SensorDesk::keep_cycles_of(std::size_t place) {
  const SensorSource& sensor = options_.sensors[place];
  CycleWatch& cycles = cycles_.at(place);
  const std::map<WallTime, FoundCycle> waiting = cycles.waiting();
  for (const auto& [started_at, cycle] : waiting) {
    const auto kept = parts_.cycles.put(sensor, cycle);
    if (!kept) note_trouble("a cycle of " + sensor.id + " cannot be kept: " + kept.error().what);
    // What can never be kept is not tried for ever.
    if (!kept && kept.error().kind != ErrorKind::kBadInput) return;
    cycles.note_kept(cycle);
  }
  const std::vector<WallTime> vanished = cycles.vanished();
  for (const WallTime started_at : vanished) {
    const auto withdrawn = parts_.cycles.withdraw(sensor, started_at);
    if (!withdrawn) note_trouble("a cycle of " + sensor.id + ": " + withdrawn.error().what);
    if (!withdrawn && withdrawn.error().kind != ErrorKind::kBadInput) return;
    cycles.note_withdrawn(started_at);
  }
}

void SensorDesk::note_trouble(const std::string& what) {
  const Ticks now = parts_.clock.now().ticks;
  if (trouble_told_ && now - *trouble_told_ < kLogEvery) return;
  trouble_told_ = now;
  spdlog::warn("sensors: {}", what);
}

void SensorDesk::tell_changes() {
  const Ticks now = parts_.clock.now().ticks;
  if (now - told_at_ < kTellAtMostEvery && !told_.empty()) return;
  std::vector<SensorState> states = this->states();
  const SensorChange change = sensor_change(told_, states);
  if (change == SensorChange::kNone) return;
  if (change == SensorChange::kSlight && now - told_at_ < kTellSlightEvery) return;
  told_ = std::move(states);
  told_at_ = now;
  if (parts_.changed) parts_.changed();
}

void SensorDesk::pause(milliseconds length, const std::stop_token& stop) {
  const Ticks until = parts_.clock.now().ticks + length;
  MutexLock lock(mutex_);
  for (Ticks left = until - parts_.clock.now().ticks; left > Ticks(0) && !stop.stop_requested();
       left = until - parts_.clock.now().ticks) {
    stopped_.wait_for(mutex_, std::min<Ticks>(left, kRetryPause));
  }
}

}  // namespace sunhall
