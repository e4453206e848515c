// One client of the control socket: bytes in, lines out, answers back.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "native/fd.h"

namespace sunhall {

/// Answers that wait for a client; one that lets more pile up is dropped.
inline constexpr std::size_t kAnswerBytesMax = 64 * 1024;

/// One client of the control socket.
///
/// Threads: one.
/// Blocks:  never.
class ControlSession {
 public:
  /// Takes a whole line and returns its answer, without a newline.
  using Answer = std::function<std::string(std::string_view line)>;

  ControlSession(Fd fd, Ticks now) : fd_(std::move(fd)), last_line_(now) {}

  /// Reads what has come and answers every whole line.
  void read(Ticks now, const Answer& answer);

  /// Sends what the client is willing to take.
  void write();

  /// Sends a last answer and reads no more.
  void refuse(std::string_view why);

  int fd() const { return fd_.get(); }
  bool wants_read() const { return !closing_; }
  bool wants_write() const { return !out_.empty(); }
  /// True when the session is over and may be destroyed.
  bool is_over() const { return broken_ || (closing_ && out_.empty()); }
  Ticks last_line() const { return last_line_; }

 private:
  void answer_lines(Ticks now, const Answer& answer);
  void say(std::string_view answer);

  Fd fd_;
  std::string in_;   // at most one line and one read
  std::string out_;  // at most kAnswerBytesMax
  Ticks last_line_;
  bool closing_ = false;  // the client is done, or we are: only answers are still to be sent
  bool broken_ = false;
};

}  // namespace sunhall
