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
      : alarms([this](const std::string& body, Way way, const LinkAlarms::Told& told) {
          sent.push_back((way == Way::kMessage ? "MESSAGE " : "NOTIFY ") + body);
          for (std::size_t i = 0; i < ways; ++i) open.push_back(told);
          return ways;
        }) {}

  std::vector<std::string> sent;
  std::vector<LinkAlarms::Told> open;
  std::size_t ways = 1;
  LinkAlarms alarms;
};

}  // namespace

TEST_CASE("link alarms: an alarm is sent until it was taken, and then no more") {
  Siren siren;
  siren.alarms.put("a", 0s);
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
  siren.alarms.put("a", 0s);
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
  siren.alarms.put("a", 0s);
  siren.alarms.put("b", 0s);
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
  siren.alarms.put("a", 0s);
  for (Ticks now{0}; now < kAlarmKeptMax; now += 1s) siren.alarms.step(now);
  CHECK(siren.sent.size() > 100);
  CHECK(siren.sent.size() < 200);
  siren.alarms.step(kAlarmKeptMax);
  CHECK(siren.alarms.waiting_count() == 0);
  CHECK(siren.alarms.dropped_count() == 1);
}

TEST_CASE("link alarms: it keeps its limit, the newest ones") {
  Siren siren;
  for (std::size_t i = 0; i <= kLinkAlarmsMax; ++i) siren.alarms.put(std::to_string(i), 0s);
  CHECK(siren.alarms.waiting_count() == kLinkAlarmsMax);
  CHECK(siren.alarms.dropped_count() == 1);
  siren.alarms.step(0s);
  CHECK(siren.sent.front() == "NOTIFY 1");
}
