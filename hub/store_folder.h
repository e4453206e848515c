// Where a home's recordings lie.
#pragma once

#include <filesystem>

#include "native/site_file.h"

namespace sunhall {

/// The folder that the site file's [disk] names, else one in the data folder; empty without either.
inline std::filesystem::path store_folder(const Site& site, const std::filesystem::path& data) {
  if (site.disk) return site.disk->folder;
  return data.empty() ? data : data / "store";
}

}  // namespace sunhall
