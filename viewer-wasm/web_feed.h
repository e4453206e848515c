// One camera on the page: what the browser's players bring of it, and what may be claimed.
#pragma once

#include <optional>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/camera.h"
#include "core/model/site_view.h"
#include "core/stage/feed_state.h"
#include "core/stage/feed_view.h"
#include "core/stage/geometry.h"
#include "core/stage/stream_choice.h"
#include "core/stage/strings.h"

namespace sunhall {

/// A main stream that stalled is left alone for this long, then twice as long each time.
inline constexpr Ticks kMainHoldMin = std::chrono::seconds(30);
inline constexpr Ticks kMainHoldMax = std::chrono::minutes(8);
/// A main stream this far behind, and that much more than the sub stream was, gives way to it: this
/// device or network does not keep up, and a sharper picture is not worth an older one.
inline constexpr std::chrono::milliseconds kMainLagMax{2300};
inline constexpr std::chrono::milliseconds kMainLagMargin{400};
inline constexpr Ticks kMainLagPatience = std::chrono::milliseconds(1500);
/// It is left alone longer than after a stall: devices seldom get faster.
inline constexpr Ticks kSlowHold = std::chrono::minutes(5);
/// The network must bring this many times a main stream's rate before it is asked for.
inline constexpr double kBandwidthMargin = 1.6;
/// How far behind the hub's clock a player may be without being late: parts, buffer, one keyframe.
inline constexpr std::chrono::milliseconds kPlayerLagMax{4000};

/// One picture that a player showed.
struct WebPicture {
  StreamKind kind = StreamKind::kMain;
  Ticks at{0};                   // when the browser had it
  std::optional<WallTime> wall;  // when the hub had it; empty: the playlist does not say
  Size size{};                   // pixels
};

/// Chooses between a camera's streams and judges what they bring, as the kiosk's Feed does.
class WebFeed {
 public:
  /// `plays_main`, `plays_sub`: the browser decodes that stream, as far as is known.
  WebFeed(const CameraView& camera, bool plays_main, bool plays_sub);

  /// Takes note of what is wanted; says what to play from now on.
  ///
  /// Shape:   the sub stream first, it is there sooner; the main stream when the feed is big, has a
  ///          picture, and `bandwidth_bps` (0: unknown) has room for `main_bps` (0: unknown).
  const Choice& step(Demand demand, double bandwidth_bps, const Moment& now);

  /// Closes all streams at once: the page is hidden. What was shown is never shown again.
  void close();

  /// Takes note of a picture; one that lags more than kPlayerLagMax behind `now` counts as that
  /// old.
  void took_picture(const WebPicture& picture, WallTime now);
  /// A picture of this moment differed from those before it.
  void saw_change(Ticks now) { newest_change_ = now; }
  /// The browser cannot decode that stream after all.
  void cannot_play(StreamKind kind);
  /// The browser plays nothing before somebody touches the page.
  void set_wants_touch(bool wants) { wants_touch_ = wants; }
  /// The main stream's measured rate, from the multivariant playlist.
  void set_main_rate(double bits_per_s) { main_bps_ = bits_per_s; }
  /// What the hub gets from the camera itself.
  void set_hub_state(CameraState state) { hub_state_ = state; }

  /// The state to show; `hub_state` can only make it worse than the pictures say.
  FeedState state(Ticks now) const;
  /// When `state` can change although nothing happens: the next frame is due then.
  Ticks next_judgement(Ticks now) const;
  FeedView view(const Moment& now, Language language) const;
  /// The newest picture of the stream that is shown was not drawn yet; asking marks it drawn.
  bool take_fresh();

  const Choice& wish() const { return wish_; }
  std::size_t picture_count() const { return picture_count_; }

 private:
  struct Stream {
    bool exists = false;
    std::optional<Ticks> open_since;
    std::optional<WebPicture> newest;  // since it was opened
    bool fresh = false;
    StreamFacts facts() const;
  };
  Stream& stream(StreamKind kind) { return kind == StreamKind::kMain ? main_ : sub_; }
  const Stream& stream(StreamKind kind) const { return kind == StreamKind::kMain ? main_ : sub_; }
  Demand affordable(Demand demand, double bandwidth_bps, Ticks now);
  void note_stall(Ticks now);
  void note_lag(const WebPicture& picture, WallTime now);
  void note_lost(const Moment& now);
  void set_open(Stream& stream, bool open, Ticks now);
  Say why_lost() const;
  FeedFacts facts() const;

  Stream main_;
  Stream sub_;
  Choice wish_{.open_main = false, .open_sub = false, .shown = StreamKind::kSub};
  Demand demand_ = Demand::kNone;
  Ticks demand_since_{0};
  std::optional<Moment> wanted_since_;
  std::optional<Ticks> newest_change_;
  std::optional<WallTime> lost_since_;
  CameraState hub_state_ = CameraState::kOpening;
  bool wants_touch_ = false;
  double main_bps_ = 0;
  Ticks main_held_until_{0};
  Ticks main_hold_ = kMainHoldMin;
  std::optional<std::chrono::milliseconds> sub_lag_;  // when it was last shown
  std::optional<Ticks> main_late_since_;
  std::size_t picture_count_ = 0;
};

}  // namespace sunhall
