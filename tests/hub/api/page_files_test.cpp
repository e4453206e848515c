#include "hub/api/page_files.h"

#include <doctest/doctest.h>

#include <filesystem>

#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;

namespace fs = std::filesystem;

namespace {

std::string text_of(const Bytes& bytes) {
  return bytes ? std::string(bytes->begin(), bytes->end()) : "(none)";
}

}  // namespace

TEST_CASE("page files: files are found by path, with the forms that lie beside them") {
  const TempFolder folder;
  fs::create_directories(folder / "page/v1/fonts");
  folder.write("index.html", "<!doctype html>");
  folder.write("page/v1/boot.js", "go()");
  folder.write("page/v1/boot.js.gz", "zipped");
  folder.write("page/v1/boot.js.br", "brotli");
  folder.write("page/v1/fonts/a.woff2", "font");
  folder.write("lonely.gz", "a file of its own");
  folder.write(".hidden", "no");

  const auto files = load_page_files(folder.path());
  REQUIRE(files);
  CHECK(files->size() == 4);
  const PageFile& boot = files->at("/page/v1/boot.js");
  CHECK(boot.type == "text/javascript; charset=utf-8");
  CHECK(text_of(boot.plain) == "go()");
  CHECK(text_of(boot.gzip) == "zipped");
  CHECK(text_of(boot.brotli) == "brotli");
  CHECK(boot.tag.size() == 32);
  CHECK(files->at("/page/v1/fonts/a.woff2").type == "font/woff2");
  CHECK(text_of(files->at("/index.html").gzip) == "(none)");
  CHECK(files->contains("/lonely.gz"));
}

TEST_CASE("page files: types are those that browsers insist on") {
  CHECK(content_type("app.wasm") == "application/wasm");
  CHECK(content_type("manifest.webmanifest") == "application/manifest+json");
  CHECK(content_type("a.mjs.js") == "text/javascript; charset=utf-8");
  CHECK(content_type("README") == "application/octet-stream");
}

TEST_CASE("page files: without an index.html, or beyond a limit, there is no page") {
  const TempFolder folder;
  const auto kind = [&] {
    const auto files = load_page_files(folder.path());
    return files ? ErrorKind::kInternal : files.error().kind;
  };
  CHECK(kind() == ErrorKind::kBadInput);
  folder.write("index.html", "x");
  REQUIRE(load_page_files(folder.path()));

  folder.write("large.bin", "");
  fs::resize_file(folder / "large.bin", kPageBytesMax);
  CHECK(kind() == ErrorKind::kBadInput);
  fs::resize_file(folder / "large.bin", kPageBytesMax - 1);
  CHECK(load_page_files(folder.path()));
  for (std::size_t i = 0; i + 1 < kPageFilesMax; ++i) folder.write(std::to_string(i) + ".txt", "");
  CHECK(kind() == ErrorKind::kBadInput);
  CHECK_FALSE(load_page_files(folder / "nowhere"));
}

TEST_CASE("page files: folders below the fourth are not looked into") {
  const TempFolder folder;
  fs::create_directories(folder / "a/b/c/d");
  folder.write("index.html", "x");
  folder.write("a/b/c/in.txt", "x");
  folder.write("a/b/c/d/out.txt", "x");
  const auto files = load_page_files(folder.path());
  REQUIRE(files);
  CHECK(files->contains("/a/b/c/in.txt"));
  CHECK(files->size() == 2);
}
