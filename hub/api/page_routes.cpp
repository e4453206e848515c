#include "hub/api/page_routes.h"

#include <string>
#include <utility>

#include "hub/api/invitation.h"
#include "hub/api/page_answer.h"

namespace sunhall {
namespace {

using Files = std::shared_ptr<const PageFiles>;

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

Response answer_front(const Files& files, const Request& request) {
  if (files) return answer_page_file(files->at("/index.html"), kPageAskAgain, request);
  return {.status = 200,
          .headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
          .body = std::string(kNotInstalled)};
}

void answer_versioned(const Files& files, const Call& call, Reply reply) {
  const auto it = files->find(call.request.path);
  if (it == files->end())
    return reply(error_response(404, "not_found", "there is no such file of the page"));
  reply(answer_page_file(it->second, kPageForGood, call.request));
}

}  // namespace

void add_page_routes(Router& router, const std::shared_ptr<const PageFiles>& files,
                     const Accounts& accounts, const Clock& clock) {
  add_open_page(router, "/", [files, &accounts, &clock](const Call& call, Reply reply) {
    if (call.request.query_value("token"))
      return reply(take_invitation(accounts, clock, call.request, "/"));
    reply(answer_front(files, call.request));
  });
  if (!files) return;
  for (const auto& entry : *files) {
    const PageFile& file = entry.second;
    if (entry.first.starts_with(kVersionedFolder)) continue;
    add_open_page(router, entry.first, [files, &file](const Call& call, Reply reply) {
      reply(answer_page_file(file, kPageAskAgain, call.request));
    });
  }
  for (const char* pattern : {"/page/{version}/{file}", "/page/{version}/{folder}/{file}"}) {
    add_open_page(router, pattern, [files](const Call& call, Reply reply) {
      answer_versioned(files, call, std::move(reply));
    });
  }
}

}  // namespace sunhall
