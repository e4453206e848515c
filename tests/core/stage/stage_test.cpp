// The stage as a whole, and days of a hall with keys, failures and commands at random.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>

#include "core/model/today_json.h"
#include "core/stage/stage.h"
#include "tests/core/model/sample_file.h"
#include "tests/support/stage_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

HallSetup home() {
  HallSetup setup;
  setup.cameras = 7;
  setup.clock = "2026-11-24T00:00:00+08:00";
  setup.schedule.standby = {{.from = 21h, .to = 6h}};
  setup.schedule.meal_times = {{.name = "早餐", .span = {.from = 6h + 30min, .to = 7h + 30min}},
                               {.name = "午餐", .span = {.from = 11h, .to = 12h + 30min}}};
  setup.pin = "2580";
  setup.pin_modes = {Mode::kGrid};
  return setup;
}

Today sample_records() {
  return read_today(sample_day()).value().today;
}

// Everything that the drawing hangs on, as one line.
std::string fingerprint(const Scene& scene) {
  std::string text(mode_word(scene.mode));
  for (const Tile& tile : scene.tiles) {
    text += " " + std::to_string(tile.camera) + tile.time + tile.mark_text + tile.since_text +
            std::to_string(tile.opacity) + std::to_string(static_cast<int>(tile.rect.x));
  }
  if (scene.panel) {
    text += " " + scene.panel->panel.title + std::to_string(scene.panel->page) +
            scene.panel->panel.as_of;
    for (const Row& row : scene.panel->panel.rows) text += row.primary + row.status.word;
  }
  if (scene.notice) text += " " + scene.notice->text;
  if (scene.menu) text += " menu" + std::to_string(scene.menu->selected);
  if (scene.pin) text += " pin" + std::to_string(scene.pin->entered) + scene.pin->message;
  for (const Demand demand : scene.demand) text += std::to_string(static_cast<int>(demand));
  return text;
}

// What contradicts itself in a scene, in words; empty when nothing does.
std::string contradiction(const Hall& hall) {
  const Scene& scene = hall.scene();
  const Rect whole = {0, 0, static_cast<float>(hall.screen.width),
                      static_cast<float>(hall.screen.height)};
  std::size_t wanted = 0;
  for (const Demand demand : scene.demand) wanted += demand != Demand::kNone ? 1 : 0;
  std::vector<bool> on_screen(scene.demand.size(), false);
  for (const Tile& tile : scene.tiles) {
    on_screen[tile.camera] = true;
    const FeedView& feed = hall.feed(tile.camera);
    const bool looks_live = tile.mark == TileMark::kNone || !tile.live_text.empty();
    if (looks_live && feed.state != FeedState::kLive) return "a tile looks live and is not";
    if (!looks_live && tile.mark_text.empty()) return "a tile admits nothing";
    if (tile.shows_picture && !feed.has_picture) return "a tile shows a picture that is not there";
    if (tile.shows_picture && feed.state == FeedState::kOpening) return "an old picture is shown";
    if (scene.demand[tile.camera] == Demand::kNone) return "a tile's camera does not decode";
    if (!whole.contains(tile.rect) || tile.rect.empty()) return "a tile is off the screen";
  }
  const auto shown = static_cast<std::size_t>(std::ranges::count(on_screen, true));
  if (wanted > shown + 1) return "more decodes than is shown and comes next";
  if (scene.mode == Mode::kStandby && (wanted > 0 || !scene.tiles.empty())) return "not dark";
  if ((scene.mode == Mode::kStandby) != scene.night.has_value() && !scene.notice)
    return "night clock and mode differ";
  if ((scene.mode == Mode::kNotice) != scene.notice.has_value()) return "notice and mode differ";
  if (scene.notice && scene.notice->text.empty()) return "an empty notice";
  if (scene.menu && scene.pin) return "menu and PIN pad at once";
  if (scene.panel && scene.panel->page >= scene.panel->page_count) return "a page after the last";
  if (scene.panel && scene.panel->panel.rows.size() > kPanelRowsMax) return "too many rows";
  if (scene.panel && scene.panel->panel.rows.empty() && scene.panel->panel.empty_text.empty())
    return "an empty panel without a word";
  if (scene.next_change < hall.now.ticks || scene.next_change > hall.now.ticks + 1s)
    return "the next change is not within a second";
  return {};
}

// Somebody with the remote, children included, and cameras with bad days.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  void act(Hall& hall) {
    const std::size_t camera = below(hall.cams.size());
    switch (below(60)) {
      case 0:
        return hall.breaks(camera);
      case 1:
        return hall.freezes(camera);
      case 2:
      case 3:
      case 4:
        return hall.comes_back(camera);
      case 5:
        hall.command(ShowNotice{below(2) == 0 ? "停水" : ""});
        return;
      case 6:
        hall.command(ShowCamera{camera});
        return;
      case 7:
        return hall.records(sample_records());
      default:
        break;
    }
    if (busy_ == 0 && below(200) == 0) busy_ = 30;  // nobody touches the remote most of the time
    if (busy_ == 0) return;
    --busy_;
    constexpr KeyAction kActions[] = {KeyAction::kPress, KeyAction::kPress, KeyAction::kPress,
                                      KeyAction::kRepeat, KeyAction::kLong};
    const auto key = static_cast<Key>(below(static_cast<std::size_t>(Key::kPower) + 1));
    hall.step({{key, kActions[below(5)]}}, {});
  }

 private:
  std::size_t below(std::size_t limit) { return random_() % limit; }

  std::mt19937 random_;
  std::size_t busy_ = 0;
};

}  // namespace

