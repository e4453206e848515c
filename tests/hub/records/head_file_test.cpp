#include "hub/records/head_file.h"

#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using test::must;
using test::TempFolder;

namespace {

ChainHead make_head(std::int64_t seq) {
  return {seq, sha256(std::to_string(seq))};
}

}  // namespace

TEST_CASE("head file: what was noted is read back, and no file is no note") {
  const TempFolder folder;
  HeadFile file(folder / "records.head");
  CHECK(file.read()->empty());
  must(file.note(make_head(1), WallTime{}));
  must(file.note(make_head(20), WallTime(std::chrono::hours(1))));

  CHECK(*file.read() == std::vector<ChainHead>{make_head(1), make_head(20)});
  CHECK(folder.read("records.head").starts_with("1970-01-01T00:00:00"));
}

TEST_CASE("head file: a note that was cut off at any length is left out, and spoils no later one") {
  const TempFolder folder;
  HeadFile file(folder / "records.head");
  must(file.note(make_head(1), WallTime{}));
  const std::size_t first = folder.read("records.head").size();
  must(file.note(make_head(2), WallTime{}));
  const std::string whole = folder.read("records.head");
  for (std::size_t length = first; length < whole.size() - 1; ++length) {
    CAPTURE(length);
    folder.write("records.head", whole.substr(0, length));
    CHECK(*file.read() == std::vector<ChainHead>{make_head(1)});
    must(file.note(make_head(3), WallTime{}));
    CHECK(file.read()->back() == make_head(3));
  }
}

TEST_CASE("head file: a line that nobody wrote so is said by its number") {
  const TempFolder folder;
  HeadFile file(folder / "records.head");
  must(file.note(make_head(1), WallTime{}));
  const std::string line = folder.read("records.head");
  for (std::string wrong :
       {std::string(line.size() - 1, 'x') + "\n", "2" + line,
        line.substr(0, line.size() - 2) + "X\n", line.substr(0, 26) + "-1" + line.substr(27)}) {
    folder.write("records.head", line + wrong);
    const auto heads = file.read();
    REQUIRE_FALSE(heads);
    CHECK(heads.error().kind == ErrorKind::kBadInput);
    CHECK(heads.error().what.find("line 2") != std::string::npos);
  }
}
