#include "native/stream_address.h"

#include <doctest/doctest.h>

using namespace sunhall;

TEST_CASE("address: without a password it stays as it is") {
  for (const char* url :
       {"rtsp://192.0.2.10:554/Streaming/Channels/101", "rtsp://camera.lan/h264?channel=1",
        "rtsp://[2001:db8::1]:554/1", "http://192.0.2.10/video.mp4", "file:///srv/clip.mp4"}) {
    CAPTURE(std::string(url));
    const auto address = split_address(url);
    REQUIRE(address);
    CHECK(address->url == url);
    CHECK(address->user.empty());
    CHECK(address->password.empty());
    CHECK_FALSE(address->keeps_secret);
  }
}

TEST_CASE("address: user and password are taken out and decoded") {
  const auto address = split_address("rtsp://admin:p%40ss%2Fw%25rd@192.0.2.10:554/101");
  REQUIRE(address);
  CHECK(address->url == "rtsp://192.0.2.10:554/101");
  CHECK(address->user == "admin");
  CHECK(address->password.reveal() == "p@ss/w%rd");
}

TEST_CASE("address: a raw @ or : in the password is understood, as manuals show it") {
  const auto address = split_address("RTSP://admin:p@ss:word@192.0.2.10/101");
  REQUIRE(address);
  CHECK(address->url == "rtsp://192.0.2.10/101");
  CHECK(address->password.reveal() == "p@ss:word");
}

TEST_CASE("address: a user alone is taken out, too") {
  const auto address = split_address("rtsp://viewer@192.0.2.10/101");
  REQUIRE(address);
  CHECK(address->user == "viewer");
  CHECK(address->password.empty());
}

TEST_CASE("address: a password that cannot be told from the host is refused and not repeated") {
  for (const char* url :
       {"rtsp://admin:SECRET/x@192.0.2.10/101", "rtsp://admin:123/SECRET@192.0.2.10/101",
        "rtsp://admin:SECRET#@192.0.2.10/101", "rtsp://admin:SECRET?@192.0.2.10/101",
        "rtsp://admin:SECRET", "rtsp://admin:SECRET@", "rtsp://admin:SECRET%4@192.0.2.10/1",
        "rtsp://admin:SECRET%zz@192.0.2.10/1", "rtsp://admin:SECRET%00@192.0.2.10/1",
        "rtps://admin:SECRET@192.0.2.10/1", "rtsp://admin:SECRET x@192.0.2.10/1",
        "rtsp://admin:SECRET\n@192.0.2.10/1", "admin:SECRET@192.0.2.10", "SECRET"}) {
    CAPTURE(std::string(url));
    const auto address = split_address(url);
    REQUIRE_FALSE(address);
    CHECK(address.error().kind == ErrorKind::kBadInput);
    CHECK(address.error().what.find("SECRET") == std::string::npos);
  }
}

TEST_CASE("address: a password in the path is told, since it cannot be taken out") {
  CHECK(split_address("rtsp://192.0.2.10:554/user=admin&password=&channel=1")->keeps_secret);
  CHECK(split_address("http://192.0.2.10/live?Token=abc")->keeps_secret);
}

TEST_CASE("address: too long, empty or without a host is refused") {
  CHECK_FALSE(split_address("rtsp://a/" + std::string(kAddressBytesMax, 'a')));
  for (const char* url : {"", "rtsp://", "rtsp:///101", "rtsp://:554/", "file://clip.mp4",
                          "file://", "rtsp://host:port/", "rtsp://host:/", "concat:a|b"}) {
    CAPTURE(std::string(url));
    CHECK_FALSE(split_address(url));
  }
}

TEST_CASE("address: a file's name becomes an address that any reader understands") {
  CHECK(file_url("/srv/a b/今天#1.json") == "file:///srv/a%20b/%E4%BB%8A%E5%A4%A9%231.json");
  CHECK(decode_percent("a%20b%E4%BB%8A") == "a b今");
}
