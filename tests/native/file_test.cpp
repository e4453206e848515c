#include "native/file.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <vector>

using namespace sunhall;
namespace fs = std::filesystem;

namespace {

/// A folder of this test alone.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "sunhall-file-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path operator/(const char* name) const { return path_ / name; }
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
  }

 private:
  fs::path path_;
};

mode_t mode_of(const fs::path& path) {
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777U;
}

}  // namespace

TEST_CASE("file: what is written is read back, and nothing is left beside it") {
  const Folder folder;
  REQUIRE(write_file(folder / "today.json", "第一"));
  REQUIRE(write_file(folder / "today.json", "第二"));
  CHECK(read_file(folder / "today.json", 100) == "第二");
  CHECK(folder.count() == 1);
}

TEST_CASE("file: a file may be exactly as long as allowed, not a byte longer") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", std::string(200'000, 'x')));
  CHECK(read_file(folder / "a", 200'000)->size() == 200'000);
  const auto refused = read_file(folder / "a", 199'999);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kExhausted);
}

TEST_CASE("file: what cannot be read says which file and why") {
  const Folder folder;
  const auto absent = read_file(folder / "absent", 100);
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == ErrorKind::kUnavailable);
  CHECK(absent.error().what.find("absent: No such file or directory") != std::string::npos);
}

TEST_CASE("file: a folder or a pipe that nobody writes to is refused at once") {
  const Folder folder;
  CHECK_FALSE(read_file(folder / "", 100));
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  CHECK_FALSE(read_file(folder / "pipe", 100));
}

TEST_CASE("file: a write that fails leaves the old file and nothing beside it") {
  const Folder folder;
  fs::create_directory(folder / "taken");
  REQUIRE(write_file(folder / "taken" / "old", "old"));
  CHECK_FALSE(write_file(folder / "taken", "new"));  // a full folder cannot be replaced by a file
  CHECK(read_file(folder / "taken" / "old", 100) == "old");
  CHECK(folder.count() == 1);
  CHECK_FALSE(write_file(folder / "absent" / "file", "new"));
}

TEST_CASE("file: who may read it is decided by the writer, not by what was there") {
  const Folder folder;
  REQUIRE(write_file(folder / "a", "secret", FileAccess::kOwnerOnly));
  CHECK(mode_of(folder / "a") == 0600);
  REQUIRE(write_file(folder / "a", "public"));
  CHECK(mode_of(folder / "a") == 0644);
}
