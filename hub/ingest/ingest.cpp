#include "hub/ingest/ingest.h"

#include <algorithm>
#include <utility>

namespace sunhall {

Ingest::Ingest(std::vector<IngestStream> streams, std::uint64_t seed, const Clock& clock) {
  for (IngestStream& stream : streams) {
    const int number = static_cast<int>(streams_.size());
    streams_.push_back(std::make_unique<StreamIngest>(
        std::move(stream), number, seed + static_cast<std::uint64_t>(number), clock));
  }
}

Ingest::~Ingest() {
  // All say good-bye at the same time.
  for (const auto& stream : streams_) stream->ask_to_stop();
}

std::optional<IngestStatus> Ingest::status(const StreamKey& key) const {
  for (const auto& stream : streams_) {
    if (stream->key() == key) return stream->status();
  }
  return std::nullopt;
}

bool Ingest::stuck(Ticks now) const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [now](const auto& stream) { return stream->stuck(now); });
}

}  // namespace sunhall
