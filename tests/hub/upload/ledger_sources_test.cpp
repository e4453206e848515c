#include "hub/upload/ledger_sources.h"

#include "hub/records/photo_store.h"
#include "tests/hub/records/made_photo.h"
#include "tests/hub/upload/upload_bench.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

/// A delivery with two photos, and a mapping that names them.
class PhotoBench : public UploadBench {
 public:
  explicit PhotoBench(const std::string& how) {
    std::string shas;
    for (const auto& bytes : {make_png(64, 48), make_png(80, 60)}) {
      const auto sha = ledger->photos().add(bytes);
      must(sha);
      shas += (shas.empty() ? "\"" : ",\"") + *sha + "\"";
      first = first.empty() ? *sha : first;
    }
    enter("delivery-1", "delivery", R"({"photos":[)" + shas + R"(],"product_name":"白菜"})");
    connect(
        std::string(kPlanHead) + "[photos]\n" + how +
        "[[record]]\nkind = \"delivery\"\npath = \"/delivery\"\ncorrect = \"none\"\n"
        "withdraw = \"none\"\nbody = { name = \"{product_name}\", images = \"{photos|photo}\" }\n");
  }
  std::string first;
};

}  // namespace

TEST_CASE("photos: in base64 they stand in the record itself") {
  PhotoBench bench("how = \"base64\"\n");

  bench.drain();

  REQUIRE(bench.kept().size() == 1);
  const Json images = bench.kept()[0]["body"]["images"];
  REQUIRE(images.size() == 2);
  const auto bytes = parse_base64(images[0].get<std::string>());
  REQUIRE(bytes);
  CHECK(to_hex(sha256(*bytes)) == bench.first);
}

TEST_CASE("photos: as parts they go beside the record, byte for byte") {
  PhotoBench bench("how = \"part\"\nfield = \"file\"\n");

  bench.drain();

  REQUIRE(bench.kept().size() == 1);
  CHECK(bench.kept()[0]["body"]["images"] == Json{"file1", "file2"});
  const Json files = bench.kept()[0]["files"];
  REQUIRE(files.size() == 2);
  CHECK(files[0][0] == "file1");
  CHECK(files[0][3] == bench.first);
}

TEST_CASE("photos: uploaded on their own they are sent once, however often the record is tried") {
  PhotoBench bench("how = \"upload\"\npath = \"/photo\"\nfield = \"file\"\nid = \"/data/url\"\n");
  bench.receiver.behave("refuse-key 白菜");

  bench.drain();
  bench.receiver.behave("good");
  CHECK(*bench.queue().retry("", bench.clock.wall()) == 1);
  bench.drain();

  REQUIRE(bench.kept().size() == 1);
  CHECK(bench.kept()[0]["body"]["images"][0] ==
        "https://photos.example.org/" + bench.first.substr(0, 8));
  CHECK(bench.requests().size() == 2 + 2);
}

TEST_CASE("photos: while the platform does not take them, the record waits with them") {
  PhotoBench bench("how = \"upload\"\npath = \"/photo\"\nfield = \"file\"\nid = \"/data/url\"\n");
  bench.receiver.behave("status 503");
  bench.drain(3);
  CHECK(bench.counts().waiting == 1);
  CHECK(bench.counts().refused == 0);
  bench.receiver.behave("good");

  bench.drain();

  CHECK(bench.counts().sent == 1);
}