TEST_CASE("stage: colours follow the time of day until somebody chooses") {
  CHECK(Hall({.clock = "2026-11-24T12:00:00+08:00"}).scene().theme == Theme::kDay);
  Hall hall({.clock = "2026-11-24T20:00:00+08:00"});
  CHECK(hall.scene().theme == Theme::kNight);

  hall.press({Key::kMenu, Key::kLeft, Key::kLeft, Key::kOk});

  CHECK(hall.scene().theme == Theme::kDay);
}

TEST_CASE("stage: the language changes every word at once") {
  Hall hall;
  hall.press({Key::kMenu, Key::kLeft, Key::kOk});

  CHECK(hall.scene().language == Language::kEnglish);
  CHECK(hall.scene().panel->panel.empty_text == "Today's records are not here");
  CHECK(hall.scene().header->brand == "Sunhall");

  hall.press({Key::kMenu, Key::kLeft, Key::kOk});
  CHECK(hall.scene().header->brand == "阳光食堂");
}

TEST_CASE("stage: a screen that is too small for its hall says so") {
  HallSetup setup;
  setup.options.diagonal_inch = 24;
  setup.options.farthest_seat_m = 12;
  CHECK_FALSE(Hall(setup).scene().header->note.empty());
  CHECK(Hall().scene().header->note.empty());
}

TEST_CASE("stage: a disk that is too small, or gone, is said on the screen") {
  Hall hall;
  const auto note_when = [&](const RecordingView& recording) {
    hall.recording_is(recording);
    return hall.look().header->note;
  };
  CHECK(note_when({.state = RecordingState::kShort, .days_fit = 5}) == "录像只存得下 5 天");
  CHECK(note_when({.state = RecordingState::kStopped, .days_fit = 5}) == "录像已停止，请检查硬盘");
  CHECK(note_when({.state = RecordingState::kWell, .days_fit = 20}).empty());
  CHECK(note_when({}).empty());
}

TEST_CASE("stage: the open menu tells how platforms stand, above itself and on every screen") {
  Hall hall;
  hall.platforms_are({{.name = "市监管平台", .state = PlatformState::kRegistered},
                      {.name = "省监管平台", .state = PlatformState::kLost}});
  CHECK_FALSE(hall.look().menu);
  hall.press(Key::kMenu);
  for (const Size size :
       {Size{3840, 2160}, Size{1280, 720}, Size{1024, 768}, Size{1080, 1920}, Size{640, 360}}) {
    hall.screen = size;
    const Scene& scene = hall.look();
    REQUIRE(scene.menu);
    REQUIRE(scene.menu->service.size() == 2);
    CHECK(scene.menu->service[1].status.word == "未注册");
    const Rect& card = scene.menu->service_rect;
    CHECK(card.y >= scene.safe.y);
    CHECK(card.bottom() <= scene.menu->rect.y);
    CHECK(card.right() <= scene.safe.right());
  }
  hall.platforms_are({});
  CHECK(hall.look().menu->service.empty());
}

TEST_CASE("stage: the screen may change its size at any step") {
  Hall hall;
  for (const Size size : {Size{3840, 2160}, Size{1280, 720}, Size{1024, 768}, Size{1920, 1080}}) {
    for (const Key key : {Key::kDigit1, Key::kDigit3, Key::kDigit4, Key::kDigit5}) {
      hall.screen = size;
      hall.press(key);
      const Rect whole = {0, 0, static_cast<float>(size.width), static_cast<float>(size.height)};
      CHECK(hall.scene().screen == size);
      for (const Tile& tile : hall.scene().tiles) CHECK(whole.contains(tile.rect));
      if (hall.scene().panel) CHECK(whole.contains(hall.scene().panel->rect));
    }
  }
}

TEST_CASE("stage: a day of keys, failures and commands at random never contradicts itself") {
  Hall hall(home());
  Chance chance(1);
  hall.records(sample_records());
  for (int second = 0; second < 24 * 60 * 60; ++second) {
    chance.act(hall);
    hall.wait(1s);
    const std::string fault = contradiction(hall);
    CAPTURE(second);
    REQUIRE(fault == "");
  }
}

TEST_CASE("stage: the same inputs give the same scenes") {
  Hall first(home());
  Hall second(home());
  Chance for_first(7);
  Chance for_second(7);
  for (int step = 0; step < 3000; ++step) {
    for_first.act(first);
    for_second.act(second);
    first.wait(700ms, 700ms);
    second.wait(700ms, 700ms);
    REQUIRE(fingerprint(first.scene()) == fingerprint(second.scene()));
  }
}

TEST_CASE("stage: on a quiet day every camera and every page has its time between meals") {
  Hall hall(home());
  Today today = sample_records();
  hall.records(today);
  hall.wait_until("2026-11-24T08:00:00+08:00");
  std::vector<int> seconds(7, 0);
  std::vector<int> panels(kPanels.size(), 0);
  for (int second = 0; second < 60 * 60; ++second) {
    hall.wait(1s);
    ++seconds[hall.big()->camera];
    ++panels[static_cast<std::size_t>(hall.scene().panel->panel.kind)];
  }
  for (const int each : seconds) CHECK(each > 60 * 60 / 7 * 3 / 4);
  for (const int each : panels) CHECK(each >= 60 * 60 / 150 * 7);
}
