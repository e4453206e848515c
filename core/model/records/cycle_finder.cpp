#include "core/model/records/cycle_finder.h"

#include <algorithm>
#include <array>
#include <limits>

namespace sunhall {

namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr int kLateAfterIntervals = 3;
constexpr seconds kDoorOpenMax{360};
constexpr seconds kDishwasherDoorMax{30};  // its next load comes a minute later
constexpr double kHeatedStart_c = 60.0;
constexpr double kDishwasherStart_c = 70.0;  // its tank stays at 60 °C
// A flat valley moves along with the time: the next cycle begins at its end.
constexpr double kValleyFlat_c = 2.0;

struct Heat {
  double limit_c;
  double needed_s;
};

std::optional<Heat> heat_of(DisinfectionMethod method, const Limits& limits) {
  switch (method) {
    case DisinfectionMethod::kSteam:
    case DisinfectionMethod::kBoil:
      return Heat{limits.steam_temperature_c, limits.steam_time_min * 60};
    case DisinfectionMethod::kInfrared:
      return Heat{limits.infrared_temperature_c, limits.infrared_time_min * 60};
    case DisinfectionMethod::kDishwasher:
      return Heat{limits.dishwasher_temperature_c, limits.dishwasher_time_s};
    case DisinfectionMethod::kChlorine:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The longest time for certain at or over a temperature.
milliseconds held_at(std::span<const TemperaturePoint> points, double limit_c, seconds gap_max) {
  milliseconds longest{0};
  std::optional<WallTime> since;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (points[i].value_c < limit_c) {
      since.reset();
      continue;
    }
    if (!since || points[i].at - points[i - 1].at > gap_max) since = points[i].at;
    longest = std::max(longest, points[i].at - *since);
  }
  return longest;
}

/// The highest temperature that was certainly held for `needed`: of all stretches of points that
/// are that long, the best one's lowest point.
std::optional<double> certainly_held(std::span<const TemperaturePoint> points,
                                     const CycleRule& rule) {
  std::optional<double> best;
  for (std::size_t first = 0; first < points.size(); ++first) {
    double lowest = points[first].value_c;
    for (std::size_t last = first; last < points.size(); ++last) {
      if (last > first && points[last].at - points[last - 1].at > rule.gap_max) break;
      lowest = std::min(lowest, points[last].value_c);
      if (best && lowest <= *best) break;
      if (points[last].at - points[first].at < rule.needed) continue;
      best = lowest;
      break;
    }
  }
  return best;
}

/// The highest temperature that may have been held for `needed`: between two points, and where
/// points are missing, it may have been anything.
double possibly_held(std::span<const TemperaturePoint> points, const CycleRule& rule) {
  double best = std::numeric_limits<double>::lowest();
  for (std::size_t before = 0; before + 1 < points.size(); ++before) {
    double lowest = std::numeric_limits<double>::infinity();
    for (std::size_t after = before + 1; after < points.size(); ++after) {
      if (points[after].at - points[before].at >= rule.needed) {
        best = std::max(best, lowest);
        break;
      }
      lowest = std::min(lowest, points[after].value_c);
      if (lowest <= best) break;
    }
  }
  return best;
}

milliseconds missing_in(std::span<const TemperaturePoint> points, seconds gap_max) {
  milliseconds missing{0};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const milliseconds step = points[i].at - points[i - 1].at;
    if (step > gap_max) missing += step;
  }
  return missing;
}

/// What the rule is held against; empty where the points cannot tell.
std::optional<double> judged_temperature(std::span<const TemperaturePoint> points,
                                         const CycleRule& rule) {
  const auto certain = certainly_held(points, rule);
  if (certain && *certain >= rule.limit_c) return certain;
  if (possibly_held(points, rule) >= rule.limit_c) return std::nullopt;
  if (certain) return certain;
  return std::min_element(points.begin(), points.end(),
                          [](const auto& a, const auto& b) { return a.value_c < b.value_c; })
      ->value_c;
}

}  // namespace

std::optional<CycleRule> cycle_rule(DisinfectionMethod method, const Limits& limits,
                                    seconds every) {
  const auto heat = heat_of(method, limits);
  if (!heat) return std::nullopt;
  const bool is_dishwasher = method == DisinfectionMethod::kDishwasher;
  CycleRule rule;
  rule.limit_c = heat->limit_c;
  rule.needed = std::chrono::ceil<seconds>(std::chrono::duration<double>(heat->needed_s));
  rule.start_c = is_dishwasher ? kDishwasherStart_c : kHeatedStart_c;
  rule.drop_c = (rule.limit_c - rule.start_c) / 2;
  rule.attempt_c = rule.limit_c - rule.drop_c;
  rule.door_open_max = is_dishwasher ? kDishwasherDoorMax : kDoorOpenMax;
  rule.gap_max = kLateAfterIntervals * every;
  rule.gap_ends_after = std::max(rule.gap_ends_after, 10 * every);
  return rule;
}

