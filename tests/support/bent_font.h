// A font file with something taken out of it or bent, for tests of what the page gets piecemeal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/draw/fonts.h"

namespace sunhall::test {

/// A copy of a font file of a collection that can be changed.
///
/// Source:  OpenType 1.9, "otff" (collections and table directories), "cmap" format 12, "hhea".
class BentFont {
 public:
  explicit BentFont(const FontBytes& font)
      : bytes_(font.bytes.begin(), font.bytes.end()), face_(font.face_index) {}

  FontBytes get() const { return {bytes_, face_}; }

  /// Takes a character out, perhaps with some that follow it; false if it is not there.
  bool drop(char32_t character) {
    const std::size_t cmap = table("cmap");
    for (std::size_t i = 0; i < u16(cmap + 2); ++i) {
      const std::size_t subtable = cmap + u32(cmap + 4 + 8 * i + 4);
      if (u16(subtable) != 12) continue;
      for (std::size_t group = 0; group < u32(subtable + 12); ++group) {
        const std::size_t at = subtable + 16 + 12 * group;  // first, last, glyph of the first
        if (u32(at) > character || u32(at + 4) < character) continue;
        if (u32(at) < character) {
          put(at + 4, character - 1, 4);
        } else {
          put(at + 4, character, 4);
          put(at + 8, 0, 4);  // glyph 0 is none
        }
        return true;
      }
    }
    return false;
  }

  /// Says that the letters reach so much higher, which makes Dear ImGui draw them smaller.
  void raise_ascent(std::uint16_t by) {
    const std::size_t ascent = table("hhea") + 4;
    put(ascent, u16(ascent) + by, 2);
  }

 private:
  std::size_t table(std::string_view tag) const {
    const std::size_t face = u32(12 + 4 * static_cast<std::size_t>(face_));
    for (std::size_t i = 0; i < u16(face + 4); ++i) {
      const std::size_t entry = face + 12 + 16 * i;
      const auto* name = reinterpret_cast<const char*>(&bytes_[entry]);
      if (std::string_view(name, 4) == tag) return u32(entry + 8);
    }
    return 0;
  }
  std::uint32_t number(std::size_t at, int size) const {
    std::uint32_t value = 0;
    for (int i = 0; i < size; ++i) {
      value = value << 8 | std::to_integer<std::uint32_t>(bytes_[at + static_cast<std::size_t>(i)]);
    }
    return value;
  }
  std::uint32_t u16(std::size_t at) const { return number(at, 2); }
  std::uint32_t u32(std::size_t at) const { return number(at, 4); }
  void put(std::size_t at, std::uint32_t value, int size) {
    for (int i = size; i-- > 0; value >>= 8) {
      bytes_[at + static_cast<std::size_t>(i)] = static_cast<std::byte>(value & 0xFF);
    }
  }

  std::vector<std::byte> bytes_;
  int face_;
};

}  // namespace sunhall::test
