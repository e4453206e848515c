#include "hub/http/message.h"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace sunhall {

std::string_view method_word(Method method) {
  switch (method) {
    case Method::kGet:
      return "GET";
    case Method::kHead:
      return "HEAD";
    case Method::kPost:
      return "POST";
    case Method::kPut:
      return "PUT";
    case Method::kDelete:
      return "DELETE";
    case Method::kOptions:
      return "OPTIONS";
  }
  return "";
}

std::optional<std::string_view> find_field(const Fields& fields, std::string_view name) {
  const auto it = std::ranges::find(fields, name, &Fields::value_type::first);
  if (it == fields.end()) return std::nullopt;
  return it->second;
}

std::optional<std::string_view> Request::query_value(std::string_view name) const {
  return find_field(query, name);
}

std::optional<std::string_view> Request::header(std::string_view lower_name) const {
  return find_field(headers, lower_name);
}

std::optional<std::uint64_t> body_bytes(const Body& body) {
  if (const auto* text = std::get_if<std::string>(&body)) return text->size();
  const auto* pieces = std::get_if<std::vector<Piece>>(&body);
  if (pieces == nullptr) return std::nullopt;
  std::uint64_t sum = 0;
  for (const Piece& piece : *pieces) {
    if (const auto* bytes = std::get_if<Bytes>(&piece)) sum += *bytes ? (*bytes)->size() : 0;
    if (const auto* file = std::get_if<FilePart>(&piece)) sum += file->bytes;
  }
  return sum;
}

Response json_response(int status, std::string json) {
  return {.status = status,
          .headers = {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}},
          .body = std::move(json)};
}

Response error_response(int status, std::string_view kind, std::string_view message) {
  nlohmann::ordered_json error;
  error["error"]["kind"] = kind;
  error["error"]["message"] = message;
  return json_response(
      status, error.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

Reply::~Reply() {
  if (send_) send_(error_response(500, "internal", "the request was dropped"));
}

void Reply::operator()(Response response) {
  // Moved out first: an answer is given once, whatever the receiver does.
  if (const Send send = std::exchange(send_, nullptr)) send(std::move(response));
}

}  // namespace sunhall
