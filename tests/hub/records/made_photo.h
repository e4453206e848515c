// PNG and WebP frames with nothing to be seen in them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sunhall::test {

inline void add_text(std::vector<std::uint8_t>& bytes, std::string_view text) {
  bytes.insert(bytes.end(), text.begin(), text.end());
}

inline void add_big_endian(std::vector<std::uint8_t>& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<std::uint8_t>(value >> shift));
}

inline void add_little_endian(std::vector<std::uint8_t>& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

/// IHDR, one IDAT of `filling` zeros, IEND; the checksums are zeros.
inline std::vector<std::uint8_t> make_png(int width, int height, std::size_t filling = 16) {
  std::vector<std::uint8_t> png = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  add_big_endian(png, 13);
  add_text(png, "IHDR");
  add_big_endian(png, static_cast<std::uint32_t>(width));
  add_big_endian(png, static_cast<std::uint32_t>(height));
  for (const int byte : {8, 2, 0, 0, 0, 0, 0, 0, 0}) png.push_back(static_cast<std::uint8_t>(byte));
  add_big_endian(png, static_cast<std::uint32_t>(filling));
  add_text(png, "IDAT");
  png.insert(png.end(), filling + 4, 0);
  add_big_endian(png, 0);
  add_text(png, "IEND");
  add_big_endian(png, 0xAE426082);
  return png;
}

enum class WebpCoding : unsigned char { kLossy, kLossless, kExtended };

/// One chunk that claims this size.
inline std::vector<std::uint8_t> make_webp(WebpCoding coding, int width, int height) {
  const auto w = static_cast<std::uint32_t>(width);
  const auto h = static_cast<std::uint32_t>(height);
  std::vector<std::uint8_t> data;
  if (coding == WebpCoding::kLossy) {
    for (const int byte : {0x30, 1, 0, 0x9D, 0x01, 0x2A})
      data.push_back(static_cast<std::uint8_t>(byte));
    add_little_endian(data, w, 2);
    add_little_endian(data, h, 2);
  } else if (coding == WebpCoding::kLossless) {
    data.push_back(0x2F);
    add_little_endian(data, (w - 1) | (h - 1) << 14, 4);
    data.insert(data.end(), 5, 0);
  } else {
    add_little_endian(data, 0, 4);
    add_little_endian(data, w - 1, 3);
    add_little_endian(data, h - 1, 3);
  }
  std::vector<std::uint8_t> webp;
  add_text(webp, "RIFF");
  add_little_endian(webp, static_cast<std::uint32_t>(12 + data.size()), 4);
  add_text(webp, "WEBP");
  add_text(webp, coding == WebpCoding::kLossy      ? "VP8 "
                 : coding == WebpCoding::kLossless ? "VP8L"
                                                   : "VP8X");
  add_little_endian(webp, static_cast<std::uint32_t>(data.size()), 4);
  webp.insert(webp.end(), data.begin(), data.end());
  return webp;
}

}  // namespace sunhall::test
