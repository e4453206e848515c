// The families' page: its files, in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "native/bytes.h"

namespace sunhall {

inline constexpr std::size_t kPageFilesMax = 600;
inline constexpr std::uintmax_t kPageBytesMax = 32u << 20;
inline constexpr int kPageDepthMax = 4;  // as in page/VERSION/fonts/FILE

/// One file and the compressed forms that were built beside it.
struct PageFile {
  std::string type;  // its Content-Type
  std::string tag;   // of its content, without quotes
  Bytes plain;
  Bytes gzip;    // null: none
  Bytes brotli;  // null: none
};

/// By path as a browser asks for it: `/index.html`, `/page/1a2b/boot.js`.
using PageFiles = std::map<std::string, PageFile, std::less<>>;

/// The Content-Type that the end of a file's name stands for; application/octet-stream if none.
std::string_view content_type(std::string_view file_name);

/// Reads a folder with everything in it; hidden files and what is no file are left out.
///
/// Shape:   `x.gz` and `x.br` are forms of `x` when `x` is there; they are not files of their own.
/// Blocks:  on the disk.
/// Errors:  kBadInput without an index.html, or beyond a limit; kUnavailable when it cannot be
///          read.
Result<PageFiles> load_page_files(const std::filesystem::path& folder);

}  // namespace sunhall
