#include "kiosk/archive_client.h"

#include <doctest/doctest.h>

#include <memory>

#include "kiosk/archive_client_json.h"
#include "tests/support/alarm.h"
#include "tests/support/http_server.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

const char* const kAnswer = R"({"camera": "cooking", "stream": "main",
  "from": "2026-11-24T00:00:00+08:00", "to": "2026-11-25T00:00:00+08:00",
  "coverage": [
    {"from": "2026-11-24T00:00:00+08:00", "to": "2026-11-24T14:03:00+08:00", "recorded": true},
    {"from": "2026-11-24T14:03:00+08:00", "to": "2026-11-24T14:07:00+08:00", "recorded": false,
     "reason": "camera_back", "detail": "no video for 5 s"},
    {"from": "2026-11-24T14:07:00+08:00", "to": "2026-11-24T15:00:00+08:00", "recorded": true}],
  "recordings": [{"id": 1}]})";

WallTime clock_time(std::string_view rfc3339) {
  return parse_rfc3339(rfc3339).value().utc;
}

class StillClock final : public Clock {
 public:
  Moment now() const override {
    Moment moment = clock_.now();
    moment.wall = {clock_time("2026-11-24T15:00:10+08:00"), 480min};
    return moment;
  }

 private:
  SystemClock clock_;
};

ArchiveWish wish_for(const char* day) {
  return {.camera = "cooking", .number = 2, .day = parse_date(day).value(), .offset = 480min};
}

struct Screen {
  Screen() {
    server.behave("good");
    server.folder().write("recordings.json", kAnswer);
    client = std::make_unique<ArchiveClient>(
        ArchiveSetup{.hub_url = server.url(""),
                     .token = Secret("SECRET"),
                     .clock = clock,
                     .wake = alarm.bell(),
                     .pace = {.today = 20ms, .past = 20ms, .retry = 20ms}});
  }
  template <class Holds>
  bool tells(Holds holds) {
    return alarm.wait([&] {
      if (auto update = client->take()) known = std::move(update);
      return known && holds(*known);
    });
  }
  bool in_trouble(TraceTrouble trouble) {
    return tells([&](const ArchiveUpdate& update) { return update.trouble == trouble; });
  }

  test::HttpServer server{"past_hub.py"};
  StillClock clock;
  test::Alarm alarm;
  std::optional<ArchiveUpdate> known;
  std::unique_ptr<ArchiveClient> client;
};

}  // namespace

TEST_CASE("archive_client: the hub's answer is read as it is written down") {
  const auto spans = read_coverage(kAnswer);

  REQUIRE(spans);
  REQUIRE(spans->size() == 3);
  CHECK((*spans)[0].is_recorded);
  CHECK((*spans)[1] == CoverageSpan{clock_time("2026-11-24T14:03:00+08:00"),
                                    clock_time("2026-11-24T14:07:00+08:00"), false, "camera_back"});
}

TEST_CASE("archive_client: an answer that was cut anywhere is refused") {
  const std::string_view whole = kAnswer;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    CAPTURE(length);
    CHECK_FALSE(read_coverage(whole.substr(0, length)));
  }
}

TEST_CASE("archive_client: what makes no sense is left out, the rest is read") {
  const auto spans = read_coverage(R"({"coverage": [1, null, {}, [],
    {"from": "yesterday", "to": "2026-11-24T01:00:00Z", "recorded": true},
    {"from": "2026-11-24T00:00:00Z", "to": "2026-11-24T01:00:00Z", "recorded": "yes"},
    {"from": "2026-11-24T01:00:00Z", "to": "2026-11-24T02:00:00Z", "recorded": false,
     "reason": "<b>Bold</b>"},
    {"from": "2026-11-24T02:00:00Z", "to": "2026-11-24T03:00:00Z", "recorded": false,
     "reason": 7, "unknown": {}}], "more": 1})");

  REQUIRE(spans);
  REQUIRE(spans->size() == 2);
  CHECK((*spans)[0].reason.empty());
  CHECK((*spans)[1].reason.empty());
  for (const char* wrong : {"[]", "7", "null", "{}", R"({"coverage": {}})", R"({"coverage": 1})"}) {
    CHECK_FALSE(read_coverage(wrong));
  }
}

TEST_CASE("archive_client: more than the limit is refused unread") {
  const std::string long_answer(kRecordingsBytesMax + 1, ' ');
  CHECK(read_coverage(long_answer).error().kind == ErrorKind::kExhausted);
}

TEST_CASE("archive_client: a day of the home is asked for in UTC, without a sign to escape") {
  CHECK(recordings_url("http://hub:8080", wish_for("2026-11-24")) ==
        "http://hub:8080/api/v1/recordings?camera=cooking&from=2026-11-23T16:00:00Z"
        "&to=2026-11-24T16:00:00Z");
}

TEST_CASE("archive_client: the wanted day comes, and comes again as it grows") {
  Screen screen;
  screen.client->want(wish_for("2026-11-24"));

  REQUIRE(screen.in_trouble(TraceTrouble::kNone));
  CHECK(screen.known->coverage.camera == 2);
  CHECK(screen.known->coverage.day == parse_date("2026-11-24").value());
  CHECK(gaps_of(screen.known->coverage).size() == 1);
  screen.server.folder().write("recordings.json", R"({"coverage": []})");
  CHECK(screen.tells([](const ArchiveUpdate& update) {
    return recorded_time(update.coverage) == std::chrono::milliseconds(0);
  }));
  CHECK(screen.server.requests().find("none") == std::string::npos);
  CHECK(screen.server.requests().find("SECRET") == std::string::npos);
}

TEST_CASE("archive_client: refused, away and unreadable are told apart, and it comes back") {
  Screen screen;
  screen.server.behave("status 401");
  screen.client->want(wish_for("2026-11-24"));
  CHECK(screen.in_trouble(TraceTrouble::kRefused));
  screen.server.behave("status 503");
  CHECK(screen.in_trouble(TraceTrouble::kHubAway));
  screen.server.behave("good");
  screen.server.folder().write("recordings.json", "<html>");
  CHECK(screen.in_trouble(TraceTrouble::kUnreadable));
  screen.server.stop();
  CHECK(screen.in_trouble(TraceTrouble::kHubAway));
  screen.server.start();
  screen.server.folder().write("recordings.json", kAnswer);
  CHECK(screen.in_trouble(TraceTrouble::kNone));
}

TEST_CASE("archive_client: another day does not wait for a question that hangs") {
  Screen screen;
  screen.server.behave("hang");
  screen.client->want(wish_for("2026-11-23"));
  REQUIRE(screen.alarm.wait(
      [&] { return screen.server.requests().find("2026-11-22T16") != std::string::npos; }));

  screen.server.behave("good");
  screen.client->want(wish_for("2026-11-24"));
  CHECK(screen.tells([](const ArchiveUpdate& update) {
    return update.coverage.day == parse_date("2026-11-24").value();
  }));
}

TEST_CASE("archive_client: nothing is asked while nothing is wanted") {
  Screen screen;
  screen.client->want(wish_for("2026-11-24"));
  REQUIRE(screen.in_trouble(TraceTrouble::kNone));
  screen.client->want({});
  // A question may be under way; the one after it would come at once.
  screen.alarm.wait([] { return false; }, 100ms);
  const std::string before = screen.server.requests();
  screen.alarm.wait([] { return false; }, 200ms);

  CHECK(screen.server.requests() == before);
}
