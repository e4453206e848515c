// When pictures of the past are sent, and which times they then bear.
#pragma once

#include <optional>

#include "core/base/time.h"
#include "hub/media/access_unit.h"

namespace sunhall {

/// What a platform may ask for; in between, any.
inline constexpr double kGbScaleMin = 0.25;
inline constexpr double kGbScaleMax = 8.0;
/// Above this only keyframes are sent: more would be 100 pictures a second and four times the
/// bits.
inline constexpr double kGbScaleAllMax = 4.0;
/// What is later than this is not caught up with: the clock of the playback is set instead.
inline constexpr Ticks kGbLateMax = std::chrono::milliseconds(500);
/// A picture that claims to last longer lasts this long.
inline constexpr MediaTime kGbPictureMax = std::chrono::seconds(2);

/// Paces a playback or a download.
///
/// The times that leave grow by what pictures last, however far apart they were recorded: gaps are
/// jumped, a seek goes on where the last picture ended. In a playback they are divided by the
/// scale, so that whoever plays by them sees it at that speed; a download keeps them true.
///
/// Source:  RFC 2326 Appendix B: with Scale, RTP timestamps correspond to the playback's time.
class PastTimeline {
 public:
  enum class Times : unsigned char { kPlayed, kTrue };

  /// `speed`: times real time.
  PastTimeline(Times times, double speed, MediaTime start)
      : times_(times), speed_(speed), next_(start) {}

  /// Goes on at another speed, or after a pause: the next picture is due now.
  void resume(double speed, Ticks now);
  double speed() const { return speed_; }
  bool wants(const AccessUnit& picture) const {
    return picture.is_key || times_ == Times::kTrue || speed_ <= kGbScaleAllMax;
  }

  /// When the next picture is due.
  Ticks due() const;
  /// How long the next picture of this length is to be sent.
  Ticks sending_time(const AccessUnit& picture) const;
  /// Gives the next picture the times that leave; `lead` is of its stretch.
  void stamp(AccessUnit& picture, MediaTime lead, Ticks now);
  /// Passes over a picture that is not sent.
  void pass(const AccessUnit& picture);

 private:
  MediaTime played(MediaTime span) const;
  void anchor(Ticks now);

  Times times_;
  double speed_;
  MediaTime next_;  // the next picture's dts, as it leaves
  std::optional<Ticks> anchor_ticks_;
  MediaTime anchor_{0};
};

}  // namespace sunhall
