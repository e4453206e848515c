#include "hub/api/page_files.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "hub/api/token.h"
#include "native/file.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".wasm", "application/wasm"},
    {".woff2", "font/woff2"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".svg", "image/svg+xml"},
    {".ico", "image/x-icon"},
    {".txt", "text/plain; charset=utf-8"},
    {".mp4", "video/mp4"},
}};

std::string tag_of(std::string_view content) {
  constexpr std::string_view kHex = "0123456789abcdef";
  const TokenHash hash = hash_token(content);
  std::string tag;
  for (std::size_t i = 0; i < hash.size() / 2; ++i) {
    tag += kHex[hash[i] >> 4U];
    tag += kHex[hash[i] & 15U];
  }
  return tag;
}

Bytes share(std::string_view content) {
  return std::make_shared<const std::vector<std::uint8_t>>(content.begin(), content.end());
}

tl::unexpected<Error> no_page(const fs::path& folder, std::string_view why) {
  return fail(ErrorKind::kBadInput, folder.string() + ": " + std::string(why));
}

/// Gathers files within the limits.
class Reader {
 public:
  explicit Reader(fs::path folder) : folder_(std::move(folder)) {}

  Result<std::map<std::string, std::string>> read() {
    std::error_code error;
    fs::recursive_directory_iterator entry(folder_, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
      const bool is_hidden = entry->path().filename().string().starts_with('.');
      if (entry->is_directory(error)) {
        if (is_hidden || entry.depth() + 1 >= kPageDepthMax) entry.disable_recursion_pending();
        continue;
      }
      if (is_hidden || !entry->is_regular_file(error)) continue;
      if (auto added = add(entry->path()); !added) return tl::unexpected(std::move(added.error()));
    }
    if (error) return fail(ErrorKind::kUnavailable, folder_.string() + ": " + error.message());
    return std::move(files_);
  }

 private:
  Result<void> add(const fs::path& path) {
    if (files_.size() >= kPageFilesMax) return no_page(folder_, "has more than 600 files");
    Result<std::string> content = read_file(path, kPageBytesMax - bytes_);
    if (!content && content.error().kind == ErrorKind::kExhausted)
      return no_page(folder_, "holds more than 32 MiB");
    if (!content) return tl::unexpected(std::move(content.error()));
    bytes_ += content->size();
    files_.emplace("/" + path.lexically_relative(folder_).generic_string(), std::move(*content));
    return {};
  }

  const fs::path folder_;
  std::map<std::string, std::string> files_;
  std::uintmax_t bytes_ = 0;
};

}  // namespace

std::string_view content_type(std::string_view file_name) {
  const auto it = std::ranges::find_if(
      kTypes, [&](const auto& type) { return file_name.ends_with(type.first); });
  return it == kTypes.end() ? "application/octet-stream" : it->second;
}

Result<PageFiles> load_page_files(const fs::path& folder) {
  auto read = Reader(folder).read();
  if (!read) return tl::unexpected(std::move(read.error()));
  PageFiles files;
  const auto form = [&read](const std::string& path) -> Bytes {
    const auto it = read->find(path);
    return it == read->end() ? nullptr : share(it->second);
  };
  for (const auto& [path, content] : *read) {
    const bool is_form = (path.ends_with(".gz") || path.ends_with(".br")) &&
                         read->contains(path.substr(0, path.size() - 3));
    if (is_form) continue;
    files.emplace(path, PageFile{.type = std::string(content_type(path)),
                                 .tag = tag_of(content),
                                 .plain = share(content),
                                 .gzip = form(path + ".gz"),
                                 .brotli = form(path + ".br")});
  }
  if (!files.contains("/index.html")) return no_page(folder, "has no index.html");
  return files;
}

}  // namespace sunhall
