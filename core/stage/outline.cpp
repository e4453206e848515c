#include "core/stage/outline.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/stage/feed_tile.h"
#include "core/stage/notice_choice.h"
#include "core/stage/strings.h"

namespace sunhall {
namespace {

constexpr std::array<std::string_view, 8> kActWords = {
    "watch", "grid", "records", "meals", "back", "text-smaller", "text-larger", "feedback"};
constexpr std::array<std::string_view, kPanels.size()> kPanelWords = {
    "ingredients", "staff", "disinfection", "storage", "samples", "meals", "warnings", "licence"};

template <class Kind, std::size_t N>
std::optional<Kind> parse_word(const std::array<std::string_view, N>& words,
                               std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Kind>(found - words.begin());
}

// Text between two tags; nothing at all for an empty one.
void put(std::string& html, std::string_view open, std::string_view text, std::string_view close) {
  if (text.empty()) return;
  html += open;
  html += escape_html(text);
  html += close;
}

void put_button(std::string& html, std::string_view attribute, std::string_view value,
                std::string_view words) {
  html += "<button type=\"button\" ";
  html += attribute;
  html += "=\"";
  html += escape_html(value);
  html += "\">";
  html += escape_html(words);
  html += "</button>";
}

std::string state_words(const OutlineCamera& camera, const OutlineInput& input) {
  switch (camera.state) {
    case FeedState::kIdle:
      return std::string(say(Say::kOutlineIdle, input.language));
    case FeedState::kOpening:
      return std::string(say(Say::kOpening, input.language));
    case FeedState::kLive:
      return std::string(say(Say::kLive, input.language));
    case FeedState::kDelayed:
      return std::string(say(Say::kDelayed, input.language));
    case FeedState::kStill:
      return std::string(say(Say::kStill, input.language));
    case FeedState::kLost:
      break;
  }
  std::string words(say(Say::kLost, input.language));
  const std::string_view comma = say(Say::kOutlineComma, input.language);
  if (camera.lost_since) {
    words += comma;
    words += say(Say::kSince, input.language, {say_since(*camera.lost_since, input.now)});
  }
  if (!camera.reason.empty()) {
    words += comma;
    words += camera.reason;
  }
  return words;
}

void put_cameras(std::string& html, const OutlineInput& input) {
  html += "<section>";
  put(html, "<h2>", say(Say::kOutlineCameras, input.language), "</h2>");
  if (input.cameras.empty()) {
    put(html, "<p>", say(Say::kNoCameras, input.language), "</p></section>");
    return;
  }
  html += "<ul>";
  for (const OutlineCamera& camera : input.cameras) {
    html += "<li><p>";
    html += escape_html(camera.name + " " + state_words(camera, input));
    html += "</p>";
    if (input.scripted) {
      put_button(html, "data-camera", camera.id,
                 say(Say::kOutlineShow, input.language, {camera.name}));
    }
    html += camera.player_html;
    html += "</li>";
  }
  html += "</ul></section>";
}

void put_notices(std::string& html, const OutlineInput& input) {
  std::vector<std::string_view> texts;
  if (!input.notice.empty()) texts.push_back(input.notice);
  if (input.today != nullptr && input.today->notices) {
    for (const Notice& notice : *input.today->notices) {
      if (counts(notice, *input.today, input.now)) texts.push_back(notice.text);
    }
  }
  if (texts.empty()) return;
  html += "<section>";
  put(html, "<h2>", say(Say::kNoticeTitle, input.language), "</h2>");
  for (const std::string_view text : texts) put(html, "<p>", text, "</p>");
  html += "</section>";
}

void put_row(std::string& html, const Row& row) {
  put(html, "<tr><th scope=\"row\">", row.primary.empty() ? "–" : row.primary, "</th>");
  for (const std::string& cell : {row.secondary, row.value, row.status.word}) {
    html += "<td>" + escape_html(cell) + "</td>";
  }
  html += "</tr>";
}

void put_panel(std::string& html, const Panel& panel, const OutlineInput& input) {
  html += "<section>";
  put(html, "<h2>", panel.title, "</h2>");
  put(html, "<p>", panel.as_of, "</p>");
  if (!panel.figures.empty()) {
    html += "<dl>";
    for (const Figure& figure : panel.figures) {
      html += "<dt>" + escape_html(figure.name) + "</dt><dd>" + escape_html(figure.value) + "</dd>";
    }
    html += "</dl>";
  }
  if (panel.rows.empty()) put(html, "<p>", panel.empty_text, "</p>");
  if (!panel.rows.empty()) {
    html += "<table>";
    for (const Row& row : panel.rows) put_row(html, row);
    html += "</table>";
  }
  if (input.scripted) {
    put_button(html, "data-panel", panel_kind_word(panel.kind),
               say(Say::kOutlineOpen, input.language, {panel.title}));
  }
  html += "</section>";
}

std::string_view spoken(const Button& button, Language language) {
  if (button.act == ButtonAct::kTextSmaller) return say(Say::kOutlineTextSmaller, language);
  if (button.act == ButtonAct::kTextLarger) return say(Say::kOutlineTextLarger, language);
  return button.word;
}

void put_buttons(std::string& html, const OutlineInput& input) {
  if (input.buttons.empty() || !input.scripted) return;
  html += "<nav>";
  put(html, "<h2>", say(Say::kOutlineControls, input.language), "</h2>");
  for (const Button& button : input.buttons) {
    html += "<button type=\"button\" data-act=\"";
    html += button_act_word(button.act);
    html += "\"";
    if (button.selected) html += " aria-pressed=\"true\"";
    if (!button.enabled) html += " disabled";
    put(html, ">", spoken(button, input.language), "</button>");
  }
  html += "</nav>";
}

}  // namespace

std::vector<OutlineCamera> outline_cameras(const SiteView& site) {
  std::vector<OutlineCamera> cameras;
  cameras.reserve(site.cameras.size());
  for (const CameraView& view : site.cameras) {
    OutlineCamera camera;
    camera.id = view.camera.id;
    camera.name = view.camera.name;
    switch (view.state) {
      case CameraState::kOpening:
        camera.state = FeedState::kOpening;
        break;
      case CameraState::kLive:
        camera.state = FeedState::kLive;
        break;
      case CameraState::kDelayed:
        camera.state = FeedState::kDelayed;
        break;
      case CameraState::kLost:
        camera.state = FeedState::kLost;
        break;
    }
    cameras.push_back(std::move(camera));
  }
  return cameras;
}

std::string outline_html(const OutlineInput& input) {
  const bool zh = input.language == Language::kChinese;
  std::string html = zh ? "<div lang=\"zh-CN\">" : "<div lang=\"en\">";
  std::string title = input.place;
  if (!title.empty()) title += " ";
  title += say(Say::kBrand, input.language);
  put(html, "<h1>", title, "</h1>");
  std::string day = say_day(to_local(input.now), input.language) + " " + format_hh_mm(input.now);
  put(html, "<p>", day, "</p>");
  if (input.today != nullptr && input.today->is_sample) {
    put(html, "<p>", say(Say::kSampleData, input.language), "</p>");
  }
  put_notices(html, input);
  put_cameras(html, input);
  for (const Panel& panel : input.board) put_panel(html, panel, input);
  put_buttons(html, input);
  html += "</div>";
  return html;
}

std::string outline_alerts(const Scene& scene) {
  std::vector<std::string> parts;
  if (!scene.banner.empty()) parts.push_back(scene.banner);
  bool all_live = !scene.tiles.empty();
  for (const Tile& tile : scene.tiles) {
    if (tile.mark != TileMark::kNone) all_live = false;
    // A short delay or an opening picture would be said again and again.
    if (tile.mark != TileMark::kLost && tile.mark != TileMark::kStill) continue;
    parts.push_back(tile.name + " " + tile.mark_text);
  }
  if (all_live && scene.banner.empty()) {
    parts.emplace_back(say(Say::kOutlineAllLive, scene.language));
  }
  if (scene.notice) parts.push_back(scene.notice->text);
  for (const Tab& tab : scene.tabs) {
    if (tab.status.tone != Tone::kBad) continue;
    parts.push_back(tab.title + " " + tab.status.word);
  }
  std::string line;
  for (const std::string& part : parts) {
    if (!line.empty()) line += say(Say::kOutlineStop, scene.language);
    line += part;
  }
  return line;
}

std::string escape_html(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return safe;
}

std::string_view button_act_word(ButtonAct act) {
  return kActWords[static_cast<std::size_t>(act)];
}

std::optional<ButtonAct> parse_button_act(std::string_view word) {
  return parse_word<ButtonAct>(kActWords, word);
}

std::string_view panel_kind_word(PanelKind kind) {
  return kPanelWords[static_cast<std::size_t>(kind)];
}

std::optional<PanelKind> parse_panel_kind(std::string_view word) {
  return parse_word<PanelKind>(kPanelWords, word);
}

}  // namespace sunhall
