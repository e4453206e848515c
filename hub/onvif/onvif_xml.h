// ONVIF's messages as text: what we ask cameras, and what of their answers we understand.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "native/secret.h"

namespace sunhall {

/// Longer answers are not read.
inline constexpr std::size_t kOnvifBytesMax = 256 << 10;
/// More than this of anything in one answer is left out.
inline constexpr std::size_t kOnvifItemsMax = 64;

/// A device that answered a search.
struct OnvifMatch {
  std::string id;                      // its endpoint reference, for example urn:uuid:…
  std::vector<std::string> addresses;  // of its device service, http(s)://…
  std::string name;                    // out of its scopes; may be empty
  std::string hardware;                // out of its scopes; may be empty

  friend bool operator==(const OnvifMatch&, const OnvifMatch&) = default;
};

/// A media profile: one stream that a camera makes.
struct OnvifProfile {
  std::string token;
  std::string name;
  std::string encoding;  // H264, H265, JPEG …; empty: not told
  int width = 0;         // pixels
  int height = 0;        // pixels

  friend bool operator==(const OnvifProfile&, const OnvifProfile&) = default;
};

/// Who asks; a camera judges it by its own clock.
///
/// Source:  OASIS Web Services Security UsernameToken Profile 1.1 §3.1: the digest is
///          Base64(SHA-1(nonce + created + password)).
struct OnvifLogin {
  std::string user;  // empty: nobody
  Secret password;
  ZonedTime created{};      // by the camera's clock
  std::string nonce_bytes;  // 16 random bytes
};

// Errors of every reader below: kBadInput for what is no such answer, kExhausted over
// kOnvifBytesMax; kUnavailable with the camera's own words when it answers with a fault.

/// Writes the search that is sent to everybody. Source: WS-Discovery 1.0 §5.3, ONVIF Core §7.3.
std::string write_probe(std::string_view message_id);
/// Reads one answer to it.
Result<std::vector<OnvifMatch>> read_probe_matches(std::string_view xml);

std::string write_get_time();
/// Reads a camera's clock.
Result<ZonedTime> read_time(std::string_view xml);

std::string write_get_capabilities(const OnvifLogin& login);
/// Reads the address of its media service.
Result<std::string> read_media_address(std::string_view xml);

std::string write_get_profiles(const OnvifLogin& login);
Result<std::vector<OnvifProfile>> read_profiles(std::string_view xml);

std::string write_get_stream_uri(std::string_view profile, const OnvifLogin& login);
/// Reads a stream's address, rtsp://….
Result<std::string> read_stream_uri(std::string_view xml);

}  // namespace sunhall
