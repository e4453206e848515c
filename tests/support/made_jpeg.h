// A JPEG's frame, with nothing to be seen in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sunhall::test {

/// Head, frame and scan of a picture that claims this size; its scan is `filling` zeros.
inline std::vector<std::uint8_t> make_jpeg(int width, int height, std::size_t filling = 16) {
  const auto high = [](int value) { return static_cast<std::uint8_t>(value >> 8); };
  const auto low = [](int value) { return static_cast<std::uint8_t>(value & 255); };
  std::vector<std::uint8_t> jpeg = {0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 'J', 'F', 'I', 'F',
                                    0,    1,    1,    0,    0, 1,  0,   1,   0,   0};
  for (const std::uint8_t byte :
       {std::uint8_t{0xFF}, std::uint8_t{0xC0}, std::uint8_t{0}, std::uint8_t{11}, std::uint8_t{8},
        high(height), low(height), high(width), low(width), std::uint8_t{1}, std::uint8_t{1},
        std::uint8_t{0x11}, std::uint8_t{0}})
    jpeg.push_back(byte);
  for (const int byte : {0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0})
    jpeg.push_back(static_cast<std::uint8_t>(byte));
  jpeg.insert(jpeg.end(), filling, 0);
  jpeg.push_back(0xFF);
  jpeg.push_back(0xD9);
  return jpeg;
}

// RFC 4648 §4.
inline std::string to_base64(const std::vector<std::uint8_t>& bytes) {
  constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned group = 0;
    for (std::size_t i = at; i < at + 3; ++i)
      group = group << 8 | (i < bytes.size() ? bytes[i] : 0u);
    for (unsigned shift : {18u, 12u, 6u, 0u}) text += kAlphabet[group >> shift & 63u];
  }
  if (bytes.size() % 3 > 0) text.back() = '=';
  if (bytes.size() % 3 == 1) text[text.size() - 2] = '=';
  return text;
}

}  // namespace sunhall::test
