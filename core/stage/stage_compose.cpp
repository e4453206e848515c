// The scene of each mode.
#include <algorithm>
#include <utility>

#include "core/stage/board.h"
#include "core/stage/feed_tile.h"
#include "core/stage/meal_box.h"
#include "core/stage/panel_page.h"
#include "core/stage/stage.h"
#include "core/stage/strings.h"

namespace sunhall {

void Stage::compose(const StageInput& input) {
  const ZonedTime& wall = input.now.wall;
  const long minute = std::chrono::floor<std::chrono::minutes>(wall.utc.time_since_epoch()).count();
  scene_.mode = mode_;
  scene_.theme = mode_ == Mode::kStandby ? Theme::kNight : theme(wall);
  scene_.language = language_;
  scene_.screen = input.screen;
  scene_.text = text_scale(input.screen, {static_cast<float>(options_.screen.diagonal_inch),
                                          static_cast<float>(options_.screen.farthest_seat_m)});
  scene_.safe = safe_area(input.screen, static_cast<float>(options_.screen.overscan), minute);
  scene_.tiles.clear();
  scene_.tabs.clear();
  scene_.hints.clear();
  scene_.header.reset();
  scene_.overview.reset();
  scene_.meal.reset();
  scene_.notice.reset();
  scene_.menu.reset();
  scene_.pin.reset();
  scene_.night.reset();
  scene_.trace.reset();
  scene_.trace_request.reset();
  scene_.qr.reset();
  scene_.empty_text.clear();
  scene_.held = false;
  scene_.demand.assign(options_.cameras.size(), Demand::kNone);
  // Whatever moves without a key or a picture moves at a full second of the clock on the wall.
  const auto to_second =
      std::chrono::seconds(1) - wall.utc.time_since_epoch() % std::chrono::seconds(1);
  scene_.next_change = input.now.ticks + to_second;

  const Mode under = mode_ == Mode::kNotice ? under_notice_ : mode_;
  compose_mode(under, input);
  if (mode_ == Mode::kNotice) compose_notice(input);
  compose_menu(input);
  compose_pin(input);
  compose_hints();
}

void Stage::compose_mode(Mode mode, const StageInput& input) {
  const bool has_panel = mode == Mode::kRotate || mode == Mode::kRecords || mode == Mode::kMealtime;
  if (!has_panel) {
    scene_.panel.reset();
    panel_cut_ = {};
  }
  switch (mode) {
    case Mode::kNotice:
    case Mode::kRotate:
      return compose_rotate(input);
    case Mode::kSingle:
      return compose_single(input);
    case Mode::kGrid:
      return compose_grid(input);
    case Mode::kRecords:
      return compose_records(input);
    case Mode::kMealtime:
      return compose_mealtime(input);
    case Mode::kTrace:
      return compose_trace(input);
    case Mode::kStandby:
      return compose_standby(input);
  }
}

void Stage::compose_rotate(const StageInput& input) {
  const RotateLayout layout = layout_rotate(canvas(), options_.cameras.size());
  scene_.header = hall_header(layout.header, input);
  rotation_.step(input.now.ticks, input.feeds);
  add_turning_tiles(layout.big, CaptionPlace::kOver, input);
  scene_.held = rotation_.held();
  std::size_t slot = 0;
  for (std::size_t camera = 0; camera < options_.cameras.size(); ++camera) {
    if (camera == rotation_.current() || slot >= layout.small.size()) continue;
    want(camera, Demand::kSmall);
    scene_.tiles.push_back(place_tile(camera, layout.small[slot++], CaptionPlace::kBelow, input));
  }
  turn_pages(layout.panel, false, input);
}

void Stage::compose_single(const StageInput& input) {
  rotation_.step(input.now.ticks, input.feeds);
  add_turning_tiles(layout_single(canvas()), CaptionPlace::kOver, input);
}

void Stage::compose_grid(const StageInput& input) {
  const std::size_t count = std::min(options_.cameras.size(), kTileCountMax);
  const GridLayout layout = layout_grid(canvas(), count);
  scene_.header = hall_header(layout.header, input);
  grid_columns_ = layout.columns;
  for (std::size_t camera = 0; camera < count; ++camera) {
    want(camera, Demand::kSmall);
    scene_.tiles.push_back(place_tile(camera, layout.tiles[camera], CaptionPlace::kOver, input));
    scene_.tiles.back().focused = camera == grid_focus_ && hints_;
  }
  if (count == 0) scene_.empty_text = say(Say::kNoCameras, language_);
  if (!layout.rest.empty()) compose_overview(layout.rest);
}

// Free cells of the grid tell how the day's records stand; the menu has no verdict to tell.
void Stage::compose_overview(const Rect& rect) {
  OverviewBox box;
  box.rect = rect;
  box.title = say(Say::kModeRecords, language_);
  for (const Panel& panel : board_) {
    if (panel.summary.word.empty() || panel.kind == PanelKind::kLicence) continue;
    box.lines.push_back({panel.title, panel.summary, false});
  }
  scene_.overview = std::move(box);
}

void Stage::compose_records(const StageInput& input) {
  const RecordsLayout layout = layout_records(canvas());
  scene_.header = hall_header(layout.header, input);
  turn_pages(layout.panel, true, input);
  scene_.tabs_rect = layout.tabs;
  for (std::size_t i = 0; i < board_.size(); ++i) {
    scene_.tabs.push_back({board_[i].title, board_[i].summary, i == pager_.place().panel});
  }
}

void Stage::compose_mealtime(const StageInput& input) {
  const MealtimeLayout layout = layout_mealtime(canvas());
  scene_.header = hall_header(layout.header, input);
  rotation_.step(input.now.ticks, input.feeds, Demand::kSmall);
  add_turning_tiles(layout.tile, CaptionPlace::kBeside, input);
  turn_pages(layout.panel, false, input);

  scene_.meal = make_meal_box(input.today, input.now.wall, language_);
  scene_.meal->rect = layout.menu;
}

void Stage::compose_standby(const StageInput& input) {
  const LocalTime local = to_local(input.now.wall);
  scene_.night = {.rect = scene_.safe,
                  .clock = format_hh_mm(input.now.wall),
                  .day = say_day(local, language_),
                  .line = std::string(say(Say::kStandbyWake, language_))};
}

Tile Stage::place_tile(std::size_t camera, const TilePlace& place, CaptionPlace caption,
                       const StageInput& input) const {
  Tile tile = make_tile(options_.cameras[camera], input.feeds[camera], input.now.wall, language_);
  tile.camera = camera;
  tile.rect = place.picture;
  tile.caption = place.caption;
  tile.caption_place = caption;
  return tile;
}

// The tile whose turn it is, over the one that leaves while they fade.
void Stage::add_turning_tiles(const TilePlace& place, CaptionPlace caption,
                              const StageInput& input) {
  if (options_.cameras.empty()) {
    scene_.empty_text = say(Say::kNoCameras, language_);
    return;
  }
  const bool big = caption == CaptionPlace::kOver;
  const Demand demand = big ? Demand::kBig : Demand::kSmall;
  const auto add = [&](std::size_t camera, float opacity) {
    want(camera, demand);
    Tile tile = place_tile(camera, place, caption, input);
    tile.big = big;
    tile.opacity = opacity;
    scene_.tiles.push_back(std::move(tile));
  };
  const float fade = rotation_.fade(input.now.ticks);
  if (rotation_.leaving() && fade < 1.0F) {
    add(*rotation_.leaving(), 1.0F);
    scene_.next_change = input.now.ticks;
  }
  add(rotation_.current(), fade);
  if (rotation_.next()) want(*rotation_.next(), demand);
}

void Stage::want(std::size_t camera, Demand demand) {
  scene_.demand[camera] = std::max(scene_.demand[camera], demand);
}

// Lets the pager turn, and cuts the page out of the board when it is another one.
void Stage::turn_pages(const Rect& rect, bool wide, const StageInput& input) {
  const auto shape_of = [&](const Panel& panel) {
    if (wide) return PanelShape::kWide;
    return panel.kind == PanelKind::kMeals ? PanelShape::kCompact : PanelShape::kNarrow;
  };
  const auto fit = [&](const Panel& panel) {
    return rows_that_fit(rect.h,
                         panel_metrics(scene_.text, shape_of(panel), !panel.figures.empty()));
  };
  const bool at_meal = (mode_ == Mode::kNotice ? under_notice_ : mode_) == Mode::kMealtime;
  page_counts_.clear();
  for (const Panel& panel : board_) {
    const bool here = !at_meal || panel.kind == PanelKind::kIngredients;
    page_counts_.push_back(here ? page_count(panel, fit(panel)) : 0);
  }
  if (has_family_page(rect)) page_counts_.push_back(1);
  pager_.step(input.now.ticks, page_counts_);

  const Pager::Place place = pager_.place();
  if (place.panel == board_.size()) return compose_family_page(rect);
  const PanelCut cut = {board_version_, rect, place, page_counts_[place.panel]};
  if (scene_.panel && cut == panel_cut_) return;
  panel_cut_ = cut;
  const Panel& whole = board_[place.panel];
  scene_.panel = cut_page(whole, place.page, fit(whole));
  scene_.panel->rect = rect;
  scene_.panel->shape = shape_of(whole);
}

}  // namespace sunhall
