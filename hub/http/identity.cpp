#include "hub/http/identity.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sunhall {
namespace {

constexpr std::array<std::pair<std::string_view, Role>, 6> kRoleWords = {{
    {"public", Role::kPublic},
    {"family", Role::kFamily},
    {"staff", Role::kStaff},
    {"inspector", Role::kInspector},
    {"manager", Role::kManager},
    {"admin", Role::kAdmin},
}};

}  // namespace

Result<Role> parse_role(std::string_view word) {
  for (const auto& [known, role] : kRoleWords) {
    if (known == word) return role;
  }
  return fail(ErrorKind::kBadInput,
              "a role is one of: public family staff inspector manager admin");
}

std::string_view role_word(Role role) {
  for (const auto& [word, known] : kRoleWords) {
    if (known == role) return word;
  }
  return "nobody";
}

bool may_see(const Identity& who, std::string_view camera) {
  return who.cameras.empty() || std::ranges::find(who.cameras, camera) != who.cameras.end();
}

bool is_within_hours(const Identity& who, const ZonedTime& now) {
  return who.hours.empty() ||
         std::ranges::any_of(who.hours, [&](const DailySpan& span) { return contains(span, now); });
}

}  // namespace sunhall
