// What the hub raises as alarms, and when it says so again.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"
#include "native/site_platform.h"

namespace sunhall {

enum class GbAlarmKind : unsigned char {
  kCameraLost,     // method 2, type 1
  kPictureStill,   // method 5, type 11
  kCameraCovered,  // method 5, type 13
  kDiskFull,       // method 2, type 3
  kDiskBroken,     // method 6, type 1
  kTooWarm,        // method 2, type 4; of a sensor
  kTooCold,        // method 2, type 5; of a sensor
};

/// A state that holds at a moment; `subject` is a camera's or sensor's id, empty for the house.
struct GbTrouble {
  GbAlarmKind kind = GbAlarmKind::kCameraLost;
  std::string subject;
  std::string words;  // one Chinese sentence, for AlarmDescription

  friend auto operator<=>(const GbTrouble&, const GbTrouble&) = default;
};

struct GbAlarm {
  GbTrouble trouble;
  WallTime at{};  // when the trouble began
};

/// A trouble shorter than this is none, and one is over only after as long without it.
inline constexpr std::chrono::seconds kAlarmHeldMin{30};
/// A method-2 alarm that the platform never reset may be raised again after this.
inline constexpr std::chrono::hours kAlarmAgainAfter{1};

/// How the standard numbers a trouble.
///
/// Source:  GB/T 28181-2022 A.2.5.3: AlarmPriority 1 (highest) to 4, AlarmMethod, AlarmType.
struct GbAlarmCode {
  int priority = 0;
  int method = 0;
  int type = 0;
};
GbAlarmCode alarm_code(GbAlarmKind kind);

/// Whether a platform may know of it: of its own channels and alarm inputs, and of the house.
bool is_told(const PlatformOptions& platform, const GbTrouble& trouble);

/// Decides which troubles become alarms: held long enough, once until it was over for as long,
/// method-2 alarms not again before the platform has reset them (or kAlarmAgainAfter without a
/// word).
///
/// Pure; one for each platform.
class AlarmGate {
 public:
  /// `troubles`: all that hold now. Returns what is to be raised now.
  std::vector<GbAlarm> step(const Moment& now, const std::vector<GbTrouble>& troubles);
  /// The platform reset alarms: all of them, or those of a subject. What still holds is not raised
  /// anew by that: it must be over first, or a platform that resets each alarm by itself would get
  /// it for ever.
  void reset(std::optional<std::string_view> subject);

 private:
  struct Known {
    Ticks since{0};
    WallTime began{};
    std::optional<Ticks> over_since{};
    std::optional<Ticks> raised_at{};
    bool is_up = false;     // raised, and not over since
    bool is_reset = false;  // since it was raised
  };
  static bool may_raise(Ticks now, GbAlarmKind kind, const Known& known);
  void forget(Ticks now);

  std::map<std::pair<GbAlarmKind, std::string>, Known> known_;
};

/// The body of an alarm, for MESSAGE or NOTIFY.
std::string alarm_body(const PlatformOptions& platform, const GbAlarm& alarm,
                       std::chrono::minutes zone, std::uint32_t sn);

}  // namespace sunhall
