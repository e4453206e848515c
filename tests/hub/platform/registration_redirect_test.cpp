#include <doctest/doctest.h>

#include "hub/platform/registration.h"
#include "tests/hub/platform/registration_desk.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// A redirect to a server with a number, for so long.
RegisterAnswer moved_for(std::optional<std::chrono::seconds> expires) {
  RegisterAnswer moved = Desk::answer(302);
  moved.moved_to =
      RegistrarAddress{.host = "192.0.2.9", .port = 5061, .server_id = "42070000002000000009"};
  moved.expires = expires;
  return moved;
}

/// Lets time pass until it registers; keepalives are answered meanwhile.
std::optional<SendRegister> until_register(Desk& desk, Ticks patience) {
  const Ticks end = desk.ticks + patience;
  while (desk.ticks < end) {
    std::vector<RegistrationAction> actions = desk.until_action();
    if (actions.empty()) return std::nullopt;
    if (const SendRegister* sent = as_register(actions)) return *sent;
    desk.after(10ms, KeepaliveAnswer{200});
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("registration: a redirect is followed, and left when the new server dies") {
  Desk desk;
  desk.step();
  RegisterAnswer moved = Desk::answer(302);
  moved.moved_to = RegistrarAddress{.host = "192.0.2.9", .port = 5061};
  const auto there = desk.after(20ms, moved);
  REQUIRE(as_register(there));
  CHECK(as_register(there)->to == moved.moved_to);
  desk.after(20ms, Desk::ok());
  CHECK(desk.figures().state == PlatformLinkState::kRegistered);

  std::vector<RegistrationAction> back;
  while (desk.figures().state == PlatformLinkState::kRegistered) {
    back = desk.until_action();  // nothing is answered any more
  }
  if (!as_register(back)) back = desk.until_action();
  while (!as_register(back)) back = desk.until_action();
  CHECK_FALSE(as_register(back)->to);

  for (const int status : {403, 500}) {
    Desk other;
    other.step();
    other.after(20ms, moved);
    other.after(20ms, Desk::answer(status));
    const auto home = other.until_action();
    REQUIRE(as_register(home));
    CHECK_FALSE(as_register(home)->to);
    CHECK(other.ticks < 30s);
  }
}

TEST_CASE("registration: a redirect holds for its time, then the redirector is asked again") {
  Desk desk;
  desk.step();
  desk.after(20ms, moved_for(1'800s));
  desk.after(20ms, Desk::ok(86'400s));
  const Ticks began = desk.ticks;

  const auto asked = until_register(desk, 24h);
  REQUIRE(asked);
  CHECK_FALSE(asked->to);
  CHECK(asked->is_new_call);
  CHECK(desk.ticks - began < 1'801s);
  const auto there = desk.after(20ms, moved_for(1'800s));
  REQUIRE(as_register(there));
  CHECK(as_register(there)->to->server_id == "42070000002000000009");
  desk.after(20ms, Desk::ok(86'400s));
  CHECK(desk.figures().state == PlatformLinkState::kRegistered);
  CHECK(desk.figures().lost_count == 0);
}

TEST_CASE(
    "registration: a redirect without a time holds while its server lives, a brief one a minute") {
  Desk desk;
  desk.step();
  desk.after(20ms, moved_for(std::nullopt));
  desk.after(20ms, Desk::ok(3'600s));
  const auto refresh = until_register(desk, 24h);
  REQUIRE(refresh);
  CHECK(refresh->to == moved_for(1s).moved_to);

  Desk brief;
  brief.step();
  brief.after(20ms, moved_for(0s));
  brief.after(20ms, Desk::ok(3'600s));
  const Ticks began = brief.ticks;
  const auto asked = until_register(brief, 24h);
  REQUIRE(asked);
  CHECK_FALSE(asked->to);
  CHECK(brief.ticks - began >= kRedirectMin - 1s);
}

TEST_CASE("registration: a redirector that is silent leaves us where we are, and is asked later") {
  Desk desk;
  desk.step();
  desk.after(20ms, moved_for(600s));
  desk.after(20ms, Desk::ok(86'400s));
  REQUIRE(until_register(desk, 24h));
  const auto back = desk.until_action();  // nothing is answered
  REQUIRE(as_register(back));
  CHECK(as_register(back)->to == moved_for(1s).moved_to);
  CHECK(desk.figures().state == PlatformLinkState::kRegistered);
  desk.after(20ms, Desk::ok(86'400s));
  const Ticks kept = desk.ticks;
  const auto again = until_register(desk, 24h);
  REQUIRE(again);
  CHECK_FALSE(again->to);
  CHECK(desk.ticks - kept > kRedirectAgain - 30s);
  CHECK(desk.figures().lost_count == 0);

  // It says no: that is believed.
  desk.after(20ms, Desk::answer(403));
  CHECK(desk.figures().state == PlatformLinkState::kRefused);
}

TEST_CASE("registration: redirects in a circle end in a wait") {
  Desk desk;
  desk.step();
  RegisterAnswer moved = Desk::answer(302);
  moved.moved_to = RegistrarAddress{.host = "192.0.2.9", .port = 5061};
  int asked = 0;
  for (int i = 0; i < 20; ++i) asked += as_register(desk.after(1ms, moved)) ? 1 : 0;
  CHECK(asked == kRedirectsMax);
}
