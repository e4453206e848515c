#include "core/model/records/cycle_finder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "core/model/judge.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const WallTime kMorning = std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + 5h;

/// A curve drawn piece by piece.
class Curve {
 public:
  explicit Curve(std::chrono::seconds every = 30s, WallTime start = kMorning)
      : every_(every), now_(start) {}

  /// Goes to a temperature, evenly.
  Curve& to(double value_c, std::chrono::seconds length) {
    const auto steps = std::max<std::int64_t>(1, length / every_);
    const double from = value_c_;
    for (std::int64_t i = 1; i <= steps; ++i) {
      add(from + (value_c - from) * static_cast<double>(i) / static_cast<double>(steps));
    }
    return *this;
  }
  /// Stays there.
  Curve& hold(std::chrono::seconds length) { return to(value_c_, length); }
  /// Nobody measures while it goes there.
  Curve& silent(std::chrono::seconds length, double value_c) {
    now_ += length;
    value_c_ = value_c;
    return *this;
  }
  WallTime now() const { return now_; }
  const std::vector<TemperaturePoint>& points() const { return points_; }

 private:
  void add(double value_c) {
    now_ += every_;
    value_c_ = value_c;
    points_.push_back({.at = now_, .value_c = value_c});
  }

  std::chrono::seconds every_;
  WallTime now_;
  double value_c_ = 25.0;
  std::vector<TemperaturePoint> points_;
};

CycleRule infrared(std::chrono::seconds every = 30s) {
  return *cycle_rule(DisinfectionMethod::kInfrared, Limits{}, every);
}

std::vector<FoundCycle> find_all(const Curve& curve, const CycleRule& rule = infrared()) {
  CycleFinder finder(rule);
  std::vector<FoundCycle> found;
  for (const TemperaturePoint& point : curve.points()) {
    if (auto cycle = finder.push(point)) found.push_back(*cycle);
  }
  return found;
}

/// Those that are over.
std::vector<FoundCycle> find_ended(const Curve& curve, const CycleRule& rule = infrared()) {
  std::vector<FoundCycle> ended = find_all(curve, rule);
  std::erase_if(ended, [](const FoundCycle& cycle) { return !cycle.ended_at; });
  return ended;
}

/// How the rule sees a cycle.
Judgement judged(const FoundCycle& found,
                 DisinfectionMethod method = DisinfectionMethod::kInfrared) {
  DisinfectionCycle cycle;
  cycle.method = method;
  cycle.started_at = ZonedTime{found.started_at};
  if (found.ended_at) cycle.ended_at = ZonedTime{*found.ended_at};
  cycle.temperature_c = found.temperature_c;
  JudgeContext context;
  context.now = ZonedTime{found.ended_at.value_or(found.started_at) + 1h};
  return judge_disinfection(cycle, context);
}

Curve good_cycle(std::chrono::seconds every = 30s, WallTime start = kMorning) {
  Curve curve(every, start);
  curve.hold(10min).to(125, 12min).hold(15min).to(30, 30min);
  return curve;
}

}  // namespace

TEST_CASE("cycle: a curve with start, plateau and end is one cycle that passes") {
  const auto found = find_all(good_cycle());

  REQUIRE(found.size() == 2);
  CHECK_FALSE(found[0].ended_at);
  CHECK(found[0].started_at == found[1].started_at);
  const FoundCycle& cycle = found[1];
  // 25 to 125 °C in 12 min: 60 °C after 4 min 12 s, seen at the next point.
  CHECK(cycle.started_at == kMorning + 10min + 4min + 30s);
  CHECK(*cycle.temperature_c == doctest::Approx(125));
  CHECK(cycle.highest_c == doctest::Approx(125));
  CHECK(cycle.held >= 15min);
  CHECK(cycle.held <= 18min);
  CHECK(cycle.missing == 0ms);
  CHECK(cycle.door_count == 0);
  // Cooled by 30 °C under the limit: 35 of 95 °C, 11 min into the half hour.
  CHECK(*cycle.ended_at > kMorning + 37min + 10min);
  CHECK(*cycle.ended_at < kMorning + 37min + 12min);
  CHECK(judged(cycle).verdict == Verdict::kPass);
  CHECK(judged(found[0]).reason == Reason::kStillRunning);
}

