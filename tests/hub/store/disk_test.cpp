#include "hub/store/disk.h"

#include <doctest/doctest.h>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using test::TempFolder;
namespace fs = std::filesystem;

namespace {

std::vector<std::uint8_t> bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

std::unique_ptr<Disk> open(const TempFolder& folder) {
  auto disk = open_folder(folder / "disk");
  REQUIRE(disk);
  return std::move(*disk);
}

}  // namespace

TEST_CASE("disk: what is appended is read, and a cut file grows on from its cut") {
  const TempFolder folder;
  const auto disk = open(folder);
  const auto file = disk->create("a/b/c.mp4");
  REQUIRE(file);
  REQUIRE((*file)->append(bytes("first")));
  REQUIRE((*file)->append(bytes("second")));
  REQUIRE((*file)->truncate(5));
  REQUIRE((*file)->append(bytes("!")));
  REQUIRE((*file)->sync());

  CHECK(disk->read("a/b/c.mp4", 0, 100) == bytes("first!"));
  CHECK(disk->read("a/b/c.mp4", 4, 1) == bytes("t"));
  CHECK(disk->read("a/b/c.mp4", 60, 1) == bytes(""));
  CHECK(disk->size("a/b/c.mp4") == 6);
  const auto again = disk->open("a/b/c.mp4");
  REQUIRE(again);
  REQUIRE((*again)->append(bytes("?")));
  CHECK(disk->size("a/b/c.mp4") == 7);
}

TEST_CASE("disk: an existing file is not created again") {
  const TempFolder folder;
  const auto disk = open(folder);
  REQUIRE(disk->create("a"));
  const auto second = disk->create("a");
  REQUIRE_FALSE(second);
  CHECK(second.error().kind == ErrorKind::kBadInput);
}

TEST_CASE("disk: the last file of a folder takes it along, and removing twice is no error") {
  const TempFolder folder;
  const auto disk = open(folder);
  REQUIRE(disk->create("day/a"));
  REQUIRE(disk->create("day/b"));
  REQUIRE(disk->remove("day/a"));
  CHECK(fs::exists(folder / "disk/day"));
  REQUIRE(disk->remove("day/b"));
  CHECK_FALSE(fs::exists(folder / "disk/day"));
  CHECK(disk->remove("day/b"));
}

TEST_CASE("disk: files and folders are listed by name, an absent folder as nothing") {
  const TempFolder folder;
  const auto disk = open(folder);
  REQUIRE(disk->create("b"));
  REQUIRE(disk->create("a/x"));

  const auto entries = disk->list(".");
  REQUIRE(entries);
  REQUIRE(entries->size() == 2);
  CHECK((*entries)[0].name == "a");
  CHECK((*entries)[0].is_folder);
  CHECK_FALSE((*entries)[1].is_folder);
  CHECK(disk->list("absent")->empty());
}

TEST_CASE("disk: a folder that is replaced is not followed before reopen") {
  const TempFolder folder;
  const auto disk = open(folder);
  fs::rename(folder / "disk", folder / "unplugged");
  fs::create_directory(folder / "disk");

  REQUIRE(disk->create("a"));
  CHECK(fs::exists(folder / "unplugged/a"));
  CHECK_FALSE(fs::exists(folder / "disk/a"));
  REQUIRE(disk->reopen());
  CHECK_FALSE(disk->size("a"));
}

TEST_CASE("disk: errors name the file and the reason") {
  const TempFolder folder;
  const auto disk = open(folder);
  const auto absent = disk->open("absent");
  REQUIRE_FALSE(absent);
  CHECK(absent.error().kind == ErrorKind::kUnavailable);
  CHECK(absent.error().what == "open absent: No such file or directory");
  folder.write("file", "x");
  CHECK(open_folder(folder / "file/below").error().kind == ErrorKind::kBadInput);
}

TEST_CASE("disk: a device without room is kExhausted") {
  const auto disk = open_folder("/dev");
  if (!disk) return;  // only root may write there
  const auto full = (*disk)->open("full");
  REQUIRE(full);
  const auto refused = (*full)->append(bytes("x"));
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == ErrorKind::kExhausted);
}

TEST_CASE("disk: its space is told, and everything can be synced at once") {
  const TempFolder folder;
  const auto disk = open(folder);
  const auto space = disk->space();
  REQUIRE(space);
  CHECK(space->free_bytes > 0);
  CHECK(space->free_bytes <= space->total_bytes);
  CHECK(disk->sync_all());
}
