// How a hub knows that the disk before it is the one it records on.
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "hub/store/disk.h"

namespace sunhall {

struct StoreIdOptions {
  std::filesystem::path folder;   // the store's
  std::filesystem::path id_file;  // where the hub remembers the store's id, off the store's disk
  bool must_be_mount = false;     // refuse a folder that is no mount point
};

/// Compares the id in the store's folder with the one that the hub remembers; writes both for a new
/// store.
///
/// An unmounted disk leaves an empty folder: the hub remembers an id, the folder has none, and
/// nothing is written to it.
///
/// Errors:  kBadInput, with what to do, when they do not agree; kUnavailable when they cannot be
///          read or written.
/// Source:  docs/decisions/0053-a-store-knows-its-disk.md.
Result<void> check_store_id(const StoreIdOptions& options, Disk& disk);

inline constexpr std::string_view kStoreIdName = "store.id";

}  // namespace sunhall
