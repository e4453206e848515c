// Whatever a client sends, in whatever two pieces: the server answers in HTTP or hangs up, and is
// there for the next one.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "hub/http/server.h"
#include "native/fd.h"

namespace {

using sunhall::Fd;
using sunhall::HttpServer;

/// After a client has said its last, the server has this long to answer and hang up.
constexpr int kPatience_ms = 5'000;

std::unique_ptr<HttpServer> server;

// A request that got through is within the limits; its body comes back.
void answer(const sunhall::Request& request, sunhall::Reply reply) {
  if (!request.path.starts_with('/') || request.path.find("/../") != std::string::npos)
    std::abort();
  if (request.body.size() > sunhall::kBodyBytesMax) std::abort();
  reply({.status = 200, .headers = {{"Content-Type", "text/plain"}}, .body = request.body});
}

Fd connect_to_server() {
  Fd talk(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(server->port());
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  // Nobody who comes after a hostile client may find the door shut.
  if (connect(talk.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    std::abort();
  return talk;
}

// A server that has heard enough hangs up: what is left unsaid then does not matter.
void say(const Fd& talk, std::string_view words) {
  while (!words.empty()) {
    const ssize_t sent = send(talk.get(), words.data(), words.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    words.remove_prefix(static_cast<std::size_t>(sent));
  }
}

std::string hear(const Fd& talk) {
  std::string heard;
  std::array<char, 4096> piece{};
  for (;;) {
    pollfd wait{.fd = talk.get(), .events = POLLIN, .revents = 0};
    if (poll(&wait, 1, kPatience_ms) <= 0) std::abort();
    const ssize_t got = recv(talk.get(), piece.data(), piece.size(), 0);
    if (got <= 0) return heard;
    heard.append(piece.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  auto opened = HttpServer::open({}, [](const sunhall::Request& request, sunhall::Reply reply) {
    answer(request, std::move(reply));
  });
  if (!opened) std::abort();
  server = std::move(*opened);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::size_t cut = text.size() * data[0] / 255;
  const Fd talk = connect_to_server();
  say(talk, text.substr(0, cut));
  say(talk, text.substr(cut));
  shutdown(talk.get(), SHUT_WR);
  const std::string heard = hear(talk);
  if (!heard.empty() && !heard.starts_with("HTTP/1.1 ")) std::abort();
  return 0;
}
