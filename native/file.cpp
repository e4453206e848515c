#include "native/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "native/fd.h"

namespace sunhall {
namespace {

constexpr std::size_t kReadStepBytes = 64 * 1024;

tl::unexpected<Error> failed(const char* act, const std::filesystem::path& path, int error_number) {
  const bool is_full = error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
  return fail(is_full ? ErrorKind::kExhausted : ErrorKind::kUnavailable,
              std::string(act) + " " + path.string() + ": " +
                  std::generic_category().message(error_number));
}

/// Removes the temporary file unless it was renamed.
class TemporaryFile {
 public:
  explicit TemporaryFile(std::string name) : name_(std::move(name)) {}
  ~TemporaryFile() {
    if (!name_.empty()) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  TemporaryFile(TemporaryFile&&) = delete;
  TemporaryFile& operator=(TemporaryFile&&) = delete;

  bool rename_to(const std::filesystem::path& path) {
    if (::rename(name_.c_str(), path.c_str()) != 0) return false;
    name_.clear();
    return true;
  }

 private:
  std::string name_;
};

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

/// The new name is safe only when its folder is.
Result<void> sync_folder(const std::filesystem::path& folder) {
  const Fd opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!opened || ::fsync(opened.get()) != 0) return failed("sync", folder, errno);
  return {};
}

}  // namespace

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max) {
  // Without O_NONBLOCK opening a pipe that nobody writes to would wait for ever.
  const Fd opened(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!opened) return failed("open", path, errno);
  struct stat status{};
  if (::fstat(opened.get(), &status) != 0) return failed("look at", path, errno);
  if (!S_ISREG(status.st_mode)) {
    return fail(ErrorKind::kUnavailable, "open " + path.string() + ": not a plain file");
  }

  std::string text;
  std::array<char, kReadStepBytes> step{};
  while (true) {
    const ssize_t count = ::read(opened.get(), step.data(), step.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return failed("read", path, errno);
    if (count == 0) return text;
    text.append(step.data(), static_cast<std::size_t>(count));
    if (text.size() > bytes_max) {
      return fail(ErrorKind::kExhausted, "read " + path.string() + ": larger than " +
                                             std::to_string(bytes_max) + " bytes");
    }
  }
}

Result<void> write_file(const std::filesystem::path& path, std::string_view text,
                        FileAccess access) {
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::string name = path.string() + ".XXXXXX";
  Fd opened(::mkostemp(name.data(), O_CLOEXEC));
  if (!opened) return failed("write beside", path, errno);
  TemporaryFile temporary(name);

  const mode_t mode = access == FileAccess::kOwnerOnly ? 0600 : 0644;
  if (::fchmod(opened.get(), mode) != 0 || !write_all(opened.get(), text) ||
      ::fsync(opened.get()) != 0) {
    return failed("write beside", path, errno);
  }
  if (!temporary.rename_to(path)) return failed("replace", path, errno);
  return sync_folder(folder);
}

}  // namespace sunhall
