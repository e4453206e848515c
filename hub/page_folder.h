// Where the families' page and the staff's desk were installed.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "core/base/result.h"
#include "hub/api/page_files.h"

namespace sunhall {

/// The folder that was asked for, else the first that exists: the build's `web/page` beside this
/// program's own folder, then `/usr/share/sunhall/page`.
///
/// Blocks:  on the disk.
std::optional<std::filesystem::path> find_page_folder(const std::filesystem::path& wanted);

/// The same for the staff's desk: `desk` beside this program's own folder, then
/// `/usr/share/sunhall/desk`.
std::optional<std::filesystem::path> find_desk_folder(const std::filesystem::path& wanted);

/// Reads a folder's files; null when there is no folder.
Result<std::shared_ptr<const PageFiles>> load_page_folder(
    const std::optional<std::filesystem::path>& folder);

}  // namespace sunhall
