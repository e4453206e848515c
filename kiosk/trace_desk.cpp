#include "kiosk/trace_desk.h"

#include <utility>

namespace sunhall {

TraceDesk::TraceDesk(TraceDeskSetup setup)
    : cameras_(std::move(setup.cameras)),
      archive_({.hub_url = setup.hub_url,
                .token = setup.token,
                .clock = setup.clock,
                .wake = setup.wake}),
      player_({.hub_url = setup.hub_url,
               .token = setup.token,
               .clock = setup.clock,
               .decode = setup.decode,
               .wake = setup.wake}) {
  facts_.trouble = TraceTrouble::kNone;
}

const TraceFacts& TraceDesk::facts() {
  if (std::optional<ArchiveUpdate> update = archive_.take()) {
    facts_.trouble = update->trouble;
    // What was known stays known: a hub that is away has not lost its recordings.
    if (update->trouble == TraceTrouble::kNone) coverage_ = std::move(update->coverage);
  }
  facts_.coverage = coverage_ ? &*coverage_ : nullptr;
  const TracePlayerStatus status = player_.status();
  facts_.playback.serial = status.serial;
  facts_.playback.ended_at = status.ended_at;
  facts_.playback.trouble = status.trouble;
  return facts_;
}

void TraceDesk::follow(const std::optional<TraceRequest>& request, std::chrono::minutes offset) {
  if (!request || request->camera >= cameras_.size()) {
    archive_.want({});
    return player_.want({});
  }
  const std::string& camera = cameras_[request->camera];
  archive_.want(ArchiveWish{camera, request->camera, request->day, offset});
  if (request->playback) {
    player_.want(TracePlayWish{camera, *request->playback});
  } else {
    player_.want({});
  }
}

std::optional<FeedPicture> TraceDesk::take_picture() {
  std::optional<TracePicture> taken = player_.take();
  if (!taken) return std::nullopt;
  const PictureView& view = taken->picture.view();
  facts_.playback.picture_serial = taken->serial;
  facts_.playback.picture_time = taken->picture.wall;
  facts_.playback.aspect =
      view.pixel_aspect * static_cast<float>(view.width) / static_cast<float>(view.height);
  return std::move(taken->picture);
}

}  // namespace sunhall
