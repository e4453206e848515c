#include "hub/api/invitation.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "hub/api/session_cookie.h"

namespace sunhall {
namespace {

// For a link without an end; the link itself can be taken back at any time.
constexpr std::chrono::seconds kCookieTimeMax = kLinkTimeMax;

Response redirect(std::string to) {
  return {.status = 303,
          .headers = {{"Location", std::move(to)}, {"Cache-Control", "no-store"}},
          .body = {}};
}

}  // namespace

Response take_invitation(const Accounts& accounts, const Clock& clock, const Request& request,
                         const std::string& page) {
  const Result<Identity> who = accounts.identify(request);
  // With an Authorization, too, it is that one which was looked at, and not the one to be kept.
  const bool is_looked_at = !request.header("authorization").has_value();
  if (!who || who->token == 0 || !is_looked_at) return redirect(page + "?invite=invalid");
  std::chrono::seconds age = kCookieTimeMax;
  if (who->expires) {
    const auto left =
        std::chrono::floor<std::chrono::seconds>(*who->expires - clock.now().wall.utc);
    age = std::clamp(left, std::chrono::seconds(1), kCookieTimeMax);
  }
  Response response = redirect(page);
  response.headers.emplace_back(
      "Set-Cookie",
      session_cookie(request.query_value("token").value_or(""), age, request.is_secure));
  return response;
}

}  // namespace sunhall
