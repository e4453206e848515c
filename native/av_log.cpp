#include "native/av_log.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <exception>
#include <mutex>
#include <utility>

#include "native/av.h"
#include "native/clock.h"
#include "native/mutex.h"

namespace sunhall {

namespace {

constexpr std::string_view kScheme = "://";
constexpr std::size_t kLineMax = 512;  // bytes of one log line

thread_local std::uint64_t rtp_losses = 0;

struct AvLog {
  SystemClock clock;
  Mutex mutex{LockRank::kLog};
  LogLimit limit SUNHALL_GUARDED_BY(mutex);
};

AvLog& av_log_state() {
  static AvLog state;
  return state;
}

void write_line(int level, std::string_view line) {
  AvLog& state = av_log_state();
  LogLimit::Pass pass;
  {
    MutexLock lock(state.mutex);
    pass = state.limit.ask(state.clock.now().ticks);
  }
  if (!pass.write) return;
  if (pass.swallowed_count > 0) spdlog::info("libav: {} more lines left out", pass.swallowed_count);
  const auto severity = level <= AV_LOG_ERROR ? spdlog::level::info : spdlog::level::debug;
  spdlog::log(severity, "libav: {}", scrub_urls(line));
}

void on_av_log(void* source, int level, const char* format, std::va_list arguments) {
  if (level > AV_LOG_WARNING) return;
  // libavformat/rtpdec.c, rtp_parse_queued_packet: "RTP: missed %d packets".
  if (std::string_view(format).starts_with("RTP: missed")) ++rtp_losses;
  std::array<char, kLineMax> line{};
  int print_prefix = 1;
  av_log_format_line2(source, level, format, arguments, line.data(), static_cast<int>(line.size()),
                      &print_prefix);
  std::string_view text(line.data());
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  try {
    write_line(level, text);
  } catch (const std::exception&) {
    // A line that cannot be written must not unwind through libav's C code.
  }
}

}  // namespace

std::string scrub_urls(std::string_view text) {
  std::string out;
  for (;;) {
    const std::size_t scheme = text.find(kScheme);
    if (scheme == std::string_view::npos) return out.append(text);
    const std::size_t start = scheme + kScheme.size();
    const std::size_t end = std::min(text.find_first_of("/?# \t'\"", start), text.size());
    // RFC 3986 §3.2.1: user information ends at the last "@" of the authority.
    const std::size_t at = text.substr(start, end - start).rfind('@');
    out.append(text.substr(0, start));
    if (at == std::string_view::npos) {
      out.append(text.substr(start, end - start));
    } else {
      out.append("***").append(text.substr(start + at, end - start - at));
    }
    text.remove_prefix(end);
  }
}

LogLimit::Pass LogLimit::ask(Ticks now) {
  if (now - window_start_ >= kAvLogWindow) {
    window_start_ = now;
    written_ = 0;
  }
  if (written_ >= kAvLogLinesMax) {
    ++swallowed_count_;
    return {};
  }
  ++written_;
  return {true, std::exchange(swallowed_count_, 0)};
}

void install_av_log() {
  static std::once_flag once;
  std::call_once(once, [] {
    av_log_state();
    av_log_set_callback(on_av_log);
  });
}

void restart_av_log_limit() {
  AvLog& state = av_log_state();
  MutexLock lock(state.mutex);
  state.limit = LogLimit();
}

std::uint64_t rtp_loss_count() {
  return rtp_losses;
}

}  // namespace sunhall
