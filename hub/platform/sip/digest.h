// Digest authentication as SIP servers of supervision platforms ask for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "native/secret.h"

namespace sunhall {

/// A `WWW-Authenticate` or `Proxy-Authenticate` header.
struct DigestChallenge {
  std::string realm;
  std::string nonce;
  std::string opaque;     // empty: none
  std::string algorithm;  // empty: MD5
  std::string qop;        // as offered, for example `auth,auth-int`; empty: none (RFC 2069)
  bool is_stale = false;
};

/// Who asks for what.
struct DigestUse {
  std::string_view user;
  const Secret& password;
  std::string_view method;  // for example REGISTER
  std::string_view uri;     // exactly as in the request line
  std::string_view cnonce;
  std::uint32_t nonce_count = 1;
};

/// Reads the header's value.
///
/// Errors:  kBadInput for another scheme or a missing realm or nonce.
Result<DigestChallenge> read_digest_challenge(std::string_view header);

/// Writes the value of `Authorization`.
///
/// Errors:  kUnsupported for an algorithm other than MD5 and SHA-256, or a qop without `auth`.
/// Source:  RFC 7616 §3.4, RFC 2069 §2.1.2 without qop, RFC 8760.
Result<std::string> write_digest(const DigestChallenge& challenge, const DigestUse& use);

}  // namespace sunhall
