#include "hub/api/page_answer.h"

#include <utility>
#include <vector>

#include "hub/http/coding.h"

namespace sunhall {
namespace {

struct Form {
  Bytes bytes;
  std::string_view coding;  // empty: as it is
  std::string tag;
};

/// The smallest form that the client unpacks; each has a tag of its own (RFC 9110 §8.8.3.3).
Form choose_form(const PageFile& file, std::string_view accept_encoding) {
  if (file.brotli && accepts_coding(accept_encoding, "br"))
    return {file.brotli, "br", '"' + file.tag + "-br\""};
  if (file.gzip && accepts_coding(accept_encoding, "gzip"))
    return {file.gzip, "gzip", '"' + file.tag + "-gz\""};
  return {file.plain, {}, '"' + file.tag + '"'};
}

}  // namespace

Response answer_page_file(const PageFile& file, std::string_view cache, const Request& request) {
  const Form form = choose_form(file, request.header("accept-encoding").value_or(""));
  Response response{.status = 200,
                    .headers = {{"ETag", form.tag}, {"Cache-Control", std::string(cache)}},
                    .body = {}};
  if (file.gzip || file.brotli) response.headers.emplace_back("Vary", "Accept-Encoding");
  const std::string_view known = request.header("if-none-match").value_or("");
  if (known == "*" || known.find(form.tag) != std::string_view::npos) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", file.type);
  if (!form.coding.empty()) response.headers.emplace_back("Content-Encoding", form.coding);
  response.body = std::vector<Piece>{form.bytes};
  return response;
}

void add_open_page(Router& router, std::string pattern, Handler handler) {
  router.add({.method = Method::kGet,
              .pattern = std::move(pattern),
              .least = Role::kNobody,
              .handler = std::move(handler),
              .door = Door::kOpen});
}

}  // namespace sunhall
