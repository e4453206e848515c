#include "hub/store/store_id.h"

#include <sys/random.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <string>

#include "native/file.h"

namespace sunhall {
namespace {

constexpr std::size_t kIdFileBytesMax = 256;

Result<std::string> make_id() {
  std::array<std::uint8_t, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size())) {
    return fail(ErrorKind::kInternal, "no random numbers for the store's id");
  }
  std::string id;
  for (const std::uint8_t byte : bytes) {
    id += "0123456789abcdef"[byte >> 4];
    id += "0123456789abcdef"[byte & 15];
  }
  return id + "\n";
}

bool is_mount_point(const std::filesystem::path& folder) {
  struct stat inside{};
  struct stat above{};
  return ::stat(folder.c_str(), &inside) == 0 && ::stat((folder / "..").c_str(), &above) == 0 &&
         (inside.st_dev != above.st_dev || inside.st_ino == above.st_ino);
}

/// Empty when there is no such file.
Result<std::string> read_store_id(Disk& disk) {
  const auto entries = disk.list(".");
  if (!entries) return tl::unexpected<Error>(entries.error());
  if (std::ranges::find(*entries, kStoreIdName, &DiskEntry::name) == entries->end()) {
    return std::string();
  }
  const auto bytes = disk.read(kStoreIdName, 0, kIdFileBytesMax);
  if (!bytes) return tl::unexpected<Error>(bytes.error());
  return std::string(bytes->begin(), bytes->end());
}

Result<void> write_store_id(Disk& disk, const std::string& id) {
  auto file = disk.create(kStoreIdName);
  // An empty one is what a disk leaves that was full, or cut off, at the first start.
  if (!file && file.error().kind == ErrorKind::kBadInput) file = disk.open(kStoreIdName);
  if (!file) return tl::unexpected<Error>(file.error());
  const auto written =
      (*file)->append({reinterpret_cast<const std::uint8_t*>(id.data()), id.size()});
  return written ? (*file)->sync() : written;
}

}  // namespace

Result<void> check_store_id(const StoreIdOptions& options, Disk& disk) {
  const std::string folder = options.folder.string();
  if (options.must_be_mount && !is_mount_point(options.folder)) {
    return fail(ErrorKind::kBadInput, folder + ": no disk is mounted here");
  }
  const auto found = read_store_id(disk);
  if (!found) return tl::unexpected<Error>(found.error());
  std::error_code ignored;
  if (!std::filesystem::exists(options.id_file, ignored)) {
    // The first start of this hub: with a new store, or with one that another hub has filled.
    const auto id = found->empty() ? make_id() : found;
    if (!id) return tl::unexpected<Error>(id.error());
    const auto marked = found->empty() ? write_store_id(disk, *id) : Result<void>();
    return marked ? write_file(options.id_file, *id) : marked;
  }
  const auto known = read_file(options.id_file, kIdFileBytesMax);
  if (!known) return tl::unexpected<Error>(known.error());
  if (*known == *found) return {};
  return fail(ErrorKind::kBadInput,
              folder +
                  (found->empty() ? ": the recordings' disk is not mounted here"
                                  : ": another store's disk is mounted here") +
                  "; mount the right one, or delete " + options.id_file.string() +
                  " to record on this one from now on");
}

}  // namespace sunhall
