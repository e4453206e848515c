#include "tests/support/golden.h"
#include "tests/support/source_path.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace sunhall::test {
namespace {

constexpr int kVisible = 24;             // of 255
constexpr double kVisibleShare = 0.005;  // of the pixels
constexpr double kMeanMax = 1.0;         // of 255

struct Difference {
  double mean = 0;
  double visible_share = 0;
  RgbaImage delta;  // brighter where it differs more
};

Difference compare(const RgbaImage& a, const RgbaImage& b) {
  Difference difference;
  difference.delta = {a.width, a.height, std::vector<std::uint8_t>(a.pixels.size(), 255)};
  double sum = 0;
  std::size_t visible = 0;
  const std::size_t count = a.pixels.size() / 4;
  for (std::size_t i = 0; i < count; ++i) {
    int worst = 0;
    for (std::size_t c = 0; c < 3; ++c) {
      const int delta = std::abs(static_cast<int>(a.pixels[i * 4 + c]) - b.pixels[i * 4 + c]);
      worst = std::max(worst, delta);
      sum += delta;
      difference.delta.pixels[i * 4 + c] = static_cast<std::uint8_t>(std::min(255, delta * 4));
    }
    if (worst > kVisible) ++visible;
  }
  difference.mean = sum / (3.0 * static_cast<double>(count));
  difference.visible_share = static_cast<double>(visible) / static_cast<double>(count);
  return difference;
}

}  // namespace

void check_golden(const std::string& name, const RgbaImage& picture) {
  const std::string golden_path = source_path("tests/golden/") + name + ".png";
  if (std::getenv("SUNHALL_UPDATE_GOLDEN") != nullptr) {
    REQUIRE(write_png(golden_path, picture).has_value());
    return;
  }
  const Result<RgbaImage> golden = read_png(golden_path);
  REQUIRE_MESSAGE(golden.has_value(), golden.error().what);
  REQUIRE(golden->width == picture.width);
  REQUIRE(golden->height == picture.height);
  const Difference difference = compare(*golden, picture);
  const bool same = difference.mean <= kMeanMax && difference.visible_share <= kVisibleShare;
  if (!same) {
    const std::string folder = std::filesystem::current_path().string() + "/golden-failures";
    std::filesystem::create_directories(folder);
    REQUIRE(write_png(folder + "/" + name + ".png", picture).has_value());
    REQUIRE(write_png(folder + "/" + name + ".delta.png", difference.delta).has_value());
    MESSAGE("look at ", folder, "/", name, ".png and .delta.png");
  }
  CHECK(difference.mean <= kMeanMax);
  CHECK(difference.visible_share <= kVisibleShare);
}

}  // namespace sunhall::test
