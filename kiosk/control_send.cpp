#include "kiosk/control_send.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>

#include "kiosk/control_session.h"
#include "kiosk/unix_socket.h"

namespace sunhall {

namespace {

constexpr std::chrono::milliseconds kSendMax{5000};

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// Waits until `fd` is ready for `events`; false when the time is over.
bool wait_ready(int fd, short events, std::chrono::steady_clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
      deadline - std::chrono::steady_clock::now());
  if (left.count() <= 0) return false;
  pollfd waiting{fd, events, 0};
  return ::poll(&waiting, 1, static_cast<int>(left.count())) > 0;
}

// One line, at most kAnswerBytesMax.
Result<std::string> read_answer(int fd, std::chrono::steady_clock::time_point deadline) {
  std::string answer;
  std::array<char, 4096> bytes;
  while (answer.size() <= kAnswerBytesMax) {
    if (!wait_ready(fd, POLLIN, deadline)) {
      return fail(ErrorKind::kUnavailable, "the kiosk did not answer within 5 s");
    }
    const ssize_t count = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) continue;
    if (count <= 0) break;
    answer.append(bytes.data(), static_cast<std::size_t>(count));
    if (const auto end = answer.find('\n'); end != std::string::npos) return answer.substr(0, end);
  }
  return fail(ErrorKind::kUnavailable, "the kiosk hung up without an answer");
}

}  // namespace

Result<std::string> default_control_path() {
  for (const char* name : {"RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR"}) {
    const std::string folder = environment(name);
    if (!folder.empty()) return folder + "/sunhall-kiosk.sock";
  }
  // /tmp is everybody's: only a folder that is ours and closed to others is good enough.
  const std::string folder = "/tmp/sunhall-" + std::to_string(::getuid());
  ::mkdir(folder.c_str(), S_IRWXU);
  struct stat status{};
  if (::lstat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode) ||
      status.st_uid != ::getuid() || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    return fail(ErrorKind::kUnavailable,
                folder + ": is not a folder of this user alone; name a socket with --control");
  }
  return folder + "/sunhall-kiosk.sock";
}

Result<std::string> send_control(const std::string& path, const std::string& line) {
  if (line.find('\n') != std::string::npos) {
    return fail(ErrorKind::kBadInput, "a command is one line");
  }
  const Result<Fd> fd = connect_unix(path);
  if (!fd) return fail(fd.error().kind, "no kiosk answers at " + fd.error().what);
  const auto deadline = std::chrono::steady_clock::now() + kSendMax;
  std::string rest = line + "\n";
  while (!rest.empty()) {
    if (!wait_ready(fd->get(), POLLOUT, deadline)) {
      return fail(ErrorKind::kUnavailable, "the kiosk did not read the command within 5 s");
    }
    const ssize_t count = ::send(fd->get(), rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR) break;  // it may still have answered
    if (count > 0) rest.erase(0, static_cast<std::size_t>(count));
  }
  const Result<std::string> answer = read_answer(fd->get(), deadline);
  if (!answer) return answer;
  if (*answer == "ok") return std::string();
  if (answer->starts_with("ok ")) return answer->substr(3);
  return fail(ErrorKind::kBadInput,
              answer->starts_with("error: ") ? answer->substr(7) : "no answer of a kiosk");
}

}  // namespace sunhall
