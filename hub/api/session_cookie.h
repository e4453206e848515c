// The cookie that keeps a browser's token.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace sunhall {

inline constexpr std::string_view kSessionCookie = "sunhall_session";

/// Writes a Set-Cookie header's value: for all paths, out of scripts' reach, not sent along with
/// what other pages do. `is_secure`: over https only. An age of 0 takes the cookie away.
std::string session_cookie(std::string_view token, std::chrono::seconds age, bool is_secure);

}  // namespace sunhall
