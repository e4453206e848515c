// All streams of all cameras on their way in.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "hub/ingest/stream_ingest.h"

namespace sunhall {

/// The streams of all cameras, each with one worker and one connection.
///
/// Owner:   the hub; dies before the sinks.
/// Threads: the methods are for any thread; sinks are called on the workers.
/// Blocks:  only the destructor: at most 300 ms, unless a name server is dead.
class Ingest {
 public:
  /// `seed` is of the waits' jitter; a hub takes it from its random device.
  Ingest(std::vector<IngestStream> streams, std::uint64_t seed, const Clock& clock);
  ~Ingest();

  std::size_t size() const { return streams_.size(); }
  const StreamKey& key(std::size_t stream) const { return streams_[stream]->key(); }
  IngestStatus status(std::size_t stream) const { return streams_[stream]->status(); }
  /// Empty when there is no such stream.
  std::optional<IngestStatus> status(const StreamKey& key) const;

  /// Tells the watchdog that a worker is past its deadline: only a restart helps.
  bool stuck(Ticks now) const;

 private:
  std::vector<std::unique_ptr<StreamIngest>> streams_;
};

}  // namespace sunhall
