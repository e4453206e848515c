#include "native/png.h"

#include <png.h>

#include <cstdio>

namespace sunhall {
namespace {

std::string reason(const std::string& path, const png_image& image) {
  return path + ": " + static_cast<const char*>(image.message);
}

}  // namespace

Result<void> write_png(const std::string& path, const RgbaImage& image) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  png.width = static_cast<png_uint_32>(image.width);
  png.height = static_cast<png_uint_32>(image.height);
  png.format = PNG_FORMAT_RGB;
  png.flags = PNG_IMAGE_FLAG_FAST;
  std::vector<std::uint8_t> rgb;
  rgb.reserve(image.pixels.size() / 4 * 3);
  for (std::size_t i = 0; i + 3 < image.pixels.size(); i += 4) {
    rgb.insert(rgb.end(), {image.pixels[i], image.pixels[i + 1], image.pixels[i + 2]});
  }
  const std::string part = path + ".part";  // a reader never sees half a picture
  if (png_image_write_to_file(&png, part.c_str(), 0, rgb.data(), 0, nullptr) == 0) {
    std::remove(part.c_str());
    return fail(ErrorKind::kUnavailable, reason(path, png));
  }
  if (std::rename(part.c_str(), path.c_str()) != 0) {
    std::remove(part.c_str());
    return fail(ErrorKind::kUnavailable, path + ": cannot be replaced");
  }
  return {};
}

Result<RgbaImage> read_png(const std::string& path) {
  png_image png{};
  png.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_file(&png, path.c_str()) == 0) {
    return fail(ErrorKind::kUnavailable, reason(path, png));
  }
  if (png.width > static_cast<png_uint_32>(kPngSideMax) ||
      png.height > static_cast<png_uint_32>(kPngSideMax)) {
    png_image_free(&png);
    return fail(ErrorKind::kBadInput, path + ": larger than 8192 pixels a side");
  }
  png.format = PNG_FORMAT_RGBA;
  RgbaImage image{static_cast<int>(png.width), static_cast<int>(png.height), {}};
  image.pixels.resize(PNG_IMAGE_SIZE(png));
  if (png_image_finish_read(&png, nullptr, image.pixels.data(), 0, nullptr) == 0) {
    return fail(ErrorKind::kBadInput, reason(path, png));
  }
  return image;
}

}  // namespace sunhall