TEST_CASE("cycle: exactly the limit for exactly the time passes, a hair less does not") {
  const auto plateau = [](double value_c, std::chrono::seconds length) {
    Curve curve(10s);
    curve.hold(1min).to(61, 10s).to(value_c, 10s).hold(length).to(95, 10s).to(40, 10s).hold(1min);
    return find_ended(curve, infrared(10s)).at(0);
  };

  CHECK(judged(plateau(120.0, 600s)).verdict == Verdict::kPass);
  CHECK(judged(plateau(119.9, 600s)).reason == Reason::kTemperatureTooLow);
  CHECK(judged(plateau(119.9, 900s)).verdict == Verdict::kFail);
  // Ten seconds less than the rule: the edges may have been hot, nobody knows.
  CHECK(judged(plateau(120.0, 590s)).verdict == Verdict::kCannotJudge);
  CHECK(judged(plateau(120.0, 570s)).verdict == Verdict::kFail);
  CHECK(plateau(120.0, 570s).held == 570s);
}

TEST_CASE("cycle: whatever the curve, a pass was measured at the limit for the whole time") {
  std::mt19937_64 random(7);
  std::uniform_real_distribution<double> peak(95, 140);
  std::uniform_int_distribution<int> minutes(1, 25);
  int pass_count = 0;
  for (int round = 0; round < 300; ++round) {
    Curve curve(20s);
    curve.hold(2min).to(peak(random), std::chrono::minutes(minutes(random)));
    for (int piece = 0; piece < 4; ++piece) {
      if (random() % 4 == 0) curve.silent(std::chrono::minutes(minutes(random) / 4), peak(random));
      curve.to(peak(random), std::chrono::minutes(minutes(random)));
    }
    curve.to(30, 20min);
    const CycleRule rule = infrared(20s);
    for (const FoundCycle& cycle : find_ended(curve, rule)) {
      const bool is_pass = judged(cycle).verdict == Verdict::kPass;
      CHECK(is_pass == (cycle.held >= rule.needed));
      CHECK(cycle.started_at < *cycle.ended_at);
      CHECK(cycle.highest_c >= cycle.temperature_c.value_or(0));
      pass_count += is_pass ? 1 : 0;
    }
  }
  CHECK(pass_count > 30);
  CHECK(pass_count < 290);
}

TEST_CASE("cycle: missing points make it one that nobody can judge") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(4min).silent(6min, 125).hold(4min).to(30, 30min);

  const auto found = find_ended(curve);

  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].temperature_c);
  CHECK(found[0].missing == 6min + 30s);
  CHECK(judged(found[0]).verdict == Verdict::kCannotJudge);
}

TEST_CASE("cycle: points missing beside a plateau that is long enough do no harm") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(11min).silent(6min, 125).hold(1min).to(30, 30min);

  const auto found = find_ended(curve);

  REQUIRE(found.size() == 1);
  CHECK(judged(found[0]).verdict == Verdict::kPass);
  CHECK(found[0].missing > 0ms);
}

TEST_CASE("cycle: a door opened in the middle starts the holding time anew, not the cycle") {
  Curve broken;
  broken.hold(5min).to(125, 12min).hold(6min).to(80, 1min).to(125, 4min).hold(6min).to(30, 30min);
  Curve mended;
  mended.hold(5min).to(125, 12min).hold(6min).to(80, 1min).to(125, 4min).hold(14min).to(30, 30min);

  const auto first = find_ended(broken);
  const auto second = find_ended(mended);

  REQUIRE(first.size() == 1);
  CHECK(first[0].door_count == 1);
  CHECK(judged(first[0]).reason == Reason::kTemperatureTooLow);
  REQUIRE(second.size() == 1);
  CHECK(second[0].door_count == 1);
  CHECK(judged(second[0]).verdict == Verdict::kPass);
}

TEST_CASE("cycle: two cycles back to back are two, though the cabinet never got cold") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(15min).to(70, 8min).hold(5min);
  const WallTime valley = curve.now();
  curve.to(125, 10min).hold(15min).to(30, 30min);

  const auto found = find_ended(curve);

  REQUIRE(found.size() == 2);
  CHECK(*found[0].ended_at < valley);
  CHECK(found[1].started_at >= valley - 1min);
  CHECK(found[1].started_at <= valley + 1min);
  for (const FoundCycle& cycle : found) CHECK(judged(cycle).verdict == Verdict::kPass);
}

TEST_CASE("cycle: one that never gets hot enough is told as a failure") {
  Curve curve;
  curve.hold(5min).to(98, 12min).hold(20min).to(30, 20min);

  const auto found = find_ended(curve);

  REQUIRE(found.size() == 1);
  CHECK(*found[0].temperature_c == doctest::Approx(98));
  CHECK(judged(found[0]).reason == Reason::kTemperatureTooLow);
  CHECK(found[0].held == 0ms);
}

TEST_CASE("cycle: drying dishes at 65 °C is no cycle, and does not make the next one longer") {
  Curve curve;
  curve.hold(5min).to(65, 10min).hold(5h);
  const WallTime dry = curve.now();
  curve.to(125, 10min).hold(15min).to(65, 10min).hold(2h);

  const auto found = find_ended(curve);

  REQUIRE(found.size() == 1);
  CHECK(found[0].started_at >= dry - 1min);
  CHECK(judged(found[0]).verdict == Verdict::kPass);
}

