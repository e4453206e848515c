// Recognises disinfection cycles in a cabinet's temperature curve.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/time.h"
#include "core/model/disinfection.h"

namespace sunhall {

/// One point of a curve.
struct CurvePoint {
  WallTime at{};
  double value_c = 0.0;
};

/// What makes a curve a cycle; `cycle_rule` fills it from the rules of a method.
struct CycleRule {
  double limit_c = 120.0;                        // the rule's temperature
  std::chrono::seconds needed{600};              // held for at least this long
  double start_c = 60.0;                         // a cycle begins when the curve rises through it
  double attempt_c = 90.0;                       // under this it was warming, not disinfecting
  double drop_c = 30.0;                          // so far under the plateau it has cooled down
  std::chrono::seconds door_open_max{360};       // a shorter dip is a door that was open
  std::chrono::seconds gap_max{180};             // points further apart say nothing between them
  std::chrono::seconds gap_ends_after{30 * 60};  // a longer silence ends the cycle
};

/// The rule for a method by heat; nothing for chlorine, which no thermometer can see.
std::optional<CycleRule> cycle_rule(DisinfectionMethod method, std::chrono::seconds every);

/// One recognised cycle.
struct FoundCycle {
  WallTime started_at{};             // the first point over start_c, or the valley before
  std::optional<WallTime> ended_at;  // empty: still running
  /// The temperature that was held for as long as the rule asks; empty while it runs, or where the
  /// points are too far apart to say.
  std::optional<double> temperature_c;
  double highest_c = 0.0;
  std::chrono::seconds held{0};     // the longest stretch at or over the limit, for certain
  std::chrono::seconds missing{0};  // of the cycle, without points
  int door_count = 0;               // dips while it was hot
  friend bool operator==(const FoundCycle&, const FoundCycle&) = default;
};

/// Takes a curve point by point and says what it has become.
///
/// Order:   points in the order of their time; one that is not later than the last is left out.
class CycleFinder {
 public:
  explicit CycleFinder(const CycleRule& rule) : rule_(rule) {}

  /// Takes a point; returns the cycle that began or ended with it.
  std::optional<FoundCycle> push(const CurvePoint& point);
  /// Ends a cycle whose points stopped coming long ago.
  std::optional<FoundCycle> look(WallTime now);
  bool is_running() const { return phase_ == Phase::kRunning && is_told_; }

 private:
  enum class Phase : unsigned char { kUnknown, kCold, kRunning, kCooling };

  std::optional<FoundCycle> run(const CurvePoint& point);
  void begin(const CurvePoint& point);
  FoundCycle end(std::size_t point_count);
  std::optional<FoundCycle> leave(std::size_t point_count, Phase next);

  CycleRule rule_;
  Phase phase_ = Phase::kUnknown;
  bool is_told_ = false;            // the running cycle has reached attempt_c
  std::vector<CurvePoint> points_;  // of the running cycle, with the one before it
  std::optional<CurvePoint> last_;
  std::optional<CurvePoint> valley_;  // while cooling
  std::optional<WallTime> under_since_;
  double highest_c_ = 0.0;
  int door_count_ = 0;
};

}  // namespace sunhall
