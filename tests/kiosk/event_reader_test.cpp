#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "kiosk/event_reader.h"

namespace sunhall {
namespace {

struct Reading {
  std::vector<std::string> events;  // `name=data`
  EventReader reader{
      [this](const ServerEvent& event) { events.push_back(event.name + "=" + event.data); }};
};

TEST_CASE("events: names, several data lines and the default name are read") {
  Reading reading;

  REQUIRE(reading.reader.push("event: notice\ndata: 开饭了\n\ndata:a\ndata: b\n\n"));

  CHECK(reading.events == std::vector<std::string>{"notice=开饭了", "message=a\nb"});
}

TEST_CASE("events: comments, unknown fields and events without data say nothing") {
  Reading reading;

  REQUIRE(reading.reader.push(": alive\n\nid: 7\nretry: 100\nevent: records\n\ndata\n\n"));

  CHECK(reading.events == std::vector<std::string>{"message="});
}

TEST_CASE("events: wherever the network cuts the bytes, the same events come out") {
  const std::string text =
      "event: mode\r\ndata: {\"mode\": \"grid\"}\r\n\r\ndata: x\r\rdata: y\n\n";

  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    Reading reading;
    REQUIRE(reading.reader.push(text.substr(0, cut)));
    REQUIRE(reading.reader.push(text.substr(cut)));
    CHECK(reading.events ==
          std::vector<std::string>{"mode={\"mode\": \"grid\"}", "message=x", "message=y"});
  }
}

TEST_CASE("events: a line or an event without an end is refused, not kept") {
  Reading endless_line;
  CHECK_FALSE(endless_line.reader.push("data: " + std::string(kEventBytesMax, 'x')));

  Reading endless_event;
  Result<void> pushed{};
  const std::string line = "data: " + std::string(1000, 'x') + "\n";
  for (std::size_t sent = 0; pushed && sent <= 2 * kEventBytesMax; sent += line.size()) {
    pushed = endless_event.reader.push(line);
  }
  CHECK_FALSE(pushed);
}

}  // namespace
}  // namespace sunhall
