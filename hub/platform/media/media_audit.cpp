#include "hub/platform/media/media_audit.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "core/base/time.h"

namespace sunhall {
namespace {

std::string_view name_of(GbMediaKind kind) {
  switch (kind) {
    case GbMediaKind::kPlay:
      return "play";
    case GbMediaKind::kPlayback:
      return "playback";
    case GbMediaKind::kDownload:
      break;
  }
  return "download";
}

std::string moment(MediaTime time) {
  return format_rfc3339({.utc = to_wall_time(time), .offset = std::chrono::minutes(0)});
}

std::string describe(GbMediaId id, const GbMediaWish& wish) {
  std::string out =
      fmt::format("platform {}: {} {} of {} ({})", wish.platform, name_of(wish.kind), id,
                  wish.stream.camera, wish.stream.kind == StreamKind::kMain ? "main" : "sub");
  if (wish.kind == GbMediaKind::kPlay) return out;
  return out + fmt::format(" from {} to {}", moment(wish.from), moment(wish.to));
}

}  // namespace

MediaAudit::MediaAudit(GbMediaId id, const GbMediaWish& wish) : what_(describe(id, wish)) {}

void MediaAudit::begin() {
  if (!std::exchange(has_begun_, true)) spdlog::info("{} begins", what_);
}

void MediaAudit::end(std::uint64_t sent_bytes, std::string_view why) {
  if (std::exchange(has_begun_, false)) {
    spdlog::info("{} has ended after {} bytes: {}", what_, sent_bytes, why);
  }
}

}  // namespace sunhall
