// The family page, all of it but what only a browser can do.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/draw/painter.h"
#include "core/model/site_view.h"
#include "core/model/today.h"
#include "core/stage/gestures.h"
#include "core/stage/stage.h"
#include "viewer-wasm/web_feed.h"
#include "viewer-wasm/web_fonts.h"

namespace sunhall {

/// Whose page this is and how they like it.
struct Reader {
  Language language = Language::kChinese;
  int text_percent = 100;
  std::string watermark;   // the account's name; empty: none
  bool may_watch = false;  // else no video is asked for
};

/// What the page does in a frame that its surroundings must know.
struct FrameOutcome {
  Ticks next_change{0};                // nothing changes by time alone before
  std::optional<ButtonAct> pressed{};  // for the page around the screen
};

/// Owns the stage, the painter and what is known of each camera.
///
/// Threads: the browser's main thread only.
class Page {
 public:
  void set_fonts(std::vector<std::byte> regular, std::vector<std::byte> bold);
  Result<void> add_font(Weight weight, std::vector<std::byte> slice);
  void give_up(Weight weight, char32_t character);

  /// Takes the site as `GET /api/v1/site` says it; a changed one rebuilds the stage in its mode.
  ///
  /// Errors:  as read_site's, and the page stays as it was; or the painter's.
  Result<void> take_site(std::string_view json);
  /// Takes the records as `GET /api/v1/today` says them.
  Result<void> take_today(std::string_view json);
  void set_today_away(bool away);
  void set_reader(Reader reader);

  void resize(Size screen, const HandScreen& hand);
  void take_pointer(const PointerMove& move) { gestures_.take(move, touches_); }
  void take_touch(const TouchEvent& touch) { touches_.push_back(touch); }
  void take_key(Key key) { keys_.push_back({.key = key}); }
  void take_command(StageCommand command) { commands_.push_back(std::move(command)); }
  void set_link(LinkState link) { link_ = link; }
  void set_bandwidth(double bits_per_s) { bandwidth_bps_ = bits_per_s; }

  /// Hidden: every player is closed, and no picture of before is ever shown again.
  void set_shown(bool shown);

  /// Steps the stage, asks for streams, copies new pictures and draws.
  FrameOutcome frame(const Moment& now);

  /// The GL context is gone, with all that was in it; then a new one is current.
  void lose_context() {
    painter_.reset();
    has_context_ = false;
  }
  Result<void> restore_context();

  /// The browser plays nothing before somebody touches the page.
  void set_wants_touch(bool wants) {
    for (WebFeed& feed : feeds_) feed.set_wants_touch(wants);
  }
  WebFeed* feed(std::size_t camera) { return camera < feeds_.size() ? &feeds_[camera] : nullptr; }
  std::optional<std::size_t> find_camera(std::string_view id) const;
  std::string outline(const Moment& now) const;
  std::string alerts() const;
  /// Harmless figures as JSON, for tests and for who looks for a fault.
  std::string figures(Ticks now) const;
  int text_percent() const { return stage_ ? stage_->text_percent() : reader_.text_percent; }
  std::chrono::minutes zone() const { return zone_; }

 private:
  Result<void> open_painter();
  void build_stage();
  StageInput input(const Moment& now) const;
  void watch(const Moment& now);
  void copy_pictures();
  void want_characters();
  std::string tile_figures(const Tile& tile) const;

  WebFonts fonts_;
  std::optional<Painter> painter_;  // empty: no site yet, or no context
  bool has_context_ = true;
  std::optional<SiteView> site_;
  std::optional<Stage> stage_;
  std::vector<WebFeed> feeds_;  // one per camera of the site
  std::vector<FeedView> views_;
  Reader reader_;
  std::optional<Today> today_;
  std::uint64_t today_serial_ = 0;
  bool today_away_ = false;
  std::chrono::minutes zone_{480};  // the home's, as its records say it; China until then
  LinkState link_ = LinkState::kConnecting;
  double bandwidth_bps_ = 0;
  bool shown_ = true;
  Size screen_{};
  HandScreen hand_;
  Gestures gestures_;
  std::vector<TouchEvent> touches_;
  std::vector<KeyEvent> keys_;
  std::vector<StageCommand> commands_;
  const Scene* scene_ = nullptr;  // the stage's; null before the first step
  std::uint64_t presented_count_ = 0;
};

}  // namespace sunhall
