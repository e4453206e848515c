#include "hub/camera_house.h"

#include <algorithm>
#include <random>
#include <utility>

namespace sunhall {

namespace {

// A recording this much newer than now was made with another clock.
constexpr std::chrono::hours kLookBack{24 * 366};

std::vector<StreamKey> stream_keys(const Site& site) {
  std::vector<StreamKey> keys;
  for (const CameraSource& source : site.cameras) {
    keys.push_back({source.camera.id, StreamKind::kMain});
    if (source.sub) keys.push_back({source.camera.id, StreamKind::kSub});
  }
  return keys;
}

// Larger than any segment number that players may remember of this stream: segments are longer
// than a second, so the seconds since 1970 outrun them, also over restarts.
std::uint64_t first_segment(const Clock& clock) {
  const auto now = clock.now().wall.utc.time_since_epoch();
  return static_cast<std::uint64_t>(std::chrono::floor<std::chrono::seconds>(now).count());
}

}  // namespace

std::vector<StreamKey> recorded_streams(const Site& site) {
  std::vector<StreamKey> keys = stream_keys(site);
  std::erase_if(keys, [](const StreamKey& key) { return key.kind != StreamKind::kMain; });
  return keys;
}

CameraState camera_state(const IngestStatus& status) {
  switch (status.state) {
    case IngestState::kLive:
      return CameraState::kLive;
    case IngestState::kDelayed:
      return CameraState::kDelayed;
    case IngestState::kLost:
      return CameraState::kLost;
    case IngestState::kIdle:
    case IngestState::kOpening:
      return CameraState::kOpening;
  }
  return CameraState::kLost;
}

CameraHouse::CameraHouse(const Site& site, Store& store, const Clock& clock)
    : site_(site),
      store_(store),
      clock_(clock),
      keys_(stream_keys(site)),
      told_states_(keys_.size(), CameraState::kOpening) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    live_.push_back(std::make_unique<LiveStream>(clock_, first_segment(clock_)));
  }
}

void CameraHouse::start(Archive& archive) {
  ingest_.emplace(ingest_streams(archive), std::random_device{}(), clock_);
  std::vector<const LiveStream*> looked_at;
  for (const LiveCamera& camera : live_cameras()) {
    looked_at.push_back(camera.sub != nullptr ? camera.sub : camera.main);
  }
  watch_.emplace(std::move(looked_at));
}

std::vector<IngestStream> CameraHouse::ingest_streams(Archive& archive) const {
  const MediaTime now = to_media_time(clock_.now().wall.utc);
  std::vector<IngestStream> streams;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const StreamKey& key = keys_[i];
    const auto source = std::ranges::find(site_.cameras, key.camera,
                                          [](const CameraSource& at) { return at.camera.id; });
    const bool is_main = key.kind == StreamKind::kMain;
    IngestStream stream{
        .key = key, .source = is_main ? source->main : *source->sub, .sinks = {live_[i].get()}};
    if (is_main) stream.sinks.push_back(&store_.recorder(key));
    if (is_main) {
      const auto kept = archive.recordings(key, now - kLookBack, now + kLookBack);
      if (kept && !kept->empty()) stream.last_end = kept->back().end;
    }
    streams.push_back(std::move(stream));
  }
  return streams;
}

LiveStream* CameraHouse::live(const StreamKey& key) const {
  const auto at = std::ranges::find(keys_, key);
  return at == keys_.end() ? nullptr : live_[static_cast<std::size_t>(at - keys_.begin())].get();
}

std::vector<LiveCamera> CameraHouse::live_cameras() const {
  std::vector<LiveCamera> cameras;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    if (keys_[i].kind == StreamKind::kMain) {
      cameras.push_back({.id = keys_[i].camera, .main = live_[i].get()});
    } else {
      cameras.back().sub = live_[i].get();
    }
  }
  return cameras;
}

void CameraHouse::expire() {
  for (const auto& stream : live_) stream->expire();
}

void CameraHouse::look(const std::function<void(const std::string& camera, CameraState)>& changed) {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const StreamKey& key = keys_[i];
    const IngestStatus status = ingest_->status(i);
    const bool is_main = key.kind == StreamKind::kMain;
    if (status.camera_clock_error_ms && is_main) {
      store_.note_clock_error(key, std::chrono::milliseconds(*status.camera_clock_error_ms));
    }
    const CameraState state = camera_state(status);
    if (std::exchange(told_states_[i], state) != state && is_main) changed(key.camera, state);
  }
}

std::vector<CameraView> CameraHouse::views() const {
  std::vector<CameraView> views;
  for (const CameraSource& source : site_.cameras) {
    CameraView camera;
    camera.camera = source.camera;
    camera.masks = source.masks;
    const std::string& id = source.camera.id;
    const auto main = ingest_->status({id, StreamKind::kMain});
    if (main) camera.state = camera_state(*main);
    camera.main = stream_view(id, StreamKind::kMain, main ? main->codecs : "");
    if (source.sub) {
      const auto sub = ingest_->status({id, StreamKind::kSub});
      camera.sub = stream_view(id, StreamKind::kSub, sub ? sub->codecs : "");
    }
    views.push_back(std::move(camera));
  }
  return views;
}

std::vector<std::optional<IngestStatus>> CameraHouse::statuses() const {
  std::vector<std::optional<IngestStatus>> out;
  for (const CameraSource& source : site_.cameras) {
    out.push_back(ingest_->status({source.camera.id, StreamKind::kMain}));
  }
  return out;
}

std::vector<StreamFigures> CameraHouse::figures() const {
  std::vector<StreamFigures> out;
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const IngestStatus status = ingest_->status(i);
    const LiveStatus live = live_[i]->status();
    out.push_back({.camera = keys_[i].camera,
                   .kind = keys_[i].kind,
                   .state = camera_state(status),
                   .is_recorded = keys_[i].kind == StreamKind::kMain,
                   .newest_packet_age_ms = status.newest_packet_age_ms,
                   .frame_count = status.frame_count,
                   .received_bytes = status.byte_count,
                   .lost_frame_count = status.loss_count,
                   .reconnect_count = status.reconnect_count,
                   .viewer_count = live.reader_count + live.waiter_count});
  }
  return out;
}

}  // namespace sunhall
