// The playback as staff use it: six keys, and what the hub says of its days.
#include "core/stage/trace.h"

#include <doctest/doctest.h>

#include "tests/support/trace_fixture.h"

using namespace sunhall;
using namespace std::chrono_literals;
using Home = TraceHome;

TEST_CASE("trace: nobody gets in without the PIN, whatever `pin_modes` says") {
  Home home;

  home.press(Key::kDigit8);
  CHECK(home.mode() == Mode::kRotate);
  REQUIRE(home.scene().pin);
  home.press({Key::kDigit1, Key::kDigit1, Key::kDigit1, Key::kDigit1});
  CHECK(home.mode() == Mode::kRotate);
  CHECK_FALSE(home.scene().trace);

  home.press({Key::kDigit2, Key::kDigit5, Key::kDigit8, Key::kDigit0});
  CHECK(home.mode() == Mode::kTrace);
}

TEST_CASE("trace: on a screen without a PIN the past stays closed, on every way in") {
  Home home({.pin = ""});

  home.press(Key::kDigit8);
  CHECK(home.trace().sentence == "要先设密码才能回放");
  CHECK_FALSE(home.scene().trace_request);
  home.press({Key::kOk, Key::kOk, Key::kOk});
  CHECK_FALSE(home.scene().trace_request);
  home.press(Key::kBack);
  CHECK(home.mode() == Mode::kRotate);

  home.command(ShowMode{Mode::kTrace});
  CHECK(home.trace().sentence == "要先设密码才能回放");
}

TEST_CASE("trace: what stands in the way is one plain sentence, and Back leads home") {
  const std::pair<TraceTrouble, const char*> sentences[] = {
      {TraceTrouble::kNoHub, "没有录像主机，不能回放"},
      {TraceTrouble::kHubAway, "录像主机连不上，接通后自动继续"},
      {TraceTrouble::kRefused, "录像主机不认这块屏幕的令牌"},
      {TraceTrouble::kUnreadable, "录像主机的回答读不懂"}};
  for (const auto& [trouble, words] : sentences) {
    Home home;
    home.hub(trouble);
    home.enter();
    CHECK(home.trace().sentence == words);
    CHECK_FALSE(home.trace().pick);
    CHECK(home.scene().trace_request.has_value() == (trouble != TraceTrouble::kNoHub));

    home.press(Key::kBack);
    CHECK(home.mode() == Mode::kRotate);
  }
}

TEST_CASE("trace: when the hub is back the choice goes on where it was") {
  Home home;
  home.enter();
  home.press(Key::kDown);
  home.hub(TraceTrouble::kHubAway);
  CHECK_FALSE(home.look().trace->sentence.empty());

  home.hub(TraceTrouble::kNone);
  home.look();
  CHECK(selected_row(home.pick()) == "配餐间");
}

TEST_CASE("trace: a stage that is told nothing of a past has no hub") {
  StageOptions options;
  options.cameras.resize(1);
  options.pin = "2580";
  options.start_mode = Mode::kTrace;
  Stage stage(std::move(options));
  const std::vector<FeedView> feeds(1);

  const Scene& scene = stage.step({.now = {}, .screen = {1280, 720}, .feeds = feeds});

  CHECK(scene.trace->sentence == "没有录像主机，不能回放");
  CHECK_FALSE(scene.trace_request);
}

TEST_CASE("trace: cameras are chosen with up and down, the ends do not meet") {
  Home home;
  home.enter();

  CHECK(selected_row(home.pick()) == "烹饪区");
  home.press(Key::kUp);
  CHECK(selected_row(home.pick()) == "烹饪区");
  home.press({Key::kDown, Key::kDown, Key::kDown});
  CHECK(selected_row(home.pick()) == "就餐区");
  CHECK(home.scene().trace_request->camera == 2);
  home.press({Key::kLeft, Key::kRight, Key::kDigit0});
  CHECK(selected_row(home.pick()) == "就餐区");

  home.press(Key::kBack);
  CHECK(home.mode() == Mode::kRotate);
}

