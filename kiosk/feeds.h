// All cameras' pictures for the screen thread: what is wanted goes in, the newest pictures come
// out.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/stage/feed_state.h"
#include "core/stage/stream_choice.h"
#include "kiosk/decode_choice.h"
#include "kiosk/feed_picture.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

struct FeedOptions {
  DecodeChoice decode = DecodeChoice::kAuto;
  std::uint64_t seed = 0;  // of the back-off's jitter; a TV takes it from its random device
  // The cameras' own addresses, for while the hub that serves them is away; empty: none are known.
  std::vector<CameraSource> direct{};
  std::function<bool()> hub_is_up{};  // any thread; set exactly if `direct` is not empty
};

/// One feed in figures, for the stage, for `--stats` and for people.
struct FeedStatus {
  FeedState state = FeedState::kIdle;
  std::optional<Ticks> picture_age;      // of the newest decoded picture
  std::optional<WallTime> picture_wall;  // when the camera took it
  std::optional<WallTime> lost_since;    // set while `state` is kLost
  std::string trouble;                   // why there is no picture, in plain words; else empty
  int width = 0;                         // pixels of the newest picture
  int height = 0;                        // pixels
  StreamKind shown = StreamKind::kMain;  // where `take` takes from
  std::string codec;                     // `h264`, `hevc`
  std::string decoder;                   // `software`, `vaapi`, `v4l2`
  std::uint64_t decoded_count = 0;       // good pictures, both streams together
  std::uint64_t replaced_count = 0;      // pictures that nobody took in time
  std::uint64_t reconnect_count = 0;     // sessions after the first
  std::optional<int> first_picture_ms;   // from the first wish to the first picture
  std::optional<int> clock_error_ms;     // camera's clock less ours, when it is beyond use
};

class DecoderHardware;
class Feed;

/// The feeds of all cameras.
///
/// Owner:   the program; dies before the things `wake` uses.
/// Threads: the screen thread only, but for `stuck`. Every stream that was ever wanted has one
/// worker, which sleeps
///          without a connection while nobody wants it; `wake` is called on those workers.
/// Blocks:  never, but for the destructor: at most 200 ms.
class Feeds {
 public:
  /// `wake` tells the screen thread that a picture came after it had taken the last one.
  Feeds(std::vector<CameraSource> cameras, const FeedOptions& options, const Clock& clock,
        const std::function<void()>& wake);
  ~Feeds();
  Feeds(const Feeds&) = delete;
  Feeds& operator=(const Feeds&) = delete;

  std::size_t size() const { return feeds_.size(); }

  /// Says what is wanted of each camera; call it at every step, also when nothing changed:
  /// changes of streams and of states happen in here.
  ///
  /// Shape:   one entry a camera, in the order of construction; missing ones are kNone.
  void demand(std::span<const Demand> per_camera);

  /// Takes the newest picture of a camera, if one came since the last take.
  ///
  /// Order:   keep showing the last one when nothing comes; `status` says how old it is.
  std::optional<FeedPicture> take(std::size_t camera);

  FeedStatus status(std::size_t camera, const Moment& now) const;

  /// Tells the watchdog that a worker is past its deadline: only a restart helps.
  ///
  /// Threads: any.
  bool stuck(Ticks now) const;

 private:
  // Touched only by the screen thread.
  const Clock& clock_;
  std::unique_ptr<DecoderHardware> hardware_;
  std::vector<std::unique_ptr<Feed>> feeds_;  // last: their threads are joined first
};

}  // namespace sunhall
