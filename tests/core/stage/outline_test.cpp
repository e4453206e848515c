#include "core/stage/outline.h"

#include <doctest/doctest.h>

#include "core/stage/board.h"
#include "tests/support/hand_fixture.h"

using namespace sunhall;

namespace {

std::size_t count_of(const std::string& text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("outline: every row of the board is in it, not only the page on the screen") {
  const Phone phone;
  const std::string html = outline_html(phone.stage().outline(phone.input()));

  for (const Panel& panel : phone.stage().board()) {
    CHECK(has(html, "<h2>" + panel.title + "</h2>"));
    for (const Row& row : panel.rows) {
      CHECK(has(html, escape_html(row.primary)));
      CHECK(has(html, escape_html(row.secondary)));
      CHECK(has(html, escape_html(row.status.word)));
    }
    for (const Figure& figure : panel.figures) CHECK(has(html, "<dd>" + figure.value + "</dd>"));
  }
  CHECK(count_of(html, "<h1>") == 1);
  CHECK(has(html, "示例数据"));
  CHECK(has(html, "11月24日 星期二 11:32"));
}

TEST_CASE("outline: cameras say how they are, and each can be called by its id") {
  Phone phone;
  phone.feeds[1].state = FeedState::kLost;
  phone.feeds[1].lost_since = parse_rfc3339("2026-11-24T11:20:00+08:00")->utc;
  phone.feeds[1].reason = "摄像头没有应答";
  phone.feeds[2].state = FeedState::kIdle;
  phone.look();
  const std::string html = outline_html(phone.stage().outline(phone.input()));

  CHECK(has(html, "食品贮存 直播"));
  CHECK(has(html, "烹饪区 信号中断，11:20 起，摄像头没有应答"));
  CHECK(has(html, "配餐间 未打开"));
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(has(html, "data-camera=\"camera-" + std::to_string(i) + "\""));
  }
}

TEST_CASE("outline: every button and every panel can be reached by a word that is read back") {
  const Phone phone;
  const std::string html = outline_html(phone.stage().outline(phone.input()));

  for (const Button& button : phone.scene().buttons) {
    const std::string_view word = button_act_word(button.act);
    CHECK(has(html, "data-act=\"" + std::string(word) + "\""));
    CHECK(parse_button_act(word) == button.act);
  }
  for (const PanelKind kind : kPanels) {
    const std::string_view word = panel_kind_word(kind);
    CHECK(has(html, "data-panel=\"" + std::string(word) + "\""));
    CHECK(parse_panel_kind(word) == kind);
  }
  CHECK_FALSE(parse_button_act("fly"));
  CHECK_FALSE(parse_panel_kind(""));
}

TEST_CASE("outline: names that are HTML stay text, wherever they come from") {
  const std::string evil = "<script>alert('x')</script>\"&";
  Today day = sample_day();
  day.notices = {{.text = evil, .level = NoticeLevel::kUrgent, .from = {}, .until = {}}};
  (*day.ingredients)[0].name = evil;
  const ZonedTime now = parse_rfc3339("2026-11-24T11:32:05+08:00").value();
  const std::vector<Panel> board = make_board({.today = &day, .now = now});
  OutlineInput input;
  input.place = evil;
  input.now = now;
  input.cameras.resize(1);
  input.cameras[0].id = evil;
  input.cameras[0].name = evil;
  input.cameras[0].reason = evil;
  input.cameras[0].player_html = "<video>";
  input.cameras[0].state = FeedState::kLost;
  input.board = board;
  input.today = &day;
  input.notice = evil;
  const Button button = {.rect = {}, .word = evil, .act = ButtonAct::kGrid};
  input.buttons = {&button, 1};
  const std::string html = outline_html(input);

  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, "alert('"));
  CHECK(count_of(html, "&lt;script&gt;") >= 6);
  CHECK(has(html, "<video>"));
}

TEST_CASE("outline: without a script there is no button that nobody hears") {
  const Phone phone;
  OutlineInput input = phone.stage().outline(phone.input());
  input.scripted = false;

  CHECK_FALSE(has(outline_html(input), "<button"));
}

TEST_CASE("outline: a hub can make it without a scene") {
  SiteView site;
  site.name = "示例养老院";
  site.cameras.resize(2);
  site.cameras[0].camera.name = "烹饪区";
  site.cameras[0].state = CameraState::kLive;
  site.cameras[1].camera.name = "洗消间";
  site.cameras[1].state = CameraState::kLost;
  OutlineInput input;
  input.place = site.name;
  input.language = Language::kEnglish;
  input.cameras = outline_cameras(site);
  const std::string html = outline_html(input);

  CHECK(has(html, "烹饪区 Live"));
  CHECK(has(html, "洗消间 No signal"));
}

TEST_CASE(
    "outline: alerts tell what is lost and when all is well again, and are quiet in between") {
  Phone phone;
  const std::string well = outline_alerts(phone.scene());
  CHECK(has(well, "画面正常"));
  phone.wait(std::chrono::seconds(30));
  CHECK(outline_alerts(phone.scene()) == well);

  phone.feeds[3].state = FeedState::kLost;
  phone.link = LinkState::kAway;
  phone.look();
  CHECK(has(outline_alerts(phone.scene()), "就餐区 信号中断"));
  CHECK(has(outline_alerts(phone.scene()), "网络已断开"));
  CHECK_FALSE(has(outline_alerts(phone.scene()), "画面正常"));

  phone.feeds[3].state = FeedState::kLive;
  phone.link = LinkState::kUp;
  phone.look();
  CHECK(outline_alerts(phone.scene()) == well);
}
