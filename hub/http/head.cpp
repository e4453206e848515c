#include "hub/http/head.h"

#include <algorithm>
#include <array>
#include <utility>

#include <spdlog/fmt/fmt.h>

namespace sunhall {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 25> kReasons = {{
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
}};

bool is_same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

void add(std::string& head, std::string_view name, std::string_view value) {
  const auto breaks = [](char c) { return c == '\r' || c == '\n' || c == '\0'; };
  if (std::ranges::any_of(name, breaks) || std::ranges::any_of(value, breaks)) return;
  head.append(name).append(": ").append(value).append("\r\n");
}

void add_unless_said(std::string& head, const Fields& headers, std::string_view name,
                     std::string_view value) {
  const bool is_said = std::ranges::any_of(
      headers, [&](const auto& header) { return is_same_name(header.first, name); });
  if (!is_said) add(head, name, value);
}

// A piece of video runs no script, and there are many of them.
bool is_media(const Fields& headers) {
  return std::ranges::any_of(headers, [](const auto& header) {
    return is_same_name(header.first, "Content-Type") &&
           (header.second.starts_with("video/") ||
            header.second.find("mpegurl") != std::string::npos);
  });
}

}  // namespace

std::string_view reason_phrase(int status) {
  const auto it = std::ranges::find(kReasons, status, &decltype(kReasons)::value_type::first);
  return it == kReasons.end() ? "Other" : it->second;
}

std::string write_head(const HeadInput& input) {
  const Fields& headers = input.response.headers;
  std::string head = fmt::format("HTTP/1.1 {} {}\r\n", input.response.status,
                                 reason_phrase(input.response.status));
  add(head, "Server", "sunhall");
  add(head, "Date", input.date);
  for (const auto& [name, value] : headers) add(head, name, value);
  add_unless_said(head, headers, "X-Content-Type-Options", "nosniff");
  if (!is_media(headers)) {
    add_unless_said(head, headers, "Referrer-Policy", "no-referrer");
    add_unless_said(head, headers, "Content-Security-Policy", kContentSecurityPolicy);
  }
  if (input.framing == Framing::kLength)
    add(head, "Content-Length", std::to_string(input.length_bytes));
  if (input.framing == Framing::kChunked) add(head, "Transfer-Encoding", "chunked");
  if (!input.keeps_alive) add(head, "Connection", "close");
  return head + "\r\n";
}

std::string format_http_date(WallTime time) {
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const LocalTime utc = to_local({.utc = time, .offset = std::chrono::minutes(0)});
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[utc.weekday.c_encoding()],
                     static_cast<unsigned>(utc.date.day()),
                     kMonths[static_cast<unsigned>(utc.date.month()) - 1],
                     static_cast<int>(utc.date.year()), utc.hour, utc.minute, utc.second);
}

}  // namespace sunhall
