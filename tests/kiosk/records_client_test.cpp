#include "kiosk/records_client.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/model/today_json.h"
#include "tests/support/alarm.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

class StillClock final : public Clock {
 public:
  Moment now() const override {
    return {Ticks(1s), {WallTime(std::chrono::milliseconds(wall_ms.load())), 480min}};
  }
  std::atomic<std::int64_t> wall_ms{1'764'000'000'000};
};

std::string document(const std::string& home) {
  Today today;
  today.home = home;
  today.date = Date{std::chrono::year(2026), std::chrono::month(11), std::chrono::day(24)};
  return write_today(today);
}

// A client, and the last thing it told.
struct Hall {
  test::TempFolder state;
  test::Alarm alarm;
  StillClock clock;
  std::unique_ptr<RecordsClient> client;
  std::optional<RecordsUpdate> known;

  void open(const std::string& source) {
    known.reset();
    client = std::make_unique<RecordsClient>(
        RecordsSetup{.source = source,
                     .state_dir = state.path(),
                     .clock = clock,
                     .wake = alarm.bell(),
                     .pace = {.http_poll = 20ms, .file_poll = 20ms}});
  }
  // Waits until the client tells something that fits.
  bool tells(const std::function<bool(const RecordsUpdate&)>& fits) {
    return alarm.wait([&] {
      if (auto update = client->take()) known = std::move(update);
      return known && fits(*known);
    });
  }
  bool shows(const std::string& home) {
    return tells([&](const RecordsUpdate& update) {
      return update.today && update.today->home == home && !update.source_away;
    });
  }
  bool shows_as_away(const std::string& home) {
    return tells([&](const RecordsUpdate& update) {
      return update.today && update.today->home == home && update.source_away;
    });
  }
  bool counts(const std::function<bool(const RecordsCounts&)>& fits) {
    return alarm.wait([&] { return fits(client->counts()); });
  }
};

}  // namespace

TEST_CASE("records_client: the document of a server is shown, and its changes") {
  test::HttpServer server;
  server.serve(document("阳光院"));
  Hall hall;

  hall.open(server.url());
  CHECK(hall.shows("阳光院"));
  CHECK(hall.known->fetched_at == hall.clock.now().wall.utc);

  server.serve(document("月光院"));
  CHECK(hall.shows("月光院"));
}

TEST_CASE("records_client: an unchanged document is asked for by its tag and keeps its freshness") {
  test::HttpServer server;
  server.serve(document("阳光院"));
  Hall hall;
  hall.open(server.url());
  CHECK(hall.shows("阳光院"));

  hall.clock.wall_ms += 60'000;

  CHECK(hall.tells(
      [&](const RecordsUpdate& update) { return update.fetched_at == hall.clock.now().wall.utc; }));
  CHECK(hall.client->counts().good == 1);
  CHECK(server.requests().find("/today \"") != std::string::npos);
}

TEST_CASE(
    "records_client: when the server is away the last good answer stays, marked, with its age") {
  test::HttpServer server;
  server.serve(document("阳光院"));
  Hall hall;
  hall.open(server.url());
  CHECK(hall.shows("阳光院"));
  const WallTime fetched = hall.clock.now().wall.utc;

  server.stop();
  CHECK(hall.shows_as_away("阳光院"));
  hall.clock.wall_ms += 3'600'000;
  CHECK(hall.known->fetched_at == fetched);
  CHECK_FALSE(hall.known->why.empty());

  server.start();
  CHECK(hall.shows("阳光院"));
  CHECK(hall.known->why.empty());
}

TEST_CASE("records_client: each kind of bad answer is refused and the last good one stays") {
  test::HttpServer server;
  server.serve(document("阳光院"));
  Hall hall;

  for (const char* behaviour : {"status 500", "huge", "cut", "garbage", "loop", "escape"}) {
    CAPTURE(behaviour);
    server.behave("good");
    hall.open(server.url());
    CHECK(hall.shows("阳光院"));

    server.behave(behaviour);
    CHECK(hall.shows_as_away("阳光院"));
  }
}

TEST_CASE("records_client: a bad document that stays unchanged is never taken for a good one") {
  test::HttpServer server;
  server.serve("{\"format\": \"something else\"}");
  Hall hall;

  hall.open(server.url());
  CHECK(hall.counts([](const RecordsCounts& counts) { return counts.refused >= 2; }));

  CHECK(hall.tells([](const RecordsUpdate& update) { return update.source_away; }));
  CHECK_FALSE(hall.known->today.has_value());
  CHECK(hall.client->counts().unchanged == 0);
}

TEST_CASE("records_client: after a restart the kept answer is there before the source answers") {
  Hall hall;
  {
    test::HttpServer server;
    server.serve(document("阳光院"));
    hall.open(server.url());
    CHECK(hall.shows("阳光院"));
    const std::string url = server.url();
    hall.client.reset();
    server.stop();

    hall.open(url);
    CHECK(hall.shows_as_away("阳光院"));
  }
}

TEST_CASE("records_client: a file is followed, also while it is replaced and gone for a while") {
  test::TempFolder folder;
  folder.write("to day.json", document("阳光院"));
  Hall hall;

  hall.open("file://" + folder.path() + "/to%20day.json");
  CHECK(hall.shows("阳光院"));

  CHECK(std::rename((folder / "to day.json").c_str(), (folder / "away").c_str()) == 0);
  CHECK(hall.shows_as_away("阳光院"));

  folder.write("to day.json", document("月光院"));
  CHECK(hall.shows("月光院"));
}

TEST_CASE("records_client: a file that grows while we look is shown when it is whole") {
  test::TempFolder folder;
  const std::string whole = document("阳光院");
  folder.write("today.json", whole.substr(0, whole.size() / 2));
  Hall hall;

  hall.open(folder / "today.json");
  CHECK(hall.counts([](const RecordsCounts& counts) { return counts.refused >= 1; }));
  folder.write("today.json", whole);

  CHECK(hall.shows("阳光院"));
}

TEST_CASE("records_client: it ends at once while a server drips its answer") {
  test::HttpServer server;
  server.behave("drip");
  Hall hall;
  hall.open(server.url());
  CHECK(hall.alarm.wait([&] { return !server.requests().empty(); }));
  const auto start = std::chrono::steady_clock::now();

  hall.client.reset();

  CHECK(std::chrono::steady_clock::now() - start < 2s);
}

TEST_CASE("records_client: an address that cannot be served is told, not hidden") {
  Hall hall;

  hall.open("ftp://user:secret@hub/today");

  CHECK(hall.tells([](const RecordsUpdate& update) { return update.source_away; }));
  CHECK(hall.known->why.find("secret") == std::string::npos);
}
