#include "hub/platform/registration.h"

#include <doctest/doctest.h>

#include <deque>

#include "tests/hub/platform/registration_desk.h"
#include "tests/hub/platform/registration_world.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

TEST_CASE("registration: a challenge is answered, and the answer is refreshed well before expiry") {
  Desk desk;
  const auto first = desk.step();
  REQUIRE(as_register(first));
  CHECK(as_register(first)->is_new_call);
  CHECK_FALSE(as_register(first)->challenge);

  const auto second = desk.after(50ms, Desk::asks_password("n1"));
  REQUIRE(as_register(second));
  CHECK(as_register(second)->challenge->nonce == "n1");
  CHECK_FALSE(as_register(second)->is_new_call);
  desk.after(50ms, Desk::ok());
  const Ticks registered = desk.ticks;

  while (true) {
    const auto actions = desk.until_action();
    if (const auto* refresh = as_register(actions)) {
      CHECK_FALSE(refresh->is_new_call);
      break;
    }
    desk.after(20ms, KeepaliveAnswer{200});
  }
  CHECK(desk.ticks - registered > 1'800s);
  CHECK(desk.ticks - registered < 3'000s);
}

TEST_CASE("registration: a short grant is refreshed in time, and one of nothing is a slip") {
  for (const auto granted : {12s, 40s, 3'600s}) {
    Desk desk;
    desk.step();
    desk.after(10ms, Desk::ok(granted));
    const Ticks registered = desk.ticks;
    std::vector<RegistrationAction> actions;
    while (!as_register(actions)) {
      actions = desk.until_action();
      if (has_keepalive(actions)) desk.after(1ms, KeepaliveAnswer{200});
    }
    CHECK(desk.ticks - registered < Ticks(granted));
  }
  Desk slip;
  slip.step();
  slip.after(10ms, Desk::ok(0s));
  CHECK(slip.figures().state == PlatformLinkState::kRegistered);
  CHECK(*slip.figures().registered_until - *slip.figures().registered_since == 3'600s);
}

TEST_CASE("registration: a wrong password is told as refused and tried again slowly") {
  Desk desk;
  desk.step();
  desk.after(50ms, Desk::asks_password("n1"));

  CHECK(desk.after(50ms, Desk::answer(403)).empty());

  CHECK(desk.figures().state == PlatformLinkState::kRefused);
  CHECK(desk.figures().trouble.find("403") != std::string::npos);
  CHECK(desk.registration.wake_at() - desk.ticks > 40s);
  CHECK(desk.registration.wake_at() - desk.ticks < 60s);
}

TEST_CASE("registration: a platform that asks for the password for ever is refused, not asked") {
  Desk desk;
  desk.step();
  int asked = 0;
  for (int i = 0; i < 10; ++i) {
    const auto actions = desk.after(10ms, Desk::asks_password("n" + std::to_string(i)));
    if (as_register(actions)) ++asked;
  }
  CHECK(asked == 2);
  CHECK(desk.figures().state == PlatformLinkState::kRefused);

  Desk stale;
  stale.step();
  stale.after(10ms, Desk::asks_password("old"));
  CHECK(as_register(stale.after(10ms, Desk::asks_password("new", true))));
  stale.after(10ms, Desk::ok());
  CHECK(stale.figures().state == PlatformLinkState::kRegistered);
}

TEST_CASE("registration: a registrar's shortest time is asked for, once it has named it") {
  Desk desk;
  desk.step();
  RegisterAnswer brief = Desk::answer(423);
  brief.min_expires = 7'200s;
  const auto again = desk.after(20ms, brief);
  REQUIRE(as_register(again));
  CHECK(as_register(again)->expires == 7'200s);
  CHECK_FALSE(as_register(desk.after(20ms, brief)));
}

TEST_CASE(
    "registration: three keepalives without an answer are a lost link, one that is answered none") {
  Desk desk;
  desk.registers();
  int keepalives = 0;
  while (desk.figures().state == PlatformLinkState::kRegistered && keepalives < 10) {
    if (has_keepalive(desk.until_action())) ++keepalives;
  }
  CHECK(keepalives == 3);
  CHECK(desk.figures().lost_count == 1);
  CHECK(desk.figures().state == PlatformLinkState::kLost);

  Desk good;
  good.registers();
  for (int i = 0; i < 20; ++i) {
    const auto actions = good.until_action();
    CHECK(has_keepalive(actions));
    good.after(20ms, KeepaliveAnswer{200});
    CHECK(good.figures().missed_keepalives == 0);
  }
  CHECK(good.figures().lost_count == 0);
}

TEST_CASE(
    "registration: a platform that forgot us is told of us at once, but not for ever at once") {
  Desk desk;
  desk.registers();
  const Ticks began = desk.ticks;
  int registers = 0;
  while (desk.ticks - began < 3'600s) {
    const auto actions = desk.until_action();
    if (as_register(actions)) {
      ++registers;
      desk.after(20ms, Desk::ok());
    } else if (has_keepalive(actions)) {
      desk.after(20ms, KeepaliveAnswer{403});
    }
  }
  CHECK(registers > 100);  // never more than half a minute apart
  CHECK(registers < 400);
}

TEST_CASE(
    "registration: a silent platform is asked at most thirty seconds apart, and never in a rush") {
  Desk desk;
  Ticks last = desk.ticks;
  desk.step();
  int count = 0;
  while (desk.ticks < 3'600s) {
    REQUIRE(as_register(desk.until_action()));
    CHECK(desk.ticks - last <= kProbeMax);
    last = desk.ticks;
    ++count;
  }
  CHECK(count < 250);
}

TEST_CASE("registration: leaving unregisters, with the password, and takes two seconds at most") {
  Desk desk;
  desk.registers();
  const auto leave = desk.after(5s, LeavePlatform{});
  REQUIRE(as_register(leave));
  CHECK(as_register(leave)->expires == 0s);
  const auto again = desk.after(20ms, Desk::asks_password("n2"));
  REQUIRE(as_register(again));
  CHECK(as_register(again)->expires == 0s);
  CHECK_FALSE(desk.registration.is_over());
  desk.after(20ms, Desk::ok(0s));
  CHECK(desk.registration.is_over());

  Desk silent;
  silent.registers();
  silent.after(5s, LeavePlatform{});
  silent.after(2s);
  CHECK(silent.registration.is_over());
  Desk never;
  never.step();
  never.after(1s, LeavePlatform{});
  CHECK(never.registration.is_over());
}

TEST_CASE("registration: the platform's clock is compared at half the way there and back") {
  Desk desk;
  desk.step();
  RegisterAnswer ok = Desk::ok();
  desk.ticks += 400ms;
  // The platform is 90 s ahead, and wrote its answer 200 ms ago.
  const LocalTime local = to_local({desk.now().wall.utc - 200ms + 90s, kChina});
  char text[64];
  std::snprintf(text, sizeof text, "%s%s%02d:%02d:%02d", format_date(local.date).c_str(), "T",
                local.hour, local.minute, local.second);
  ok.date = text;
  desk.step(ok);
  REQUIRE(desk.figures().clock_drift);
  CHECK(*desk.figures().clock_drift > 88'900ms);
  CHECK(*desk.figures().clock_drift <= 90'000ms);
}

TEST_CASE("registration: an answer that nothing waits for changes nothing") {
  Desk desk;
  desk.registers();
  for (const RegistrationEvent& late :
       {RegistrationEvent(Desk::answer(403)), RegistrationEvent(Desk::asks_password("x")),
        RegistrationEvent(RegisterSilence{}), RegistrationEvent(KeepaliveAnswer{403}),
        RegistrationEvent(KeepaliveSilence{})}) {
    CHECK(desk.after(1ms, late).empty());
    CHECK(desk.figures().state == PlatformLinkState::kRegistered);
  }
}

TEST_CASE("registration: a platform that is busy for one keepalive keeps us registered") {
  for (const int status : {408, 500, 503}) {
    Desk desk;
    desk.registers();
    for (int misses = 0; misses < 3; ++misses) {
      CHECK(desk.figures().state == PlatformLinkState::kRegistered);
      CHECK(desk.figures().missed_keepalives == misses);
      // What it makes us ask again is not answered.
      while (!has_keepalive(desk.until_action())) {
      }
      desk.after(20ms, KeepaliveAnswer{status});
    }
    CHECK(desk.figures().state == PlatformLinkState::kLost);
  }
  for (const int status : {401, 403, 404, 481}) {
    Desk desk;
    desk.registers();
    while (!has_keepalive(desk.until_action())) {
    }
    desk.after(20ms, KeepaliveAnswer{status});
    CHECK(desk.figures().state == PlatformLinkState::kLost);
  }
}

TEST_CASE("registration: a broken connection registers anew over a new one") {
  Desk desk;
  desk.registers();
  desk.after(500s);
  auto actions = desk.step(ConnectionBroke{});
  if (!as_register(actions)) actions = desk.until_action();
  REQUIRE(as_register(actions));
  CHECK(as_register(actions)->is_new_call);
  CHECK(desk.ticks < 510s);
}

TEST_CASE(
    "registration: in thirty days of troubles a platform that is well misses us 60 s at most") {
  for (std::uint32_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    World world(seed);
    world.run();
    CHECK(world.trouble_count() > 100);
    CHECK(world.figures().lost_count > 20);
    CHECK(world.worst_absence().count() <= Ticks(60s).count());
    // A quiet hour has 64 messages.
    CHECK(world.sent_in_worst_hour() < 400);
  }
}

TEST_CASE("registration: in thirty quiet days there is no loss and no message too many") {
  Registration registration(
      {.expires = 86'400s, .keepalive = 60s, .keepalive_misses_max = 3, .seed = 7});
  Ticks now{1s};
  const auto moment = [&] {
    return Moment{now, {WallTime(1'764'000'000'000ms), std::chrono::minutes(480)}};
  };
  std::deque<RegistrationEvent> events{TimePassed{}};
  int registers = 0;
  int keepalives = 0;
  while (now < kMonth) {
    std::deque<RegistrationEvent> next;
    for (const RegistrationEvent& event : events) {
      for (const RegistrationAction& action : registration.step(moment(), event)) {
        if (std::holds_alternative<SendKeepalive>(action)) {
          ++keepalives;
          next.emplace_back(KeepaliveAnswer{200});
        } else {
          ++registers;
          RegisterAnswer ok;
          ok.status = 200;
          ok.expires = 86'400s;
          next.emplace_back(ok);
        }
      }
    }
    if (next.empty()) {
      now = registration.wake_at();
      next.emplace_back(TimePassed{});
    } else {
      now += 20ms;
    }
    events = next;
  }
  CHECK(registration.figures().lost_count == 0);
  CHECK(registers >= 45);
  CHECK(registers <= 60);  // 30 days by 14.4 hours
  CHECK(keepalives > 30 * 24 * 60);
  CHECK(keepalives < 30 * 24 * 75);
}
