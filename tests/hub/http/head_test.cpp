#include "hub/http/head.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

std::string head_of(const Response& response, Framing framing = Framing::kLength) {
  return write_head({.response = response,
                     .framing = framing,
                     .length_bytes = 7,
                     .keeps_alive = true,
                     .date = "D"});
}

bool has(const std::string& head, std::string_view line) {
  return head.find(line) != std::string::npos;
}

}  // namespace

TEST_CASE("head: an answer says who speaks, how long it is, and nothing of guessing types") {
  const std::string head =
      head_of({.status = 200, .headers = {{"Content-Type", "text/html"}}, .body = {}});

  CHECK(head.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK(head.ends_with("\r\n\r\n"));
  CHECK(has(head, "\r\nServer: sunhall\r\n"));
  CHECK(has(head, "\r\nDate: D\r\n"));
  CHECK(has(head, "\r\nContent-Length: 7\r\n"));
  CHECK(has(head, "\r\nX-Content-Type-Options: nosniff\r\n"));
  CHECK(has(head, "\r\nReferrer-Policy: no-referrer\r\n"));
  CHECK(has(head, "\r\nContent-Security-Policy: default-src 'self'"));
  CHECK_FALSE(has(head, "Connection:"));
}

TEST_CASE("head: a handler's own header stands instead of the server's, a video carries fewer") {
  const std::string own = head_of(
      {.status = 200, .headers = {{"content-security-policy", "default-src 'none'"}}, .body = {}});
  CHECK_FALSE(has(own, "default-src 'self'"));
  const std::string video =
      head_of({.status = 200, .headers = {{"Content-Type", "video/mp4"}}, .body = {}});
  CHECK(has(video, "nosniff"));
  CHECK_FALSE(has(video, "Security-Policy"));
}

TEST_CASE("head: nobody writes a second header through the first") {
  const std::string head = head_of(
      {.status = 200,
       .headers = {{"X-A", "1\r\nX-Evil: 2"}, {"X-B\r\nX-Evil", "3"}, {"X-C", "4\n"}, {"X-D", "5"}},
       .body = {}});
  CHECK_FALSE(has(head, "Evil"));
  CHECK_FALSE(has(head, "X-C:"));
  CHECK(has(head, "X-D: 5\r\n"));
}

TEST_CASE("head: each framing says how the body ends") {
  CHECK(has(head_of({}, Framing::kChunked), "\r\nTransfer-Encoding: chunked\r\n"));
  CHECK_FALSE(has(head_of({}, Framing::kChunked), "Content-Length"));
  CHECK_FALSE(has(head_of({}, Framing::kNone), "Content-Length"));
  CHECK_FALSE(has(head_of({}, Framing::kClose), "Transfer-Encoding"));
}

TEST_CASE("head: the date is written as RFC 9110 shows it") {
  CHECK(format_http_date(parse_rfc3339("1994-11-06T08:49:37Z")->utc) ==
        "Sun, 06 Nov 1994 08:49:37 GMT");
}
