#include "hub/records/photo_shelf.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "native/fd.h"
#include "native/file.h"
#include "native/sha256.h"

namespace sunhall {
namespace {

constexpr std::size_t kShaChars = 64;
/// Over what any photo may have: a file that somebody else put there is not read whole.
constexpr std::size_t kReadBytesMax = 64u << 20;
constexpr std::array kFormats = {PhotoFormat::kJpeg, PhotoFormat::kPng, PhotoFormat::kWebp};

std::filesystem::path folder_of(const std::filesystem::path& folder, std::string_view sha) {
  return folder / sha.substr(0, 2);
}

bool look_at(ShelvedPhoto& photo) {
  struct stat status{};
  if (::lstat(photo.path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return false;
  photo.bytes = static_cast<std::uint64_t>(status.st_size);
  photo.modified = WallTime(std::chrono::milliseconds(std::int64_t{status.st_mtim.tv_sec} * 1000 +
                                                      status.st_mtim.tv_nsec / 1'000'000));
  return true;
}

/// Reads a file's name; empty for what is no photo's.
std::optional<ShelvedPhoto> read_name(const std::filesystem::path& path) {
  const std::string sha = path.stem().string();
  if (!parse_digest(sha)) return std::nullopt;
  for (const PhotoFormat format : kFormats) {
    if (path.extension() == photo_suffix(format))
      return ShelvedPhoto{.sha = sha, .format = format, .path = path};
  }
  return std::nullopt;
}

Result<void> list_folder(const std::filesystem::path& folder, std::vector<ShelvedPhoto>& photos) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    auto photo = read_name(entry.path());
    if (photo && look_at(*photo)) photos.push_back(std::move(*photo));
  }
  if (error)
    return fail(ErrorKind::kUnavailable, "list " + folder.string() + ": " + error.message());
  return {};
}

}  // namespace

std::filesystem::path photo_path(const std::filesystem::path& folder, std::string_view sha,
                                 PhotoFormat format) {
  return folder_of(folder, sha) / (std::string(sha) + std::string(photo_suffix(format)));
}

Result<void> make_photo_folder(const std::filesystem::path& folder, std::string_view sha) {
  const std::filesystem::path own = folder_of(folder, sha);
  if (::mkdir(own.c_str(), 0700) != 0 && errno != EEXIST) {
    const ErrorKind kind =
        errno == ENOSPC || errno == EDQUOT ? ErrorKind::kExhausted : ErrorKind::kUnavailable;
    return fail(kind, "create " + own.string() + ": " + std::generic_category().message(errno));
  }
  const Fd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0)
    return fail(ErrorKind::kUnavailable,
                "sync " + folder.string() + ": " + std::generic_category().message(errno));
  return {};
}

std::optional<ShelvedPhoto> find_photo(const std::filesystem::path& folder, std::string_view sha) {
  for (const PhotoFormat format : kFormats) {
    ShelvedPhoto photo{
        .sha = std::string(sha), .format = format, .path = photo_path(folder, sha, format)};
    if (look_at(photo)) return photo;
  }
  return std::nullopt;
}

Result<Photo> read_photo(const std::filesystem::path& folder, std::string_view sha) {
  const auto shelved = parse_digest(sha) ? find_photo(folder, sha) : std::nullopt;
  if (!shelved) return fail(ErrorKind::kUnsupported, "there is no such photo");
  const auto text = read_file(shelved->path, kReadBytesMax);
  if (!text) return tl::unexpected<Error>(text.error());
  if (to_hex(sha256(*text)) != sha)
    return fail(ErrorKind::kInternal, "a photo was changed on the disk");
  return Photo{.format = shelved->format, .bytes = {text->begin(), text->end()}};
}

Result<std::vector<ShelvedPhoto>> list_photos(const std::filesystem::path& folder) {
  std::vector<ShelvedPhoto> photos;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (!entry.is_directory(error)) continue;
    const auto listed = list_folder(entry.path(), photos);
    if (!listed) return tl::unexpected<Error>(listed.error());
  }
  if (error)
    return fail(ErrorKind::kUnavailable, "list " + folder.string() + ": " + error.message());
  return photos;
}

Result<void> remove_half_photos(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> half;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    const std::string name = entry.path().filename().string();
    if (name.size() > kShaChars && parse_digest(name.substr(0, kShaChars)) &&
        !read_name(entry.path()))
      half.push_back(entry.path());
  }
  if (error)
    return fail(ErrorKind::kUnavailable, "list " + folder.string() + ": " + error.message());
  for (const auto& path : half) ::unlink(path.c_str());
  return {};
}

}  // namespace sunhall
