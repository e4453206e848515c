#include "viewer-wasm/page.h"

#include <algorithm>
#include <utility>

#include "core/model/site_json.h"
#include "core/model/today_json.h"
#include "core/stage/outline.h"
#include "viewer-wasm/host.h"

namespace sunhall {

namespace {

// What a camera or the disk does at the moment is no reason to build the stage anew.
bool is_same_but_for_states(SiteView a, const SiteView& b) {
  if (a.cameras.size() != b.cameras.size()) return false;
  for (std::size_t i = 0; i < a.cameras.size(); ++i) a.cameras[i].state = b.cameras[i].state;
  a.recording = b.recording;
  a.platforms = b.platforms;
  return a == b;
}

std::vector<WebFeed> make_feeds(const SiteView& site) {
  std::vector<WebFeed> feeds;
  feeds.reserve(site.cameras.size());
  for (const CameraView& camera : site.cameras) {
    feeds.emplace_back(camera, host::can_play(camera.main.codecs),
                       host::can_play(camera.sub.codecs));
  }
  return feeds;
}

}  // namespace

void Page::set_fonts(std::vector<std::byte> regular, std::vector<std::byte> bold) {
  fonts_.set_first(std::move(regular), std::move(bold));
}

Result<void> Page::add_font(Weight weight, std::vector<std::byte> slice) {
  return fonts_.add(weight, std::move(slice), painter_ ? &*painter_ : nullptr);
}

void Page::give_up(Weight weight, char32_t character) {
  if (painter_) painter_->give_up(weight, character);
}

Result<void> Page::take_site(std::string_view json) {
  Result<SiteReading> read = read_site(json);
  if (!read) return tl::unexpected(std::move(read.error()));
  SiteView& site = read->site;
  if (site_ && is_same_but_for_states(*site_, site)) {
    for (std::size_t i = 0; i < feeds_.size(); ++i) feeds_[i].set_hub_state(site.cameras[i].state);
    site_->recording = site.recording;
    site_->platforms = site.platforms;
    return {};
  }
  if (site_) {
    for (std::size_t i = 0; i < feeds_.size(); ++i) host::play(i, {});
  }
  site_ = std::move(site);
  feeds_ = make_feeds(*site_);
  views_.assign(feeds_.size(), FeedView{});
  build_stage();
  painter_.reset();
  return has_context_ ? open_painter() : Result<void>{};
}

Result<void> Page::take_today(std::string_view json) {
  Result<TodayReading> read = read_today(json);
  if (!read) return tl::unexpected(std::move(read.error()));
  today_ = std::move(read->today);
  zone_ = today_->as_of.offset;
  today_away_ = false;
  ++today_serial_;
  return {};
}

void Page::set_today_away(bool away) {
  if (away == today_away_) return;
  today_away_ = away;
  ++today_serial_;
}

void Page::set_reader(Reader reader) {
  const bool is_drawn_anew =
      reader.language != reader_.language || reader.watermark != reader_.watermark;
  reader_ = std::move(reader);
  if (is_drawn_anew && site_) build_stage();
}

void Page::resize(Size screen, const HandScreen& hand) {
  screen_ = screen;
  hand_ = hand;
  gestures_.set_pixel_ratio(hand.pixel_ratio);
}

void Page::set_shown(bool shown) {
  if (shown == shown_) return;
  shown_ = shown;
  gestures_.clear();
  if (shown) return;
  for (std::size_t camera = 0; camera < feeds_.size(); ++camera) {
    feeds_[camera].close();
    host::play(camera, feeds_[camera].wish());
    if (painter_) painter_->forget(camera);
  }
}

Result<void> Page::restore_context() {
  has_context_ = true;
  return site_ ? open_painter() : Result<void>{};
}

Result<void> Page::open_painter() {
  Result<Painter> painter = Painter::open(fonts_.first(), feeds_.size());
  if (!painter) return tl::unexpected(std::move(painter.error()));
  painter_.emplace(std::move(*painter));
  return fonts_.give_all(*painter_);
}

void Page::build_stage() {
  StageOptions options;
  for (const CameraView& camera : site_->cameras) {
    options.cameras.push_back({camera.camera, camera.masks});
  }
  options.place = site_->name;
  options.screen = site_->screen;
  options.screen.language = reader_.language;
  options.licence = site_->licence;
  if (stage_) options.start_mode = stage_->mode();
  options.kind = ScreenKind::kHand;
  options.text_percent = text_percent();
  options.watermark = reader_.watermark;
  scene_ = nullptr;
  stage_.emplace(std::move(options));
}

StageInput Page::input(const Moment& now) const {
  return {.now = now,
          .screen = screen_,
          .feeds = views_,
          .today = today_ ? &*today_ : nullptr,
          .today_serial = today_serial_,
          .source_away = today_away_ || link_ == LinkState::kAway,
          .keys = keys_,
          .commands = commands_,
          .hand = hand_,
          .touches = touches_,
          .link = link_,
          .recording = site_ && link_ == LinkState::kUp ? site_->recording : RecordingView{}};
}

FrameOutcome Page::frame(const Moment& now) {
  if (!stage_ || screen_.width <= 0 || screen_.height <= 0) return {.next_change = Ticks::max()};
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    views_[i] = feeds_[i].view(now, reader_.language);
  }
  scene_ = &stage_->step(input(now));
  touches_.clear();
  keys_.clear();
  commands_.clear();
  watch(now);
  if (painter_) {
    copy_pictures();
    painter_->draw(*scene_);
    want_characters();
    ++presented_count_;
  }
  FrameOutcome outcome{.next_change = scene_->next_change, .pressed = scene_->pressed};
  for (const WebFeed& feed : feeds_) {
    outcome.next_change = std::min(outcome.next_change, feed.next_judgement(now.ticks));
  }
  return outcome;
}

void Page::watch(const Moment& now) {
  for (std::size_t camera = 0; camera < feeds_.size(); ++camera) {
    const bool may = shown_ && reader_.may_watch;
    const Demand demand = may ? scene_->demand[camera] : Demand::kNone;
    const Choice before = feeds_[camera].wish();
    const Choice& wish = feeds_[camera].step(demand, bandwidth_bps_, now);
    if (wish == before) continue;
    host::play(camera, wish);
    if (painter_ && !wish.open_main && !wish.open_sub) painter_->forget(camera);
  }
}

void Page::copy_pictures() {
  for (const Tile& tile : scene_->tiles) {
    if (tile.camera >= feeds_.size() || !feeds_[tile.camera].take_fresh()) continue;
    const StreamKind kind = feeds_[tile.camera].wish().shown;
    const std::optional<Size> size =
        host::upload(tile.camera, kind, painter_->rgba_texture(tile.camera));
    if (size) painter_->took_rgba(tile.camera, *size);
  }
}

void Page::want_characters() {
  for (const MissingGlyph& glyph : painter_->take_missing()) host::want_character(glyph);
}

std::optional<std::size_t> Page::find_camera(std::string_view id) const {
  if (!site_) return std::nullopt;
  const auto found = std::find_if(site_->cameras.begin(), site_->cameras.end(),
                                  [&](const CameraView& view) { return view.camera.id == id; });
  if (found == site_->cameras.end()) return std::nullopt;
  return static_cast<std::size_t>(found - site_->cameras.begin());
}

}  // namespace sunhall
