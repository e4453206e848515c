#include "hub/sensors/mqtt_link.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/base/text.h"
#include "hub/sensors/payload.h"

namespace sunhall {

namespace {

constexpr std::string_view kDroppedTopic = "$SYS/broker/publish/messages/dropped";
constexpr Ticks kTellEvery = std::chrono::minutes(1);
constexpr std::chrono::milliseconds kStepMax{1'000};
constexpr std::size_t kToldTopicCharsMax = 80;

}  // namespace

MqttLink::MqttLink(const MqttOptions& options, const std::string& site_id,
                   const std::vector<SensorSource>& sensors, ReadingInbox& inbox,
                   const Clock& clock, std::uint64_t seed)
    : options_(options),
      client_id_("sunhall-" + site_id),
      topics_(sensors, site_id),
      inbox_(inbox),
      clock_(clock),
      listener_{.connected = [this](bool has_backlog) { note_connected(has_backlog); },
                .may_read = [this] { return inbox_.has_room(); },
                .message = [this](const MqttMessage& message) { take(message); },
                .trouble = [this](const std::string& what) { note_trouble(what); }},
      backoff_(seed),
      worker_("mqtt", [this](const std::stop_token& stop) { run(stop); }) {}

MqttFigures MqttLink::figures() const {
  MutexLock lock(mutex_);
  return figures_;
}

bool MqttLink::stuck(Ticks now) const {
  const Ticks deadline(deadline_us_.load());
  return deadline.count() != 0 && now > deadline + kMqttStuckMargin;
}

void MqttLink::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] { wake_.wake(); });
  while (!stop.stop_requested()) {
    const Ticks began = clock_.now().ticks;
    const Error ended = run_session(stop);
    set_deadline(Ticks(0));
    {
      MutexLock lock(mutex_);
      figures_.is_connected = false;
    }
    if (stop.stop_requested()) return;
    if (clock_.now().ticks - began >= kGoodMqttSession) backoff_.reset();
    wait_after(ended, stop);
  }
}

Error MqttLink::run_session(const std::stop_token& stop) {
  set_deadline(kMqttConnectDeadline);
  std::vector<std::string> filters = topics_.filters();
  filters.emplace_back(kDroppedTopic);
  const MqttSessionPlan plan{.options = options_,
                             .client_id = client_id_,
                             .filters = std::move(filters),
                             .version = version_};
  auto session = MqttSession::open(plan, listener_, wake_);
  if (!session) return std::move(session.error());
  const Ticks opened = clock_.now().ticks;
  while (!stop.stop_requested()) {
    set_deadline(kMqttAnswerDeadline);
    const auto stepped = (*session)->step(kStepMax);
    const Ticks now = clock_.now().ticks;
    if (!stepped) {
      // An old broker may not even know how to refuse version 5.
      const bool may_be_old =
          !(*session)->is_connected() && stepped.error().kind != ErrorKind::kBadInput;
      if (may_be_old) version_ = version_ == MqttVersion::k5 ? MqttVersion::k311 : MqttVersion::k5;
      return stepped.error();
    }
    if (!(*session)->is_connected() && now - opened > kMqttAnswerDeadline) {
      return {ErrorKind::kUnavailable, "the broker takes the connection but does not answer"};
    }
    if (inbox_.has_room()) {
      // What waited for us has no time but its own.
      if (held_since_ && now - *held_since_ > kCatchUp) catch_up_until_ = now + kCatchUp;
      held_since_.reset();
    } else if (!held_since_) {
      held_since_ = now;
    }
  }
  (*session)->close();
  return {ErrorKind::kUnavailable, "the hub was stopped"};
}

void MqttLink::note_connected(bool has_backlog) {
  const Ticks now = clock_.now().ticks;
  catch_up_until_ = has_backlog ? now + kCatchUp : Ticks(0);
  if (failing_since_) {
    spdlog::info("mqtt: the broker answers again after {} s",
                 std::chrono::duration_cast<std::chrono::seconds>(now - *failing_since_).count());
    failing_since_.reset();
  }
  MutexLock lock(mutex_);
  figures_.is_connected = true;
  figures_.trouble.clear();
}

void MqttLink::take(const MqttMessage& message) {
  if (message.topic == kDroppedTopic) return take_dropped(message.payload);
  {
    MutexLock lock(mutex_);
    ++figures_.message_count;
  }
  // A retained message without anything in it only takes back the one before.
  if (message.is_retained && message.payload.empty()) return;
  const auto said = read_payload(message.payload);
  if (!said) return refuse(message.topic, said.error().what);
  const auto placed = topics_.place(message.topic, *said);
  if (placed.empty()) return refuse(message.topic, "no sensor of the site file is meant");
  const Moment now = clock_.now();
  std::vector<HeardValue> heard;
  heard.reserve(placed.size());
  for (const PlacedValue& value : placed) {
    heard.push_back({.sensor = value.sensor,
                     .at = value.said->at,
                     .received = now.wall.utc,
                     .raw = value.said->value,
                     .was_kept_elsewhere = message.is_retained || now.ticks < catch_up_until_});
  }
  // There was room before this packet was read; without any it is counted as lost, and told.
  inbox_.put(heard);
}

void MqttLink::take_dropped(std::string_view payload) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(payload.data(), payload.data() + payload.size(), count);
  if (error != std::errc()) return;
  // A broker that was restarted counts from 0.
  const std::uint64_t before = dropped_before_.value_or(count);
  const std::uint64_t more = count >= before ? count - before : count;
  dropped_before_ = count;
  if (more == 0) return;
  spdlog::warn("mqtt: the broker dropped {} messages to its clients: its queues are too short",
               more);
  MutexLock lock(mutex_);
  figures_.broker_dropped_count += more;
}

void MqttLink::refuse(std::string_view topic, std::string_view why) {
  {
    MutexLock lock(mutex_);
    ++figures_.refused_count;
  }
  ++refused_untold_;
  const Ticks now = clock_.now().ticks;
  if (refusal_told_ && now - *refusal_told_ < kTellEvery) return;
  spdlog::warn("mqtt: {} messages refused, the last on {}: {}", refused_untold_,
               truncate_chars(clean_line(topic), kToldTopicCharsMax), why);
  refusal_told_ = now;
  refused_untold_ = 0;
}

void MqttLink::note_trouble(const std::string& what) {
  spdlog::warn("mqtt: {}", what);
  MutexLock lock(mutex_);
  figures_.trouble = what;
}

void MqttLink::wait_after(const Error& error, const std::stop_token& stop) {
  const Ticks now = clock_.now().ticks;
  // Told once an outage, not once a try.
  if (!failing_since_) {
    failing_since_ = now;
    spdlog::warn("mqtt: {}; trying again", error.what);
  }
  {
    MutexLock lock(mutex_);
    figures_.trouble = error.what;
  }
  const bool is_refusal = error.kind == ErrorKind::kBadInput;
  const Ticks until = now + (is_refusal ? backoff_.after_refusal() : backoff_.after_failure());
  for (Ticks left = until - now; left > Ticks(0) && !stop.stop_requested();
       left = until - clock_.now().ticks) {
    wake_.wait_for(std::min(std::chrono::ceil<std::chrono::milliseconds>(left), kStepMax));
  }
}

void MqttLink::set_deadline(Ticks limit) {
  const bool none = limit == Ticks(0);
  deadline_us_.store(none ? 0 : (clock_.now().ticks + limit).count());
}

}  // namespace sunhall
