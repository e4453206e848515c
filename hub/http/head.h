// The lines before a response's body.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "hub/http/message.h"

namespace sunhall {

/// What a page of ours may load: itself, WebAssembly, video in pieces (blob:) and hls.js's worker.
///
/// Nothing from other servers, no plug-in, no foreign frame around it.
inline constexpr std::string_view kContentSecurityPolicy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; "
    "media-src 'self' blob:; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'self'";

/// How a body ends.
enum class Framing : unsigned char {
  kLength,   // Content-Length
  kChunked,  // chunks
  kClose,    // with the connection
  kNone,     // there is none: 204, 304
};

struct HeadInput {
  const Response& response;
  Framing framing = Framing::kLength;
  std::uint64_t length_bytes = 0;  // of kLength
  bool keeps_alive = true;
  std::string_view date;  // as `format_http_date` writes it
};

/// Writes status line and headers, the server's own and the safe ones included.
///
/// A header whose value has a line break is left out: nobody can write a second header, or a body,
/// through the first.
std::string write_head(const HeadInput& input);

/// Writes `Tue, 24 Nov 2026 08:00:00 GMT`.
std::string format_http_date(WallTime time);

/// The words after a status number.
std::string_view reason_phrase(int status);

}  // namespace sunhall
