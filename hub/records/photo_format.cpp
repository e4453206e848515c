#include "hub/records/photo_format.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "native/jpeg_size.h"

namespace sunhall {
namespace {

using Span = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 8> kPngMagic = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

static_assert(kPhotoSideMax == kStillSideMax);

tl::unexpected<Error> no_photo() {
  return fail(ErrorKind::kBadInput,
              "照片不完整或格式不支持 · photo: not a whole JPEG, PNG or WebP");
}

tl::unexpected<Error> wrong_side() {
  return fail(ErrorKind::kBadInput, "照片边长应为 1–4096 像素 · photo: 1–4096 pixels a side");
}

bool has_text(Span bytes, std::size_t at, std::string_view text) {
  return at + text.size() <= bytes.size() &&
         std::equal(text.begin(), text.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                    [](char c, std::uint8_t byte) { return static_cast<std::uint8_t>(c) == byte; });
}

std::uint32_t big_endian_32(Span bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | bytes[at + 3];
}

std::uint32_t little_endian(Span bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = count; i > 0; --i) value = value << 8 | bytes[at + i - 1];
  return value;
}

Result<PhotoShape> make_shape(PhotoFormat format, std::uint32_t width, std::uint32_t height) {
  if (width < 1 || height < 1 || width > kPhotoSideMax || height > kPhotoSideMax)
    return wrong_side();
  return PhotoShape{
      .format = format, .width = static_cast<int>(width), .height = static_cast<int>(height)};
}

Result<PhotoShape> read_png(Span bytes) {
  // PNG §5.3: chunks of length, type, data and CRC; §5.6: IHDR comes first, IEND last.
  std::size_t at = kPngMagic.size();
  if (bytes.size() < at + 25 || !has_text(bytes, at + 4, "IHDR") || big_endian_32(bytes, at) != 13)
    return no_photo();
  // §11.2.1: width and height, four bytes each.
  const std::uint32_t width = big_endian_32(bytes, at + 8);
  const std::uint32_t height = big_endian_32(bytes, at + 12);
  bool has_data = false;
  while (bytes.size() - at >= 12) {
    const std::size_t length = big_endian_32(bytes, at);
    if (length > bytes.size() - at - 12) return no_photo();
    has_data = has_data || has_text(bytes, at + 4, "IDAT");
    const bool is_end = has_text(bytes, at + 4, "IEND");
    at += 12 + length;
    if (is_end)
      return has_data && at == bytes.size() ? make_shape(PhotoFormat::kPng, width, height)
                                            : no_photo();
  }
  return no_photo();
}

Result<PhotoShape> read_webp(Span bytes) {
  // RFC 9649 §2.3: `RIFF`, the size of what follows, `WEBP`, then chunks.
  if (bytes.size() < 30 || little_endian(bytes, 4, 4) != bytes.size() - 8) return no_photo();
  const std::size_t chunk_bytes = little_endian(bytes, 16, 4);
  if (chunk_bytes > bytes.size() - 20) return no_photo();
  constexpr std::size_t kData = 20;
  if (has_text(bytes, 12, "VP8X")) {  // §2.7.1: canvas, three bytes each, less one
    if (chunk_bytes < 10) return no_photo();
    return make_shape(PhotoFormat::kWebp, little_endian(bytes, kData + 4, 3) + 1,
                      little_endian(bytes, kData + 7, 3) + 1);
  }
  if (has_text(bytes, 12, "VP8L")) {  // §3.4: a signature byte, then 14 bits each, less one
    if (bytes[kData] != 0x2F) return no_photo();
    const std::uint32_t bits = little_endian(bytes, kData + 1, 4);
    return make_shape(PhotoFormat::kWebp, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1);
  }
  if (has_text(bytes, 12, "VP8 ")) {  // RFC 6386 §9.1: frame tag, start code, 14 bits each
    if (chunk_bytes < 10 || bytes[kData + 3] != 0x9D || bytes[kData + 4] != 0x01 ||
        bytes[kData + 5] != 0x2A)
      return no_photo();
    return make_shape(PhotoFormat::kWebp, little_endian(bytes, kData + 6, 2) & 0x3FFF,
                      little_endian(bytes, kData + 8, 2) & 0x3FFF);
  }
  return no_photo();
}

}  // namespace

Result<PhotoShape> read_photo_shape(Span bytes) {
  if (bytes.size() > kPngMagic.size() &&
      std::equal(kPngMagic.begin(), kPngMagic.end(), bytes.begin()))
    return read_png(bytes);
  if (has_text(bytes, 0, "RIFF") && has_text(bytes, 8, "WEBP")) return read_webp(bytes);
  const auto jpeg = read_jpeg_size(bytes);
  if (!jpeg) return no_photo();
  return PhotoShape{.format = PhotoFormat::kJpeg, .width = jpeg->width, .height = jpeg->height};
}

std::string_view photo_suffix(PhotoFormat format) {
  constexpr std::array<std::string_view, 3> kSuffixes = {".jpg", ".png", ".webp"};
  return kSuffixes[static_cast<std::size_t>(format)];
}

std::string_view photo_media_type(PhotoFormat format) {
  constexpr std::array<std::string_view, 3> kTypes = {"image/jpeg", "image/png", "image/webp"};
  return kTypes[static_cast<std::size_t>(format)];
}

}  // namespace sunhall
