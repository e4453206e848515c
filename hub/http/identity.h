// Who asks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/site.h"

namespace sunhall {

/// Roles in order of what they may: each may what those before it may, but for kInspector, who
/// writes nothing.
enum class Role : unsigned char {
  kNobody,     // from outside, without a token
  kPublic,     // on the home's own network
  kFamily,     // invited by the manager: live only
  kStaff,      // writes the day's records
  kInspector,  // reads everything, every look is logged
  kManager,    // and accounts, notices, archive
  kAdmin,      // and settings
};

Result<Role> parse_role(std::string_view word);  // `public family staff inspector manager admin`
std::string_view role_word(Role role);

/// What let somebody in.
enum class TokenUse : unsigned char {
  kNone,     // where they are
  kSession,  // an account's log-in
  kLink,     // an invitation
  kKey,      // a program's key
};

struct Identity {
  Role role = Role::kNobody;
  std::string account;               // for logs and the watermark; empty for kNobody and kPublic
  std::vector<std::string> cameras;  // the only ones it may see; empty: all
  std::vector<DailySpan> hours{};    // the only ones it may watch in; empty: always
  std::optional<WallTime> expires{};
  std::int64_t token = 0;  // which one it showed; 0: none
  TokenUse use = TokenUse::kNone;
};

/// Whether this camera is among those it may see.
bool may_see(const Identity& who, std::string_view camera);

/// Whether it may watch at this time of day.
bool is_within_hours(const Identity& who, const ZonedTime& now);

}  // namespace sunhall
