#include "native/site_camera.h"

#include <array>
#include <set>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "native/secret_file.h"
#include "native/stream_address.h"

namespace sunhall {
namespace {

constexpr std::array kTransportWords{TomlWord<Transport>{"tcp", Transport::kTcp},
                                     TomlWord<Transport>{"udp", Transport::kUdp}};
constexpr std::array kAreaWords{
    TomlWord<Area>{"operation", Area::kOperation}, TomlWord<Area>{"portioning", Area::kPortioning},
    TomlWord<Area>{"storage", Area::kStorage}, TomlWord<Area>{"washing", Area::kWashing},
    TomlWord<Area>{"dining", Area::kDining}};
constexpr std::size_t kUserCharsMax = 64;
constexpr TomlRange kFraction{0.0, 1.0};

/// User and password by their own keys.
StreamSource read_login(TomlFields& fields, const std::filesystem::path& folder) {
  StreamSource login;
  login.transport = fields.word<Transport>("transport", kTransportWords).value_or(Transport::kTcp);
  login.user = fields.text("user", kUserCharsMax);
  if (fields.has("password_file") && fields.has("password_env")) {
    fields.fail_at("password_env", "stands beside password_file; take one of them out");
  }
  login.password = read_named_secret(fields, "password_file", folder);
  if (const std::string name = fields.raw_text("password_env"); !name.empty()) {
    auto password = read_secret_variable(name);
    if (password) {
      login.password = *std::move(password);
    } else {
      fields.fail_at("password_env", password.error().what + "; set it or use password_file");
    }
  }
  return login;
}

/// One stream: the address by its key, user and password from there or from `login`.
StreamSource read_stream(TomlFields& fields, const char* key, const StreamSource& login) {
  StreamSource source = login;
  const std::string text = fields.raw_text(key);
  if (text.empty()) return source;
  auto address = split_address(text);
  if (!address) {
    fields.fail_at(key, address.error().what);
    return source;
  }

  source.url = std::move(address->url);
  if (address->keeps_secret) {
    fields.warn_at(key,
                   "seems to hold a password in its path, where it cannot be hidden; use "
                   "user and password_file if the camera allows it");
  }
  if (address->user.empty() && address->password.empty()) return source;
  if (!login.user.empty() && login.user != address->user) {
    fields.fail_at(key, "names another user than the key user; take one of them out");
  }
  source.user = std::move(address->user);
  if (address->password.empty()) return source;
  if (!login.password.empty()) {
    fields.fail_at(key, "holds a password beside password_file or password_env; take one out");
  }
  source.password = std::move(address->password);
  fields.warn_at(key, "holds a password; move it to a file of its own with user and password_file");
  return source;
}

std::vector<MaskRect> read_masks(TomlFields& camera) {
  std::vector<MaskRect> masks;
  for (const toml::table* row : camera.tables("masks", kMasksMax)) {
    TomlFields fields(*row, "camera.masks", {"x", "y", "width", "height"}, camera.reading());
    for (const char* key : {"x", "y", "width", "height"}) {
      fields.require(key,
                     "parts of the picture from 0 to 1, like { x = 0.1, y = 0.2, width = 0.3, "
                     "height = 0.2 }");
    }
    const MaskRect mask{.x = fields.number("x", kFraction).value_or(0),
                        .y = fields.number("y", kFraction).value_or(0),
                        .width = fields.number("width", kFraction).value_or(0),
                        .height = fields.number("height", kFraction).value_or(0)};
    if (mask.width <= 0)
      fields.fail_at("width", "must be over 0: a mask without width hides nothing");
    if (mask.height <= 0)
      fields.fail_at("height", "must be over 0: a mask without height hides nothing");
    masks.push_back(mask);
  }
  return masks;
}

void check_login(TomlFields& fields, const CameraSource& source) {
  if (!source.main.user.empty() && source.main.password.empty()) {
    fields.fail_at("user", "has no password; add password_file or password_env");
  }
  if (source.main.user.empty() && !source.main.password.empty()) {
    fields.fail_at("user", "is missing; write user = \"viewer\" beside the password");
  }
}

CameraSource read_camera(TomlFields& fields, const std::filesystem::path& folder) {
  fields.require("id", "id = \"cooking\"");
  fields.require("name", "name = \"烹饪区\"");
  fields.require("area", "area = \"operation\"");
  fields.require("main", "main = \"rtsp://192.0.2.10:554/stream1\"");

  CameraSource source;
  source.camera.id = fields.raw_text("id");
  if (fields.has("id") && !is_slug(source.camera.id)) {
    fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"cooking-2\"");
  }
  source.camera.name = fields.text("name", kCameraNameCharsMax);
  source.camera.area = fields.word<Area>("area", kAreaWords).value_or(Area::kOperation);
  source.camera.has_sub = fields.has("sub");
  const StreamSource login = read_login(fields, folder);
  source.main = read_stream(fields, "main", login);
  if (source.camera.has_sub) {
    source.sub = read_stream(fields, "sub", login);
    // One camera, one user: what the main address brings, the sub address need not repeat.
    if (source.sub->user.empty()) {
      source.sub->user = source.main.user;
      source.sub->password = source.main.password;
    }
  }
  check_login(fields, source);
  source.masks = read_masks(fields);
  return source;
}

}  // namespace

Secret read_named_secret(TomlFields& fields, std::string_view key,
                         const std::filesystem::path& folder) {
  const std::string name = fields.raw_text(key);
  if (name.empty()) return {};
  auto file = read_secret_file(folder / name);
  if (!file) {
    fields.fail_at(key, file.error().what + "; put the secret alone on its first line");
    return {};
  }
  if (file->is_exposed) {
    fields.warn_at(key, "others may read the file " + name + "; run: chmod 600 " + name);
  }
  return std::move(file->secret);
}

std::vector<CameraSource> read_cameras(TomlFields& site, const std::filesystem::path& folder) {
  std::vector<CameraSource> cameras;
  std::set<std::string> ids;
  site.require("camera", "[[camera]] for each camera");
  for (const toml::table* table : site.tables("camera", kCamerasMax)) {
    TomlFields fields(*table, "camera",
                      {"id", "name", "area", "main", "sub", "transport", "user", "password_file",
                       "password_env", "masks"},
                      site.reading());
    cameras.push_back(read_camera(fields, folder));
    if (!ids.insert(cameras.back().camera.id).second) {
      fields.fail_at("id", "\"" + cameras.back().camera.id +
                               "\" is another camera's id already; give each its own");
    }
  }
  return cameras;
}

}  // namespace sunhall
