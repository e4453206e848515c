#include "tests/support/camera_sim.h"
#include "tests/support/source_path.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace sunhall::test {

namespace {

constexpr int kStartDeadline_ms = 30'000;
constexpr int kAnswerDeadline_ms = 10'000;

// Reads up to the end of a line, or to the deadline.
std::string read_line(int file, int deadline_ms) {
  std::string line;
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadline_ms);
  char byte = 0;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd ready{file, POLLIN, 0};
    if (left.count() <= 0 || poll(&ready, 1, static_cast<int>(left.count())) <= 0) return line;
    if (read(file, &byte, 1) != 1 || byte == '\n') return line;
    line += byte;
  }
}

// Starts the simulator with its standard output on the returned file.
int start(int camera_count, pid_t& process) {
  std::array<int, 2> ends{};
  REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  const std::string path = source_path("tools/camera_sim/camera_sim");
  const std::string count = std::to_string(camera_count);
  process = fork();
  if (process == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl(path.c_str(), path.c_str(), "--port", "0", "--control-port", "0", "--cameras",
          count.c_str(), "--die-with-parent", nullptr);
    _exit(127);
  }
  close(ends[1]);
  return ends[0];
}

}  // namespace

CameraSim::CameraSim(int camera_count) {
  const int output = start(camera_count, process_);
  const std::string ready = read_line(output, kStartDeadline_ms);
  close(output);
  REQUIRE_MESSAGE(std::sscanf(ready.c_str(), "ready rtsp://127.0.0.1:%d/ control 127.0.0.1:%d",
                              &port_, &control_port_) == 2,
                  "the camera simulator did not start; it said: " << ready);
}

CameraSim::~CameraSim() {
  kill(process_, SIGTERM);
  waitpid(process_, nullptr, 0);
}

void CameraSim::tell(const std::string& command) {
  const std::string answer = ask(command);
  REQUIRE_MESSAGE(answer == "ok", command << ": " << answer);
}

int CameraSim::client_count(std::string_view mount) {
  const std::string text = stat();
  const std::size_t entry = text.find("\"" + std::string(mount) + "\":");
  REQUIRE(entry != std::string::npos);
  constexpr std::string_view kKey = "\"clients\": ";
  const std::size_t value = text.find(kKey, entry);
  REQUIRE(value != std::string::npos);
  return std::atoi(text.c_str() + value + kKey.size());
}

std::string CameraSim::url(std::string_view mount) const {
  return "rtsp://127.0.0.1:" + std::to_string(port_) + "/" + std::string(mount);
}

CameraSource CameraSim::camera(const std::string& id) const {
  CameraSource out = main_only(id);
  out.camera.has_sub = true;
  out.sub = out.main;
  out.sub->url = url(id + "-sub");
  return out;
}

CameraSource CameraSim::main_only(const std::string& id) const {
  CameraSource out;
  out.camera.id = id;
  out.main.url = url(id);
  out.main.user = "viewer";
  out.main.password = Secret("sunhall-sample");
  return out;
}

std::string CameraSim::ask(const std::string& line) {
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(control_port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const std::string text = line + "\n";
  REQUIRE(send(connection, text.data(), text.size(), MSG_NOSIGNAL) ==
          static_cast<ssize_t>(text.size()));
  const std::string answer = read_line(connection, kAnswerDeadline_ms);
  close(connection);
  return answer;
}

}  // namespace sunhall::test
