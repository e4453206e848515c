// One stream's live window: the newest parts in memory, for players that are almost there.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/http/pipe.h"
#include "hub/live/playlist.h"
#include "hub/live/playlist_request.h"
#include "hub/live/window.h"
#include "hub/media/part.h"
#include "native/clock.h"
#include "native/mutex.h"

namespace sunhall {

/// A request for something that may not be there yet is answered after at most this.
inline constexpr Ticks kBlockingReloadMax = std::chrono::seconds(8);
/// More waiting requests than this on one stream are refused.
inline constexpr std::size_t kWaitersMax = 4'000;
/// More endless readers than this on one stream are refused.
inline constexpr std::size_t kReadersMax = 256;
/// What an endless stream may have on its way to one reader; then it is dropped to the next
/// keyframe.
inline constexpr std::size_t kPipeBytesMax = 4u << 20;
/// What came in longer ago than this is not called live any more.
inline constexpr Ticks kStaleAfter = std::chrono::seconds(30);

/// One live stream in figures.
struct LiveStatus {
  bool is_running = false;  // there is a run, parts come
  std::size_t reader_count = 0;
  std::size_t waiter_count = 0;
  std::size_t window_bytes = 0;
  std::size_t segment_count = 0;
  PartPosition next;
  std::uint64_t skipped_frame_count = 0;  // not given to endless readers that were too slow
  std::uint64_t late_count = 0;           // requests that waited kBlockingReloadMax for nothing
  std::optional<Variant> variant;         // as the multivariant playlist tells it, without URI
};

/// Keeps the live window and answers players.
///
/// Threads: begin_run, push and end_run from the ingest thread; everything else from any. Answers
///          are given on the asking thread, on the one that brought what was waited for, or on the
///          one that calls `expire`; never under a lock.
class LiveStream final : public PartSink {
 public:
  /// What to say, once: kUnavailable when what was asked for does not come (503), kExhausted when
  /// too many wait (503), kBadInput when it cannot exist (400), kUnsupported when it is gone (404).
  template <class T>
  using Answer = std::function<void(Result<T>)>;
  using Text = std::shared_ptr<const std::string>;

  /// `first_segment`: larger than any number this stream ever used, also before a restart: URLs
  /// are immutable.
  LiveStream(const Clock& clock, std::uint64_t first_segment);

  /// The camera's other stream, for rendition reports; call it before anything else. It outlives
  /// this one's last request.
  void set_sibling(const LiveStream* sibling, std::string uri);

  void begin_run(const RunStart& run) override;
  void push(std::shared_ptr<const Part> part) override;
  void push_frame(const FrameChunk& frame) override;
  void end_run(std::string_view why) override;

  /// RFC 8216bis §6.2.5: the media playlist, at once or when the segment and part that were asked
  /// for are there.
  void playlist(const PlaylistRequest& request, Answer<Text> answer);
  /// A part, also one that the newest playlist only hints at.
  void part(PartPosition position, Answer<Bytes> answer);
  /// A segment, once it is whole.
  void segment(std::uint64_t segment, Answer<std::vector<Bytes>> answer);
  Result<Bytes> init(std::uint64_t run) const;

  /// An endless fMP4 stream: init, then all from the newest keyframe on, frame by frame: it does
  /// not wait for parts. A new run ends it: the reader comes back. `bytes_max` is what may be on
  /// its way; a reader that begins with more than that waits for the next segment.
  ///
  /// Errors:  kUnavailable while there is no run, kExhausted for more than kReadersMax.
  Result<std::shared_ptr<Pipe>> stream(std::size_t bytes_max = kPipeBytesMax);

  /// The newest keyframe with the run's init before it: an MP4 that begins with it.
  ///
  /// Errors:  kUnavailable while there is none.
  Result<std::vector<std::uint8_t>> newest_keyframe() const;

  /// Answers those who waited too long; call it a few times a second.
  void expire();

  LiveStatus status() const;
  std::chrono::seconds target_duration() const;

 private:
  struct PlaylistWait {
    PlaylistRequest request;
    Answer<Text> answer;
  };
  struct PartWait {
    PartPosition position;
    Answer<Bytes> answer;
  };
  struct SegmentWait {
    std::uint64_t segment = 0;
    Answer<std::vector<Bytes>> answer;
  };
  struct Waiter {
    std::variant<PlaylistWait, PartWait, SegmentWait> what;
    Ticks deadline{0};
  };
  /// An endless reader. `needs_keyframe` is touched only by the ingest thread.
  struct Reader {
    std::shared_ptr<Pipe> pipe;
    bool needs_keyframe = false;
  };
  using Readers = std::vector<std::shared_ptr<Reader>>;
  /// An answer on its way out of the lock.
  using Ready = std::function<void()>;

  // Each says what to answer now; empty: wait.
  std::optional<Result<Text>> try_playlist(const PlaylistRequest& request) SUNHALL_REQUIRES(mutex_);
  std::optional<Result<Bytes>> try_part(PartPosition position) const SUNHALL_REQUIRES(mutex_);
  std::optional<Result<std::vector<Bytes>>> try_segment(std::uint64_t segment) const
      SUNHALL_REQUIRES(mutex_);
  std::optional<Ready> try_waiter(Waiter& waiter) SUNHALL_REQUIRES(mutex_);
  bool has_come(const PlaylistRequest& request) const SUNHALL_REQUIRES(mutex_);
  bool is_stale() const SUNHALL_REQUIRES(mutex_);
  Text text(const PlaylistRequest& request) SUNHALL_REQUIRES(mutex_);
  void wait_or_answer(Waiter waiter);
  std::vector<Ready> after_change() SUNHALL_REQUIRES(mutex_);
  std::optional<Variant> variant() const SUNHALL_REQUIRES(mutex_);
  void drop_gone_readers() SUNHALL_REQUIRES(mutex_);
  /// What a new reader begins with: the run's newest keyframe and all after it; empty: none yet.
  std::vector<Bytes> since_keyframe() const SUNHALL_REQUIRES(mutex_);
  void give(const Readers& readers, const FrameChunk& frame);

  // Constant after construction and set_sibling.
  const Clock& clock_;
  const LiveStream* sibling_ = nullptr;
  std::string sibling_uri_;
  // Own synchronisation.
  std::atomic<std::uint64_t> packed_next_{0};  // for the sibling; 0: nothing to tell
  std::atomic<std::uint64_t> skipped_frame_count_{0};
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kLive};
  Window window_ SUNHALL_GUARDED_BY(mutex_);
  std::list<Waiter> waiters_ SUNHALL_GUARDED_BY(mutex_);
  Readers readers_ SUNHALL_GUARDED_BY(mutex_);
  // Of the part that is being made.
  std::vector<FrameChunk> open_frames_ SUNHALL_GUARDED_BY(mutex_);
  std::map<std::pair<bool, std::string>, Text> texts_ SUNHALL_GUARDED_BY(mutex_);  // of this moment
  std::optional<Ticks> ended_at_
      SUNHALL_GUARDED_BY(mutex_);  // of the last run, while there is none
  std::uint64_t late_count_ SUNHALL_GUARDED_BY(mutex_) = 0;
};

}  // namespace sunhall
