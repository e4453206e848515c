#include "hub/api/answer.h"

#include <array>
#include <memory>
#include <utility>

#include "hub/api/daily_hours.h"
#include "hub/api/token.h"
#include "hub/http/limits.h"

namespace sunhall {
namespace {

/// Half of a hash is plenty to tell two texts apart.
std::string etag_of(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const TokenHash hash = hash_token(text);
  std::string tag = "\"";
  for (std::size_t i = 0; i < hash.size() / 2; ++i) {
    tag += kHex[hash[i] >> 4U];
    tag += kHex[hash[i] & 15U];
  }
  return tag + "\"";
}

/// RFC 9110 §13.1.2: a list of tags, or `*`; weak ones (a proxy may have compressed) count.
bool names_tag(std::string_view header, std::string_view tag) {
  return header == "*" || header.find(tag) != std::string_view::npos;
}

}  // namespace

std::string rfc3339(WallTime time) {
  return format_rfc3339({.utc = time, .offset = std::chrono::minutes(0)});
}

OrderedJson hours_json(const std::vector<DailySpan>& hours) {
  OrderedJson out = OrderedJson::array();
  for (const DailySpan& span : hours)
    out.push_back(OrderedJson{{"from", write_hh_mm(span.from)}, {"to", write_hh_mm(span.to)}});
  return out;
}

Response answer_json(int status, const OrderedJson& json) {
  return json_response(status,
                       json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace) + "\n");
}

Response answer_error(const Error& error) {
  switch (error.kind) {
    case ErrorKind::kBadInput:
      return error_response(400, "bad_input", error.what);
    case ErrorKind::kUnsupported:
      return error_response(404, "not_found", error.what);
    case ErrorKind::kExhausted:
      return error_response(503, "exhausted", error.what);
    case ErrorKind::kUnavailable: {
      Response response = error_response(503, "unavailable", error.what);
      response.headers.emplace_back("Retry-After", "5");
      return response;
    }
    case ErrorKind::kInternal:
      break;
  }
  return error_response(500, "internal", error.what);
}

tl::expected<Json, Response> read_json_body(const Request& request) {
  const std::string_view type = request.header("content-type").value_or("");
  if (type.substr(0, type.find(';')) != "application/json")
    return tl::unexpected(error_response(415, "bad_input", "send Content-Type: application/json"));
  auto json = parse_json(request.body, kBodyBytesMax);
  if (!json) return tl::unexpected(answer_error(json.error()));
  return std::move(*json);
}

void answer_on(TaskQueue& queue, Reply reply, std::function<Response()> job) {
  const auto shared = std::make_shared<Reply>(std::move(reply));
  const bool is_posted = queue.post([shared, job = std::move(job)] { (*shared)(job()); });
  if (!is_posted) (*shared)(answer_error({ErrorKind::kUnavailable, "too much to do, try again"}));
}

Response answer_cached(const Request& request, std::string content_type, std::string text) {
  const std::string tag = etag_of(text);
  Response response{.status = 200,
                    .headers = {{"ETag", tag}, {"Cache-Control", "private, no-cache"}},
                    .body = {}};
  if (names_tag(request.header("if-none-match").value_or(""), tag)) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", std::move(content_type));
  response.body = std::move(text);
  return response;
}

}  // namespace sunhall
