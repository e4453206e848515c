// What each mode shows, and what it must admit.
#include "core/stage/stage.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "tests/support/stage_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

constexpr Mode kModesWithTiles[] = {Mode::kRotate, Mode::kSingle, Mode::kGrid, Mode::kMealtime};

const Tile* tile_of(const Scene& scene, std::size_t camera) {
  for (const Tile& tile : scene.tiles) {
    if (tile.camera == camera) return &tile;
  }
  return nullptr;
}

// One step of a fresh stage in a mode, all feeds as given: what is said about the first camera.
Tile tile_in(Mode mode, const FeedView& feed, Language language = Language::kChinese) {
  StageOptions options;
  for (const char* name : {"烹饪区", "备餐间", "食品库"}) {
    options.cameras.push_back({{.id = "a", .name = name, .area = Area::kOperation}, {}});
  }
  options.start_mode = mode;
  options.screen.language = language;
  Stage stage(options);
  const std::vector<FeedView> feeds(3, feed);
  const Scene& scene = stage.step({.now = {1h, clock_at("2026-11-24T11:32:09+08:00")},
                                   .screen = {1920, 1080},
                                   .feeds = feeds,
                                   .keys = {},
                                   .commands = {}});
  const Tile* tile = tile_of(scene, 0);
  REQUIRE(tile != nullptr);
  return *tile;
}

FeedView feed_with_picture(FeedState state) {
  FeedView feed;
  feed.state = state;
  feed.has_picture = true;
  feed.shows_main = true;
  feed.picture_time = clock_at("2026-11-24T11:20:05+08:00").utc;
  feed.lost_since = feed.picture_time;
  return feed;
}

std::size_t wanted(const Scene& scene) {
  return static_cast<std::size_t>(
      std::ranges::count_if(scene.demand, [](Demand demand) { return demand != Demand::kNone; }));
}

}  // namespace

TEST_CASE("stage_compose: only a live picture looks live, in every mode and both languages") {
  for (const Mode mode : kModesWithTiles) {
    for (const Language language : {Language::kChinese, Language::kEnglish}) {
      for (const FeedState state : {FeedState::kIdle, FeedState::kOpening, FeedState::kDelayed,
                                    FeedState::kLost, FeedState::kStill}) {
        for (const bool has_picture : {true, false}) {
          FeedView feed = feed_with_picture(state);
          feed.has_picture = has_picture;
          const Tile tile = tile_in(mode, feed, language);
          CAPTURE(mode_word(mode));
          CAPTURE(feed_state_word(state));
          CHECK(tile.mark != TileMark::kNone);
          CHECK_FALSE(tile.mark_text.empty());
          CHECK(tile.live_text.empty());
          CHECK_FALSE(tile.name.empty());
        }
      }
      const Tile live = tile_in(mode, feed_with_picture(FeedState::kLive), language);
      CHECK(live.mark == TileMark::kNone);
      CHECK(live.shows_picture);
      CHECK_FALSE(live.dimmed);
      CHECK_FALSE(live.live_text.empty());
    }
  }
}

TEST_CASE("stage_compose: a camera that opens never shows the picture it had before") {
  for (const Mode mode : kModesWithTiles) {
    for (const FeedState state : {FeedState::kIdle, FeedState::kOpening}) {
      const Tile tile = tile_in(mode, feed_with_picture(state));
      CHECK_FALSE(tile.shows_picture);
      CHECK(tile.mark == TileMark::kOpening);
      CHECK(tile.mark_text == "正在连接");
      CHECK(tile.time == "--:--");
    }
  }
}

TEST_CASE("stage_compose: a feed that is called live but has no picture is not shown as live") {
  FeedView feed = feed_with_picture(FeedState::kLive);
  feed.has_picture = false;
  for (const Mode mode : kModesWithTiles) {
    const Tile tile = tile_in(mode, feed);
    CHECK_FALSE(tile.shows_picture);
    CHECK(tile.mark == TileMark::kOpening);
    CHECK(tile.time == "--:--");
  }
}

TEST_CASE(
    "stage_compose: lost and frozen pictures are dimmed, a late one is not; each has its own "
    "words") {
  const Tile lost = tile_in(Mode::kRotate, feed_with_picture(FeedState::kLost));
  CHECK(lost.dimmed);
  CHECK(lost.mark_text == "信号中断");
  CHECK(lost.since_text == "11:20 起");

  const Tile still = tile_in(Mode::kRotate, feed_with_picture(FeedState::kStill));
  CHECK(still.dimmed);
  CHECK(still.mark_text == "画面静止");

  const Tile late = tile_in(Mode::kRotate, feed_with_picture(FeedState::kDelayed));
  CHECK_FALSE(late.dimmed);
  CHECK(late.shows_picture);
  CHECK(late.mark_text == "信号延迟");
}