TEST_CASE("trace: sixty-four cameras come in pages of at most six") {
  Home home({.cameras = 64});
  home.enter();
  for (int i = 0; i < 63; ++i) home.press(Key::kDown);

  CHECK(home.pick().rows.size() <= kPanelRowsMax);
  CHECK(selected_row(home.pick()) == "摄像头 64");
  CHECK_FALSE(home.pick().page.empty());
}

TEST_CASE("trace: a home without cameras says so") {
  Home home({.cameras = 0});
  home.enter();

  CHECK(home.trace().sentence == "没有配置摄像头");
  home.press({Key::kOk, Key::kDown, Key::kBack});
  CHECK(home.mode() == Mode::kRotate);
}

TEST_CASE("trace: days go back as far as the home keeps them, the newest on top") {
  Home home({.day_count = 3});
  home.enter();
  home.press(Key::kOk);

  CHECK(home.pick().title == "烹饪区 · 选日期");
  CHECK(selected_row(home.pick()) == "今天 11月24日 星期二");
  home.press(Key::kUp);
  CHECK(selected_row(home.pick()) == "今天 11月24日 星期二");
  home.press(Key::kDown);
  CHECK(selected_row(home.pick()) == "昨天 11月23日 星期一");
  home.press({Key::kDown, Key::kDown});
  CHECK(selected_row(home.pick()) == "11月22日 星期日");
  CHECK(home.scene().trace_request->day == parse_date("2026-11-22").value());

  home.press(Key::kBack);
  CHECK(home.pick().title == "回放 · 选摄像头");
}

TEST_CASE("trace: a day's bar shows what is recorded and what is missing") {
  Home home;
  home.enter();
  home.press(Key::kOk);

  const TraceBar& bar = home.pick().bar.value();
  REQUIRE(bar.pieces.size() == 4);
  CHECK_FALSE(bar.pieces[0].is_recorded);
  CHECK(bar.pieces[1].is_recorded);
  CHECK(bar.pieces[1].to == doctest::Approx((14 * 60 + 3) / 1440.0));
  CHECK_FALSE(bar.pieces[2].is_recorded);
  CHECK(bar.pieces.back().to == doctest::Approx(15 / 24.0).epsilon(0.01));  // the rest is to come
  CHECK(home.pick().summary[0].word == "有录像 10 小时 46 分");
  CHECK(home.pick().summary[1].word == "缺 4 小时 14 分，共 2 段");
}

TEST_CASE("trace: a day without any recording says why") {
  TraceHall hall;
  hall.missing("2026-11-24T00:00:00+08:00", "2026-11-24T15:00:30+08:00", "disk_full");
  hall.enter_minutes();

  CHECK(hall.pick().status.word == "无录像：硬盘已满");
  CHECK(hall.pick().summary[0].word == "缺 15 小时 0 分，共 1 段");
  hall.press(Key::kOk);
  CHECK(hall.play().told == "后面没有录像了");
  CHECK(hall.play().motion == TraceMotion::kPaused);
  CHECK_FALSE(hall.wish());
}

TEST_CASE("trace: until the hub has answered a day is neither good nor bad") {
  Home home;
  home.answers_late();
  home.enter_minutes();

  CHECK(home.pick().status.word.empty());
  CHECK(home.pick().bar->pieces.empty());
  CHECK(home.pick().summary[0].word == "正在读取录像");
  home.press(Key::kOk);
  CHECK_FALSE(home.wish());
  CHECK(home.scene().tiles[0].mark_text == "正在读取录像");

  home.answers();
  home.look();
  CHECK(home.wish()->from == at_time("2026-11-24T14:55:00+08:00"));
}

