// A site as JSON, version 1: what `GET /api/v1/site` says and a kiosk reads.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/site_view.h"

namespace sunhall {

inline constexpr std::string_view kSiteFormat = "sunhall.site";
inline constexpr int kSiteVersion = 1;

inline constexpr std::size_t kSiteBytesMax = 256 * 1024;
inline constexpr std::size_t kSiteCamerasMax = 64;
inline constexpr std::size_t kSiteSpansMax = 16;  // of the schedule, each kind
inline constexpr std::size_t kSiteMasksMax = 16;  // of a camera
inline constexpr std::size_t kSiteNameCharsMax = 60;
inline constexpr std::size_t kSitePathBytesMax = 256;  // of a stream's path
inline constexpr std::size_t kSiteUrlBytesMax = 2048;  // of the family page

struct SiteReading {
  SiteView site;
  std::vector<std::string> warnings;  // place and reason, never the value
};

/// Reads what a hub says of its site.
///
/// Unknown keys are ignored with a warning: a newer hub may say more.
///
/// Shape:   ids are slugs and unique; a stream's path begins with one slash, so that it leads to
///          no other server; a camera has a sub stream exactly if `sub` stands there.
/// Errors:  kExhausted over kSiteBytesMax; kUnsupported for a newer version; kBadInput with the
///          place and the fix for anything else. Never quotes a value.
/// Source:  docs/http-api.md.
Result<SiteReading> read_site(std::string_view json);

/// Writes what `read_site` reads.
std::string write_site(const SiteView& site);

}  // namespace sunhall
