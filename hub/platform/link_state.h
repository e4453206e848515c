// How the link to a supervision platform is.
#pragma once

#include <string_view>

namespace sunhall {

enum class PlatformLinkState : unsigned char {
  kConnecting,  // not yet registered since the start
  kRegistered,
  kRefused,  // the platform answers, and says no: wrong password, unknown id
  kLost,     // it does not answer; we keep trying
};

/// Writes `connecting registered refused lost`.
std::string_view platform_link_state_word(PlatformLinkState state);

}  // namespace sunhall
