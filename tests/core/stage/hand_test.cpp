// What a person does to a screen in the hand, and what it does by itself: nothing.
#include "core/stage/hand.h"

#include <doctest/doctest.h>

#include "core/stage/text_width.h"
#include "tests/support/hand_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("hand: nothing turns by itself, neither pictures nor pages") {
  Phone phone;
  const std::size_t camera = phone.big()->camera;
  const std::string title = phone.scene().panel->panel.title;
  const std::size_t page = phone.scene().panel->page;

  for (int i = 0; i < 60; ++i) phone.wait(10s);

  CHECK(phone.big()->camera == camera);
  CHECK(phone.scene().panel->panel.title == title);
  CHECK(phone.scene().panel->page == page);
}

TEST_CASE("hand: a tap on a small picture makes it the big one, on the big one fills the screen") {
  Phone phone;
  phone.tap(phone.tile(3)->rect);
  CHECK(phone.big()->camera == 3);
  CHECK(phone.mode() == Mode::kRotate);

  phone.tap(phone.big()->rect);
  CHECK(phone.mode() == Mode::kSingle);
  CHECK(phone.scene().tiles.size() == 1);
  CHECK(phone.big()->rect.h == 1688);
}

TEST_CASE("hand: a tap leaves the single picture once it is no double tap") {
  Phone phone({.start_mode = Mode::kSingle});
  phone.tap(phone.big()->rect);
  CHECK(phone.mode() == Mode::kSingle);
  CHECK(phone.scene().next_change <= phone.now.ticks + kTapWaits);

  phone.wait(kTapWaits);
  CHECK(phone.mode() == Mode::kRotate);
}

TEST_CASE("hand: a double tap brings the single picture near and does not leave it") {
  Phone phone({.start_mode = Mode::kSingle});
  phone.double_tap(phone.big()->rect);
  phone.wait(1s);
  CHECK(phone.mode() == Mode::kSingle);
  CHECK(phone.big()->view.w < 0.5F);

  phone.double_tap(phone.big()->rect);
  CHECK(phone.big()->view == Rect{0, 0, 1, 1});
}

TEST_CASE("hand: a swipe over the picture steps, round and round") {
  Phone phone;
  phone.swipe(phone.big()->rect, -120, 0);
  CHECK(phone.big()->camera == 1);

  phone.swipe(phone.big()->rect, 120, 0);
  phone.swipe(phone.big()->rect, 120, 0);
  CHECK(phone.big()->camera == 4);
}

TEST_CASE("hand: a near picture follows the finger instead, and another camera is whole again") {
  Phone phone;
  phone.pinch(phone.big()->rect, 3.0F);
  const Rect near = phone.big()->view;
  const Rect rect = phone.big()->rect;
  phone.touch({.kind = TouchKind::kPan, .x = rect.center_x(), .y = rect.center_y(), .dx = -80});
  CHECK(phone.big()->view.x > near.x);

  phone.swipe(rect, -120, 0);
  CHECK(phone.big()->camera == 0);

  phone.tap(phone.tile(2)->rect);
  CHECK(phone.big()->view == Rect{0, 0, 1, 1});
}

TEST_CASE("hand: a swipe over the panel turns pages, on to the next panel") {
  Phone phone;
  const Rect panel = phone.scene().panel->rect;
  const std::string first = phone.scene().panel->panel.title;
  std::size_t turns = 0;
  while (phone.scene().panel->panel.title == first && turns < 20) {
    phone.swipe(panel, turns % 2 == 0 ? -120.0F : 0.0F, turns % 2 == 0 ? 0.0F : -120.0F);
    ++turns;
  }

  CHECK(turns >= 1);
  CHECK(turns < 20);
  CHECK(phone.big()->camera == 0);
}

TEST_CASE("hand: a tap on a tab opens its panel, and the tab says so") {
  Phone phone;
  phone.tap(phone.scene().tabs[3].rect);

  CHECK(phone.scene().panel->panel.kind == PanelKind::kStorage);
  CHECK(phone.scene().tabs[3].selected);
}

TEST_CASE("hand: a tap on a panel goes round its pages") {
  Phone phone({.screen_css = {390, 664}});
  const std::size_t pages = phone.scene().panel->page_count;
  REQUIRE(pages > 1);
  for (std::size_t page = 1; page <= pages; ++page) {
    phone.tap(phone.scene().panel->rect);
    CHECK(phone.scene().panel->page == page % pages);
    CHECK(phone.scene().panel->panel.kind == PanelKind::kIngredients);
  }
}