TEST_CASE("trace: arrows move the minute, held ones by five, up and down by an hour") {
  Home home;
  home.enter_minutes();

  CHECK(home.pick().minute == "14:55");
  home.press({Key::kLeft, Key::kLeft});
  CHECK(home.pick().minute == "14:53");
  home.press(Key::kRight);
  CHECK(home.pick().minute == "14:54");
  home.press(Key::kLeft, KeyAction::kRepeat);
  CHECK(home.pick().minute == "14:49");
  home.press(Key::kUp);
  CHECK(home.pick().minute == "13:49");
  home.press({Key::kDown, Key::kDown});
  CHECK(home.pick().minute == "15:00");  // nothing later than now
  for (int i = 0; i < 20; ++i) home.press(Key::kUp);
  CHECK(home.pick().minute == "00:00");
}

TEST_CASE("trace: another day offers its noon, and one comes back to the minute one had") {
  Home home;
  home.enter();
  home.press({Key::kOk, Key::kDown, Key::kOk});

  CHECK(home.pick().minute == "12:00");
  CHECK(home.pick().status.word == "有录像");
  home.press({Key::kUp, Key::kBack, Key::kOk});
  CHECK(home.pick().minute == "11:00");
  for (int i = 0; i < 20; ++i) home.press(Key::kDown);
  CHECK(home.pick().minute == "23:59");
}

TEST_CASE("trace: the minute says its gap, and the gaps around it stand below") {
  Home home;
  home.enter_minutes();
  home.choose("2026-11-24T14:05:00+08:00");

  CHECK(home.pick().status.word == "无录像：摄像头中断");
  CHECK(home.pick().status.tone == Tone::kBad);
  CHECK(selected_row(home.pick()) == "14:03–14:07");
  CHECK(home.pick().rows.front().text == "00:00–04:10");
  CHECK(home.pick().rows.front().beside == "录像主机断电或异常退出");
  CHECK_FALSE(home.pick().rows_are_choices);
}

TEST_CASE("trace: five minutes without a key give the screen back; it warns, and a key stays") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");

  home.skip(kTraceIdleFor - kTraceIdleWarning - 1s);
  CHECK(home.trace().warning.empty());
  home.skip(11s);
  CHECK(home.trace().warning == "20 秒后回轮播，按键留下");
  home.press(Key::kBack);  // does nothing but stay
  CHECK(home.trace().play);
  CHECK(home.trace().warning.empty());

  home.skip(kTraceIdleFor);
  CHECK(home.mode() == Mode::kRotate);
  home.press(Key::kDigit8);
  CHECK(home.scene().pin);  // and asks again
}

TEST_CASE("trace: under a notice it is forgotten as well") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");
  home.command(ShowNotice{"开饭了"});
  home.skip(kTraceIdleFor);
  CHECK(home.mode() == Mode::kNotice);

  home.press(Key::kOk);
  CHECK(home.mode() == Mode::kRotate);
}

TEST_CASE("trace: a held Back leads home from the middle of a playback") {
  Home home;
  home.play_from("2026-11-24T13:40:00+08:00");

  home.press(Key::kBack, KeyAction::kLong);
  CHECK(home.mode() == Mode::kRotate);
}

TEST_CASE("trace: midnight passes while somebody chooses, and the oldest day falls away") {
  Home home({.clock = "2026-11-24T23:58:30+08:00", .day_count = 2});
  home.enter();
  home.press({Key::kOk, Key::kDown});
  CHECK(selected_row(home.pick()) == "昨天 11月23日 星期一");

  home.skip(2min);
  CHECK(selected_row(home.pick()) == "昨天 11月24日 星期二");
  home.press(Key::kUp);
  CHECK(selected_row(home.pick()) == "今天 11月25日 星期三");
}

TEST_CASE("trace: the keys' meaning stands on the screen for as long as it is open") {
  Home home;
  home.enter();
  home.skip(60s);
  CHECK(home.scene().hints.size() == 3);

  home.press({Key::kOk, Key::kOk, Key::kOk, Key::kOk});
  home.skip(60s);
  REQUIRE(home.scene().hints.size() == 4);
  CHECK(home.scene().hints[0].what == "退一秒、进一帧");
  CHECK(home.scene().hints[2].what == "播放");
}
