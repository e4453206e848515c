// The [[camera]] tables of a site file.
#pragma once

#include <filesystem>
#include <vector>

#include "native/site_file.h"
#include "native/toml_fields.h"

namespace sunhall {

inline constexpr std::size_t kCamerasMax = 64;
inline constexpr std::size_t kMasksMax = 16;  // of each camera
inline constexpr std::size_t kCameraNameCharsMax = 24;

/// Reads all cameras; secrets are read from the files beside `folder` that they name.
std::vector<CameraSource> read_cameras(TomlFields& site, const std::filesystem::path& folder);

/// Reads a secret file named by a key; warns if others than its owner may read it.
Secret read_named_secret(TomlFields& fields, std::string_view key,
                         const std::filesystem::path& folder);

}  // namespace sunhall
