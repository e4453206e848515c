// Where one stream comes from.
#pragma once

#include <string>

#include "native/secret.h"

namespace sunhall {

enum class Transport : unsigned char { kTcp, kUdp };

/// What a stream's timestamps mean.
enum class Timestamps : unsigned char {
  kCamera,     // nothing but order and distance
  kWallClock,  // a hub's: time since 1970, when the picture came in
};

/// Where one stream comes from: any URL libav knows.
struct StreamSource {
  std::string url;  // never holds a user or a password
  Transport transport = Transport::kTcp;
  Timestamps timestamps = Timestamps::kCamera;
  std::string user;  // empty: none
  Secret password;
};

}  // namespace sunhall
