#include "kiosk/alarm_clock.h"

#include <doctest/doctest.h>

#include <thread>

namespace sunhall {
namespace {

TEST_CASE("alarm: a ring before the wait is heard, once") {
  AlarmClock alarm;
  alarm.ring();
  alarm.ring();

  CHECK(alarm.wait_for(std::chrono::seconds(10)));
  CHECK_FALSE(alarm.wait_for(std::chrono::microseconds(1)));
}

TEST_CASE("alarm: another thread's ring ends the wait") {
  AlarmClock alarm;
  std::jthread other([&] { alarm.ring(); });

  CHECK(alarm.wait_for(std::chrono::seconds(10)));
}

}  // namespace
}  // namespace sunhall
