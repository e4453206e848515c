#include "hub/api/plain_page.h"

#include <algorithm>
#include <string_view>

#include <spdlog/fmt/fmt.h>

#include "core/stage/board.h"
#include "core/stage/outline.h"
#include "hub/api/daily_hours.h"

namespace sunhall {
namespace {

constexpr std::string_view kStyle =
    "body{font:1.125rem/1.6 system-ui,sans-serif;color:#1d2226;background:#fbfaf7;max-width:44rem;"
    "margin:0 auto;padding:1rem 1rem 4rem}h1{font-size:1.6rem}h2{font-size:1.3rem;margin:2rem 0 "
    ".5rem}"
    ".picture{position:relative}.picture span{position:absolute;top:.5rem;right:.75rem;"
    "color:#fff;opacity:.6;text-shadow:0 0 3px "
    "#000;pointer-events:none}ul{list-style:none;padding:0}li{margin:0 0 "
    "1.5rem}video{width:100%;aspect-ratio:16/9;"
    "background:#1d2226}table{border-collapse:collapse;width:100%}th,td{text-align:left;"
    "vertical-align:top;padding:.4rem .5rem;border-top:1px solid #c9c5bb}dl{display:flex;"
    "flex-wrap:wrap;gap:.25rem 1.5rem}dt{font-weight:600}dd{margin:0}.note{padding:.75rem 1rem;"
    "background:#fff3d6;border-left:.3rem solid #a15c00}a{color:#0b5394}nav a{margin-right:1.5rem}";

/// The words that are this page's own: all others are the stage's.
struct Words {
  std::string_view needed_title, needed, invalid_title, invalid, full, hours, watch, all, again,
      page, other_language;
};

constexpr Words kChinese{
    .needed_title = "需要邀请链接",
    .needed = "请用养老院发给您的邀请链接打开。没有或已失效，请向养老院再要一个。",
    .invalid_title = "邀请链接已失效",
    .invalid = "链接可能已到期或被收回，请向养老院再要一个。",
    .full = "现在看的人很多，请稍后再试。今日公示照常可看。",
    .hours = "现在不在观看时间，观看时间：{}。今日公示照常可看。",
    .watch = "看直播",
    .all = "全部画面和今日公示",
    .again = "刷新",
    .page = "回图形页面",
    .other_language = "English"};

constexpr Words kEnglish{
    .needed_title = "An invitation is needed",
    .needed =
        "Please open the link that the home gave you. If you have none or it has ended, ask the "
        "home for a new one.",
    .invalid_title = "This invitation has ended",
    .invalid = "It may have expired or been taken back; please ask the home for a new one.",
    .full = "Many families are watching; please try again in a while. The records can be read now.",
    .hours = "Outside viewing hours, which are {}. The records can be read now.",
    .watch = "Watch live",
    .all = "All cameras and the records",
    .again = "Refresh",
    .page = "The drawn page",
    .other_language = "中文"};

const Words& words(const PlainInput& input) {
  return input.language == Language::kChinese ? kChinese : kEnglish;
}

std::string_view lang_query(Language language) {
  return language == Language::kChinese ? "lang=zh" : "lang=en";
}

std::string note(std::string_view text) {
  return "<p class=\"note\">" + escape_html(text) + "</p>";
}

std::string link(std::string_view to, std::string_view text) {
  return fmt::format("<a href=\"{}\">{}</a>", escape_html(to), escape_html(text));
}

std::string head(const PlainInput& input, std::string_view title) {
  const bool is_chinese = input.language == Language::kChinese;
  std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
      "content=\"width=device-width, initial-scale=1, viewport-fit=cover\"><meta name=\"robots\" "
      "content=\"noindex\">",
      is_chinese ? "zh-CN" : "en");
  if (input.camera.empty()) html += "<meta http-equiv=\"refresh\" content=\"60\">";
  html +=
      fmt::format("<title>{}</title><style>{}</style></head><body>", escape_html(title), kStyle);
  return html;
}

/// The way to a camera's own page; there the small stream, or the only one: HLS for the browsers
/// that play it, else the endless file.
std::string player(const CameraView& view, const PlainInput& input) {
  const StreamView& stream = view.camera.has_sub ? view.sub : view.main;
  // The list asks for itself anew, so that its words stay true: that would cut a player off.
  if (input.camera.empty()) {
    const std::string alone =
        fmt::format("/plain?camera={}&{}", view.camera.id, lang_query(input.language));
    return "<p>" + link(alone, words(input).watch) + "</p>";
  }
  std::string html = fmt::format(
      "<div class=\"picture\"><video controls muted playsinline preload=\"none\" "
      "controlslist=\"nodownload noremoteplayback\" disablepictureinpicture autoplay "
      "aria-label=\"{}\">"
      "<source src=\"{}\" type=\"application/vnd.apple.mpegurl\">"
      "<source src=\"{}\" type=\"video/mp4\"></video>",
      escape_html(view.camera.name), escape_html(stream.live), escape_html(stream.stream));
  if (!input.watermark.empty())
    html += "<span aria-hidden=\"true\">" + escape_html(input.watermark) + "</span>";
  return html + "</div>";
}

std::vector<OutlineCamera> cameras(const PlainInput& input) {
  std::vector<OutlineCamera> all = outline_cameras(input.site);
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!input.why) all[i].player_html = player(input.site.cameras[i], input);
  if (!input.camera.empty())
    std::erase_if(all, [&](const OutlineCamera& camera) { return camera.id != input.camera; });
  return all;
}

std::string why_note(const PlainInput& input) {
  if (input.why == WhyNot::kFull) return note(words(input).full);
  if (input.why != WhyNot::kOutsideHours) return {};
  const bool is_chinese = input.language == Language::kChinese;
  return note(fmt::format(fmt::runtime(words(input).hours),
                          write_hours(input.hours, is_chinese ? "、" : ", ")));
}

std::string navigation(const PlainInput& input) {
  const Language other =
      input.language == Language::kChinese ? Language::kEnglish : Language::kChinese;
  const std::string here = fmt::format("/plain?{}", lang_query(input.language));
  std::string html =
      "<nav>" + link(here, input.camera.empty() ? words(input).again : words(input).all);
  html += link(fmt::format("/plain?{}", lang_query(other)), words(input).other_language);
  return html + link("/", words(input).page) + "</nav>";
}

std::string write_door(const PlainInput& input) {
  const Words& say = words(input);
  const bool is_bad = input.is_invitation_bad;
  const std::string_view title = is_bad ? say.invalid_title : say.needed_title;
  return head(input, title) + "<h1>" + escape_html(title) + "</h1>" +
         note(is_bad ? say.invalid : say.needed) + navigation(input) + "</body></html>\n";
}

}  // namespace

std::string write_plain_page(const PlainInput& input) {
  if (input.why == WhyNot::kSignedOut) return write_door(input);
  std::vector<Panel> board;
  if (input.camera.empty()) {
    board = make_board({.today = input.today,
                        .site_licence = input.site.licence ? &*input.site.licence : nullptr,
                        .now = input.now,
                        .source_away = input.is_source_away,
                        .language = input.language});
  }
  return head(input, input.site.name) + why_note(input) +
         outline_html({.place = input.site.name,
                       .now = input.now,
                       .language = input.language,
                       .cameras = cameras(input),
                       .board = board,
                       .today = input.today,
                       .notice = {},
                       .buttons = {},
                       .scripted = false}) +
         navigation(input) + "</body></html>\n";
}

}  // namespace sunhall
