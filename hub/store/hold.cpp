#include "hub/store/hold.h"

namespace sunhall {

Result<std::int64_t> add_hold(Index& index, const HoldRequest& request, WallTime now) {
  if (request.from >= request.to) {
    return fail(ErrorKind::kBadInput, "hold: the span ends before it begins");
  }
  if (request.why.size() > kHoldTextMax || request.who.size() > kHoldTextMax) {
    return fail(ErrorKind::kBadInput, "hold: the reason is too long");
  }
  const auto stream = index.stream_id(request.stream);
  if (!stream) return stream;
  const auto added = index.run(
      "INSERT INTO hold (stream_id, from_90k, to_90k, why, who, at_ms) VALUES (?, ?, ?, ?, ?, ?)",
      *stream, to_media_time(request.from).count(), to_media_time(request.to).count(), request.why,
      request.who, now.time_since_epoch().count());
  if (!added) return tl::unexpected<Error>(added.error());
  return index.database().last_row_id();
}

Result<void> release_hold(Index& index, std::int64_t id, std::string_view who, WallTime now) {
  const auto released = index.run(
      "UPDATE hold SET released_ms = ?, released_by = ? WHERE id = ? AND released_ms IS NULL",
      now.time_since_epoch().count(), who, id);
  if (!released) return released;
  if (index.database().changed_count() == 0) {
    return fail(ErrorKind::kBadInput, "hold " + std::to_string(id) + ": there is none that stands");
  }
  return {};
}

}  // namespace sunhall
