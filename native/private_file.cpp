#include "native/private_file.h"

#include <fcntl.h>

#include "native/fd.h"

namespace sunhall {

Result<void> make_private_file(const std::filesystem::path& file) {
  const Fd made(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!made) return fail(ErrorKind::kUnavailable, file.filename().string() + " cannot be opened");
  return {};
}

}  // namespace sunhall
