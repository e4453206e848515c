// The tables of a site file that say which record interfaces the day's records go up to.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace sunhall {

class TomlFields;

inline constexpr std::size_t kUploadsMax = 8;

/// A platform that takes records. How it wants them stands in a file of its own, which the hub
/// reads: docs/upload.md.
struct UploadOptions {
  std::string id;              // [a-z0-9-]: in logs, metrics and the queue's file name
  std::string name;            // for people
  std::filesystem::path file;  // absolute, or from where the program stands
};

/// Reads [[upload]]; a file's name counts from `folder`.
std::vector<UploadOptions> read_uploads(TomlFields& site, const std::filesystem::path& folder);

}  // namespace sunhall
