// One camera's live pictures as packs, for as long as a platform watches.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/http/pipe.h"
#include "hub/live/live_stream.h"
#include "hub/media/ps_pack.h"
#include "hub/platform/media/rtp_sender.h"
#include "native/wake_fd.h"

namespace sunhall {

/// Packs since the newest keyframe are kept for those who come later, at most so many bytes of
/// them: then a newcomer waits for the next keyframe.
inline constexpr std::size_t kGbGopBytesMax = 8u << 20;
/// What may be on its way from the camera to this thread: a window's newest segment fits.
inline constexpr std::size_t kGbFeedBytesMax = 16u << 20;
/// A camera that is away is asked for so often.
inline constexpr Ticks kGbReopenEvery = std::chrono::milliseconds(250);

/// Reads a live stream from its newest keyframe on and packs every picture once.
///
/// Threads: one at a time; the stream's ingest thread only rings `wake`.
/// Blocks:  never.
class LiveFeed {
 public:
  /// Told of every new pack, in order.
  using OnPack = std::function<void(const TimedPack&)>;

  /// `stream` outlives it.
  LiveFeed(LiveStream& stream, std::shared_ptr<const WakeFd> wake)
      : stream_(stream), wake_(std::move(wake)) {}
  ~LiveFeed() { leave(); }
  LiveFeed(const LiveFeed&) = delete;
  LiveFeed& operator=(const LiveFeed&) = delete;

  /// Takes what has come; opens the stream anew when its run has ended.
  void step(Ticks now, const OnPack& on_pack);
  /// When to look without being rung; empty: when rung.
  std::optional<Ticks> wake_at() const { return reopen_at_; }

  /// What the present run is; empty while there is none.
  const std::optional<InitFormat>& format() const { return format_; }
  /// What somebody new begins with: the newest keyframe's pack and all after it.
  const std::vector<TimedPack>& since_keyframe() const { return since_keyframe_; }
  /// Pictures that could not be packed, or were lost because this thread was late.
  std::uint64_t broken_count() const { return broken_count_; }

 private:
  void open(Ticks now);
  void leave();
  void take(const Bytes& chunk, std::vector<AccessUnit>& pictures);
  void pack(std::vector<AccessUnit>& pictures, const OnPack& on_pack);
  void begin_run(const Bytes& init);
  void keep(TimedPack pack);

  LiveStream& stream_;
  const std::shared_ptr<const WakeFd> wake_;
  std::shared_ptr<Pipe> pipe_;
  std::optional<Ticks> reopen_at_;
  // Of the run.
  std::optional<InitFormat> format_;
  std::optional<PsMuxer> muxer_;
  MediaTime lead_{0};
  std::vector<TimedPack> since_keyframe_;
  std::size_t kept_bytes_ = 0;
  // Of all runs.
  std::optional<VideoCodec> last_codec_;
  int map_version_ = 0;
  std::uint64_t broken_count_ = 0;
};

}  // namespace sunhall
