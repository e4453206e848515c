// What libav says, on its way into our log: scrubbed, limited, and read for lost packets.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace sunhall {

/// More lines than this in one kAvLogWindow are counted, not written.
inline constexpr int kAvLogLinesMax = 5;
inline constexpr Ticks kAvLogWindow = std::chrono::seconds(10);

/// Replaces the user and password of every URL in a text by `***`.
std::string scrub_urls(std::string_view text);

/// Lets a few lines through in each window and counts the others.
class LogLimit {
 public:
  struct Pass {
    bool write = false;
    std::uint64_t swallowed_count = 0;  // lines since the last one that was written
  };

  Pass ask(Ticks now);

 private:
  Ticks window_start_{0};
  int written_ = 0;
  std::uint64_t swallowed_count_ = 0;
};

/// Sends libav's warnings and errors to spdlog, scrubbed and limited; call it once, early.
///
/// Threads: any; later calls do nothing.
void install_av_log();

/// Begins the limit's window anew, for whoever must see the next line.
void restart_av_log_limit();

/// Counts the RTP packets that libav missed in calls made by this thread.
///
/// libav tells of a gap in RTP sequence numbers in its log and nowhere else, and a picture that
/// refers to a lost one decodes without any error flag. Needs install_av_log().
///
/// Threads: each has its own count.
std::uint64_t rtp_loss_count();

}  // namespace sunhall