TEST_CASE("hand: each button does what it says, by finger and by command") {
  const std::pair<ButtonAct, Mode> buttons[] = {{ButtonAct::kGrid, Mode::kGrid},
                                                {ButtonAct::kRecords, Mode::kRecords},
                                                {ButtonAct::kMeals, Mode::kMealtime},
                                                {ButtonAct::kWatch, Mode::kRotate}};
  for (const auto& [act, mode] : buttons) {
    Phone touched;
    touched.tap(touched.button(act)->rect);
    CHECK(touched.mode() == mode);
    CHECK(touched.button(act)->selected);
    Phone told;
    told.command(PressButton{act});
    CHECK(told.mode() == mode);
  }
}

TEST_CASE("hand: the page hears of a press in one step only") {
  Phone phone;
  CHECK(phone.tap(phone.button(ButtonAct::kFeedback)->rect).pressed == ButtonAct::kFeedback);
  CHECK_FALSE(phone.look().pressed);
  CHECK(phone.mode() == Mode::kRotate);
}

TEST_CASE("hand: text grows to twice its size in steps, and no further") {
  Phone phone;
  const float body = phone.scene().text.body;
  CHECK_FALSE(phone.button(ButtonAct::kTextSmaller)->enabled);
  for (int i = 0; i < 9; ++i) phone.command(PressButton{ButtonAct::kTextLarger});

  CHECK(phone.stage().text_percent() == 200);
  CHECK(phone.scene().text.body == 2 * body);
  CHECK_FALSE(phone.button(ButtonAct::kTextLarger)->enabled);
  CHECK(phone.button(ButtonAct::kTextSmaller)->enabled);
}

TEST_CASE("hand: what the page kept of the text's size is not believed blindly") {
  CHECK(Phone({.text_percent = 7}).stage().text_percent() == 100);
  CHECK(Phone({.text_percent = 150}).stage().text_percent() == 150);
  CHECK(Phone({.text_percent = 9000}).stage().text_percent() == 200);
}

TEST_CASE("hand: keys do what a remote's do") {
  Phone phone;
  phone.press(Key::kRight);
  CHECK(phone.big()->camera == 1);
  phone.press(Key::kOk);
  CHECK(phone.mode() == Mode::kSingle);
  phone.press(Key::kLeft);
  CHECK(phone.big()->camera == 0);
  phone.press(Key::kBack);
  CHECK(phone.mode() == Mode::kRotate);

  phone.press(Key::kDigit4);
  CHECK(phone.mode() == Mode::kRecords);
  phone.press(Key::kRight);
  CHECK(phone.scene().panel->panel.kind == PanelKind::kStaff);
}

TEST_CASE("hand: the grid's ring goes where the arrow points, and OK opens what it is around") {
  Phone phone({.start_mode = Mode::kGrid});
  phone.press(Key::kDown);
  CHECK(phone.tile(1)->focused);
  phone.press(Key::kRight);
  CHECK(phone.tile(2)->focused);
  phone.press(Key::kDown);
  CHECK(phone.tile(4)->focused);

  phone.press(Key::kOk);
  CHECK(phone.mode() == Mode::kRotate);
  CHECK(phone.big()->camera == 4);
}

TEST_CASE("hand: no key and no command makes it dark, plays the past or covers it") {
  Phone phone;
  for (const Mode mode : {Mode::kStandby, Mode::kTrace, Mode::kNotice}) {
    phone.command(ShowMode{mode});
    CHECK(phone.mode() == Mode::kRotate);
  }
  for (const Key key : {Key::kPower, Key::kMenu, Key::kDigit6, Key::kDigit7, Key::kDigit8}) {
    const Scene& scene = phone.press(key);
    CHECK(phone.mode() == Mode::kRotate);
    CHECK_FALSE(scene.menu);
    CHECK_FALSE(scene.pin);
  }
}

TEST_CASE("hand: only what is on the screen is wanted") {
  Phone phone;
  CHECK(phone.scene().demand[0] == Demand::kBig);
  CHECK(phone.scene().demand[4] == Demand::kSmall);

  phone.command(ShowMode{Mode::kSingle});
  CHECK(phone.scene().demand[0] == Demand::kBig);
  CHECK(phone.scene().demand[1] == Demand::kNone);

  phone.command(ShowMode{Mode::kRecords});
  for (const Demand demand : phone.scene().demand) CHECK(demand == Demand::kNone);
}

TEST_CASE("hand: an urgent notice stands among the rest until it is put away, or sent again") {
  Phone phone;
  Today day = sample_day();
  day.notices = {{.text = "电梯检修", .level = NoticeLevel::kUrgent, .from = {}, .until = {}}};
  phone.records(day);
  REQUIRE(phone.scene().notice);
  CHECK(phone.scene().notice->in_place);
  CHECK(phone.scene().notice->urgent);
  CHECK(phone.mode() == Mode::kRotate);

  phone.tap(phone.scene().notice->close);
  CHECK_FALSE(phone.scene().notice);

  phone.command(ShowNotice{"今晚停水"});
  CHECK(phone.scene().notice->text == "今晚停水");
  phone.press(Key::kBack);
  CHECK_FALSE(phone.scene().notice);
  phone.command(ShowNotice{"今晚停水"});
  CHECK(phone.scene().notice);
}

