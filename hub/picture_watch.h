// Looks at every camera's picture now and then: one that hangs or sees nothing still sends packets.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "hub/live/live_stream.h"
#include "hub/media/picture_judge.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

/// A keyframe of each camera is decoded so often: some 10 ms of one core each.
inline constexpr std::chrono::milliseconds kPictureLookPause{15'000};

/// Owner:   the hub; the streams outlive it.
/// Threads: own worker `looks`; the methods from any.
class PictureWatch {
 public:
  /// `streams`: one of each camera, the smaller one where there are two.
  explicit PictureWatch(std::vector<const LiveStream*> streams,
                        std::chrono::milliseconds pause = kPictureLookPause);

  /// As the streams.
  std::vector<PictureState> states() const;

 private:
  void run(const std::stop_token& stop);
  PictureState look(std::size_t stream);

  // Constant after construction.
  const std::vector<const LiveStream*> streams_;
  const std::chrono::milliseconds pause_;
  const WakeFd wake_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kHubState};
  std::vector<PictureState> states_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  std::vector<PictureJudge> judges_;
  // Last: joined first.
  Worker worker_;
};

}  // namespace sunhall
