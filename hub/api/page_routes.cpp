#include "hub/api/page_routes.h"

#include <string>
#include <utility>

#include "hub/api/invitation.h"
#include "hub/http/coding.h"

namespace sunhall {
namespace {

using Files = std::shared_ptr<const PageFiles>;

// The version stands in the path: another one is another address.
constexpr std::string_view kForGood = "public, max-age=31536000, immutable";
// Asked for each time; 304 when it is still the same.
constexpr std::string_view kAskAgain = "no-cache";
constexpr std::string_view kVersionedFolder = "/page/";
constexpr std::string_view kNotInstalled = R"(<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>阳光食堂 Sunhall</title></head>
<body style="font: 18px/1.6 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em">
<h1>家属页面尚未安装</h1>
<p>主机工作正常，但没有找到家属页面的文件。请安装 sunhall-hub 软件包，或用 <code>--page DIR</code> 指定。</p>
<p lang="en">The hub runs, but the families' page is not installed: install the package sunhall-hub, or say where
it is with <code>--page DIR</code>.</p>
<p><a href="/plain">文字版 · Plain page</a></p>
</body></html>
)";

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

Response answer_file(const PageFile& file, std::string_view cache, const Request& request) {
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

Response answer_front(const Files& files, const Request& request) {
  if (files) return answer_file(files->at("/index.html"), kAskAgain, request);
  return {.status = 200,
          .headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::string(kNotInstalled)};
}

void answer_versioned(const Files& files, const Call& call, Reply reply) {
  const auto it = files->find(call.request.path);
  if (it == files->end())
    return reply(error_response(404, "not_found", "there is no such file of the page"));
  reply(answer_file(it->second, kForGood, call.request));
}

void add_open(Router& router, std::string pattern, Handler handler) {
  router.add({.method = Method::kGet,
              .pattern = std::move(pattern),
              .least = Role::kNobody,
              .handler = std::move(handler),
              .door = Door::kOpen});
}

}  // namespace

void add_page_routes(Router& router, const std::shared_ptr<const PageFiles>& files,
                     const Accounts& accounts, const Clock& clock) {
  add_open(router, "/", [files, &accounts, &clock](const Call& call, Reply reply) {
    if (call.request.query_value("token"))
      return reply(take_invitation(accounts, clock, call.request, "/"));
    reply(answer_front(files, call.request));
  });
  if (!files) return;
  for (const auto& entry : *files) {
    const PageFile& file = entry.second;
    if (entry.first.starts_with(kVersionedFolder)) continue;
    add_open(router, entry.first, [files, &file](const Call& call, Reply reply) {
      reply(answer_file(file, kAskAgain, call.request));
    });
  }
  for (const char* pattern : {"/page/{version}/{file}", "/page/{version}/{folder}/{file}"}) {
    add_open(router, pattern, [files](const Call& call, Reply reply) {
      answer_versioned(files, call, std::move(reply));
    });
  }
}

}  // namespace sunhall