TEST_CASE("hand: over a picture alone an urgent notice stands, and nothing less") {
  Phone phone({.start_mode = Mode::kSingle});
  Today day = sample_day();
  day.notices = {{.text = "周三停水", .level = NoticeLevel::kImportant, .from = {}, .until = {}}};
  phone.records(day);
  CHECK_FALSE(phone.scene().notice);

  day.notices->push_back(
      {.text = "电梯检修", .level = NoticeLevel::kUrgent, .from = {}, .until = {}});
  phone.records(day);
  REQUIRE(phone.scene().notice);
  CHECK(phone.scene().notice->text == "电梯检修");
  const Rect place = phone.scene().notice->rect;
  for (const Button& button : phone.scene().buttons) CHECK_FALSE(overlap(place, button.rect));
  CHECK(place.bottom() < phone.big()->rect.h / 2);

  phone.tap(phone.scene().notice->close);
  CHECK_FALSE(phone.scene().notice);
  CHECK(phone.mode() == Mode::kSingle);
}

TEST_CASE("hand: the page's connection is told in words for as long as it is not there") {
  Phone phone;
  CHECK(phone.scene().banner.empty());
  phone.link = LinkState::kConnecting;
  CHECK(phone.look().banner == "正在连接食堂…");
  phone.link = LinkState::kAway;
  CHECK(phone.look().banner == "网络已断开，正在重新连接…");
}

TEST_CASE("hand: a wheel turns one page however long a touchpad runs on") {
  Phone phone({.screen_css = {1440, 900}, .pixel_ratio = 1, .start_mode = Mode::kRecords});
  const Rect panel = phone.scene().panel->rect;
  for (int i = 0; i < 40; ++i) {
    phone.now.ticks += 5ms;
    phone.touch(
        {.kind = TouchKind::kWheel, .x = panel.center_x(), .y = panel.center_y(), .dy = 30});
  }

  CHECK(phone.scene().panel->panel.kind == PanelKind::kStaff);
}

TEST_CASE(
    "hand: the place that all pictures leave free says how the records stand, and opens them") {
  Phone phone({.screen_css = {1440, 900}, .pixel_ratio = 1, .start_mode = Mode::kGrid});
  REQUIRE(phone.scene().overview);
  const Rect card = phone.scene().overview->rect;
  CHECK(card.y == phone.tile(4)->rect.y);
  CHECK(card.bottom() == phone.tile(4)->rect.bottom());
  CHECK(card.right() == phone.tile(3)->rect.right());

  phone.tap(phone.scene().overview->lines[1].rect);

  CHECK(phone.mode() == Mode::kRecords);
  CHECK(phone.scene().panel->panel.kind == PanelKind::kStaff);
  CHECK_FALSE(Phone({.screen_css = {1440, 900}, .cameras = 6, .start_mode = Mode::kGrid})
                  .scene()
                  .overview.has_value());
}

TEST_CASE("hand: sample records are marked wherever records are, however large the text") {
  for (const Size screen : {Size{390, 844}, Size{844, 390}, Size{320, 568}, Size{1440, 900}}) {
    for (const int percent : {100, 200}) {
      Phone phone({.screen_css = screen, .text_percent = percent});
      for (const Mode mode : {Mode::kRotate, Mode::kRecords, Mode::kMealtime}) {
        const Scene& scene = phone.command(ShowMode{mode});
        if (!scene.panel && !scene.meal) continue;
        REQUIRE(scene.header);
        CHECK(scene.header->sample == "示例数据");
      }
    }
  }
}

TEST_CASE("hand: what is wrong with the recording is said whole or not at all, before any clock") {
  for (const int width : {320, 390, 600, 1440}) {
    Phone phone({.screen_css = {width, 844}, .pixel_ratio = 1});
    phone.recording = {.state = RecordingState::kStopped};
    const Scene& scene = phone.look();
    REQUIRE(scene.header);
    const float note_w = reckon_width(scene.header->note, scene.text.small * 0.8F);
    CHECK(note_w < scene.header->rect.w - scene.text.title);
    CHECK((!scene.header->note.empty() || scene.header->clock.empty()));
    if (width >= 390) CHECK(scene.header->note == "录像已停止，请检查硬盘");
  }
}

TEST_CASE("hand: the same inputs give the same scene") {
  Phone one;
  Phone other;
  for (Phone* phone : {&one, &other}) {
    phone->tap(phone->tile(2)->rect);
    phone->pinch(phone->big()->rect, 1.7F);
    phone->tap(phone->scene().tabs[2].rect);
  }

  CHECK(one.big()->view == other.big()->view);
  CHECK(one.scene().panel->panel == other.scene().panel->panel);
  CHECK(one.scene().tiles.size() == other.scene().tiles.size());
}