std::optional<FoundCycle> CycleFinder::push(const TemperaturePoint& point) {
  if (last_ && point.at <= last_->at) return std::nullopt;
  std::optional<FoundCycle> found = look(point.at);
  const bool is_cold = point.value_c < rule_.start_c - kColdUnder_c;
  if (phase_ == Phase::kRunning) {
    found = run(point);
  } else if (is_cold) {
    phase_ = Phase::kCold;
  } else if (phase_ == Phase::kCooling) {
    cool(point);
  } else if (phase_ == Phase::kCold && point.value_c >= rule_.start_c) {
    const std::array first{last_.value_or(point), point};
    // The first point is the one before: it only says how much earlier it may have been hot.
    begin(first, point.at);
  }
  if (phase_ == Phase::kRunning && !is_told_ && point.value_c >= rule_.attempt_c) {
    found = tell(point);
  }
  last_ = point;
  return found;
}

FoundCycle CycleFinder::tell(const TemperaturePoint& point) {
  is_told_ = true;
  FoundCycle begun;
  begun.started_at = started_at_;
  begun.highest_c = point.value_c;
  return begun;
}

std::optional<FoundCycle> CycleFinder::look(WallTime now) {
  if (!last_ || now - last_->at <= rule_.gap_ends_after) return std::nullopt;
  if (phase_ == Phase::kCold) {
    // It may have been hot in between; what is hot after the silence began in the dark.
    phase_ = Phase::kUnknown;
  }
  valley_.reset();
  if (phase_ != Phase::kRunning) return std::nullopt;
  // How it went on is not known: a last point after the silence says so to those who judge.
  points_.push_back(
      {last_->at + rule_.gap_ends_after + std::chrono::milliseconds(1), last_->value_c});
  return leave(Phase::kCooling, under_since_ ? last_hot_ : last_->at);
}

void CycleFinder::begin(std::span<const TemperaturePoint> first, WallTime started_at) {
  phase_ = Phase::kRunning;
  points_.assign(first.begin(), first.end());
  started_at_ = started_at;
  is_told_ = false;
  highest_c_ = first.back().value_c;
  under_since_.reset();
  door_count_ = 0;
  valley_.reset();
}

void CycleFinder::cool(const TemperaturePoint& point) {
  if (!valley_ || point.value_c <= valley_->value_c + kValleyFlat_c) {
    if (!valley_ || point.value_c < valley_->value_c) {
      valley_ = point;
    } else {
      valley_->at = point.at;
    }
    return;
  }
  if (point.value_c < valley_->value_c + kNextRise_c) return;
  const std::array first{*valley_, point};
  begin(first, valley_->at);
}

std::optional<FoundCycle> CycleFinder::run(const TemperaturePoint& point) {
  points_.push_back(point);
  highest_c_ = std::max(highest_c_, point.value_c);
  if (point.value_c < rule_.start_c - kColdUnder_c) {
    return leave(Phase::kCold, under_since_ ? last_hot_ : last_->at);
  }
  const auto length = point.at - started_at_;
  if (length > kCycleMax || (!is_told_ && length > kWarmUpMax)) {
    is_told_ = false;
    return leave(Phase::kCooling, point.at);
  }
  return fall(point);
}

std::optional<FoundCycle> CycleFinder::fall(const TemperaturePoint& point) {
  if (point.value_c >= std::min(rule_.limit_c, highest_c_) - rule_.drop_c) {
    if (under_since_) ++door_count_;
    under_since_.reset();
    return std::nullopt;
  }
  if (!under_since_) {
    under_since_ = point.at;
    last_hot_ = last_->at;
  }
  if (point.at - *under_since_ <= rule_.door_open_max) return std::nullopt;
  return leave(Phase::kCooling, last_hot_);
}

std::optional<FoundCycle> CycleFinder::leave(Phase next, WallTime last_hot) {
  phase_ = next;
  valley_.reset();
  std::vector<TemperaturePoint> points;
  points.swap(points_);
  if (!is_told_) return std::nullopt;
  is_told_ = false;
  FoundCycle cycle;
  cycle.started_at = started_at_;
  cycle.ended_at = last_hot;
  cycle.highest_c = highest_c_;
  cycle.temperature_c = judged_temperature(points, rule_);
  cycle.held = held_at(points, rule_.limit_c, rule_.gap_max);
  // The first point stands before the start.
  cycle.missing = missing_in(std::span(points).subspan(1), rule_.gap_max);
  cycle.door_count = door_count_;
  return cycle;
}

}  // namespace sunhall
