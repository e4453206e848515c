#include "tests/support/http_server.h"
#include "tests/support/source_path.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

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
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (requests().empty()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::string HttpServer::url(std::string_view path) const {
  return "http://127.0.0.1:" + port_ + std::string(path);
}

}  // namespace sunhall::test
