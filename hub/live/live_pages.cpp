#include "hub/live/live_pages.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "hub/live/playlist_request.h"

namespace sunhall {

namespace {

using Cameras = std::shared_ptr<const std::vector<LiveCamera>>;

constexpr const char* kPlaylistType = "application/vnd.apple.mpegurl";
constexpr const char* kVideoType = "video/mp4";
// Every URL names the same bytes for ever.
constexpr const char* kImmutable = "public, max-age=3600, immutable";

// RFC 8216bis Appendix C: answers to blocking requests may be cached for six target durations.
constexpr int kBlockingTargets = 6;

Fields headers(const char* type, std::string cache) {
  return {{"Content-Type", type}, {"Cache-Control", std::move(cache)}};
}

Response refusal(const Error& error) {
  int status = 500;
  std::string_view kind = "internal";
  switch (error.kind) {
    case ErrorKind::kBadInput:
      status = 400;
      kind = "bad_request";
      break;
    case ErrorKind::kUnsupported:
      status = 404;
      kind = "not_found";
      break;
    case ErrorKind::kUnavailable:
    case ErrorKind::kExhausted:
      status = 503;
      kind = "unavailable";
      break;
    case ErrorKind::kInternal:
      break;
  }
  Response out = error_response(status, kind, error.what);
  if (status == 503) out.headers.emplace_back("Retry-After", "1");
  return out;
}

Response no_such_stream() {
  return refusal({ErrorKind::kUnsupported, "there is no such live stream"});
}

LiveStream* find_stream(const std::vector<LiveCamera>& cameras, std::string_view camera,
                        std::string_view stream) {
  const auto found = std::find_if(cameras.begin(), cameras.end(),
                                  [camera](const LiveCamera& c) { return c.id == camera; });
  if (found == cameras.end()) return nullptr;
  if (stream == "main") return found->main;
  return stream == "sub" ? found->sub : nullptr;
}

// Answers are copied on their way to the thread that gives them; a reply exists once.
std::shared_ptr<Reply> share(Reply reply) {
  return std::make_shared<Reply>(std::move(reply));
}

Response pieces_response(std::vector<Piece> pieces) {
  return {.status = 200, .headers = headers(kVideoType, kImmutable), .body = std::move(pieces)};
}

void answer_playlist(LiveStream& stream, const Call& call, Reply reply) {
  auto request = parse_playlist_request(call.request.query);
  if (!request) return reply(refusal(request.error()));
  // What is asked for by number is the same for everybody who asks; the newest is old at once.
  const bool is_blocking = request->segment.has_value();
  stream.playlist(*request, [reply = share(std::move(reply)), is_blocking,
                             &stream](Result<LiveStream::Text> text) {
    if (!text) return (*reply)(refusal(text.error()));
    const auto age = is_blocking ? kBlockingTargets * stream.target_duration().count() : 1;
    (*reply)({.status = 200,
              .headers = headers(kPlaylistType, fmt::format("public, max-age={}", age)),
              .body = **text});
  });
}

void answer_segment(LiveStream& stream, std::uint64_t number, Reply reply) {
  stream.segment(number, [reply = share(std::move(reply))](Result<std::vector<Bytes>> parts) {
    if (!parts) return (*reply)(refusal(parts.error()));
    (*reply)(pieces_response(std::vector<Piece>(parts->begin(), parts->end())));
  });
}

void answer_part(LiveStream& stream, PartPosition position, Reply reply) {
  stream.part(position, [reply = share(std::move(reply))](Result<Bytes> bytes) {
    if (!bytes) return (*reply)(refusal(bytes.error()));
    (*reply)(pieces_response({*bytes}));
  });
}

void answer_file(const Cameras& cameras, const Call& call, Reply reply) {
  LiveStream* stream = find_stream(*cameras, call.param("camera"), call.param("stream"));
  const auto file = parse_live_file(call.param("file"));
  if (stream == nullptr || !file) return reply(no_such_stream());
  switch (file->kind) {
    case LiveFile::Kind::kPlaylist:
      return answer_playlist(*stream, call, std::move(reply));
    case LiveFile::Kind::kSegment:
      return answer_segment(*stream, file->number, std::move(reply));
    case LiveFile::Kind::kPart:
      return answer_part(*stream, {.segment = file->number, .part = file->part}, std::move(reply));
    case LiveFile::Kind::kInit:
      const auto init = stream->init(file->number);
      return reply(init ? pieces_response({*init}) : refusal(init.error()));
  }
}

void answer_multivariant(const Cameras& cameras, const Call& call, Reply reply) {
  const auto request = parse_playlist_request(call.request.query);
  if (!request) return reply(refusal(request.error()));
  std::vector<Variant> variants;
  bool is_known = false;
  for (const char* kind : {"main", "sub"}) {
    const LiveStream* stream = find_stream(*cameras, call.param("camera"), kind);
    if (stream == nullptr) continue;
    is_known = true;
    auto variant = stream->status().variant;
    if (!variant) continue;
    variant->uri = std::string(kind) + "/index.m3u8";
    variants.push_back(std::move(*variant));
  }
  if (!is_known) return reply(no_such_stream());
  if (variants.empty()) {
    return reply(refusal({ErrorKind::kUnavailable, "the camera is not live"}));
  }
  reply({.status = 200,
         .headers = headers(kPlaylistType, "public, max-age=1"),
         .body = write_multivariant(variants, token_suffix(request->token))});
}

void answer_stream(const Cameras& cameras, const Call& call, Reply reply) {
  const std::string_view kind = call.request.query_value("stream").value_or("main");
  LiveStream* stream = find_stream(*cameras, call.param("camera"), kind);
  if (stream == nullptr) return reply(no_such_stream());
  // Asked for its headers only, an endless stream need not begin.
  if (call.request.method == Method::kHead) {
    return reply({.status = 200, .headers = headers(kVideoType, "no-store"), .body = {}});
  }
  auto pipe = stream->stream();
  if (!pipe) return reply(refusal(pipe.error()));
  reply({.status = 200, .headers = headers(kVideoType, "no-store"), .body = std::move(*pipe)});
}

}  // namespace

void add_live_pages(Router& router, std::vector<LiveCamera> cameras) {
  for (const LiveCamera& camera : cameras) {
    if (camera.sub == nullptr) continue;
    camera.main->set_sibling(camera.sub, "../sub/index.m3u8");
    camera.sub->set_sibling(camera.main, "../main/index.m3u8");
  }
  const auto shared = std::make_shared<const std::vector<LiveCamera>>(std::move(cameras));
  const auto add = [&router, shared](const char* pattern, auto* answer) {
    router.add({.method = Method::kGet,
                .pattern = pattern,
                .least = Role::kPublic,
                .handler = [shared, answer](const Call& call, Reply reply) {
                  answer(shared, call, std::move(reply));
                }});
  };
  add("/live/{camera}/index.m3u8", &answer_multivariant);
  add("/live/{camera}/stream.mp4", &answer_stream);
  add("/live/{camera}/{stream}/{file}", &answer_file);
}

}  // namespace sunhall
