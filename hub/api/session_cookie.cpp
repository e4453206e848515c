#include "hub/api/session_cookie.h"

namespace sunhall {

std::string session_cookie(std::string_view token, std::chrono::seconds age, bool is_secure) {
  return std::string(kSessionCookie) + "=" + std::string(token) +
         "; Path=/; HttpOnly; SameSite=Lax; Max-Age=" + std::to_string(age.count()) +
         (is_secure ? "; Secure" : "");
}

}  // namespace sunhall
