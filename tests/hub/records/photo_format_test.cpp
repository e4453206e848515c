#include "hub/records/photo_format.h"

#include <doctest/doctest.h>

#include <vector>

#include "tests/hub/records/made_photo.h"
#include "tests/support/made_jpeg.h"

using namespace sunhall;
using test::make_jpeg;
using test::make_png;
using test::make_webp;
using test::WebpCoding;

namespace {

std::vector<std::vector<std::uint8_t>> all_kinds() {
  return {make_jpeg(640, 480), make_png(640, 480), make_webp(WebpCoding::kLossy, 640, 480),
          make_webp(WebpCoding::kLossless, 640, 480), make_webp(WebpCoding::kExtended, 640, 480)};
}

}  // namespace

TEST_CASE("photo format: JPEG, PNG and the three codings of WebP say what they are and how large") {
  for (const auto& photo : all_kinds()) {
    const auto shape = read_photo_shape(photo);
    REQUIRE(shape);
    CHECK(shape->width == 640);
    CHECK(shape->height == 480);
  }
  CHECK(read_photo_shape(make_png(1, 1))->format == PhotoFormat::kPng);
  CHECK(read_photo_shape(make_webp(WebpCoding::kLossy, 1, 1))->format == PhotoFormat::kWebp);
  CHECK(read_photo_shape(make_jpeg(1, 1))->format == PhotoFormat::kJpeg);
}

TEST_CASE("photo format: a photo that is cut off at any length is refused") {
  for (const auto& photo : all_kinds()) {
    for (std::size_t length = 0; length < photo.size(); ++length) {
      CAPTURE(length);
      CHECK_FALSE(read_photo_shape(std::span(photo).first(length)));
    }
  }
}

TEST_CASE("photo format: a photo with a damaged byte is never read past its end") {
  for (const auto& photo : all_kinds()) {
    for (std::size_t at = 0; at < photo.size(); ++at) {
      for (const int value : {0, 1, 0x7F, 0xFF}) {
        std::vector<std::uint8_t> damaged = photo;
        damaged[at] = static_cast<std::uint8_t>(value);
        const auto shape = read_photo_shape(damaged);
        if (shape) CHECK(shape->width <= kPhotoSideMax);
      }
    }
  }
}

TEST_CASE("photo format: a photo without pixels, or with too many a side, is refused") {
  CHECK_FALSE(read_photo_shape(make_png(0, 480)));
  CHECK_FALSE(read_photo_shape(make_png(640, 0)));
  CHECK(read_photo_shape(make_png(kPhotoSideMax, 1)));
  CHECK_FALSE(read_photo_shape(make_png(kPhotoSideMax + 1, 1)));
  CHECK_FALSE(read_photo_shape(make_jpeg(kPhotoSideMax + 1, 1)));
  for (const WebpCoding coding :
       {WebpCoding::kLossy, WebpCoding::kLossless, WebpCoding::kExtended}) {
    CHECK(read_photo_shape(make_webp(coding, 1, kPhotoSideMax)));
    CHECK_FALSE(read_photo_shape(make_webp(coding, 1, kPhotoSideMax + 1)));
  }
}

TEST_CASE("photo format: what is something else is refused, in Chinese and English") {
  for (const std::string_view text :
       {std::string_view("GIF89a"), std::string_view("<svg xmlns='http://www.w3.org/2000/svg'/>"),
        std::string_view("%PDF-1.7"), std::string_view("PK\x03\x04")}) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    const auto shape = read_photo_shape(bytes);
    REQUIRE_FALSE(shape);
    CHECK(shape.error().kind == ErrorKind::kBadInput);
    CHECK(shape.error().what.find(" · ") != std::string::npos);
  }
}

TEST_CASE("photo format: what follows the end of a photo makes it none") {
  for (auto photo : all_kinds()) {
    photo.push_back('x');
    CHECK_FALSE(read_photo_shape(photo));
  }
}
