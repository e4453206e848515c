// The site file (TOML): what a home has, where its cameras are and how its screen behaves.
#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/model/camera.h"
#include "core/model/licence.h"
#include "core/model/limits.h"
#include "core/model/site.h"
#include "native/secret.h"
#include "native/site_platform.h"
#include "native/site_sensor.h"
#include "native/site_upload.h"
#include "native/stream_source.h"

namespace sunhall {

/// A camera with its addresses.
struct CameraSource {
  Camera camera;
  StreamSource main;
  std::optional<StreamSource> sub;  // set exactly if camera.has_sub
  std::vector<MaskRect> masks;      // burnt into what the public sees
};

/// The PIN and the modes that ask for it.
struct PinOptions {
  Secret digits;                   // 4 to 8 of 0–9
  std::vector<std::string> modes;  // words of the stage's modes, for example standby
};

/// Where the hub records to.
struct DiskOptions {
  std::filesystem::path folder;  // absolute
  int keep_free_gib = 10;
  bool is_mount = false;  // a disk of its own is mounted there, else the hub does not start
};

/// What families outside may do.
struct FamilyOptions {
  std::size_t viewers_max = 50;  // who watch at the same time
};

/// Whether a text is 4 to 8 digits.
bool is_pin(std::string_view text);

struct Site {
  std::string id;           // [a-z0-9-]
  std::string name;         // for example 示例养老院
  std::string records_url;  // file://, http:// or https://; empty: a hub serves them
  std::string
      hub_url;       // where the kiosk gets streams and records; no slash at its end; empty: none
  Secret hub_token;  // what the kiosk shows the hub to play back; empty: none
  std::string family_url;  // what a QR code leads families to; empty: none
  std::chrono::days retention{15};
  ScreenOptions screen;
  std::vector<CameraSource> cameras;  // in the order of the file
  Schedule schedule;
  std::optional<PinOptions> pin;
  std::optional<Licence> licence;  // shown while the day's records carry none
  std::optional<DiskOptions> disk;
  FamilyOptions family;
  SensorOptions sensors;
  std::vector<PlatformOptions> platforms;  // in the order of the file
  std::vector<UploadOptions> uploads;      // platforms that take the day's records
  Limits limits;                           // that the day's records are held against
};

struct LoadedSite {
  Site site;
  std::vector<std::string> warnings;  // one line each, no secret inside
};

/// Reads a site file and the password and PIN files that it names.
///
/// Errors:  kBadInput with one line `FILE:LINE: KEY: what is wrong; how to fix it`;
///          kUnavailable if the file itself cannot be read.
/// Source:  docs/site-format.md.
Result<LoadedSite> load_site(const std::filesystem::path& path);

/// Reads a site from text; `file_name` stands in messages, relative names are found in `folder`.
Result<LoadedSite> parse_site(std::string_view text, std::string_view file_name,
                              const std::filesystem::path& folder);

}  // namespace sunhall
