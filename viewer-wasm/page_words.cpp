// What the page says besides its picture: the outline for who cannot see it, figures for who looks
// for a fault.
#include <algorithm>

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

std::string Page::alerts() const {
  return scene_ == nullptr ? std::string() : outline_alerts(*scene_);
}

std::string Page::figures(Ticks now) const {
  std::string out = "{\"mode\":" + quoted(stage_ ? mode_word(stage_->mode()) : "none");
  out += ",\"presented\":" + std::to_string(presented_count_);
  out += ",\"slices\":" + std::to_string(fonts_.slice_count());
  out += ",\"text_percent\":" + std::to_string(text_percent());
  const bool has_big = scene_ != nullptr && !scene_->tiles.empty() && scene_->tiles.front().big;
  out +=
      ",\"big\":" + quoted(has_big ? site_->cameras[scene_->tiles.front().camera].camera.id : "");
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