TEST_CASE("cycle: what was already hot when the first point came is not a cycle") {
  Curve curve;
  curve.to(125, 30s).hold(12min).to(30, 20min);
  CHECK(find_all(curve).empty());

  curve.hold(30min).to(125, 12min).hold(15min).to(30, 30min);
  CHECK(find_ended(curve).size() == 1);
}

TEST_CASE("cycle: one whose points stop coming ends, and nobody can judge it") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(5min);
  CycleFinder finder(infrared());
  for (const TemperaturePoint& point : curve.points()) (void)finder.push(point);

  CHECK_FALSE(finder.look(curve.now() + 30min));
  const auto ended = finder.look(curve.now() + 31min);

  REQUIRE(ended);
  CHECK(*ended->ended_at == curve.now());
  CHECK(judged(*ended).verdict == Verdict::kCannotJudge);
  CHECK_FALSE(finder.look(curve.now() + 2h));
}

TEST_CASE("cycle: it makes no difference whether somebody looks or the next point ends it") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(12min).silent(50min, 40).to(30, 5min);
  CycleFinder looked(infrared());
  std::optional<FoundCycle> by_look;
  for (const TemperaturePoint& point : curve.points()) {
    if (auto found = looked.look(point.at - 1s)) by_look = found;
    if (auto found = looked.push(point); found && found->ended_at) by_look = found;
  }

  REQUIRE(by_look);
  CHECK(*by_look == find_ended(curve).at(0));
  CHECK(judged(*by_look).verdict == Verdict::kPass);
}

TEST_CASE("cycle: a sensor that hangs while hot is no cycle that ended") {
  Curve curve;
  curve.hold(5min).to(125, 12min).hold(9h).to(30, 30min);

  const auto found = find_all(curve);

  REQUIRE(found.size() == 1);
  CHECK_FALSE(found[0].ended_at);
}

TEST_CASE("cycle: one over midnight is one") {
  const WallTime night = std::chrono::sys_days(std::chrono::year(2028) / 2 / 29) + 23h + 30min;

  const auto found = find_ended(good_cycle(30s, night));

  REQUIRE(found.size() == 1);
  CHECK(found[0].started_at < std::chrono::sys_days(std::chrono::year(2028) / 3 / 1));
  CHECK(*found[0].ended_at > std::chrono::sys_days(std::chrono::year(2028) / 3 / 1));
}

TEST_CASE("cycle: who begins in the middle of the day's curve finds the same cycles") {
  Curve curve;
  for (int i = 0; i < 3; ++i) curve.hold(2h).to(125, 12min).hold(15min).to(28, 30min);
  const auto all = find_all(curve);
  const auto& points = curve.points();

  for (std::size_t start = 0; start < points.size(); start += 7) {
    CycleFinder finder(infrared());
    for (std::size_t i = start; i < points.size(); ++i) {
      const auto found = finder.push(points[i]);
      if (found) CHECK(std::find(all.begin(), all.end(), *found) != all.end());
    }
  }
  CHECK(all.size() == 6);
}

TEST_CASE("cycle: points that come twice or late change nothing") {
  const Curve curve = good_cycle();
  CycleFinder finder(infrared());
  std::vector<FoundCycle> found;
  for (std::size_t i = 0; i < curve.points().size(); ++i) {
    if (auto cycle = finder.push(curve.points()[i])) found.push_back(*cycle);
    CHECK_FALSE(finder.push(curve.points()[i]));
    CHECK_FALSE(finder.push(curve.points()[i / 2]));
  }
  CHECK(found == find_all(curve));
}

TEST_CASE("cycle: steam, boiling and a dishwasher have their own limits; chlorine has no curve") {
  const Limits limits;
  CHECK(cycle_rule(DisinfectionMethod::kSteam, limits, 30s)->limit_c == 100);
  CHECK(cycle_rule(DisinfectionMethod::kBoil, limits, 30s)->needed == 600s);
  CHECK_FALSE(cycle_rule(DisinfectionMethod::kChlorine, limits, 30s));
  Curve curve(5s);
  curve.hold(1min).to(60, 5min).hold(10min).to(86, 1min).hold(45s).to(60, 1min).hold(5min);

  const auto found = find_ended(curve, *cycle_rule(DisinfectionMethod::kDishwasher, limits, 5s));

  REQUIRE(found.size() == 1);
  CHECK(judged(found[0], DisinfectionMethod::kDishwasher).verdict == Verdict::kPass);
}
