#include "tests/support/http_server.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "native/fd.h"
#include "tests/support/source_path.h"

namespace sunhall::test {

HttpServer::HttpServer(std::string_view script)
    : script_(source_path("tests/support/") + std::string(script)) {
  ::setenv("no_proxy", "127.0.0.1", 1);
  behave("good");
  start();
}

HttpServer::~HttpServer() {
  stop();
}

void HttpServer::behave(std::string_view behaviour) const {
  folder_.write("behaviour.new", behaviour);
  ::rename((folder_ / "behaviour.new").c_str(), (folder_ / "behaviour").c_str());
}

void HttpServer::serve(std::string_view document) const {
  folder_.write("today.new", document);
  ::rename((folder_ / "today.new").c_str(), (folder_ / "today.json").c_str());
}

void HttpServer::start() {
  int out[2];
  if (::pipe2(out, O_CLOEXEC) != 0) std::abort();
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  std::string folder = folder_.path();
  std::string python = "python3";
  char* const words[] = {python.data(), script_.data(), folder.data(),
                         port_.empty() ? nullptr : port_.data(), nullptr};
  const int error = ::posix_spawnp(&pid_, "python3", &actions, nullptr, words, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  if (error != 0) std::abort();
  port_.clear();
  char byte = 0;
  while (::read(out[0], &byte, 1) == 1 && byte != '\n') port_.push_back(byte);
  ::close(out[0]);
  if (port_.empty()) std::abort();  // no python3, or the port is taken
}

void HttpServer::stop() {
  if (pid_ == 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

bool HttpServer::wait_asked() const {
  const Fd watch(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  ::inotify_add_watch(watch.get(), folder_.path().c_str(), IN_CREATE | IN_MODIFY);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (requests().empty()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd news{watch.get(), POLLIN, 0};
    ::poll(&news, 1, static_cast<int>(left.count()));
    std::array<char, 4096> told;
    while (::read(watch.get(), told.data(), told.size()) > 0) {
    }
  }
  return true;
}

std::string HttpServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + port_ + std::string(path);
}

}  // namespace sunhall::test
