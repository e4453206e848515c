#include "hub/onvif/discovery.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <string>

#include "native/fd.h"
#include "native/worker.h"

using namespace sunhall;

namespace {

std::string match(const std::string& id) {
  return "<e:Envelope xmlns:e='x' xmlns:d='y' xmlns:a='z'><e:Body><d:ProbeMatches><d:ProbeMatch>"
         "<a:Address>" +
         id +
         "</a:Address><d:XAddrs>http://192.0.2.1/onvif/device_service"
         "</d:XAddrs></d:ProbeMatch></d:ProbeMatches></e:Body></e:Envelope>";
}

// A device on the loopback network that answers a search with datagrams.
class TestDevice {
 public:
  explicit TestDevice(std::vector<std::string> answers) : answers_(std::move(answers)) {
    sockaddr_in own{};
    own.sin_family = AF_INET;
    own.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr generic{};
    std::memcpy(&generic, &own, sizeof own);
    REQUIRE(::bind(socket_.get(), &generic, sizeof own) == 0);
    socklen_t size = sizeof generic;
    REQUIRE(::getsockname(socket_.get(), &generic, &size) == 0);
    std::memcpy(&own, &generic, sizeof own);
    port_ = ntohs(own.sin_port);
  }

  std::uint16_t port() const { return port_; }

 private:
  void run(const std::stop_token& stop) {
    std::array<char, 4096> question{};
    while (!stop.stop_requested()) {
      pollfd waiting{socket_.get(), POLLIN, 0};
      if (::poll(&waiting, 1, 20) <= 0) continue;
      sockaddr peer{};
      socklen_t size = sizeof peer;
      if (::recvfrom(socket_.get(), question.data(), question.size(), 0, &peer, &size) <= 0)
        continue;
      for (const std::string& answer : answers_) {
        ::sendto(socket_.get(), answer.data(), answer.size(), 0, &peer, size);
      }
    }
  }

  const std::vector<std::string> answers_;
  Fd socket_{::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)};
  std::uint16_t port_ = 0;
  Worker worker_{"device", [this](const std::stop_token& stop) { run(stop); }};
};

}  // namespace

TEST_CASE("discover: every device is told once, and what is no answer is left out") {
  const TestDevice device({match("urn:1"), "not xml", match("urn:2"), match("urn:1"), ""});

  const auto found = search_cameras(
      {.group = "127.0.0.1", .port = device.port(), .time = std::chrono::milliseconds(400)});

  REQUIRE(found);
  REQUIRE(found->size() == 2);
  CHECK(found->at(0).id == "urn:1");
  CHECK(found->at(1).id == "urn:2");
}

TEST_CASE("discover: an empty network is an empty list") {
  const TestDevice silent({});

  const auto found = search_cameras(
      {.group = "127.0.0.1", .port = silent.port(), .time = std::chrono::milliseconds(50)});

  REQUIRE(found);
  CHECK(found->empty());
}
