#include "hub/api/thumbnail_routes.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <spdlog/spdlog.h>

#include "core/base/text.h"
#include "hub/api/answer.h"
#include "hub/api/clip_bytes.h"
#include "hub/api/thumbnail.h"

namespace sunhall {
namespace {

constexpr auto kLookSpan = std::chrono::hours(1);

struct Sources {
  Archive& archive;
  AuditLog& audit;
  ThumbnailCache& cache;
  const Clock& clock;
};

std::string rfc3339(WallTime time) {
  return format_rfc3339({.utc = time, .offset = std::chrono::minutes(0)});
}

/// Whoever pages through a day looks 24 times, not 1440.
Look look_at(const Call& call, ThumbnailMinute minute, const Clock& clock) {
  const auto hour = std::chrono::floor<std::chrono::hours>(minute);
  return {.at = clock.now().wall.utc,
          .account = call.who.account,
          .role = std::string(role_word(call.who.role)),
          .peer = call.request.peer,
          .what = "archive",
          .camera = std::string(call.param("camera")),
          .from = rfc3339(hour),
          .to = rfc3339(hour + kLookSpan)};
}

/// A sealed recording's picture never changes; the newest minute may still be cut by a crash.
Response send_picture(std::vector<std::uint8_t> jpeg, bool is_sealed) {
  return {.status = 200,
          .headers = {{"Content-Type", "image/jpeg"},
                      {"Cache-Control",
                       is_sealed ? "private, max-age=3600, immutable" : "private, no-cache"}},
          .body = std::vector<Piece>{
              std::make_shared<const std::vector<std::uint8_t>>(std::move(jpeg))}};
}

Result<std::vector<std::uint8_t>> make_picture(Archive& archive, const StoredRecording& recording,
                                               const StoredSegment& segment) {
  const auto file = archive.open_file(recording);
  if (!file) return tl::unexpected(file.error());
  const auto film = read_first_part(*file, recording, segment);
  if (!film) return film;
  return make_thumbnail(*film);
}

Response answer_picture(const Sources& sources, const Call& call, ThumbnailMinute minute) {
  const std::string camera(call.param("camera"));
  const MediaTime from = to_media_time(minute);
  const StreamKey stream{camera, StreamKind::kMain};
  const auto segments = sources.archive.segments(stream, from, from + std::chrono::minutes(1), 1);
  if (!segments) return answer_error(segments.error());
  if (segments->empty()) {
    sources.cache.forget(camera, minute);
    return error_response(404, "not_found", "nothing is recorded at " + rfc3339(minute));
  }
  const StoredSegment& segment = segments->front();
  const auto recording = sources.archive.recording(segment.recording);
  if (!recording) return answer_error(recording.error());
  if (!sources.audit.note(look_at(call, minute, sources.clock)))
    return answer_error({ErrorKind::kUnavailable, "this look cannot be logged"});
  if (auto known = sources.cache.find(camera, minute))
    return send_picture(std::move(*known), recording->is_sealed);

  auto jpeg = make_picture(sources.archive, *recording, segment);
  if (!jpeg && jpeg.error().kind == ErrorKind::kUnavailable) return answer_error(jpeg.error());
  if (!jpeg) {
    spdlog::info("no picture of {} at {}: {}", camera, rfc3339(minute), jpeg.error().what);
    return error_response(404, "not_found", "no picture can be made of " + rfc3339(minute));
  }
  if (recording->is_sealed) {
    // The cache only saves work: without it the picture is made again the next time.
    if (const auto kept = sources.cache.put(camera, minute, *jpeg); !kept)
      spdlog::warn("thumbnails: {}", kept.error().what);
  }
  return send_picture(std::move(*jpeg), recording->is_sealed);
}

}  // namespace

void add_thumbnail_routes(Router& router, Archive& archive, AuditLog& audit, ThumbnailCache& cache,
                          const Clock& clock, TaskQueue& queue) {
  const Sources sources{.archive = archive, .audit = audit, .cache = cache, .clock = clock};
  router.add({Method::kGet, "/archive/{camera}/thumbnail.jpg", Role::kInspector,
              [sources, &queue](const Call& call, Reply reply) {
                const auto at = parse_rfc3339(call.request.query_value("at").value_or(""));
                if (!at || !is_slug(call.param("camera")))
                  return reply(answer_error({ErrorKind::kBadInput,
                                             "at is missing, or no time such as "
                                             "2026-11-24T11:30:00+08:00"}));
                const auto minute = std::chrono::floor<std::chrono::minutes>(at->utc);
                answer_on(queue, std::move(reply), [sources, call, minute] {
                  return answer_picture(sources, call, minute);
                });
              }});
}

}  // namespace sunhall
