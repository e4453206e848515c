#include "hub/platform/link_alarms.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sunhall;
using namespace std::chrono_literals;
using Way = LinkAlarms::Way;

namespace {

class Siren {
 public:
  Siren()
      : alarms([this](const LinkAlarm& alarm, Way way,
                      const LinkAlarms::Told& told) -> std::optional<std::size_t> {
          if (alarm.body == unwanted) return std::nullopt;
          sent.push_back((way == Way::kMessage ? "MESSAGE " : "NOTIFY ") + alarm.body);
          for (std::size_t i = 0; i < ways; ++i) open.push_back(told);
          return ways;
        }) {}
  void put(const std::string& body) { alarms.put({.body = body}, 0s); }

  std::vector<std::string> sent;
  std::vector<LinkAlarms::Told> open;
  std::size_t ways = 1;
  std::string unwanted = "-";
  LinkAlarms alarms;
};

}  // namespace

TEST_CASE("link alarms: an alarm is sent until it was taken, and then no more") {
  Siren siren;
  siren.put("a");
  siren.alarms.step(0s);
  siren.alarms.step(5s);
  CHECK(siren.sent == std::vector<std::string>{"NOTIFY a"});
  siren.open[0](false);
  siren.alarms.step(5s);
  CHECK(siren.sent.size() == 1);
  siren.alarms.step(5s + kAlarmRetryFirst);
  CHECK(siren.sent.back() == "MESSAGE a");
  siren.open[1](true);
  siren.alarms.step(1h);
  CHECK(siren.sent.size() == 2);
  CHECK(siren.alarms.waiting_count() == 0);
}

TEST_CASE("link alarms: what was under way when the link was lost is sent anew, once") {
  Siren siren;
  siren.put("a");
  siren.alarms.step(0s);
  siren.alarms.give_back();
  siren.open[0](false);  // late
  siren.alarms.step(1s);
  siren.alarms.step(2s);
  CHECK(siren.sent == std::vector<std::string>{"NOTIFY a", "NOTIFY a"});
  siren.open[0](true);  // of the first time, late
  CHECK(siren.alarms.waiting_count() == 1);
  siren.open[1](true);
  CHECK(siren.alarms.waiting_count() == 0);
}

TEST_CASE("link alarms: of several subscribers one is enough, and none of them too few") {
  Siren siren;
  siren.ways = 2;
  siren.put("a");
  siren.put("b");
  siren.alarms.step(0s);
  siren.open[0](false);
  siren.open[1](true);
  siren.open[2](false);
  siren.open[3](false);
  CHECK(siren.alarms.waiting_count() == 1);
  siren.ways = 0;
  siren.alarms.step(10s);
  CHECK(siren.sent.back() == "MESSAGE b");
  CHECK(siren.alarms.waiting_count() == 1);
}

TEST_CASE("link alarms: a platform that takes none is asked ever more seldom, and for a day") {
  Siren siren;
  siren.ways = 0;
  siren.put("a");
  for (Ticks now{0}; now < kAlarmKeptMax; now += 1s) siren.alarms.step(now);
  CHECK(siren.sent.size() > 100);
  CHECK(siren.sent.size() < 200);
  siren.alarms.step(kAlarmKeptMax);
  CHECK(siren.alarms.waiting_count() == 0);
  CHECK(siren.alarms.dropped_count() == 1);
}

TEST_CASE("link alarms: it keeps its limit, the newest ones") {
  Siren siren;
  for (std::size_t i = 0; i <= kLinkAlarmsMax; ++i) siren.put(std::to_string(i));
  CHECK(siren.alarms.waiting_count() == kLinkAlarmsMax);
  CHECK(siren.alarms.dropped_count() == 1);
  siren.alarms.step(0s);
  CHECK(siren.sent.front() == "NOTIFY 1");
}

TEST_CASE("link alarms: what the platform does not want is forgotten, and is no loss") {
  Siren siren;
  siren.unwanted = "a";
  siren.put("a");
  siren.put("b");
  siren.alarms.step(0s);
  CHECK(siren.sent == std::vector<std::string>{"NOTIFY b"});
  siren.open[0](false);
  CHECK(siren.alarms.waiting_count() == 1);
  // Said only after the first try.
  siren.unwanted = "b";
  siren.alarms.step(kAlarmRetryFirst);
  CHECK(siren.alarms.waiting_count() == 0);
  CHECK(siren.alarms.dropped_count() == 0);
}
