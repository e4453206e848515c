// One frame: what the feeds have, what the stage makes of it, what the painter draws.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/exit_code.h"
#include "kiosk/kiosk.h"

namespace sunhall {
namespace {

FeedView view_of(const FeedStatus& status) {
  FeedView view;
  view.state = status.state;
  view.has_picture = status.picture_age.has_value();
  view.shows_main = status.shown == StreamKind::kMain;
  view.picture_time = status.picture_wall;
  view.lost_since = status.lost_since;
  view.reason = status.trouble;
  return view;
}

}  // namespace

// The big feed's picture is taken at once and sets the pace; the others' wait for a frame.
bool Kiosk::take_lead_picture() {
  if (scene_ == nullptr || scene_->tiles.empty()) return false;
  const Tile& lead = scene_->tiles.front();
  return upload(lead.camera);
}

bool Kiosk::upload(std::size_t camera) {
  if (camera == views_.size()) return upload_past();
  const std::optional<FeedPicture> picture = feeds_.take(camera);
  if (!picture) return false;
  painter_.upload(camera, picture->view());
  aspects_[camera] = picture->view().pixel_aspect * static_cast<float>(picture->view().width) /
                     static_cast<float>(picture->view().height);
  ++shown_counts_[camera];
  return true;
}

bool Kiosk::upload_past() {
  const std::optional<FeedPicture> picture = trace_ ? trace_->take_picture() : std::nullopt;
  if (picture) painter_.upload(views_.size(), picture->view());
  return picture.has_value();
}

void Kiosk::draw_frame(const Moment& now) {
  for (std::size_t camera = 0; camera < views_.size(); ++camera) {
    views_[camera] = view_of(feeds_.status(camera, now));
    views_[camera].aspect = aspects_[camera];
  }
  scene_ = &stage_.step({.now = now,
                         .screen = window_.size(),
                         .feeds = views_,
                         .today = records_.today ? &*records_.today : nullptr,
                         .today_serial = records_serial_,
                         .source_away = records_.source_away,
                         .trace = trace_ ? &trace_->facts() : nullptr,
                         .keys = keys_,
                         .commands = commands_,
                         .recording = recording_,
                         .platforms = platforms_});
  keys_.clear();
  commands_.clear();
  feeds_.demand(scene_->demand);
  if (trace_) trace_->follow(scene_->trace_request, now.wall.offset);
  // The past's picture was taken before its time was written on it; a later one waits.
  for (const Tile& tile : scene_->tiles) {
    if (tile.camera < views_.size()) upload(tile.camera);
  }
  painter_.draw(*scene_);
  finish_frame(now);
}

void Kiosk::finish_frame(const Moment& now) {
  if (recorder_) record(now.ticks);
  for (const std::string& file : std::exchange(snapshots_, {})) write_snapshot(file);
  if (exit_code_ && !options_.snapshot_file.empty()) write_snapshot(options_.snapshot_file);
  if (!window_.present()) leave(exit_code::kDisplayLost);
  watchdog_.presented();
  pacer_.presented(now.ticks);
  rang_ = false;  // what rang before this frame is on it
  if (presented_count_++ == 0) first_presented_ = now.ticks;

  const bool last = exit_code_.has_value();
  if (control_ && (now.ticks >= status_due_ || last)) {
    status_due_ = now.ticks + std::chrono::seconds(1);
    control_->publish_status(stats_json(figures(now), read_process_figures()));
  }
  if (last && !options_.stats_file.empty()) {
    const Result<void> written = write_stats(options_.stats_file, figures(now));
    if (!written) spdlog::error("{}", written.error().what);
  }
}

void Kiosk::record(Ticks now) {
  window_.read_pixels(pixels_);
  const Size size = window_.size();
  const Result<void> pushed =
      recorder_->push({.bytes = pixels_, .width = size.width, .height = size.height}, now);
  if (pushed) return;
  spdlog::error("recording ends: {}", pushed.error().what);
  recorder_.reset();
}

void Kiosk::write_snapshot(const std::string& file) const {
  const Result<void> written = write_png(file, window_.snapshot());
  if (written) {
    spdlog::info("screenshot: {}", file);
  } else {
    spdlog::error("{}", written.error().what);
  }
}

StatsInput Kiosk::figures(const Moment& now) const {
  StatsInput stats;
  stats.mode = stage_.mode();
  stats.presented_count = presented_count_;
  for (std::size_t camera = 0; camera < site_.cameras.size(); ++camera) {
    const FeedStatus status = feeds_.status(camera, now);
    FeedStats feed;
    feed.id = site_.cameras[camera].camera.id;
    feed.state = status.state;
    feed.decoded_count = status.decoded_count;
    feed.shown_count = shown_counts_[camera];
    feed.replaced_count = status.replaced_count;
    if (status.picture_age) {
      // A picture may come between the clock and the question: it is new, not from the future.
      feed.age_ms = std::max<std::int64_t>(0, status.picture_age->count() / 1000);
    }
    feed.reconnect_count = status.reconnect_count;
    if (status.first_picture_ms) feed.first_picture_ms = *status.first_picture_ms;
    stats.feeds.push_back(std::move(feed));
  }
  return stats;
}

}  // namespace sunhall
