#include "tests/support/bad_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace sunhall::test {

namespace {

constexpr std::string_view kNonsense = "\x01\xff what? \r\n\r\n\r\nRTSP/9.9 999 \xc3\x28\r\n";

int listen_on_free_port() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(listener, 16) == 0);
  return listener;
}

int port_of(int listener) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  REQUIRE(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  return ntohs(address.sin_port);
}

void serve(int listener, Badness badness, const std::stop_token& stop) {
  std::vector<int> clients;
  while (!stop.stop_requested()) {
    pollfd waiting{listener, POLLIN, 0};
    if (poll(&waiting, 1, 10) <= 0) continue;
    const int client = accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (badness == Badness::kGarbage) {
      std::array<char, 512> request{};
      (void)!recv(client, request.data(), request.size(), 0);
      for (int i = 0; i < 100; ++i) {
        (void)!send(client, kNonsense.data(), kNonsense.size(), MSG_NOSIGNAL);
      }
    }
    if (badness == Badness::kSilent) {
      clients.push_back(client);
    } else {
      close(client);
    }
  }
  for (const int client : clients) close(client);
}

}  // namespace

BadServer::BadServer(Badness badness)
    : listener_(listen_on_free_port()),
      port_(port_of(listener_)),
      worker_("bad-server", [listener = listener_, badness](const std::stop_token& stop) {
        serve(listener, badness, stop);
      }) {}

BadServer::~BadServer() {
  worker_.stop();
  close(listener_);
}

}  // namespace sunhall::test
