// A camera's address as it was typed, with name and password taken out.
#pragma once

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "native/secret.h"

namespace sunhall {

inline constexpr std::size_t kAddressBytesMax = 2048;

struct StreamAddress {
  std::string url;            // without user and password
  std::string user;           // decoded; empty: none
  Secret password;            // decoded
  bool keeps_secret = false;  // path or query seem to hold a password that cannot be taken out
};

/// Splits `rtsp://user:pass%40word@host:554/path` into address, user and password.
///
/// Errors:  kBadInput, without quoting the address, for what is no address of a stream, a broken
///          %-code, or a password that must be %-encoded to be told from the host.
/// Source:  RFC 3986 §3.2; a raw @ in the password is accepted, as cameras' manuals show it.
Result<StreamAddress> split_address(std::string_view text);

/// Replaces `%41` by `A`.
///
/// Errors:  kBadInput for a cut-off or non-hexadecimal code, or an encoded NUL.
Result<std::string> decode_percent(std::string_view text);

/// Makes `file:///a%20b` of `/a b`.
std::string file_url(std::string_view absolute_path);

}  // namespace sunhall
