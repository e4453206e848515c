#include "native/site_upload.h"

#include <doctest/doctest.h>

#include "native/site_file.h"

using namespace sunhall;

namespace {

constexpr const char* kHead =
    "[site]\nid = \"home\"\nname = \"家\"\n[[camera]]\nid = \"a\"\nname = \"烹饪\"\n"
    "area = \"operation\"\nmain = \"rtsp://192.0.2.1/1\"\n";  // lines 1 to 8

std::string refusal(const std::string& lines) {
  const auto loaded = parse_site(kHead + lines, "site.toml", "/etc/sunhall");
  return loaded ? "it was accepted" : loaded.error().what;
}

}  // namespace

TEST_CASE("uploads: each has an id, a name and a file that counts from the site file's folder") {
  const auto loaded = parse_site(std::string(kHead) +
                                     "[[upload]]\nid = \"city\"\nname = \"市平台\"\n"
                                     "file = \"city-upload.toml\"\n"
                                     "[[upload]]\nid = \"province\"\nname = \"省平台\"\n"
                                     "file = \"/srv/province.toml\"\n",
                                 "site.toml", "/etc/sunhall");

  REQUIRE_MESSAGE(loaded, (loaded ? "" : loaded.error().what));
  REQUIRE(loaded->site.uploads.size() == 2);
  CHECK(loaded->site.uploads[0].id == "city");
  CHECK(loaded->site.uploads[0].file == "/etc/sunhall/city-upload.toml");
  CHECK(loaded->site.uploads[1].name == "省平台");
  CHECK(loaded->site.uploads[1].file == "/srv/province.toml");
}

TEST_CASE("uploads: what is missing or doubled is told with its line") {
  CHECK(refusal("[[upload]]\nid = \"city\"\nname = \"市\"\n") ==
        "site.toml:9: upload.file: is missing; write file = \"city-upload.toml\"");
  CHECK(refusal("[[upload]]\nid = \"City!\"\nname = \"市\"\nfile = \"a\"\n") ==
        "site.toml:10: upload.id: must be 1 to 32 of a–z, 0–9 and inner -, like \"city\"");
  CHECK(refusal("[[upload]]\nid = \"a\"\nname = \"市\"\nfile = \"a\"\n"
                "[[upload]]\nid = \"a\"\nname = \"市\"\nfile = \"a\"\n") ==
        "site.toml:14: upload.id: is another upload's already; give each its own");
}
