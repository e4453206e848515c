// Bytes on their way to one slow or fast reader, without an end: server-sent events, endless video.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>

#include "native/bytes.h"
#include "native/mutex.h"

namespace sunhall {

/// A bounded queue between a producer and one connection.
///
/// A reader that falls behind makes `put` say kFull; what to do then is the producer's choice:
/// leave out (video, up to the next keyframe) or close (events). Memory never grows beyond
/// `bytes_max`.
///
/// Threads: any number put, one connection takes; `wake` is called without the lock, on the putting
/// thread.
class Pipe {
 public:
  enum class Put : unsigned char { kTaken, kFull, kClosed };

  explicit Pipe(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  /// Adds a chunk; an empty pipe takes any one chunk, however large.
  Put put(Bytes chunk);
  /// No more will come; the reader gets what is in there, then the end.
  void close();
  /// It ends now: what is in there is thrown away.
  void cut();
  /// The reader is gone: further puts say kClosed.
  void abandon();
  bool is_open() const;

  /// Takes chunks from the front until `enough_bytes` are together; empty and `is_finished` means
  /// the end.
  std::deque<Bytes> take(std::size_t enough_bytes = SIZE_MAX);
  bool is_finished() const;
  /// Who to call when an empty pipe gets something to take, or ends; set once, by the connection,
  /// before it takes.
  void on_readable(std::function<void()> wake);

 private:
  const std::size_t bytes_max_;
  mutable Mutex mutex_{LockRank::kPipe};
  std::deque<Bytes> chunks_ SUNHALL_GUARDED_BY(mutex_);
  std::size_t bytes_ SUNHALL_GUARDED_BY(mutex_) = 0;
  bool is_closed_ SUNHALL_GUARDED_BY(mutex_) = false;
  bool is_abandoned_ SUNHALL_GUARDED_BY(mutex_) = false;
  std::shared_ptr<const std::function<void()>> wake_ SUNHALL_GUARDED_BY(mutex_);
};

}  // namespace sunhall