TEST_CASE("stage_compose: the time on a tile is the picture's, not the clock's") {
  for (const FeedState state :
       {FeedState::kLive, FeedState::kDelayed, FeedState::kStill, FeedState::kLost}) {
    CHECK(tile_in(Mode::kGrid, feed_with_picture(state)).time == "11:20:05");
  }
  FeedView timeless = feed_with_picture(FeedState::kLive);
  timeless.picture_time.reset();
  CHECK(tile_in(Mode::kGrid, timeless).time == "--:--");
}

TEST_CASE("stage_compose: a camera that was lost on another day says on which") {
  FeedView feed = feed_with_picture(FeedState::kLost);
  feed.lost_since = clock_at("2026-11-22T11:20:05+08:00").utc;

  CHECK(tile_in(Mode::kGrid, feed).since_text == "11-22 11:20 起");
}

TEST_CASE(
    "stage_compose: a camera that stops is marked late within three seconds and lost within six") {
  Hall hall;
  hall.wait(5s);
  hall.breaks(0);

  hall.wait(3s);
  CHECK(hall.big()->mark == TileMark::kDelayed);
  hall.wait(3s);
  CHECK(hall.big()->mark == TileMark::kLost);
  CHECK(hall.big()->since_text == "10:00 起");
}

TEST_CASE(
    "stage_compose: a picture that freezes is marked within five seconds and loses the mark when "
    "it "
    "moves") {
  Hall hall;
  hall.press(Key::kDigit2);
  hall.wait(5s);
  hall.freezes(0);

  hall.wait(5s);
  CHECK(hall.big()->mark == TileMark::kStill);

  hall.comes_back(0);
  hall.wait(1s);
  CHECK(hall.big()->mark == TileMark::kNone);
}

TEST_CASE("stage_compose: from rotate all five cameras have a tile, the big one first in turn") {
  Hall hall;
  hall.wait(5s);

  CHECK(hall.scene().tiles.size() == 5);
  CHECK(hall.big()->camera == 0);
  hall.wait(9s);
  CHECK(hall.big()->camera == 1);
  for (std::size_t camera = 0; camera < 5; ++camera) {
    CHECK(tile_of(hall.scene(), camera) != nullptr);
  }
}

TEST_CASE("stage_compose: while two pictures fade the leaving one is opaque under the coming one") {
  Hall hall;
  hall.wait(5s);
  hall.press(Key::kRight);

  const Scene& scene = hall.skip(200ms);

  REQUIRE(scene.tiles.size() >= 2);
  CHECK(scene.tiles[0].camera == 0);
  CHECK(scene.tiles[0].opacity == 1.0F);
  CHECK(scene.tiles[1].camera == 1);
  CHECK(scene.tiles[1].opacity == doctest::Approx(0.5));
  CHECK(scene.demand[0] == Demand::kBig);
  CHECK(scene.demand[1] == Demand::kBig);
  CHECK(scene.next_change == hall.now.ticks);
}

TEST_CASE("stage_compose: only what is on the screen decodes, and the next in turn") {
  Hall hall({.cameras = 9});
  hall.wait(2s);

  hall.press(Key::kDigit2);  // single
  hall.wait(2s);
  CHECK(wanted(hall.scene()) == 1);
  CHECK(hall.scene().demand[0] == Demand::kBig);

  hall.press(Key::kDigit3);  // grid
  CHECK(wanted(hall.scene()) == 9);
  CHECK(std::ranges::count(hall.scene().demand, Demand::kBig) == 0);

  hall.press(Key::kDigit4);  // records
  CHECK(wanted(hall.scene()) == 0);

  hall.press(Key::kDigit5);  // mealtime
  hall.wait(2s);
  CHECK(wanted(hall.scene()) == 1);
  CHECK(std::ranges::count(hall.scene().demand, Demand::kBig) == 0);

  hall.press(Key::kPower);
  CHECK(wanted(hall.scene()) == 0);

  hall.press(Key::kOk);  // awake: rotate
  hall.wait(2s);
  CHECK(wanted(hall.scene()) == 1 + kSmallTileCountMax);
}

TEST_CASE("stage_compose: with more cameras than tiles every camera still has its turn") {
  Hall hall({.cameras = 9});
  std::vector<bool> seen(9, false);
  for (int i = 0; i < 9 * 12 * 10; ++i) {
    hall.wait(100ms, 100ms);
    const Tile* big = hall.big();
    if (big->mark == TileMark::kNone) seen[big->camera] = true;
  }
  CHECK(std::ranges::count(seen, true) == 9);
}

TEST_CASE(
    "stage_compose: mealtime turns every twelve seconds though only small streams are wanted") {
  Hall hall;
  hall.press(Key::kDigit5);
  hall.wait(2s);
  const std::size_t first = hall.scene().tiles.back().camera;
  hall.wait(12s);
  CHECK(hall.scene().tiles.back().camera == (first + 1) % 5);
}

TEST_CASE("stage_compose: when every camera is lost every tile says so and the records go on") {
  Hall hall;
  hall.wait(5s);
  hall.all_break();
  hall.wait(10min);

  for (const Tile& tile : hall.scene().tiles) CHECK(tile.mark == TileMark::kLost);
  CHECK(hall.scene().panel);
}

