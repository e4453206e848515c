// Where one stream comes from.
#pragma once

#include <string>

#include "native/secret.h"

namespace sunhall {

enum class Transport : unsigned char { kTcp, kUdp };

/// Where one stream comes from: any URL libav knows.
struct StreamSource {
  std::string url;  // never holds a user or a password
  Transport transport = Transport::kTcp;
  std::string user;  // empty: none
  Secret password;
};

}  // namespace sunhall
