#include "hub/api/desk_routes.h"

#include <string>
#include <utility>

#include "hub/api/page_answer.h"

namespace sunhall {
namespace {

using Files = std::shared_ptr<const PageFiles>;

constexpr std::string_view kFolder = "/desk/";
constexpr std::string_view kNotInstalled = R"(<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>阳光食堂 Sunhall</title></head>
<body style="font: 18px/1.6 sans-serif; max-width: 36em; margin: 3em auto; padding: 0 1em">
<h1>登记台尚未安装</h1>
<p>主机工作正常，但没有找到登记台的文件。请安装 sunhall-hub 软件包，或用 <code>--desk DIR</code> 指定。</p>
<p lang="en">The hub runs, but the staff's desk is not installed: install the package sunhall-hub, or say where it is
with <code>--desk DIR</code>.</p>
</body></html>
)";

/// Whether a file stands under a version's folder: `/desk/1a2b/desk.js`.
bool is_versioned(std::string_view path) {
  return path.starts_with(kFolder) && path.find('/', kFolder.size()) != std::string_view::npos;
}

void add_versioned(Router& router, const Files& files, const char* pattern) {
  add_open_page(router, pattern, [files](const Call& call, Reply reply) {
    const auto it = files->find(call.request.path);
    if (it == files->end())
      return reply(error_response(404, "not_found", "there is no such file of the desk"));
    reply(answer_page_file(it->second, kPageForGood, call.request));
  });
}

}  // namespace

void add_desk_routes(Router& router, const Files& files) {
  add_open_page(router, "/desk", [files](const Call& call, Reply reply) {
    if (files)
      return reply(answer_page_file(files->at("/index.html"), kPageAskAgain, call.request));
    reply({.status = 200,
           .headers = {{"Content-Type", "text/html; charset=utf-8"}, {"Cache-Control", "no-store"}},
           .body = std::string(kNotInstalled)});
  });
  if (!files) return;
  for (const auto& entry : *files) {
    const PageFile& file = entry.second;
    if (is_versioned(entry.first) || entry.first == "/index.html") continue;
    add_open_page(router, entry.first, [files, &file](const Call& call, Reply reply) {
      Response response = answer_page_file(file, kPageAskAgain, call.request);
      // A worker that stands in /desk/ may look after /desk itself.
      if (file.type.starts_with("text/javascript"))
        response.headers.emplace_back("Service-Worker-Allowed", "/desk");
      reply(std::move(response));
    });
  }
  add_versioned(router, files, "/desk/{version}/{file}");
  add_versioned(router, files, "/desk/{version}/{folder}/{file}");
}

}  // namespace sunhall
