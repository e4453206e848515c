#include "native/site_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/base/text.h"
#include "native/file.h"
#include "native/site_camera.h"
#include "native/site_rules.h"
#include "native/site_screen.h"
#include "native/stream_address.h"
#include "native/toml_fields.h"
#include "native/toml_file.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSiteBytesMax = 256 * 1024;
constexpr std::size_t kModesMax = 8;
constexpr TomlRange kRetention_days{7, 366};  // the notice asks for at least 7
constexpr TomlRange kKeepFree_gib{1, 100'000};
constexpr TomlRange kViewers{1, 2'000};
constexpr std::size_t kPinDigitsMin = 4;
constexpr std::size_t kPinDigitsMax = 8;

// The stage's modes; those of them that do not exist yet are accepted, so that a file may be ahead.
constexpr std::array<std::string_view, 8> kModeWords{"rotate",   "single", "grid",   "records",
                                                     "mealtime", "trace",  "notice", "standby"};

bool begins_with(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

bool is_web_address(std::string_view text) {
  return begins_with(text, "http://") || begins_with(text, "https://");
}

/// An http(s) address that everybody may read: no password inside.
void check_open_address(TomlFields& fields, const char* key, const std::string& text) {
  const auto address = split_address(text);
  if (!address) {
    fields.fail_at(key, address.error().what);
  } else if (!address->user.empty() || !address->password.empty() || address->keeps_secret) {
    fields.fail_at(key, "holds a password; it is an open address, take the password out");
  }
}

/// `today.json` beside the site file becomes a file:// address.
std::string read_records_url(TomlFields& fields, const fs::path& folder) {
  const std::string text = fields.raw_text("records");
  if (text.empty()) return {};
  if (is_web_address(text)) {
    check_open_address(fields, "records", text);
    return text;
  }
  if (begins_with(text, "file:///")) return text;
  if (text.find("://") != std::string::npos) {
    fields.fail_at("records", "must begin with http://, https:// or file:///, or be a file's name");
    return {};
  }
  std::error_code error;
  const fs::path absolute = fs::absolute(folder / text, error);
  return file_url(absolute.lexically_normal().string());
}

// An address for browsers or the kiosk: empty when the key is absent or wrong.
std::string read_web_address(TomlFields& fields, const char* key) {
  std::string text = fields.raw_text(key);
  if (text.empty()) return text;
  if (!is_web_address(text)) {
    fields.fail_at(key, "must begin with http:// or https://");
  } else {
    check_open_address(fields, key, text);
  }
  return text;
}

void read_site_table(TomlFields& file, const fs::path& folder, Site& site) {
  file.require("site", "[site] with id and name below it");
  const toml::table* table = file.table("site");
  if (table == nullptr) return;
  TomlFields fields(
      *table, "site",
      {"id", "name", "records", "hub", "hub_token_file", "retention_days", "family_url"},
      file.reading());
  fields.require("id", "id = \"sample-home\"");
  fields.require("name", "name = \"示例养老院\"");

  site.id = fields.raw_text("id");
  if (fields.has("id") && !is_slug(site.id)) {
    fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"sample-home\"");
  }
  site.name = fields.text("name", kSiteLabelCharsMax);
  site.records_url = read_records_url(fields, folder);
  if (const auto days = fields.integer("retention_days", kRetention_days)) {
    site.retention = std::chrono::days(*days);
  }
  site.hub_url = read_web_address(fields, "hub");
  while (site.hub_url.ends_with('/')) site.hub_url.pop_back();
  site.hub_token = read_named_secret(fields, "hub_token_file", folder);
  site.family_url = read_web_address(fields, "family_url");
}

void fail_mode(TomlFields& fields, std::string_view mode, const toml::node* node) {
  std::string all;
  for (const std::string_view word : kModeWords)
    all += (all.empty() ? "" : ", ") + std::string(word);
  fields.fail_at("modes", not_one_of(mode, kModeWords, all), node);
}

std::optional<PinOptions> read_pin(TomlFields& file, const fs::path& folder) {
  const toml::table* table = file.table("pin");
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, "pin", {"file", "modes"}, file.reading());
  fields.require("file", "file = \"screen.pin\"");
  fields.require("modes", "modes = [\"standby\"]");

  PinOptions pin{.digits = read_named_secret(fields, "file", folder), .modes = {}};
  if (!is_pin(pin.digits.reveal())) {
    fields.fail_at("file", "the PIN in it must be 4 to 8 digits");
  }
  for (const auto& [text, node] : fields.texts("modes", kModesMax)) {
    pin.modes.push_back(text);
    if (std::find(kModeWords.begin(), kModeWords.end(), text) != kModeWords.end()) continue;
    fail_mode(fields, text, node);
  }
  return pin;
}

std::optional<DiskOptions> read_disk(TomlFields& file) {
  const toml::table* table = file.table("disk");
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, "disk", {"folder", "keep_free_gib", "mounted"}, file.reading());
  fields.require("folder", "folder = \"/srv/sunhall\"");
  DiskOptions disk;
  disk.folder = fields.raw_text("folder");
  if (fields.has("folder") && !disk.folder.is_absolute()) {
    fields.fail_at("folder", "must be a whole path from /, like \"/srv/sunhall\"");
  }
  disk.keep_free_gib = fields.integer("keep_free_gib", kKeepFree_gib).value_or(disk.keep_free_gib);
  disk.is_mount = fields.boolean("mounted").value_or(disk.is_mount);
  return disk;
}

