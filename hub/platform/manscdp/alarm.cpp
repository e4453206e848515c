#include "hub/platform/manscdp/alarm.h"

#include <algorithm>

#include "core/base/text.h"
#include "hub/platform/manscdp/command.h"
#include "hub/platform/manscdp/xml_writer.h"

namespace sunhall {

namespace {

constexpr int kMethodDevice = 2;
constexpr std::size_t kDescriptionCharsMax = 100;

bool needs_reset(GbAlarmKind kind) {
  return alarm_code(kind).method == kMethodDevice;
}

bool is_of_sensor(GbAlarmKind kind) {
  return kind == GbAlarmKind::kTooWarm || kind == GbAlarmKind::kTooCold;
}

bool is_of_house(GbAlarmKind kind) {
  return kind == GbAlarmKind::kDiskFull || kind == GbAlarmKind::kDiskBroken;
}

// The number under which the platform knows the subject; empty: it does not.
std::string subject_id(const PlatformOptions& platform, const GbTrouble& trouble) {
  if (is_of_house(trouble.kind)) return platform.device_id;
  if (is_of_sensor(trouble.kind)) {
    for (const PlatformAlarm& alarm : platform.alarms) {
      if (alarm.sensor == trouble.subject) return alarm.id;
    }
    return {};
  }
  for (const PlatformChannel& channel : platform.channels) {
    if (channel.camera == trouble.subject) return channel.id;
  }
  return {};
}

}  // namespace

GbAlarmCode alarm_code(GbAlarmKind kind) {
  switch (kind) {
    case GbAlarmKind::kCameraLost:
      return {.priority = 3, .method = kMethodDevice, .type = 1};
    case GbAlarmKind::kPictureStill:
      return {.priority = 4, .method = 5, .type = 11};
    case GbAlarmKind::kCameraCovered:
      return {.priority = 3, .method = 5, .type = 13};
    case GbAlarmKind::kDiskFull:
      return {.priority = 2, .method = kMethodDevice, .type = 3};
    case GbAlarmKind::kDiskBroken:
      return {.priority = 2, .method = 6, .type = 1};
    case GbAlarmKind::kTooWarm:
      return {.priority = 2, .method = kMethodDevice, .type = 4};
    case GbAlarmKind::kTooCold:
      return {.priority = 3, .method = kMethodDevice, .type = 5};
  }
  return {};
}

bool is_told(const PlatformOptions& platform, const GbTrouble& trouble) {
  return !subject_id(platform, trouble).empty();
}

std::vector<GbAlarm> AlarmGate::step(const Moment& now, const std::vector<GbTrouble>& troubles) {
  std::vector<GbAlarm> raised;
  for (auto& [key, known] : known_) {
    const bool holds = std::any_of(troubles.begin(), troubles.end(), [&key](const GbTrouble& at) {
      return at.kind == key.first && at.subject == key.second;
    });
    if (!holds && !known.over_since) known.over_since = now.ticks;
  }
  for (const GbTrouble& trouble : troubles) {
    const auto [at, is_new] = known_.try_emplace({trouble.kind, trouble.subject});
    Known& known = at->second;
    if (is_new || (known.over_since && !known.is_up)) {
      known.since = now.ticks;
      known.began = now.wall.utc;
    }
    known.over_since.reset();
    const bool is_held = now.ticks - known.since >= kAlarmHeldMin;
    if (known.is_up || !is_held || !may_raise(now.ticks, trouble.kind, known)) continue;
    known.is_up = true;
    known.is_reset = false;
    known.raised_at = now.ticks;
    raised.push_back({.trouble = trouble, .at = known.began});
  }
  forget(now.ticks);
  return raised;
}

// GB/T 28181-2022 §9.4.1: after a device's alarm no new one until it was reset.
bool AlarmGate::may_raise(Ticks now, GbAlarmKind kind, const Known& known) {
  if (!known.raised_at || !needs_reset(kind) || known.is_reset) return true;
  return now - *known.raised_at >= kAlarmAgainAfter;
}

void AlarmGate::forget(Ticks now) {
  for (auto at = known_.begin(); at != known_.end();) {
    Known& known = at->second;
    const bool is_over =
        known.over_since && (!known.is_up || now - *known.over_since >= kAlarmHeldMin);
    if (is_over) known.is_up = false;
    at = is_over && may_raise(now, at->first.first, known) ? known_.erase(at) : std::next(at);
  }
}

void AlarmGate::reset(std::optional<std::string_view> subject) {
  for (auto& [key, known] : known_) {
    if (!subject || key.second == *subject) known.is_reset = true;
  }
}

std::string alarm_body(const PlatformOptions& platform, const GbAlarm& alarm,
                       std::chrono::minutes zone, std::uint32_t sn) {
  const GbAlarmCode code = alarm_code(alarm.trouble.kind);
  const std::string subject = subject_id(platform, alarm.trouble);
  XmlWriter xml;
  xml.open("Notify")
      .leaf("CmdType", "Alarm")
      .leaf("SN", sn)
      .leaf("DeviceID", subject.empty() ? platform.device_id : subject)
      .leaf("AlarmPriority", static_cast<std::uint64_t>(code.priority))
      .leaf("AlarmMethod", static_cast<std::uint64_t>(code.method))
      .leaf("AlarmTime", format_gb_time(alarm.at, zone))
      .leaf("AlarmDescription", truncate_chars(alarm.trouble.words, kDescriptionCharsMax))
      .open("Info")
      .leaf("AlarmType", static_cast<std::uint64_t>(code.type))
      .close("Info")
      .close("Notify");
  return xml.body(platform.charset);
}

}  // namespace sunhall
