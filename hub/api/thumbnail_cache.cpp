#include "hub/api/thumbnail_cache.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include "core/base/time.h"
#include "native/file.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

std::string day_of(ThumbnailMinute minute) {
  return format_date(Date(std::chrono::floor<std::chrono::days>(minute)));
}

/// A JPEG from its first marker to its last: a power cut leaves zeros or less.
bool is_whole(std::string_view bytes) {
  return bytes.size() > 4 && bytes.starts_with("\xff\xd8") && bytes.ends_with("\xff\xd9");
}

std::uint64_t size_of(const fs::path& path) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(path, error);
  return error ? 0 : size;
}

}  // namespace

fs::path ThumbnailCache::path_of(std::string_view camera, ThumbnailMinute minute) const {
  std::string time = format_hh_mm({.utc = minute, .offset = std::chrono::minutes(0)});
  std::erase(time, ':');
  return folder_ / camera / day_of(minute) / (time + ".jpg");
}

std::optional<std::vector<std::uint8_t>> ThumbnailCache::find(std::string_view camera,
                                                              ThumbnailMinute minute) const {
  const auto text = read_file(path_of(camera, minute), kThumbnailBytesMax);
  if (!text || !is_whole(*text)) return std::nullopt;
  return std::vector<std::uint8_t>(text->begin(), text->end());
}

Result<void> ThumbnailCache::put(std::string_view camera, ThumbnailMinute minute,
                                 const std::vector<std::uint8_t>& jpeg) {
  count_files();
  make_room(jpeg.size());
  const fs::path path = path_of(camera, minute);
  fs::path half = path;
  half += ".new";
  forget(camera, minute);
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file(half, std::ios::binary);
  file.write(reinterpret_cast<const char*>(jpeg.data()), static_cast<std::streamsize>(jpeg.size()));
  file.close();
  if (file) fs::rename(half, path, error);
  if (!file || error) {
    fs::remove(half, error);
    return fail(ErrorKind::kUnavailable, "write " + path.string() + ": failed");
  }
  day_bytes_[day_of(minute)] += jpeg.size();
  bytes_ += jpeg.size();
  return {};
}

void ThumbnailCache::forget(std::string_view camera, ThumbnailMinute minute) {
  const fs::path path = path_of(camera, minute);
  const std::uint64_t bytes = size_of(path);
  std::error_code error;
  if (!fs::remove(path, error) || error) return;
  fs::remove(path.parent_path(), error);  // only when it is empty
  if (!is_counted_) return;
  std::uint64_t& of_day = day_bytes_[day_of(minute)];
  bytes_ -= std::min(bytes, of_day);
  of_day -= std::min(bytes, of_day);
}

void ThumbnailCache::count_files() {
  if (std::exchange(is_counted_, true)) return;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    const std::uint64_t bytes = size_of(at->path());
    day_bytes_[at->path().parent_path().filename().string()] += bytes;
    bytes_ += bytes;
  }
}

void ThumbnailCache::make_room(std::uint64_t bytes) {
  while (!day_bytes_.empty() && bytes_ + bytes > bytes_max_) {
    const auto [day, of_day] = *day_bytes_.begin();
    remove_day(day);
    bytes_ -= std::min(of_day, bytes_);
    day_bytes_.erase(day);
  }
}

void ThumbnailCache::remove_day(const std::string& day) {
  std::error_code error;
  for (fs::directory_iterator at(folder_, error), end; !error && at != end; at.increment(error)) {
    std::error_code ignored;
    fs::remove_all(at->path() / day, ignored);
  }
}

}  // namespace sunhall
