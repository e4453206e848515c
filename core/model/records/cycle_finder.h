// Recognises disinfection cycles in a cabinet's temperature curve.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/base/time.h"
#include "core/model/disinfection.h"
#include "core/model/limits.h"
#include "core/model/records/excursion.h"

namespace sunhall {

/// Up to this length a curve can be a cycle; after it the sensor hangs or the cabinet is an oven.
inline constexpr std::chrono::hours kCycleMax{6};
/// What warms for longer than this before it gets hot does not begin a cycle.
inline constexpr std::chrono::minutes kWarmUpMax{90};
/// Under the start by this much a cabinet is cold again.
inline constexpr double kColdUnder_c = 5.0;
/// A cabinet that never got cold begins anew when it rises by this much.
inline constexpr double kNextRise_c = 20.0;

/// What makes a curve a cycle; `cycle_rule` fills it from the rules of a method.
struct CycleRule {
  double limit_c = 120.0;                        // the rule's temperature
  std::chrono::seconds needed{600};              // held for at least this long
  double start_c = 60.0;                         // a cycle begins when the curve rises through it
  double attempt_c = 90.0;                       // under this it was warming, not disinfecting
  double drop_c = 30.0;                          // so far under the plateau it cools down
  std::chrono::seconds door_open_max{360};       // a shorter dip is a door that was open
  std::chrono::seconds gap_max{180};             // points further apart say nothing between them
  std::chrono::seconds gap_ends_after{30 * 60};  // a longer silence ends the cycle
};

/// The rule for a method by heat; nothing for chlorine, which no thermometer can see.
std::optional<CycleRule> cycle_rule(DisinfectionMethod method, const Limits& limits,
                                    std::chrono::seconds every);

/// One recognised cycle.
struct FoundCycle {
  WallTime started_at{};             // the first point over start_c, or the valley before the rise
  std::optional<WallTime> ended_at;  // the last hot point; empty: still running
  /// What was held for as long as the rule asks. Empty while the cycle runs, and where the points
  /// are too far apart to say: then nobody can judge it.
  std::optional<double> temperature_c;
  double highest_c = 0.0;
  std::chrono::milliseconds held{0};     // the longest stretch at or over the limit, for certain
  std::chrono::milliseconds missing{0};  // of the cycle, without points
  int door_count = 0;                    // dips while it was hot

  friend bool operator==(const FoundCycle&, const FoundCycle&) = default;
};

/// Takes a curve point by point and says what it has become.
///
/// Order:   points in the order of their time; one that is not later than the last is left out.
class CycleFinder {
 public:
  explicit CycleFinder(const CycleRule& rule) : rule_(rule) {}

  /// Takes a point; returns the cycle that became one, or ended, with it.
  std::optional<FoundCycle> push(const TemperaturePoint& point);
  /// Ends a cycle whose points stopped coming long ago.
  std::optional<FoundCycle> look(WallTime now);

 private:
  enum class Phase : unsigned char {
    kUnknown,  // nothing cold was seen yet: whatever is going on began before
    kCold,
    kRunning,
    kCooling,  // hot, but the last cycle is over
  };

  std::optional<FoundCycle> run(const TemperaturePoint& point);
  std::optional<FoundCycle> fall(const TemperaturePoint& point);
  void cool(const TemperaturePoint& point);
  void begin(std::span<const TemperaturePoint> first, WallTime started_at);
  FoundCycle tell(const TemperaturePoint& point);
  std::optional<FoundCycle> leave(Phase next, WallTime last_hot);

  CycleRule rule_;
  Phase phase_ = Phase::kUnknown;
  std::optional<TemperaturePoint> last_;
  std::optional<TemperaturePoint> valley_;  // while cooling
  // Of the running cycle.
  std::vector<TemperaturePoint> points_;  // with the one before it
  WallTime started_at_{};
  bool is_told_ = false;  // it has reached attempt_c
  double highest_c_ = 0.0;
  std::optional<WallTime> under_since_;  // a dip
  WallTime last_hot_{};                  // the last point before it
  int door_count_ = 0;
};

}  // namespace sunhall
