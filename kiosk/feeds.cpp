#include "kiosk/feeds.h"

#include <algorithm>
#include <utility>

#include "kiosk/feed.h"

namespace sunhall {

Feeds::Feeds(std::vector<CameraSource> cameras, const FeedOptions& options, const Clock& clock,
             const std::function<void()>& wake)
    : clock_(clock), hardware_(std::make_unique<DecoderHardware>(options.decode)) {
  // Two streams a camera, each with its own jitter.
  constexpr std::uint64_t kSeedStep = 2;
  for (std::size_t i = 0; i < cameras.size(); ++i) {
    const auto direct = std::ranges::find_if(options.direct, [&](const CameraSource& source) {
      return source.camera == cameras[i].camera;
    });
    feeds_.push_back(std::make_unique<Feed>(
        Feed::Setup{.camera = std::move(cameras[i]),
                    .direct = direct == options.direct.end() ? nullptr : &*direct,
                    .hub_is_up = options.hub_is_up,
                    .number = static_cast<int>(i),
                    .seed = options.seed + i * kSeedStep,
                    .hardware = *hardware_,
                    .clock = clock,
                    .wake = wake}));
  }
}

Feeds::~Feeds() {
  // All are asked before the first is joined, so that they end together.
  for (const auto& feed : feeds_) feed->ask_to_stop();
}

void Feeds::demand(std::span<const Demand> per_camera) {
  const Moment now = clock_.now();
  for (std::size_t i = 0; i < feeds_.size(); ++i) {
    feeds_[i]->step(i < per_camera.size() ? per_camera[i] : Demand::kNone, now);
  }
}

std::optional<FeedPicture> Feeds::take(std::size_t camera) {
  if (camera >= feeds_.size()) return std::nullopt;
  return feeds_[camera]->take(clock_.now().ticks);
}

FeedStatus Feeds::status(std::size_t camera, const Moment& now) const {
  if (camera >= feeds_.size()) return {};
  return feeds_[camera]->status(now);
}

bool Feeds::stuck(Ticks now) const {
  return std::any_of(feeds_.begin(), feeds_.end(),
                     [now](const auto& feed) { return feed->stuck(now); });
}

}  // namespace sunhall