TEST_CASE(
    "stage_compose: without cameras the screen says that none are set up, in every mode with "
    "pictures") {
  Hall hall({.cameras = 0});
  for (const Key key : {Key::kDigit1, Key::kDigit2, Key::kDigit3, Key::kDigit5}) {
    hall.press({key, Key::kRight, Key::kDown, Key::kOk, Key::kBack, Key::kBack});
    hall.press(key);
    CHECK(hall.scene().empty_text == "没有配置摄像头");
    CHECK(hall.scene().tiles.empty());
  }
}

TEST_CASE("stage_compose: without records the panel says that they are not here") {
  Hall hall;

  REQUIRE(hall.scene().panel);
  CHECK(hall.scene().panel->panel.empty_text == "今日记录未取到");
  CHECK(hall.scene().panel->panel.summary.tone == Tone::kUnknown);
}

TEST_CASE("stage_compose: sample records are marked on every screen that shows records") {
  Hall hall;
  Today today;
  today.is_sample = true;
  today.date = to_local(hall.now.wall).date;
  hall.records(today);
  for (const Key key : {Key::kDigit1, Key::kDigit4, Key::kDigit5}) {
    hall.press(key);
    REQUIRE(hall.scene().header);
    CHECK(hall.scene().header->sample == "示例数据");
  }
}

TEST_CASE("stage_compose: yesterday's menu is not today's, from midnight on") {
  Hall hall({.clock = "2026-11-24T23:59:00+08:00"});
  Today today;
  today.date = to_local(hall.now.wall).date;
  Meal dinner;
  dinner.name = "晚餐";
  dinner.dishes = std::vector{Dish{.name = "白粥", .note = {}}};
  today.meals = {dinner};
  hall.records(today);
  hall.press(Key::kDigit5);
  REQUIRE(hall.scene().meal);
  CHECK(hall.scene().meal->title == "晚餐");

  hall.wait(1min);

  CHECK(hall.scene().meal->dishes.empty());
  CHECK(hall.scene().meal->empty_text == "今日菜单未登记");
  CHECK(hall.scene().panel->panel.rows.empty());
}

TEST_CASE("stage_compose: records that nobody renews grow old on the screen, and end at midnight") {
  Hall hall({.clock = "2026-11-24T22:30:00+08:00"});
  Today today;
  today.date = to_local(hall.now.wall).date;
  StorageReading reading;
  reading.temperature_c = 4;
  reading.measured_at = hall.now.wall;
  today.storage_readings = {reading};
  hall.records(today);
  hall.press(Key::kDigit4);
  const auto tone = [&] {
    return hall.scene().tabs[static_cast<std::size_t>(PanelKind::kStorage)].status;
  };
  CHECK(tone().tone == Tone::kGood);

  hall.wait(61min);
  CHECK(tone() == Status{Tone::kUnknown, "待核"});
  hall.wait_until("2026-11-25T00:00:00+08:00");
  CHECK(tone() == Status{Tone::kUnknown, "未登记"});
}

TEST_CASE("stage_compose: a source that goes away is told at once, not at the next minute") {
  Hall hall;
  Today today;
  today.date = to_local(hall.now.wall).date;
  today.as_of = hall.now.wall;
  hall.records(today);
  hall.look();
  CHECK_FALSE(hall.scene().panel->panel.as_of_stale);

  hall.source_goes_away();
  hall.skip(40ms);

  CHECK(hall.scene().panel->panel.as_of_stale);
}

TEST_CASE(
    "stage_compose: a long panel is cut into pages of rows that fit, none lost and none twice") {
  Hall hall;
  Today today;
  today.date = to_local(hall.now.wall).date;
  today.ingredients = std::vector<Ingredient>(20);
  for (std::size_t i = 0; i < 20; ++i) (*today.ingredients)[i].name = std::to_string(i);
  hall.records(today);
  hall.press(Key::kDigit4);
  while (hall.scene().panel->panel.kind != PanelKind::kIngredients) hall.press(Key::kRight);

  std::vector<std::string> names;
  const std::size_t pages = hall.scene().panel->page_count;
  for (std::size_t page = 0; page < pages; ++page) {
    const PanelBox& box = *hall.scene().panel;
    CHECK(box.page == page);
    CHECK(box.panel.rows.size() <= kPanelRowsMax);
    for (const Row& row : box.panel.rows) names.push_back(row.primary);
    hall.press(Key::kDown);
  }

  REQUIRE(names.size() == 20);
  for (std::size_t i = 0; i < 20; ++i) CHECK(names[i] == std::to_string(i));
}

TEST_CASE("stage_compose: a notice over the mealtime screen leaves its panel alone") {
  Hall hall;
  hall.press(Key::kDigit5);
  hall.command(ShowNotice{"停水"});

  hall.wait(1min);

  CHECK(hall.scene().panel->panel.kind == PanelKind::kIngredients);
}
