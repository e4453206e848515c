// Words that nobody else has: branches, tags, Call-IDs, cnonces.
#pragma once

#include <string>

namespace sunhall {

/// 16 random hexadecimal digits.
std::string sip_token();

}  // namespace sunhall
