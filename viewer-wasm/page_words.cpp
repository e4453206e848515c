// What the page says besides its picture: the outline for who cannot see it, figures for who looks
// for a fault.
#include <cmath>
#include <span>

#include "core/stage/outline.h"
#include "viewer-wasm/page.h"

namespace sunhall {

namespace {

std::string quoted(std::string_view word) {  // ids and our own words: nothing to escape
  return '"' + std::string(word) + '"';
}

}  // namespace

std::string Page::outline(const Moment& now) const {
  if (!stage_ || scene_ == nullptr) return {};
  return outline_html(stage_->outline(input(now)));
}

// Where a camera's tile stands, in pixels of the canvas.
std::string Page::tile_figures(const Tile& tile) const {
  const auto px = [](float value) { return std::to_string(std::lround(value)); };
  const Rect& rect = tile.rect;
  return "{\"id\":" + quoted(site_->cameras[tile.camera].camera.id) +
         ",\"big\":" + (tile.big ? "true" : "false") +
         ",\"marked\":" + (tile.mark == TileMark::kNone ? "false" : "true") + ",\"rect\":[" +
         px(rect.x) + "," + px(rect.y) + "," + px(rect.w) + "," + px(rect.h) + "]}";
}

std::string Page::alerts() const {
  return scene_ == nullptr ? std::string() : outline_alerts(*scene_);
}

std::string Page::figures(Ticks now) const {
  std::string out = "{\"mode\":" + quoted(stage_ ? mode_word(stage_->mode()) : "none");
  out += ",\"presented\":" + std::to_string(presented_count_);
  out += ",\"slices\":" + std::to_string(fonts_.slice_count());
  out += ",\"text_percent\":" + std::to_string(text_percent());
  out += ",\"tiles\":[";
  const std::span<const Tile> tiles = scene_ ? std::span(scene_->tiles) : std::span<const Tile>();
  for (std::size_t i = 0; i < tiles.size(); ++i) out += (i > 0 ? "," : "") + tile_figures(tiles[i]);
  out += ']';
  out += ",\"painter\":" + std::string(painter_ ? "true" : "false");
  out += ",\"feeds\":[";
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    const WebFeed& feed = feeds_[i];
    const Choice& wish = feed.wish();
    if (i > 0) out += ',';
    out += "{\"id\":" + quoted(site_->cameras[i].camera.id);
    out += ",\"state\":" + quoted(feed_state_word(feed.state(now)));
    out += ",\"pictures\":" + std::to_string(feed.picture_count());
    out += ",\"main\":" + std::string(wish.open_main ? "true" : "false");
    out += ",\"sub\":" + std::string(wish.open_sub ? "true" : "false");
    out += ",\"shown\":" + quoted(wish.shown == StreamKind::kMain ? "main" : "sub") + '}';
  }
  return out + "]}";
}

}  // namespace sunhall
