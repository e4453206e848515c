#include "hub/api/plain_page.h"

#include <doctest/doctest.h>

#include "core/model/today_json.h"
#include "native/file.h"
#include "tests/support/source_path.h"

using namespace sunhall;

namespace {

/// A home with two cameras and the sample day.
struct Home {
  SiteView site;
  Today today;
  ZonedTime now;

  Home() {
    site.name = "示例<养老院>";
    for (const char* id : {"cooking", "dining"}) {
      CameraView view;
      view.camera.id = id;
      view.camera.name = std::string(id) + " <b>";
      view.camera.has_sub = view.camera.id == "dining";
      view.state = CameraState::kLive;
      view.main = stream_view(id, StreamKind::kMain, "avc1.640028");
      view.sub = stream_view(id, StreamKind::kSub, "avc1.64001f");
      site.cameras.push_back(view);
    }
    const auto text = read_file(source_path("config/sample/today.json"), 1u << 20);
    REQUIRE(text);
    auto reading = read_today(*text);
    REQUIRE(reading);
    today = std::move(reading->today);
    now = today.as_of;
  }
  PlainInput input(Language language = Language::kChinese) const {
    return {.site = site, .today = &today, .now = now, .language = language};
  }
};

bool has(const std::string& html, std::string_view text) {
  return html.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("plain page: all cameras with the way to each, and every record, in headings") {
  const Home home;
  const std::string html = write_plain_page(home.input());
  CHECK(html.starts_with("<!doctype html>"));
  CHECK(has(html, R"(<html lang="zh-CN">)"));
  CHECK(has(html, R"(<meta http-equiv="refresh" content="60">)"));
  CHECK(has(html, "<h1>"));
  CHECK(has(html, "食材"));
  CHECK(has(html, R"(<a href="/plain?camera=dining&amp;lang=zh">看直播</a>)"));
  CHECK(has(html, R"(<a href="/plain?camera=cooking&amp;lang=zh">看直播</a>)"));
  CHECK_FALSE(has(html, "<video"));
  CHECK(has(html, R"(href="/plain?lang=en")"));
}

TEST_CASE("plain page: it needs no script, and no text of others becomes one") {
  const Home home;
  const std::string html = write_plain_page(home.input());
  for (const char* bad :
       {"<script", "<button", "onclick", "<b>", "<养老院>", "http://", "https://"})
    CHECK_FALSE(has(html, bad));
  CHECK(has(html, "cooking &lt;b&gt;"));
}

TEST_CASE("plain page: English has no Chinese but the names") {
  Home home;
  home.site.name = "Home";
  home.today = Today{};
  const std::string html = write_plain_page(home.input(Language::kEnglish));
  CHECK(has(html, R"(<html lang="en">)"));
  CHECK(has(html, "Live cameras"));
  CHECK(has(html, R"(href="/plain?lang=zh")"));
  CHECK_FALSE(has(html, "今日"));
}

TEST_CASE("plain page: who may not watch now reads the records, and why there is no picture") {
  const Home home;
  PlainInput input = home.input();
  input.why = WhyNot::kOutsideHours;
  input.hours = {{std::chrono::hours(7), std::chrono::hours(19)}};
  const std::string hours = write_plain_page(input);
  CHECK(has(hours, "观看时间：07:00-19:00"));
  CHECK_FALSE(has(hours, "<video"));
  CHECK(has(hours, "食材"));
  input.why = WhyNot::kFull;
  CHECK(has(write_plain_page(input), "现在看的人很多"));
}

TEST_CASE("plain page: nobody is told that an invitation is needed, and nothing of the house") {
  const Home home;
  PlainInput input = home.input();
  input.why = WhyNot::kSignedOut;
  const std::string needed = write_plain_page(input);
  CHECK(has(needed, "需要邀请链接"));
  for (const char* inside : {"养老院&gt;", "cooking", "<video", "食材"})
    CHECK_FALSE(has(needed, inside));
  input.is_invitation_bad = true;
  CHECK(has(write_plain_page(input), "邀请链接已失效"));
}

TEST_CASE("plain page: one camera alone plays at once, and is not cut off by a refresh") {
  const Home home;
  PlainInput input = home.input();
  input.camera = "dining";
  const std::string html = write_plain_page(input);
  CHECK(has(html, R"(<video controls muted playsinline preload="none")"));
  CHECK(has(html, "autoplay"));
  // The small stream where there is one.
  CHECK(has(html,
            R"(<source src="/live/dining/sub/index.m3u8" type="application/vnd.apple.mpegurl">)"));
  CHECK(has(html, R"(<source src="/live/dining/stream.mp4?stream=sub" type="video/mp4">)"));
  input.camera = "cooking";
  CHECK(has(write_plain_page(input), R"(<source src="/live/cooking/main/index.m3u8")"));
  CHECK_FALSE(has(html, "http-equiv=\"refresh\""));
  CHECK_FALSE(has(html, "/live/cooking/"));
  CHECK_FALSE(has(html, "食材"));
  CHECK(has(html, "全部画面和今日公示"));
}

TEST_CASE(
    "plain page: over each picture stands whose invitation it is, and nothing to save it with") {
  const Home home;
  PlainInput input = home.input();
  input.camera = "dining";
  input.watermark = "张<家>";
  const std::string html = write_plain_page(input);
  CHECK(has(html, "<span aria-hidden=\"true\">张&lt;家&gt;</span>"));
  CHECK(has(html, "nodownload"));
}

TEST_CASE("plain page: without any record it says so, and does not pretend") {
  const Home home;
  PlainInput input = home.input();
  input.today = nullptr;
  input.is_source_away = true;
  const std::string html = write_plain_page(input);
  CHECK(has(html, "/plain?camera=dining"));
  CHECK(has(html, "今日记录未取到"));
}
