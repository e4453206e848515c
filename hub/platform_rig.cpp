#include "hub/platform_rig.h"

#include <algorithm>
#include <random>
#include <utility>

#include "hub/platform_view.h"

namespace sunhall {

namespace {

// The streams that the platform's channels name, each once.
std::vector<StreamKey> keys_of(const PlatformOptions& platform) {
  std::vector<StreamKey> keys;
  for (const PlatformChannel& channel : platform.channels) {
    for (const StreamKind kind : streams_of(channel)) {
      const StreamKey key{channel.camera, kind};
      if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    }
  }
  return keys;
}

}  // namespace

PlatformRig::PlatformRig(const Setup& setup)
    : site_(setup.site),
      platform_(setup.platform),
      clock_(setup.clock),
      keys_(keys_of(setup.platform)) {
  const auto first = static_cast<std::uint64_t>(clock_.now().wall.utc.time_since_epoch().count());
  std::vector<IngestStream> streams;
  for (const StreamKey& key : keys_) {
    live_.push_back(std::make_unique<LiveStream>(clock_, first));
    const auto source = std::ranges::find(site_.cameras, key.camera,
                                          [](const CameraSource& at) { return at.camera.id; });
    const bool is_main = key.kind == StreamKind::kMain || !source->sub;
    streams.push_back({.key = key,
                       .source = is_main ? source->main : *source->sub,
                       .sinks = {live_.back().get()}});
  }
  ingest_.emplace(std::move(streams), std::random_device{}(), clock_);
}

Result<std::unique_ptr<PlatformRig>> PlatformRig::open(Setup setup) {
  std::unique_ptr<PlatformRig> rig(new PlatformRig(setup));
  const auto live = [at = rig.get()](const StreamKey& key) -> LiveStream* {
    const auto found = std::find(at->keys_.begin(), at->keys_.end(), key);
    if (found == at->keys_.end()) return nullptr;
    return at->live_[static_cast<std::size_t>(found - at->keys_.begin())].get();
  };
  auto desk = PlatformDesk::open(
      {setup.platform},
      {.clock = setup.clock,
       .media = {.clock = setup.clock, .live = live, .store = std::move(setup.store)},
       .version = setup.version,
       .on_step = std::move(setup.on_step)},
      rig->house());
  if (!desk) return tl::unexpected(std::move(desk.error()));
  rig->desk_ = std::move(*desk);
  return rig;
}

std::optional<IngestStatus> PlatformRig::status(const std::string& camera) const {
  for (const StreamKey& key : keys_) {
    if (key.camera == camera) return ingest_->status(key);
  }
  return std::nullopt;
}

GbHouse PlatformRig::house() const {
  HubMoment moment{
      .now = clock_.now().wall, .cameras = {}, .pictures = {}, .store = {}, .sensors = {}};
  for (const CameraSource& source : site_.cameras) {
    moment.cameras.push_back(status(source.camera.id));
  }
  return gb_house(site_, moment);
}

void PlatformRig::look() {
  desk_->note(house(), {});
}

std::vector<std::string> PlatformRig::dark_channels() const {
  std::vector<std::string> names;
  for (const PlatformChannel& channel : platform_.channels) {
    const auto known = status(channel.camera);
    if (!known || known->state != IngestState::kLive) names.push_back(channel.name);
  }
  return names;
}

}  // namespace sunhall
