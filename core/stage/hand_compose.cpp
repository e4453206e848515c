// The scene of a screen in the hand.
#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/stage/feed_tile.h"
#include "core/stage/hand.h"
#include "core/stage/hand_grid.h"
#include "core/stage/header.h"
#include "core/stage/meal_box.h"
#include "core/stage/notice_choice.h"
#include "core/stage/panel_page.h"
#include "core/stage/strings.h"
#include "core/stage/text_width.h"

namespace sunhall {
namespace {

constexpr std::array kWords = {Say::kButtonWatch,     Say::kButtonGrid,     Say::kButtonRecords,
                               Say::kButtonMeals,     Say::kButtonFeedback, Say::kButtonTextSmaller,
                               Say::kButtonTextLarger};
constexpr std::array kTabWords = {Say::kTabIngredients, Say::kTabStaff,   Say::kTabDisinfection,
                                  Say::kTabStorage,     Say::kTabSamples, Say::kTabMeals,
                                  Say::kTabWarnings,    Say::kTabLicence};
static_assert(kWords.size() == kHandActs.size());
static_assert(kTabWords.size() == kPanels.size());

// The time under a small picture, as a share of its name's size.
constexpr float kTimeShare = 0.82F;
// The header's mark and note, as a share of the small text.
constexpr float kNoteShare = 0.8F;
constexpr std::string_view kClockShape = "00:00";

float tab_ems(Language language) {
  float widest = 0;
  for (const Say word : kTabWords) widest = std::max(widest, reckon_width(say(word, language), 1));
  return widest;
}

bool is_on(ButtonAct act, Mode mode) {
  return (act == ButtonAct::kWatch && mode == Mode::kRotate) ||
         (act == ButtonAct::kGrid && mode == Mode::kGrid) ||
         (act == ButtonAct::kRecords && mode == Mode::kRecords) ||
         (act == ButtonAct::kMeals && mode == Mode::kMealtime);
}

void clear(Scene& scene) {
  scene.tiles.clear();
  scene.header.reset();
  scene.tabs.clear();
  scene.tabs_rect = {};
  scene.meal.reset();
  scene.overview.reset();
  scene.notice.reset();
  scene.buttons.clear();
  scene.buttons_rect = {};
  scene.banner.clear();
  scene.banner_rect = {};
  scene.empty_text.clear();
}

// Leaves out what would not fit, the day and the clock of a phone's own bar first, what is wrong
// with the recording last, the mark of sample records never.
void trim(Header& header, const TextScale& text) {
  float room = header.rect.w - text.title * 1.12F - text.body * 1.2F;
  const auto keep = [&](std::string& words, float em, float margin) {
    const float w = words.empty() ? 0 : reckon_width(words, em) + margin;
    if (w > room) words.clear();
    if (!words.empty()) room -= w;
  };
  if (!header.sample.empty()) {
    room -= reckon_width(header.sample, text.small * kNoteShare) + text.small * 1.8F;
  }
  keep(header.note, text.small * kNoteShare, text.body * 0.7F);
  keep(header.brand, text.title, text.body * 0.4F);
  keep(header.place, text.small, text.body * 0.4F);
  keep(header.clock, text.title, text.body * 0.3F);
  keep(header.day, text.small, text.body * 0.6F);
}

float height_of(const PanelMetrics& metrics) {
  return 2 * metrics.pad + metrics.title_h + metrics.figures_h + metrics.foot_h + metrics.row_h;
}

// Where there is hardly room for a row, the air around it goes.
PanelShape shape_in(float panel_h, const TextScale& text) {
  const bool airy = height_of(panel_metrics(text, PanelShape::kHand, false)) <= panel_h;
  return airy ? PanelShape::kHand : PanelShape::kNarrow;
}

// And the strip of figures over it.
PanelMetrics metrics_of(const Panel& panel, float panel_h, const TextScale& text) {
  const PanelShape shape = shape_in(panel_h, text);
  const PanelMetrics with = panel_metrics(text, shape, !panel.figures.empty());
  return height_of(with) <= panel_h ? with : panel_metrics(text, shape, false);
}

std::string banner_words(LinkState link, Language language) {
  switch (link) {
    case LinkState::kUp:
      return {};
    case LinkState::kConnecting:
      return std::string(say(Say::kLinkConnecting, language));
    case LinkState::kAway:
      break;
  }
  return std::string(say(Say::kLinkAway, language));
}

}  // namespace

bool Hand::matters(NoticeLevel level) const {
  if (mode_ == Mode::kSingle) return level == NoticeLevel::kUrgent;
  return level != NoticeLevel::kInfo || mode_ == Mode::kRecords;
}

// Which notice there is to read: one from outside, else the most urgent of the day that was not put
// away. Good news waits where the records are; what matters stands over the pictures, too.
void Hand::choose_notice_text(const HandFacts& facts) {
  const auto is_closed = [&](const std::string& text) {
    return std::ranges::find(closed_, text) != closed_.end();
  };
  shown_notice_ = is_closed(notice_) ? std::string() : notice_;
  shown_is_urgent_ = false;
  if (mode_ == Mode::kSingle) shown_notice_.clear();  // a picture alone gives way to what is urgent
  const Today* today = facts.input.today;
  if (!shown_notice_.empty()) return;
  if (today == nullptr || !today->notices) return;
  const Notice* chosen = nullptr;
  for (const Notice& notice : *today->notices) {
    if (!matters(notice.level) || is_closed(notice.text) ||
        !counts(notice, *today, facts.input.now.wall)) {
      continue;
    }
    if (chosen == nullptr || notice.level > chosen->level) chosen = &notice;
  }
  if (chosen == nullptr) return;
  shown_notice_ = chosen->text;
  shown_is_urgent_ = chosen->level == NoticeLevel::kUrgent;
}

float Hand::notice_ems() const {
  return shown_notice_.empty() ? 0 : reckon_width(shown_notice_, 1);
}

HandFrame Hand::frame_of(const HandFacts& facts) const {
  HandFrameInput input;
  for (std::size_t i = 0; i < kHandWordCount; ++i) {
    input.word_ems[i] = reckon_width(say(kWords[i], facts.language), 1);
  }
  // Without records there is nothing a flat screen's header would have to say.
  input.has_header = mode_ == Mode::kRecords || mode_ == Mode::kMealtime;
  input.has_banner = facts.input.link != LinkState::kUp;
  input.notice_ems = notice_ems();
  return layout_hand_frame(canvas_, input);
}

void Hand::compose(const HandFacts& facts, Scene& scene) {
  const StageInput& input = facts.input;
  canvas_ = hand_canvas(input.screen, input.hand, text_percent_);
  clear(scene);
  scene.mode = mode_;
  scene.theme = facts.theme;
  scene.language = facts.language;
  scene.screen = input.screen;
  scene.text = canvas_.text;
  scene.safe = canvas_.safe;
  scene.watermark = facts.options.watermark;
  scene.banner = banner_words(input.link, facts.language);
  scene.demand.assign(facts.options.cameras.size(), Demand::kNone);
  // By time alone only the clock moves, and a tap that waits for a second one.
  const auto minute =
      std::chrono::minutes(1) - input.now.wall.utc.time_since_epoch() % std::chrono::minutes(1);
  scene.next_change = input.now.ticks + minute;
  if (leaves_at_) scene.next_change = std::min(scene.next_change, *leaves_at_);

  const bool has_panel = mode_ != Mode::kSingle && mode_ != Mode::kGrid;
  if (!has_panel) cut_panel(facts, {}, scene);
  if (mode_ == Mode::kSingle && !facts.options.cameras.empty()) {
    return compose_single(facts, scene);
  }
  const HandFrame frame = frame_of(facts);
  compose_frame(facts, frame, scene);
  if (mode_ == Mode::kGrid) return compose_grid(facts, frame, scene);
  if (mode_ == Mode::kRecords) return compose_records(facts, frame, scene);
  if (mode_ == Mode::kMealtime) return compose_meals(facts, frame, scene);
  compose_watch(facts, frame, scene);
}

void Hand::compose_frame(const HandFacts& facts, const HandFrame& frame, Scene& scene) {
  if (!frame.header.empty()) {
    scene.header = make_header(facts.options.place, facts.input, facts.language);
    scene.header->rect = frame.header;
    trim(*scene.header, canvas_.text);
  }
  for (std::size_t i = 0; i < kHandActs.size(); ++i) {
    const ButtonAct act = kHandActs[i];
    const bool at_end = (act == ButtonAct::kTextSmaller && text_percent_ <= kTextPercentMin) ||
                        (act == ButtonAct::kTextLarger && text_percent_ >= kTextPercentMax);
    scene.buttons.push_back({.rect = frame.buttons[i],
                             .word = std::string(say(kWords[i], facts.language)),
                             .act = act,
                             .selected = is_on(act, mode_),
                             .enabled = !at_end});
  }
  scene.buttons_rect = frame.bar;
  scene.banner_rect = frame.banner;
  if (!frame.notice.empty()) compose_notice(facts, frame.notice, frame.notice_close, scene);
}

void Hand::compose_notice(const HandFacts& facts, const Rect& place, const Rect& cross,
                          Scene& scene) const {
  scene.notice = NoticeBox{.rect = place,
                           .title = std::string(say(Say::kNoticeTitle, facts.language)),
                           .text = shown_notice_,
                           .urgent = shown_is_urgent_,
                           .in_place = true,
                           .close = cross};
}

void Hand::compose_watch(const HandFacts& facts, const HandFrame& frame, Scene& scene) {
  const std::size_t count = facts.options.cameras.size();
  const HandWatch layout = layout_hand_watch(canvas_, frame, count, tab_ems(facts.language));
  if (count > 0) add_big_tile(facts, layout.big, scene);
  std::size_t slot = 0;
  for (const std::size_t camera : others(count, layout.small.size())) {
    const TilePlace& place = layout.small[slot++];
    Tile tile = make_tile(facts.options.cameras[camera], facts.input.feeds[camera],
                          facts.input.now.wall, facts.language);
    tile.camera = camera;
    tile.rect = place.picture;
    tile.caption = place.caption;
    tile.caption_place = CaptionPlace::kBelow;
    tile.time_em = std::round(canvas_.text.small * kTimeShare);
    const float words_w = reckon_width(tile.name, canvas_.text.small) +
                          reckon_width(kClockShape, tile.time_em) + canvas_.text.small * 1.5F;
    if (words_w > place.caption.w) tile.time.clear();
    scene.demand[camera] = Demand::kSmall;
    scene.tiles.push_back(std::move(tile));
  }
  add_tabs(facts, layout.tabs, scene);
  cut_panel(facts, layout.panel, scene);
}

void Hand::compose_grid(const HandFacts& facts, const HandFrame& frame, Scene& scene) {
  std::vector<Tab> lines;
  for (const Panel& panel : facts.board) {
    if (panel.summary.word.empty() || panel.kind == PanelKind::kLicence) continue;
    lines.push_back({panel.title, panel.summary, false, {}});
  }
  const std::size_t count = std::min(facts.options.cameras.size(), kTileCountMax);
  const HandGrid layout = layout_hand_grid(canvas_, frame, count, lines.size());
  const bool by_keys = facts.input.now.ticks - last_key_ < kFocusFor;
  for (std::size_t camera = 0; camera < count; ++camera) {
    Tile tile = make_tile(facts.options.cameras[camera], facts.input.feeds[camera],
                          facts.input.now.wall, facts.language);
    tile.camera = camera;
    tile.rect = layout.tiles[camera].picture;
    tile.caption = layout.tiles[camera].caption;
    tile.focused = by_keys && camera == focus_;
    scene.demand[camera] = Demand::kSmall;
    scene.tiles.push_back(std::move(tile));
  }
  if (by_keys) scene.next_change = std::min(scene.next_change, last_key_ + kFocusFor);
  if (count == 0) scene.empty_text = say(Say::kNoCameras, facts.language);
  if (layout.overview.empty()) return;
  for (std::size_t i = 0; i < lines.size(); ++i) lines[i].rect = layout.lines[i];
  scene.overview = OverviewBox{.rect = layout.overview,
                               .title = std::string(say(Say::kModeRecords, facts.language)),
                               .lines = std::move(lines)};
}

void Hand::compose_records(const HandFacts& facts, const HandFrame& frame, Scene& scene) {
  const HandRecords layout = layout_hand_records(canvas_, frame, tab_ems(facts.language));
  add_tabs(facts, layout.tabs, scene);
  cut_panel(facts, layout.panel, scene);
}

void Hand::compose_meals(const HandFacts& facts, const HandFrame& frame, Scene& scene) {
  const HandMeals layout = layout_hand_meals(canvas_, frame);
  scene.meal = make_meal_box(facts.input.today, facts.input.now.wall, facts.language);
  scene.meal->rect = layout.menu;
  cut_panel(facts, layout.panel, scene);
}

void Hand::compose_single(const HandFacts& facts, Scene& scene) {
  const HandSingle layout = layout_hand_single(canvas_, notice_ems());
  add_big_tile(facts, layout.tile, scene);
  scene.buttons.push_back({.rect = layout.back,
                           .word = std::string(say(Say::kKeyBack, facts.language)),
                           .act = ButtonAct::kBack,
                           .selected = false,
                           .enabled = true});
  if (!scene.banner.empty()) scene.banner_rect = layout.banner;
  if (!layout.notice.empty()) compose_notice(facts, layout.notice, layout.notice_close, scene);
}

void Hand::add_big_tile(const HandFacts& facts, const TilePlace& place, Scene& scene) {
  Tile tile = make_tile(facts.options.cameras[camera_], facts.input.feeds[camera_],
                        facts.input.now.wall, facts.language);
  tile.camera = camera_;
  tile.rect = place.picture;
  tile.caption = place.caption;
  tile.big = true;
  tile.view = zoom_.view({tile.rect, tile.aspect});
  scene.demand[camera_] = Demand::kBig;
  scene.tiles.push_back(std::move(tile));
}

void Hand::add_tabs(const HandFacts& facts, const HandTabs& tabs, Scene& scene) const {
  scene.tabs_rect = tabs.rect;
  if (tabs.rect.empty()) return;
  // Whole titles where every one of them has room.
  const float em = canvas_.text.small * kTabEmShare;
  const bool whole = std::ranges::all_of(facts.board, [&](const Panel& panel) {
    return reckon_width(panel.title, em) + em * (kTabIconEms + kTabGapEms + 0.4F) <=
           tabs.cells[0].w;
  });
  for (std::size_t i = 0; i < facts.board.size(); ++i) {
    const std::string_view title = whole ? facts.board[i].title : say(kTabWords[i], facts.language);
    scene.tabs.push_back({.title = std::string(title),
                          .status = facts.board[i].summary,
                          .selected = i == pager_.place().panel,
                          .rect = tabs.cells[i]});
  }
}

void Hand::cut_panel(const HandFacts& facts, const Rect& rect, Scene& scene) {
  if (rect.empty() || facts.board.empty()) {
    scene.panel.reset();
    panel_cut_ = {};
    return;
  }
  const auto rows_of = [&](const Panel& panel) {
    return rows_that_fit(rect.h, metrics_of(panel, rect.h, canvas_.text), kHandRowsMax);
  };
  page_counts_.clear();
  for (const Panel& panel : facts.board) {
    const bool here = mode_ != Mode::kMealtime || panel.kind == PanelKind::kIngredients;
    page_counts_.push_back(here ? page_count(panel, rows_of(panel)) : 0);
  }
  pager_.step(facts.input.now.ticks, page_counts_);
  const Pager::Place place = pager_.place();
  const Panel& whole = facts.board[place.panel];
  const PanelCut cut = {facts.board_version, rect, place, rows_of(whole)};
  if (scene.panel && cut == panel_cut_) return;
  panel_cut_ = cut;
  scene.panel = cut_page(whole, place.page, cut.rows);
  scene.panel->rect = rect;
  scene.panel->shape = shape_in(rect.h, canvas_.text);
  if (metrics_of(whole, rect.h, canvas_.text).figures_h == 0) scene.panel->panel.figures.clear();
}

// The cameras of the small tiles: all but the big one, or those that follow it where there are more
// than places.
std::vector<std::size_t> Hand::others(std::size_t count, std::size_t shown) const {
  std::vector<std::size_t> cameras;
  const bool all = count <= shown + 1;
  for (std::size_t k = all ? 0 : 1; k < count && cameras.size() < shown; ++k) {
    const std::size_t camera = all ? k : (camera_ + k) % count;
    if (camera != camera_) cameras.push_back(camera);
  }
  return cameras;
}

}  // namespace sunhall
