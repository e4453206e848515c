#include "hub/onvif/onvif_camera.h"

#include <doctest/doctest.h>

#include <string>

#include "hub/http/server.h"
#include "native/clock.h"

using namespace sunhall;
using namespace std::chrono_literals;

namespace {

std::string envelope(const std::string& body) {
  return "<s:Envelope xmlns:s=\"x\"><s:Body>" + body + "</s:Body></s:Envelope>";
}

// A camera whose clock is an hour late, and that lets nobody in whose digest is older.
class TestCamera {
 public:
  explicit TestCamera(bool knows_user = true) : knows_user_(knows_user) {
    auto server = HttpServer::open(
        {}, [this](const Request& request, Reply reply) { reply(answer(request)); });
    REQUIRE(server);
    server_ = std::move(*server);
  }

  std::string address() const { return base() + "/onvif/device_service"; }

 private:
  std::string base() const { return "http://127.0.0.1:" + std::to_string(server_->port()); }

  Response answer(const Request& request) const {
    const std::string& body = request.body;
    const auto asks = [&](std::string_view what) { return body.find(what) != std::string::npos; };
    if (asks("GetSystemDateAndTime")) return {.headers = {}, .body = envelope(own_time())};
    const bool is_in_time = asks("<wsu:Created>" + own_hour());
    if (!knows_user_ || !asks("<wsse:Username>admin<") || !is_in_time) {
      return {.status = 400, .headers = {}, .body = envelope("<s:Fault/>")};
    }
    if (asks("GetCapabilities")) {
      return {.headers = {},
              .body = envelope("<C><Media><XAddr>" + base() + "/onvif/media</XAddr></Media></C>")};
    }
    if (asks("GetProfiles")) {
      return {
          .headers = {},
          .body = envelope("<P><Profiles token='s'><VideoEncoderConfiguration><Width>640</Width>"
                           "<Height>360</Height></VideoEncoderConfiguration></Profiles>"
                           "<Profiles token='m'><VideoEncoderConfiguration><Width>1920</Width>"
                           "<Height>1080</Height></VideoEncoderConfiguration></Profiles></P>")};
    }
    const std::string path = asks(">m<") ? "101" : "102";
    return {.headers = {}, .body = envelope("<U><Uri>rtsp://192.0.2.1/" + path + "</Uri></U>")};
  }

  static ZonedTime hour_ago() { return {SystemClock().now().wall.utc - 1h, 0min}; }
  static std::string own_hour() { return format_rfc3339(hour_ago()).substr(0, 13); }
  static std::string own_time() {
    const LocalTime at = to_local(hour_ago());
    const auto tag = [](const std::string& name, int value) {
      return "<" + name + ">" + std::to_string(value) + "</" + name + ">";
    };
    return "<UTCDateTime>" + tag("Hour", at.hour) + tag("Minute", at.minute) +
           tag("Second", at.second) + tag("Year", static_cast<int>(at.date.year())) +
           tag("Month", static_cast<int>(static_cast<unsigned>(at.date.month()))) +
           tag("Day", static_cast<int>(static_cast<unsigned>(at.date.day()))) + "</UTCDateTime>";
  }

  const bool knows_user_;
  std::unique_ptr<HttpServer> server_;
};

}  // namespace

TEST_CASE("onvif: a camera whose clock is wrong still tells its streams, largest first") {
  const TestCamera camera;

  const auto answer = ask_camera(
      {.address = camera.address(), .user = "admin", .password = Secret("word")}, SystemClock());

  REQUIRE(answer);
  REQUIRE(answer->clock_error);
  CHECK(std::chrono::abs(*answer->clock_error + 1h) < 10s);
  REQUIRE(answer->streams.size() == 2);
  CHECK(answer->streams[0].url == "rtsp://192.0.2.1/101");
  CHECK(answer->streams[0].profile.width == 1920);
  CHECK(answer->streams[1].url == "rtsp://192.0.2.1/102");
}

TEST_CASE("onvif: a camera that refuses says so, and no password is in the message") {
  const TestCamera camera(false);

  const auto answer = ask_camera(
      {.address = camera.address(), .user = "admin", .password = Secret("word")}, SystemClock());

  REQUIRE_FALSE(answer);
  CHECK(answer.error().kind == ErrorKind::kUnavailable);
  CHECK(answer.error().what.find("word") == std::string::npos);
}
