#include "hub/records/photo_store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <utility>

#include "native/file.h"
#include "native/sha256.h"

namespace sunhall {
namespace {

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

PhotoStore::PhotoStore(std::filesystem::path folder, const PhotoLimits& limits)
    : folder_(std::move(folder)), limits_(limits), state_(std::make_unique<State>()) {}

Result<PhotoStore> PhotoStore::open(const std::filesystem::path& folder,
                                    const PhotoLimits& limits) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error)
    return fail(ErrorKind::kUnavailable, "create " + folder.string() + ": " + error.message());
  if (const auto cleaned = remove_half_photos(folder); !cleaned)
    return tl::unexpected<Error>(cleaned.error());
  PhotoStore store(folder, limits);
  const auto photos = list_photos(folder);
  if (!photos) return tl::unexpected<Error>(photos.error());
  const MutexLock lock(store.state_->mutex);
  for (const ShelvedPhoto& photo : *photos) store.state_->total_bytes += photo.bytes;
  return store;
}

Result<std::string> PhotoStore::add(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > limits_.bytes_max)
    return fail(ErrorKind::kBadInput, "照片太大 · photo: too many bytes");
  const auto shape = read_photo_shape(bytes);
  if (!shape) return tl::unexpected<Error>(shape.error());
  const std::string sha = to_hex(sha256(bytes));
  const std::filesystem::path path = photo_path(folder_, sha, shape->format);

  const MutexLock lock(state_->mutex);
  if (find_photo(folder_, sha)) {
    // Somebody wants it anew: it is no orphan before its time. Synced it was before.
    if (::utimensat(AT_FDCWD, path.c_str(), nullptr, 0) != 0)
      return fail(ErrorKind::kUnavailable, "the photo cannot be touched");
    return sha;
  }
  if (state_->total_bytes + bytes.size() > limits_.total_bytes_max)
    return fail(ErrorKind::kExhausted, "照片存储已满，请联系管理员 · The room for photos is full");
  if (const auto made = make_photo_folder(folder_, sha); !made)
    return tl::unexpected<Error>(made.error());
  if (const auto written = write_file(path, as_text(bytes), FileAccess::kOwnerOnly); !written)
    return tl::unexpected<Error>(written.error());
  state_->total_bytes += bytes.size();
  return sha;
}

Result<Photo> PhotoStore::read(std::string_view sha) {
  return read_photo(folder_, sha);
}

bool PhotoStore::has(std::string_view sha) {
  return parse_digest(sha) && find_photo(folder_, sha);
}

Result<std::size_t> PhotoStore::remove_orphans(
    WallTime now, const std::function<bool(std::string_view)>& is_named) {
  const auto photos = list_photos(folder_);
  if (!photos) return tl::unexpected<Error>(photos.error());
  std::size_t count = 0;
  for (const ShelvedPhoto& photo : *photos) {
    if (now - photo.modified < limits_.orphan_age || is_named(photo.sha)) continue;
    const MutexLock lock(state_->mutex);
    // Looked at again under the lock: it may have been sent anew just now.
    const auto still = find_photo(folder_, photo.sha);
    if (!still || now - still->modified < limits_.orphan_age) continue;
    if (::unlink(still->path.c_str()) != 0) continue;
    state_->total_bytes -= std::min(state_->total_bytes, still->bytes);
    ++count;
  }
  return count;
}

Result<void> PhotoStore::remove(std::string_view sha) {
  const MutexLock lock(state_->mutex);
  const auto shelved = find_photo(folder_, sha);
  if (!shelved) return {};
  if (::unlink(shelved->path.c_str()) != 0)
    return fail(ErrorKind::kUnavailable,
                "remove a photo: " + std::generic_category().message(errno));
  state_->total_bytes -= std::min(state_->total_bytes, shelved->bytes);
  return {};
}

std::uint64_t PhotoStore::total_bytes() const {
  const MutexLock lock(state_->mutex);
  return state_->total_bytes;
}

}  // namespace sunhall
