#include "hub/api/health.h"

#include <algorithm>

#include <spdlog/fmt/fmt.h>

namespace sunhall {
namespace {

constexpr double kDaysMax = 9'999;  // more are told as so many

std::string stream_name(const StreamFigures& stream) {
  return stream.camera + (stream.kind == StreamKind::kSub ? " (sub)" : "");
}

std::string days_word(const StoreFigures& store) {
  return store.days_kept ? fmt::format("{:.1f} days", *store.days_kept) : "no days yet";
}

std::string disk_word(const StoreFigures& store) {
  if (store.disk_bytes == 0) return "disk unknown";
  const double used = static_cast<double>(store.disk_bytes - store.disk_free_bytes);
  return fmt::format("disk {:.0f} %", 100.0 * used / static_cast<double>(store.disk_bytes));
}

}  // namespace

Health judge_health(const HubFigures& figures) {
  std::size_t wanted = 0;
  std::size_t recorded = 0;
  std::string missing;
  for (const StreamFigures& stream : figures.streams) {
    if (!stream.is_recorded) continue;
    ++wanted;
    const bool arrives =
        stream.state == CameraState::kLive || stream.state == CameraState::kDelayed;
    if (arrives && figures.store.is_writing) {
      ++recorded;
    } else if (!arrives) {
      missing += (missing.empty() ? "no video from " : ", ") + stream_name(stream);
    }
  }
  std::string why = figures.store.trouble;
  if (!figures.store.is_writing && why.empty()) why = "the store does not write";
  if (!missing.empty()) why += (why.empty() ? "" : "; ") + missing;
  Health health{.is_well = recorded == wanted && why.empty(),
                .line = fmt::format("recording {} of {}, {}, {}", recorded, wanted,
                                    days_word(figures.store), disk_word(figures.store))};
  if (!why.empty()) health.line += "; " + why;
  return health;
}

RecordingView judge_recording(const StoreFigures& store, std::chrono::days retention,
                              RecordingState before) {
  RecordingView recording{.state = RecordingState::kWell};
  if (store.days_fit) recording.days_fit = static_cast<int>(std::min(*store.days_fit, kDaysMax));
  const double margin = before == RecordingState::kShort ? kDaysFitMargin : 0.0;
  if (store.days_fit && *store.days_fit < static_cast<double>(retention.count()) + margin)
    recording.state = RecordingState::kShort;
  if (!store.is_writing) recording.state = RecordingState::kStopped;
  return recording;
}

}  // namespace sunhall