FamilyOptions read_family(TomlFields& file) {
  FamilyOptions family;
  const toml::table* table = file.table("family");
  if (table == nullptr) return family;
  TomlFields fields(*table, "family", {"viewers_max"}, file.reading());
  if (const auto viewers = fields.integer("viewers_max", kViewers))
    family.viewers_max = static_cast<std::size_t>(*viewers);
  return family;
}

std::vector<PlatformOptions> read_site_platforms(TomlFields& file, const fs::path& folder,
                                                 const Site& site) {
  PlatformThings things;
  for (const CameraSource& source : site.cameras) {
    things.cameras.push_back(source.camera);
    if (!source.masks.empty()) things.masked.insert(source.camera.id);
  }
  for (const SensorSource& sensor : site.sensors.sensors) things.sensors.push_back(sensor.id);
  return read_platforms(file, folder, things);
}

Site read_site(const toml::table& table, const fs::path& folder, TomlReading& reading) {
  TomlFields file(table, "",
                  {"site", "screen", "camera", "schedule", "meal", "pin", "licence", "disk",
                   "family", "mqtt", "modbus", "sensor", "platform", "upload", "rules"},
                  reading);
  Site site;
  read_site_table(file, folder, site);
  site.screen = read_screen(file);
  site.cameras = read_cameras(file, folder);
  site.schedule = read_schedule(file);
  site.pin = read_pin(file, folder);
  site.licence = read_licence(file);
  site.disk = read_disk(file);
  site.family = read_family(file);
  site.sensors = read_sensors(file, folder, site.id);
  site.uploads = read_uploads(file, folder);
  site.platforms = read_site_platforms(file, folder, site);
  site.limits = read_rules(file);
  return site;
}

}  // namespace

bool is_pin(std::string_view text) {
  const bool is_number =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  return is_number && text.size() >= kPinDigitsMin && text.size() <= kPinDigitsMax;
}

Result<LoadedSite> parse_site(std::string_view text, std::string_view file_name,
                              const fs::path& folder) {
  auto table = parse_toml(text, file_name, kSiteBytesMax);
  if (!table) return tl::unexpected<Error>(std::move(table.error()));

  TomlReading reading{.file_name = std::string(file_name), .log = {}};
  Site site = read_site(*table, folder, reading);
  if (reading.log.error()) return tl::unexpected(*reading.log.error());
  return LoadedSite{.site = std::move(site), .warnings = reading.log.take_warnings()};
}

Result<LoadedSite> load_site(const fs::path& path) {
  auto text = read_file(path, kSiteBytesMax);
  if (!text) return tl::unexpected(text.error());
  return parse_site(*text, path.string(), path.parent_path());
}

}  // namespace sunhall
