#include "hub/api/event_bus.h"

#include <doctest/doctest.h>

#include "tests/hub/http/test_server.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::milliseconds;

namespace {

std::string heard(Pipe& pipe) {
  std::string text;
  for (const Bytes& chunk : pipe.take()) text.append(chunk->begin(), chunk->end());
  return text;
}

}  // namespace

TEST_CASE("events: everybody who listens hears what is published, in order and framed") {
  EventBus bus;
  const auto a = *bus.listen({});
  const auto b = *bus.listen({});
  CHECK(heard(*a) == "retry: 3000\n\n");
  bus.publish({.name = "records", .data = "{}"});
  bus.publish({.name = "screen", .data = "mode grid"});
  CHECK(heard(*a) == "event: records\ndata: {}\n\nevent: screen\ndata: mode grid\n\n");
  CHECK(heard(*b).ends_with("event: screen\ndata: mode grid\n\n"));
}

TEST_CASE("events: a line break in the data begins no event of its own") {
  EventBus bus;
  const auto pipe = *bus.listen({});
  heard(*pipe);
  bus.publish({.name = "screen", .data = "a\n\nevent: evil\rb"});
  CHECK(heard(*pipe) == "event: screen\ndata: a\ndata: \ndata: event: evil\ndata: b\n\n");
}

TEST_CASE("events: a camera's events reach only those who may see it") {
  EventBus bus;
  const auto all = *bus.listen({});
  const auto some = *bus.listen({.role = Role::kFamily, .account = "x", .cameras = {"dining"}});
  heard(*all);
  heard(*some);
  bus.publish({.name = "camera", .data = "c", .camera = "cooking"});
  CHECK_FALSE(heard(*all).empty());
  CHECK(heard(*some).empty());
  bus.publish({.name = "camera", .data = "d", .camera = "dining"});
  CHECK_FALSE(heard(*some).empty());
}

TEST_CASE("events: a listener that does not take what it is sent is cut, others are not") {
  EventBus bus;
  const auto slow = *bus.listen({});
  const auto good = *bus.listen({});
  const std::string data(1000, 'x');
  for (int i = 0; i < 100; ++i) {
    bus.publish({.name = "records", .data = data});
    heard(*good);
  }
  CHECK_FALSE(slow->is_open());
  CHECK(good->is_open());
  CHECK(bus.listener_count() == 1);
  CHECK(heard(*slow).size() <= kListenerBytesMax);
}

TEST_CASE("events: those who left make room, and there is a last place") {
  EventBus bus;
  std::vector<std::shared_ptr<Pipe>> pipes;
  for (std::size_t i = 0; i < kListenersMax; ++i) pipes.push_back(*bus.listen({}));
  const auto surplus = bus.listen({});
  REQUIRE_FALSE(surplus);
  CHECK(surplus.error().kind == ErrorKind::kExhausted);
  pipes[7]->abandon();
  CHECK(bus.listen({}));
}

TEST_CASE("events: there is a sign of life though nothing happens, and an end with the house") {
  std::shared_ptr<Pipe> pipe;
  {
    EventBus bus(milliseconds(10));
    pipe = *bus.listen({});
    std::string text;
    CHECK(comes_true([&] {
      text += heard(*pipe);
      return text.find(": \n\n: \n\n") != std::string::npos;
    }));
  }
  heard(*pipe);
  CHECK(pipe->is_finished());
}
