// Which handler answers a path, and who may ask.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hub/http/identity.h"
#include "hub/http/message.h"

namespace sunhall {

/// What a handler gets: the request, who asks, and the pattern's `{names}`.
struct Call {
  Request request;
  Identity who;
  Fields params;

  std::string_view param(std::string_view name) const;  // must be in the pattern
};

using Handler = std::function<void(const Call&, Reply)>;

/// Whether a route looks at who asks.
enum class Door : unsigned char {
  kChecked,  // a token that is shown must be good, and the role high enough
  kOpen,     // for everybody, whatever they show: the answer holds nothing of the house
};

/// Whether a program's key opens a route; one that may write records opens nothing else.
enum class Keys : unsigned char { kRefused, kTaken };

struct Route {
  Method method = Method::kGet;
  std::string pattern;  // as `/live/{camera}/index.m3u8`; a name stands for one whole segment
  Role least = Role::kPublic;
  Handler handler;
  Door door = Door::kChecked;  // kOpen: `least` means nothing, and `Call::who` is nobody
  Keys keys = Keys::kRefused;
};

/// Finds the route, asks who it is, and refuses in one place: 404, 405, 401, 403, 429.
///
/// A pattern with `{camera}` is open only to who may see that camera; what writes for the staff is
/// closed to inspectors. A reading answer to somebody who showed a token may be read by any web
/// page (`Access-Control-Allow-Origin: *`); one that is public only because of where it was asked
/// from never is, nor may a shared cache keep it: docs/decisions/0060-no-cross-origin-by-place.md.
///
/// Threads: routes are added before the server opens; then any thread dispatches.
class Router {
 public:
  /// Says who sends a request; a wrong or expired token is an Error whose text is for the sender,
  /// kUnsupported (403) what nobody may send like this.
  using Identify = std::function<Result<Identity>(const Request&)>;

  explicit Router(Identify identify) : identify_(std::move(identify)) {}

  void add(Route route);
  /// Lets routes that are added later, and whose pattern begins with `prefix`, pass their handlers
  /// through `wrap`: for what all of them must do, whoever adds them.
  void wrap_under(std::string prefix, std::function<Handler(Handler)> wrap);
  /// Every method and pattern with the role it needs, in the order in which they were added.
  std::vector<const Route*> routes() const;
  /// HEAD is answered by GET's handler; OPTIONS by the list of methods.
  void dispatch(Request request, Reply reply) const;

 private:
  struct Pattern {
    std::vector<std::string> segments;  // `{name}` stands for any one
    Route route;
  };
  struct Match;

  Match find(Method method, std::string_view path) const;

  Identify identify_;
  std::vector<Pattern> patterns_;
  std::vector<std::pair<std::string, std::function<Handler(Handler)>>> wraps_;
};

}  // namespace sunhall
