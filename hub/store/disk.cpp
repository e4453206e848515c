#include "hub/store/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "native/fd.h"

namespace sunhall {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> failed(const char* act, const fs::path& path, int error_number) {
  const bool is_full = error_number == ENOSPC || error_number == EDQUOT;
  return fail(is_full ? ErrorKind::kExhausted : ErrorKind::kUnavailable,
              std::string(act) + " " + path.string() + ": " +
                  std::generic_category().message(error_number));
}

class FolderFile final : public DiskFile {
 public:
  FolderFile(Fd file, fs::path path) : file_(std::move(file)), path_(std::move(path)) {}

  Result<void> append(std::span<const std::uint8_t> bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(file_.get(), bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) return failed("write", path_, errno);
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    return {};
  }

  Result<void> truncate(std::uint64_t bytes) override {
    if (::ftruncate(file_.get(), static_cast<off_t>(bytes)) != 0) {
      return failed("cut", path_, errno);
    }
    return {};
  }

  Result<void> sync() override {
    if (::fdatasync(file_.get()) != 0) return failed("sync", path_, errno);
    return {};
  }

 private:
  Fd file_;  // O_APPEND: every write lands at the end, also after a cut
  fs::path path_;
};

/// Works through descriptors of folders, so that no name leads to another disk.
class Folder final : public Disk {
 public:
  Folder(fs::path path, Fd root) : path_(std::move(path)), root_(std::move(root)) {}

  Result<std::unique_ptr<DiskFile>> create(const fs::path& path) override {
    const auto made = make_folders(path.parent_path());
    if (!made) return tl::unexpected<Error>(made.error());
    Fd file(::openat(root_.get(), path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC,
                     0640));
    if (!file && errno == EEXIST) {
      return fail(ErrorKind::kBadInput, "create " + path.string() + ": it exists");
    }
    if (!file) return failed("create", path, errno);
    const auto synced = sync_folder(path.parent_path());
    if (!synced) return tl::unexpected<Error>(synced.error());
    return std::make_unique<FolderFile>(std::move(file), path);
  }

  Result<std::unique_ptr<DiskFile>> open(const fs::path& path) override {
    Fd file(::openat(root_.get(), path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    if (!file) return failed("open", path, errno);
    return std::make_unique<FolderFile>(std::move(file), path);
  }

  Result<void> remove(const fs::path& path) override {
    if (::unlinkat(root_.get(), path.c_str(), 0) != 0 && errno != ENOENT) {
      return failed("remove", path, errno);
    }
    // A day's folder goes with its last file; it refuses while there is another one.
    ::unlinkat(root_.get(), path.parent_path().c_str(), AT_REMOVEDIR);
    return {};
  }

  Result<std::vector<std::uint8_t>> read(const fs::path& path, std::uint64_t offset,
                                         std::uint64_t bytes_max) override {
    const Fd file(::openat(root_.get(), path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file) return failed("open", path, errno);
    std::vector<std::uint8_t> bytes(bytes_max);
    std::size_t count = 0;
    while (count < bytes.size()) {
      const ssize_t got = ::pread(file.get(), bytes.data() + count, bytes.size() - count,
                                  static_cast<off_t>(offset + count));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return failed("read", path, errno);
      if (got == 0) break;
      count += static_cast<std::size_t>(got);
    }
    bytes.resize(count);
    return bytes;
  }

  Result<std::uint64_t> size(const fs::path& path) override {
    struct stat status{};
    if (::fstatat(root_.get(), path.c_str(), &status, 0) != 0) {
      return failed("look at", path, errno);
    }
    return static_cast<std::uint64_t>(status.st_size);
  }

  Result<std::vector<DiskEntry>> list(const fs::path& folder) override {
    Fd opened(::openat(root_.get(), folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened && errno == ENOENT) return std::vector<DiskEntry>{};
    if (!opened) return failed("open", folder, errno);
    DIR* const stream = ::fdopendir(::dup(opened.get()));
    if (stream == nullptr) return failed("list", folder, errno);
    std::vector<DiskEntry> entries;
    errno = 0;
    while (const dirent* entry = ::readdir(stream)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") entries.push_back({name, is_folder(opened.get(), *entry)});
      errno = 0;
    }
    const int error_number = errno;
    ::closedir(stream);
    if (error_number != 0) return failed("list", folder, error_number);
    std::ranges::sort(entries, {}, &DiskEntry::name);
    return entries;
  }

  Result<DiskSpace> space() override {
    struct statvfs status{};
    if (::fstatvfs(root_.get(), &status) != 0) return failed("look at", path_, errno);
    return DiskSpace{std::uint64_t{status.f_blocks} * status.f_frsize,
                     std::uint64_t{status.f_bavail} * status.f_frsize};
  }

  Result<void> sync_all() override {
    // Since Linux 5.8 this tells of pages that could not be written.
    if (::syncfs(root_.get()) != 0) return failed("sync", path_, errno);
    return {};
  }

  Result<void> reopen() override {
    Fd root(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root) return failed("open", path_, errno);
    root_ = std::move(root);
    return {};
  }

 private:
  static bool is_folder(int folder, const dirent& entry) {
    if (entry.d_type != DT_UNKNOWN) return entry.d_type == DT_DIR;
    struct stat status{};  // some file systems do not say
    return ::fstatat(folder, entry.d_name, &status, 0) == 0 && S_ISDIR(status.st_mode);
  }

  Result<void> make_folders(const fs::path& folder) {
    fs::path made;
    for (const fs::path& name : folder) {
      const fs::path parent = made;
      made /= name;
      if (::mkdirat(root_.get(), made.c_str(), 0750) == 0) {
        const auto synced = sync_folder(parent);
        if (!synced) return synced;
      } else if (errno != EEXIST) {
        return failed("make", made, errno);
      }
    }
    return {};
  }

  /// A new name is safe only when its folder is.
  Result<void> sync_folder(const fs::path& folder) {
    const char* const name = folder.empty() ? "." : folder.c_str();
    const Fd opened(::openat(root_.get(), name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) return failed("sync", folder, errno);
    return {};
  }

  const fs::path path_;
  Fd root_;
};

}  // namespace

Result<std::unique_ptr<Disk>> open_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    return fail(ErrorKind::kBadInput, "make " + folder.string() + ": " + error.message());
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return fail(ErrorKind::kBadInput, folder.string() + ": cannot be written, set its owner");
  }
  auto disk = std::make_unique<Folder>(folder, Fd());
  const auto opened = disk->reopen();
  if (!opened) return fail(ErrorKind::kBadInput, opened.error().what);
  return disk;
}

}  // namespace sunhall
