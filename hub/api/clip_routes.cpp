#include "hub/api/clip_routes.h"

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "core/base/text.h"
#include "hub/api/answer.h"
#include "hub/api/clip_pieces.h"

namespace sunhall {
namespace {

struct ClipQuery {
  ClipSpan span;
  ZonedTime begin;  // as it was asked for: the file's name is in the asker's time
};

Result<ZonedTime> read_time(const Request& request, const char* name) {
  const auto time = parse_rfc3339(request.query_value(name).value_or(""));
  if (time) return time;
  return fail(ErrorKind::kBadInput,
              std::string(name) + " is missing, or no time such as 2026-11-24T11:30:00+08:00");
}

Result<ClipQuery> read_query(const Call& call) {
  ClipQuery query;
  query.span.stream.camera = call.param("camera");
  if (!is_slug(query.span.stream.camera)) return fail(ErrorKind::kBadInput, "no camera's id");
  const std::string_view kind = call.request.query_value("stream").value_or("main");
  if (kind != "main" && kind != "sub") return fail(ErrorKind::kBadInput, "stream is main or sub");
  query.span.stream.kind = kind == "sub" ? StreamKind::kSub : StreamKind::kMain;
  const auto from = read_time(call.request, "from");
  if (!from) return tl::unexpected(from.error());
  const auto to = read_time(call.request, "to");
  if (!to) return tl::unexpected(to.error());
  if (from->utc >= to->utc) return fail(ErrorKind::kBadInput, "from lies before to");
  if (to->utc - from->utc > kClipSpanMax)
    return fail(ErrorKind::kBadInput, "a file is at most an hour long, ask for several");
  query.begin = *from;
  query.span.from = to_media_time(from->utc);
  query.span.to = to_media_time(to->utc);
  return query;
}

/// `cooking-20261124T113000.mp4`.
std::string file_name(const ClipQuery& query) {
  const LocalTime at = to_local(query.begin);
  return fmt::format("{}{}-{:04}{:02}{:02}T{:02}{:02}{:02}.mp4", query.span.stream.camera,
                     query.span.stream.kind == StreamKind::kSub ? "-sub" : "",
                     static_cast<int>(at.date.year()), static_cast<unsigned>(at.date.month()),
                     static_cast<unsigned>(at.date.day()), at.hour, at.minute, at.second);
}

/// One download on its way.
struct Download {
  Archive& archive;
  TaskQueue& queue;
  ClipQuery query;
  Reply reply;
  std::shared_ptr<const void> seat;
  std::unique_ptr<ClipPieces> pieces{};
};

Response send_pieces(Download& download) {
  return {.status = 200,
          .headers = {{"Content-Type", "video/mp4"},
                      {"Content-Disposition",
                       "attachment; filename=\"" + file_name(download.query) + "\""},
                      {"Cache-Control", "private, no-store"}},
          .body = download.pieces->take()};
}

/// Does one step, and says whether another must follow.
Result<bool> advance(Download& download) {
  if (download.pieces) return download.pieces->step();
  const auto seat = std::exchange(download.seat, nullptr);
  auto begun = ClipPieces::begin(download.archive, download.query.span, seat);
  if (!begun) return tl::unexpected(std::move(begun.error()));
  download.pieces = std::move(*begun);
  return download.pieces->break_note().empty();
}

void go_on(const std::shared_ptr<Download>& download) {
  const bool is_posted = download->queue.post([download] {
    const Result<bool> goes_on = advance(*download);
    if (!goes_on) return download->reply(answer_error(goes_on.error()));
    if (const std::string& broken = download->pieces->break_note(); !broken.empty())
      return download->reply(error_response(409, "conflict", broken));
    if (*goes_on) return go_on(download);
    download->reply(send_pieces(*download));
  });
  if (!is_posted)
    download->reply(answer_error({ErrorKind::kUnavailable, "too much to do, try again"}));
}

/// Counts who sits; a seat is free again when nobody holds it any more.
class Seats {
 public:
  std::shared_ptr<const void> take() {
    if (taken_->fetch_add(1) >= kClipsAtOnceMax) {
      taken_->fetch_sub(1);
      return nullptr;
    }
    return {static_cast<const void*>(taken_.get()),
            [taken = taken_](const void*) { taken->fetch_sub(1); }};
  }

 private:
  std::shared_ptr<std::atomic<int>> taken_ = std::make_shared<std::atomic<int>>(0);
};

}  // namespace

void add_clip_routes(Router& router, Archive& archive, AuditLog& audit, TaskQueue& queue) {
  const auto seats = std::make_shared<Seats>();
  router.add({Method::kGet, "/archive/{camera}/clip.mp4", Role::kInspector,
              audit.watch("clip", [&archive, &queue, seats](const Call& call, Reply reply) {
                auto query = read_query(call);
                if (!query) return reply(answer_error(query.error()));
                auto seat = seats->take();
                if (!seat)
                  return reply(answer_error(
                      {ErrorKind::kExhausted, "too many downloads at once, try again later"}));
                go_on(std::make_shared<Download>(Download{.archive = archive,
                                                          .queue = queue,
                                                          .query = std::move(*query),
                                                          .reply = std::move(reply),
                                                          .seat = std::move(seat)}));
              })});
}

}  // namespace sunhall
