// The trail that a platform's sessions leave in the log.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/platform/media/media_desk.h"

namespace sunhall {

/// Says at info who is sent what: a line when it begins, one when it has ended. A session that
/// never began (no ACK) is not told. No address stands in a line.
///
/// Threads: one at a time.
class MediaAudit {
 public:
  MediaAudit(GbMediaId id, const GbMediaWish& wish);

  /// Only the first one counts.
  void begin();
  void end(std::uint64_t sent_bytes, std::string_view why);

 private:
  std::string what_;
  bool has_begun_ = false;
};

}  // namespace sunhall
