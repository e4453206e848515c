#include "kiosk/stats.h"

#include <doctest/doctest.h>

#include <string>

#include <nlohmann/json.hpp>

#include "tests/support/temp_folder.h"

using namespace sunhall;

namespace {

StatsInput two_feeds() {
  StatsInput input;
  input.mode = Mode::kGrid;
  input.presented_count = 480;
  input.feeds.push_back({.id = "cooking",
                         .state = FeedState::kLive,
                         .decoded_count = 500,
                         .shown_count = 470,
                         .replaced_count = 30,
                         .age_ms = 38,
                         .reconnect_count = 1,
                         .first_picture_ms = 620});
  input.feeds.push_back({.id = "washing",
                         .state = FeedState::kOpening,
                         .age_ms = std::nullopt,
                         .first_picture_ms = std::nullopt});
  return input;
}

}  // namespace

TEST_CASE("stats: the figures are one line of JSON with the documented names") {
  CHECK(stats_json(two_feeds(), {.cpu_s = 12.5, .rss_kib = 98304}) ==
        R"({"feeds":[{"id":"cooking","state":"live","decoded":500,"shown":470,"replaced":30,)"
        R"("age_ms":38,"reconnects":1,"first_picture_ms":620},)"
        R"({"id":"washing","state":"opening","decoded":0,"shown":0,"replaced":0,)"
        R"("age_ms":null,"reconnects":0,"first_picture_ms":null}],)"
        R"("mode":"grid","presented":480,"cpu_s":12.5,"rss_kib":98304})");
}

TEST_CASE("stats: an id that is not UTF-8 spoils nothing") {
  StatsInput input;
  input.feeds.push_back({.id = "\xff\xfe", .age_ms = {}, .first_picture_ms = {}});

  CHECK(nlohmann::json::parse(stats_json(input, {}), nullptr, false).is_object());
}

TEST_CASE("stats: the file holds the figures and what this process has used") {
  test::TempFolder folder;

  REQUIRE(write_stats(folder / "stats.json", two_feeds()).has_value());
  const auto read = nlohmann::json::parse(folder.read("stats.json"), nullptr, false);

  REQUIRE(read.is_object());
  CHECK(read["feeds"].size() == 2);
  CHECK(read["rss_kib"].get<int>() > 1000);
  CHECK(read["cpu_s"].get<double>() >= 0);
}

TEST_CASE("stats: a folder that refuses is told") {
  CHECK_FALSE(write_stats("/nonexistent/stats.json", {}).has_value());
}
