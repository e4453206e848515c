#include "hub/http/router.h"

#include <algorithm>
#include <cassert>
#include <memory>
#include <optional>
#include <utility>

#include "hub/http/access_log.h"

namespace sunhall {
namespace {

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);  // the slash
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_name(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

std::optional<Fields> match(const std::vector<std::string>& pattern,
                            const std::vector<std::string>& segments) {
  if (pattern.size() != segments.size()) return std::nullopt;
  Fields params;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (is_name(pattern[i])) {
      params.emplace_back(pattern[i].substr(1, pattern[i].size() - 2), segments[i]);
    } else if (pattern[i] != segments[i]) {
      return std::nullopt;
    }
  }
  return params;
}

// Somebody who can read this page's token needs no protection from the page that uses it; an
// answer that is open only inside the house must not be carried out of it by a browser.
bool showed_token(const Request& request) {
  return request.query_value("token").has_value() || request.header("authorization").has_value();
}

Response refuse(int status, std::string_view kind, std::string_view message, Fields more = {}) {
  Response response = error_response(status, kind, message);
  std::ranges::move(more, std::back_inserter(response.headers));
  return response;
}

Response unknown_sender(const Error& error) {
  if (error.kind == ErrorKind::kExhausted) {
    return refuse(429, "too_many_requests", error.what, {{"Retry-After", "60"}});
  }
  if (error.kind == ErrorKind::kUnavailable) {
    return refuse(503, "unavailable", error.what, {{"Retry-After", "5"}});
  }
  if (error.kind == ErrorKind::kUnsupported) return refuse(403, "forbidden", error.what);
  return refuse(401, "unauthorized", error.what, {{"WWW-Authenticate", "Bearer"}});
}

/// Why this sender may not, or empty.
std::optional<Response> forbid(const Route& route, const Identity& who, const Fields& params) {
  if (who.role < route.least) {
    if (who.account.empty())
      return refuse(401, "unauthorized",
                    "请使用邀请链接，或登录 · Use an invitation link, or log in",
                    {{"WWW-Authenticate", "Bearer"}});
    return refuse(403, "forbidden", "this needs the role " + std::string(role_word(route.least)));
  }
  if (who.use == TokenUse::kKey && route.keys == Keys::kRefused && route.least > Role::kNobody)
    return refuse(403, "forbidden", "此密钥只能登记数据 · A program's key may only handle records");
  if (who.role == Role::kInspector && !is_reading(route.method) && route.least >= Role::kStaff)
    return refuse(403, "forbidden", "an inspector writes nothing");
  const auto camera = find_field(params, "camera");
  if (camera && !may_see(who, *camera))
    return refuse(403, "forbidden",
                  "此邀请不含这个摄像头 · This camera is not open to this account");
  return std::nullopt;
}

Response list_methods(const std::string& allowed, bool is_reading_possible) {
  Response response{.status = 204, .headers = {{"Allow", allowed}}, .body = {}};
  if (!is_reading_possible) return response;
  // For a page elsewhere that is about to send its token in a header.
  response.headers.emplace_back("Access-Control-Allow-Origin", "*");
  response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD");
  response.headers.emplace_back("Access-Control-Allow-Headers", "authorization, range");
  response.headers.emplace_back("Access-Control-Max-Age", "600");
  return response;
}

/// A shared cache knows no places: what somebody was shown for where they asked from, it must not
/// show to the next one from elsewhere.
void keep_from_shared_caches(Fields& headers) {
  for (auto& [name, value] : headers) {
    const std::size_t at = name == "Cache-Control" ? value.find("public") : std::string::npos;
    if (at != std::string::npos) value.replace(at, std::string_view("public").size(), "private");
  }
}

Reply without_shared_caches(Reply reply) {
  return Reply([shared = std::make_shared<Reply>(std::move(reply))](Response response) {
    keep_from_shared_caches(response.headers);
    (*shared)(std::move(response));
  });
}

Reply share_with_all_pages(Reply reply) {
  return Reply([shared = std::make_shared<Reply>(std::move(reply))](Response response) {
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    (*shared)(std::move(response));
  });
}

}  // namespace

struct Router::Match {
  const Route* route = nullptr;
  Fields params;
  std::vector<Method> allowed;  // by any route with this path

  bool allows(Method method) const { return std::ranges::find(allowed, method) != allowed.end(); }
  std::string words() const {
    std::string all;
    for (const Method method : allowed) {
      all += std::string(method_word(method)) + ", ";
      if (method == Method::kGet) all += "HEAD, ";
    }
    return all + "OPTIONS";
  }
};

std::string_view Call::param(std::string_view name) const {
  const auto value = find_field(params, name);
  assert(value.has_value());
  return value.value_or(std::string_view());
}

void Router::add(Route route) {
  assert(route.pattern.starts_with('/'));
  for (const auto& [prefix, wrap] : wraps_) {
    if (route.pattern.starts_with(prefix)) route.handler = wrap(std::move(route.handler));
  }
  std::vector<std::string> segments = split_path(route.pattern);
  patterns_.push_back({std::move(segments), std::move(route)});
}

void Router::wrap_under(std::string prefix, std::function<Handler(Handler)> wrap) {
  wraps_.emplace_back(std::move(prefix), std::move(wrap));
}

std::vector<const Route*> Router::routes() const {
  std::vector<const Route*> all;
  for (const Pattern& pattern : patterns_) all.push_back(&pattern.route);
  return all;
}

Router::Match Router::find(Method method, std::string_view path) const {
  const Method wanted = method == Method::kHead ? Method::kGet : method;
  const std::vector<std::string> segments = split_path(path);
  Match found;
  for (const Pattern& pattern : patterns_) {
    std::optional<Fields> params = match(pattern.segments, segments);
    if (!params) continue;
    if (!found.allows(pattern.route.method)) found.allowed.push_back(pattern.route.method);
    if (found.route != nullptr || pattern.route.method != wanted) continue;
    found.route = &pattern.route;
    found.params = std::move(*params);
  }
  return found;
}

void Router::dispatch(Request request, Reply reply) const {
  AccessNote note(request);
  const Match found = find(request.method, request.path);
  if (found.allowed.empty()) {
    return log_access(std::move(note), std::move(reply))(
        refuse(404, "not_found", "there is nothing at this address"));
  }
  if (request.method == Method::kOptions && found.route == nullptr) {
    return log_access(std::move(note),
                      std::move(reply))(list_methods(found.words(), found.allows(Method::kGet)));
  }
  if (found.route == nullptr) {
    return log_access(std::move(note), std::move(reply))(
        refuse(405, "method_not_allowed", "this address takes " + found.words(),
               {{"Allow", found.words()}}));
  }

  if (found.route->door == Door::kOpen) {
    const Call call{std::move(request), Identity{}, found.params};
    return found.route->handler(call, log_access(std::move(note), std::move(reply)));
  }
  Result<Identity> who = identify_(request);
  if (who) note.role = who->role;
  Reply logged = log_access(std::move(note), std::move(reply));
  if (!who) return logged(unknown_sender(who.error()));
  if (auto refusal = forbid(*found.route, *who, found.params)) return logged(std::move(*refusal));
  const bool is_shared = is_reading(request.method) && showed_token(request);
  const bool is_by_place = request.is_proxied && who->account.empty();
  const Call call{std::move(request), std::move(*who), found.params};
  if (is_shared) return found.route->handler(call, share_with_all_pages(std::move(logged)));
  if (is_by_place) return found.route->handler(call, without_shared_caches(std::move(logged)));
  found.route->handler(call, std::move(logged));
}

}  // namespace sunhall
