// How the links to supervision platforms stand, as everybody in the house may know it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "core/base/time.h"

namespace sunhall {

inline constexpr std::size_t kSitePlatformsMax = 16;

enum class PlatformState : unsigned char {
  kConnecting,  // not yet registered since the hub's start
  kRegistered,
  kRefused,  // the platform says no
  kLost,     // it does not answer
};

struct PlatformView {
  std::string name;  // for people, for example 市监管平台
  PlatformState state = PlatformState::kConnecting;
  std::optional<WallTime> since{};  // how long the state has held; empty: not known

  friend bool operator==(const PlatformView&, const PlatformView&) = default;
};

}  // namespace sunhall
