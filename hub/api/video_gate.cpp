#include "hub/api/video_gate.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "hub/api/daily_hours.h"
#include "hub/api/local_peer.h"

namespace sunhall {
namespace {

/// Whom a seat belongs to: a family's link may be opened on several phones.
///
/// Screens and people in the house, and staff, take no seat: the line to the outside is short, the
/// house's own is not.
std::string viewer_of(const Identity& who, const std::string& peer) {
  if (who.role != Role::kFamily) return {};
  return std::to_string(who.token) + "@" + peer_network(peer);  // phones change within a /64
}

Response outside_hours(const Identity& who) {
  const std::string hours = write_hours(who.hours, "、");
  return error_response(403, "outside_hours",
                        "现在不在可观看时间，请在 " + hours + " 观看 · You may watch at " +
                            write_hours(who.hours, ", "));
}

Response full() {
  Response response =
      error_response(503, "full",
                     "现在观看的人太多，请稍后再试 · Too many people are watching; try again in a "
                     "while");
  response.headers.emplace_back(
      "Retry-After",
      std::to_string(std::chrono::ceil<std::chrono::seconds>(kViewerForgotten).count()));
  return response;
}

}  // namespace

std::string_view why_not_word(WhyNot why) {
  switch (why) {
    case WhyNot::kSignedOut:
      return "signed_out";
    case WhyNot::kOutsideHours:
      return "hours";
    case WhyNot::kFull:
      return "full";
  }
  return "";
}

Handler VideoGate::guard(Handler handler) {
  return [this, handler = std::move(handler)](const Call& call, Reply reply) {
    const Moment now = clock_.now();
    if (!is_within_hours(call.who, now.wall)) return reply(outside_hours(call.who));
    std::string viewer = viewer_of(call.who, call.request.peer);
    if (!viewer.empty()) {
      const MutexLock lock(mutex_);
      if (!viewers_.admit(viewer, now.ticks)) return reply(full());
    }
    if (call.who.token == 0) return handler(call, std::move(reply));
    handler(call,
            followed({.pipe = {}, .who = call.who, .viewer = std::move(viewer), .is_video = true},
                     std::move(reply)));
  };
}

Handler VideoGate::follow(Handler handler) {
  return [this, handler = std::move(handler)](const Call& call, Reply reply) {
    if (call.who.token == 0) return handler(call, std::move(reply));
    const bool is_within = is_within_hours(call.who, clock_.now().wall);
    handler(call,
            followed({.pipe = {}, .who = call.who, .viewer = {}, .is_within_hours = is_within},
                     std::move(reply)));
  };
}

Reply VideoGate::followed(Visit visit, Reply reply) {
  const auto shared = std::make_shared<Reply>(std::move(reply));
  return Reply([this, visit = std::move(visit), shared](Response response) {
    if (const auto* pipe = std::get_if<std::shared_ptr<Pipe>>(&response.body)) {
      Visit begun = visit;
      begun.pipe = *pipe;
      const MutexLock lock(mutex_);
      visits_.push_back(std::move(begun));
    }
    (*shared)(std::move(response));
  });
}

std::optional<WhyNot> VideoGate::why_not(const Identity& who, const std::string& peer) const {
  if (who.role == Role::kNobody) return WhyNot::kSignedOut;
  const Moment now = clock_.now();
  if (!is_within_hours(who, now.wall)) return WhyNot::kOutsideHours;
  const std::string viewer = viewer_of(who, peer);
  if (viewer.empty()) return std::nullopt;
  const MutexLock lock(mutex_);
  if (viewers_.is_full_for(viewer, now.ticks)) return WhyNot::kFull;
  return std::nullopt;
}

bool VideoGate::must_end(Visit& visit, const Moment& now,
                         const std::vector<std::int64_t>& alive) const {
  if (!std::ranges::binary_search(alive, visit.who.token)) return true;
  const bool was_within =
      std::exchange(visit.is_within_hours, is_within_hours(visit.who, now.wall));
  return !visit.is_within_hours && (was_within || visit.is_video);
}

void VideoGate::look() {
  const Moment now = clock_.now();
  const std::vector<std::int64_t> alive = accounts_.alive_tokens();
  std::vector<std::shared_ptr<Pipe>> ending;  // ended without the lock
  {
    const MutexLock lock(mutex_);
    std::erase_if(visits_, [&](Visit& visit) SUNHALL_REQUIRES(mutex_) {
      auto pipe = visit.pipe.lock();
      if (!pipe || !pipe->is_open()) return true;
      if (must_end(visit, now, alive)) {
        ending.push_back(std::move(pipe));
        return true;
      }
      if (!visit.viewer.empty()) (void)viewers_.admit(visit.viewer, now.ticks);
      return false;
    });
  }
  for (const auto& pipe : ending) pipe->cut();
}

std::size_t VideoGate::viewer_count() const {
  const Ticks now = clock_.now().ticks;
  const MutexLock lock(mutex_);
  return viewers_.count(now);
}

}  // namespace sunhall
