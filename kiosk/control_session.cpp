#include "kiosk/control_session.h"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "kiosk/control_command.h"

namespace sunhall {

void ControlSession::read(Ticks now, const Answer& answer) {
  std::array<char, 4096> bytes;
  const ssize_t count = ::recv(fd_.get(), bytes.data(), bytes.size(), 0);
  if (count < 0) {
    broken_ = errno != EAGAIN && errno != EINTR;
    return;
  }
  in_.append(bytes.data(), static_cast<std::size_t>(count));
  answer_lines(now, answer);
  if (closing_) return;
  if (in_.size() > kControlLineBytesMax) {
    refuse("a line has at most 4096 bytes");
  } else if (count == 0 && !in_.empty()) {
    // Half a line may be another command than the whole one: `notice clear`, cut short.
    refuse("the last line had no newline, so it was not done");
  } else if (count == 0) {
    closing_ = true;
  }
}

void ControlSession::answer_lines(Ticks now, const Answer& answer) {
  std::size_t begin = 0;
  while (!broken_) {
    const std::size_t end = in_.find('\n', begin);
    if (end == std::string::npos) break;
    say(answer(std::string_view(in_).substr(begin, end - begin)));
    last_line_ = now;
    begin = end + 1;
  }
  in_.erase(0, begin);
}

void ControlSession::refuse(std::string_view why) {
  say("error: " + std::string(why));
  in_.clear();
  closing_ = true;
}

void ControlSession::say(std::string_view answer) {
  if (out_.size() + answer.size() + 1 > kAnswerBytesMax) {
    broken_ = true;
    return;
  }
  out_.append(answer);
  out_.push_back('\n');
}

void ControlSession::write() {
  const ssize_t count = ::send(fd_.get(), out_.data(), out_.size(), MSG_NOSIGNAL);
  if (count >= 0) {
    out_.erase(0, static_cast<std::size_t>(count));
  } else {
    broken_ = errno != EAGAIN && errno != EINTR;
  }
}

}  // namespace sunhall
