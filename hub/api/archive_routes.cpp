#include "hub/api/archive_routes.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "hub/api/answer.h"
#include "hub/api/vod_playlist.h"

namespace sunhall {
namespace {

/// A look into files is logged by the hour of the video, not by the file.
constexpr auto kLookSpan = std::chrono::hours(1);

struct SpanQuery {
  StreamKey stream;
  MediaTime from{0};
  MediaTime to{0};
};

Result<MediaTime> read_time(const Request& request, const char* name) {
  const auto text = request.query_value(name);
  const auto time = parse_rfc3339(text.value_or(""));
  if (time) return to_media_time(time->utc);
  return fail(ErrorKind::kBadInput,
              std::string(name) + " is missing, or no time such as 2026-11-24T11:30:00+08:00");
}

Result<SpanQuery> read_span(const Request& request, std::string_view camera, MediaTime span_max) {
  SpanQuery query;
  if (!is_slug(camera)) return fail(ErrorKind::kBadInput, "camera is missing, or no camera's id");
  query.stream.camera = camera;
  const std::string_view kind = request.query_value("stream").value_or("main");
  if (kind != "main" && kind != "sub") return fail(ErrorKind::kBadInput, "stream is main or sub");
  query.stream.kind = kind == "sub" ? StreamKind::kSub : StreamKind::kMain;
  const auto from = read_time(request, "from");
  if (!from) return tl::unexpected(from.error());
  const auto to = read_time(request, "to");
  if (!to) return tl::unexpected(to.error());
  query.from = *from;
  query.to = *to;
  if (query.from >= query.to) return fail(ErrorKind::kBadInput, "from lies before to");
  if (query.to - query.from > span_max)
    return fail(ErrorKind::kBadInput,
                "a span is at most " +
                    std::to_string(std::chrono::floor<std::chrono::hours>(span_max).count()) +
                    " hours");
  return query;
}

std::string rfc3339(MediaTime time) {
  return format_rfc3339({.utc = to_wall_time(time), .offset = std::chrono::minutes(0)});
}

OrderedJson write_coverage(const std::vector<Coverage>& coverage) {
  OrderedJson rows = OrderedJson::array();
  for (const Coverage& stretch : coverage) {
    OrderedJson row{{"from", rfc3339(stretch.from)},
                    {"to", rfc3339(stretch.to)},
                    {"recorded", stretch.is_recorded}};
    if (!stretch.is_recorded) {
      row["reason"] = stretch.reason;
      row["detail"] = stretch.detail;
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

OrderedJson write_recordings(const std::vector<StoredRecording>& recordings) {
  OrderedJson rows = OrderedJson::array();
  for (const StoredRecording& recording : recordings) {
    OrderedJson row{{"id", recording.id},           {"from", rfc3339(recording.start)},
                    {"to", rfc3339(recording.end)}, {"bytes", recording.bytes},
                    {"codecs", recording.codecs},   {"width", recording.width},
                    {"height", recording.height},   {"sealed", recording.is_sealed},
                    {"held", recording.is_held}};
    if (!recording.sha256.empty()) row["sha256"] = recording.sha256;
    rows.push_back(std::move(row));
  }
  return rows;
}

Response list_past(Archive& archive, const SpanQuery& query) {
  const auto coverage = archive.coverage(query.stream, query.from, query.to);
  if (!coverage) return answer_error(coverage.error());
  OrderedJson out{{"camera", query.stream.camera},
                  {"stream", query.stream.kind == StreamKind::kSub ? "sub" : "main"},
                  {"from", rfc3339(query.from)},
                  {"to", rfc3339(query.to)},
                  {"coverage", write_coverage(*coverage)}};
  // A month of files, a minute each, is nothing that anybody reads.
  if (query.to - query.from <= kVodSpanMax) {
    const auto recordings = archive.recordings(query.stream, query.from, query.to);
    if (!recordings) return answer_error(recordings.error());
    out["recordings"] = write_recordings(*recordings);
  }
  return answer_json(200, out);
}

Response write_playlist(Archive& archive, const SpanQuery& query, std::string token) {
  auto segments = archive.segments(query.stream, query.from, query.to, kVodSegmentsMax);
  if (!segments) return answer_error(segments.error());
  auto recordings = archive.recordings(query.stream, query.from, query.to);
  if (!recordings) return answer_error(recordings.error());
  if (segments->empty())
    return error_response(404, "not_found", "nothing is recorded in this span");
  VodInput input{.segments = std::move(*segments), .recordings = {}, .token = std::move(token)};
  for (StoredRecording& recording : *recordings) {
    const std::int64_t id = recording.id;
    input.recordings.emplace(id, std::move(recording));
  }
  return {
      .status = 200,
      .headers = {{"Content-Type", "application/vnd.apple.mpegurl"}, {"Cache-Control", "no-store"}},
      .body = write_vod_playlist(input)};
}

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// Where a file's name in the address lies in its recording.
Result<FilePart> find_part(Archive& archive, const StoredRecording& recording,
                           std::string_view file) {
  constexpr std::string_view kSegmentEnd = ".m4s";
  const Error unknown{ErrorKind::kUnsupported, "there is no such file"};
  if (file == "init.mp4")
    return FilePart{.file = nullptr, .offset = 0, .bytes = recording.init_bytes};
  if (!file.ends_with(kSegmentEnd)) return tl::unexpected(unknown);
  const auto number = parse_number<std::uint32_t>(file.substr(0, file.size() - kSegmentEnd.size()));
  if (!number) return tl::unexpected(unknown);
  const auto segments =
      archive.segments(recording.stream, recording.start, recording.end, kVodSegmentsMax);
  if (!segments) return tl::unexpected(segments.error());
  for (const StoredSegment& segment : *segments) {
    if (segment.recording == recording.id && segment.number == *number)
      return FilePart{.file = nullptr, .offset = segment.offset, .bytes = segment.bytes};
  }
  return tl::unexpected(unknown);
}

Look look_at(const Call& call, const StoredRecording& recording, const Clock& clock) {
  const MediaTime hour = std::chrono::floor<std::chrono::hours>(recording.start);
  return {.at = clock.now().wall.utc,
          .account = call.who.account,
          .role = std::string(role_word(call.who.role)),
          .peer = call.request.peer,
          .what = "archive",
          .camera = recording.stream.camera,
          .from = rfc3339(hour),
          .to = rfc3339(hour + kLookSpan)};
}

Response send_file(Archive& archive, AuditLog& audit, const Clock& clock, const Call& call) {
  const auto id = parse_number<std::int64_t>(call.param("recording"));
  const auto recording = id ? archive.recording(*id)
                            : Result<StoredRecording>(fail(ErrorKind::kUnavailable, "no number"));
  // Retention deletes while somebody plays: to a player that is the same as never there.
  if (!recording && recording.error().kind == ErrorKind::kUnavailable)
    return error_response(404, "not_found", "there is no such recording, or not any more");
  if (!recording) return answer_error(recording.error());
  // The camera in the address is the one that was checked against what the sender may see.
  if (recording->stream.camera != call.param("camera"))
    return error_response(404, "not_found", "this camera has no such recording");
  auto part = find_part(archive, *recording, call.param("file"));
  if (!part) return answer_error(part.error());
  if (const auto noted = audit.note(look_at(call, *recording, clock)); !noted)
    return answer_error({ErrorKind::kUnavailable, "this look cannot be logged"});
  auto file = archive.open_file(*recording);
  if (!file) return answer_error(file.error());
  part->file = std::make_shared<const Fd>(std::move(*file));
  return {.status = 200,
          .headers = {{"Content-Type", "video/mp4"},
                      {"Cache-Control", "private, max-age=3600, immutable"}},
          .body = std::vector<Piece>{std::move(*part)}};
}

}  // namespace

void add_archive_routes(Router& router, Archive& archive, AuditLog& audit, const Clock& clock,
                        TaskQueue& queue) {
  router.add({Method::kGet, "/api/v1/recordings", Role::kInspector,
              [&archive, &queue](const Call& call, Reply reply) {
                const auto camera = call.request.query_value("camera").value_or("");
                const auto query = read_span(call.request, camera, kCoverageSpanMax);
                if (!query) return reply(answer_error(query.error()));
                if (!may_see(call.who, camera))
                  return reply(error_response(403, "forbidden", "this camera is not open to you"));
                answer_on(queue, std::move(reply),
                          [&archive, query = *query] { return list_past(archive, query); });
              }});
  router.add({Method::kGet, "/archive/{camera}/index.m3u8", Role::kInspector,
              audit.watch("archive", [&archive, &queue](const Call& call, Reply reply) {
                const auto query = read_span(call.request, call.param("camera"), kVodSpanMax);
                if (!query) return reply(answer_error(query.error()));
                std::string token(call.request.query_value("token").value_or(""));
                answer_on(queue, std::move(reply),
                          [&archive, query = *query, token = std::move(token)] {
                            return write_playlist(archive, query, token);
                          });
              })});
  router.add({Method::kGet, "/archive/{camera}/{recording}/{file}", Role::kInspector,
              [&archive, &audit, &clock, &queue](const Call& call, Reply reply) {
                answer_on(queue, std::move(reply), [&archive, &audit, &clock, call] {
                  return send_file(archive, audit, clock, call);
                });
              }});
}

}  // namespace sunhall
