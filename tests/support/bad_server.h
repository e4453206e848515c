// Servers that are no cameras, on a free port of this machine.
#pragma once

#include <string>

#include "native/worker.h"

namespace sunhall::test {

enum class Badness : unsigned char {
  kSilent,  // accepts, reads, never answers
  kClosesAtOnce,
  kGarbage,  // answers with bytes that mean nothing
};

/// A TCP server that behaves badly until it dies.
class BadServer {
 public:
  explicit BadServer(Badness badness);
  ~BadServer();
  BadServer(const BadServer&) = delete;
  BadServer& operator=(const BadServer&) = delete;

  std::string url(const std::string& scheme) const {
    return scheme + "://127.0.0.1:" + std::to_string(port_) + "/stream";
  }

 private:
  int listener_ = -1;
  int port_ = 0;
  Worker worker_;
};

}  // namespace sunhall::test
