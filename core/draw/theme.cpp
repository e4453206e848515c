#include "core/draw/theme.h"

#include <algorithm>
#include <cmath>

namespace sunhall {
namespace {

constexpr Color rgb(std::uint32_t hex) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>((hex >> 8) & 0xFF),
          static_cast<std::uint8_t>(hex & 0xFF)};
}

// Rice paper, wood and a low sun: nothing on the wall of a dining hall should be blue-white.
constexpr Palette kDay = {
    .ground = rgb(0xF4ECDD),
    .card = rgb(0xFFFCF5),
    .line = rgb(0xE7DCC7),
    .ink = rgb(0x2B2018),
    .ink_soft = rgb(0x5A4838),
    .brand = rgb(0x7F3405),
    .focus = rgb(0xD9730D),
    .good = {rgb(0x14532D), rgb(0xDDF0DF)},
    .bad = {rgb(0x8E1616), rgb(0xFBE3DE)},
    .unknown = {rgb(0x6B3F00), rgb(0xFBE8BF)},
    .active = {rgb(0x153F6B), rgb(0xDDEAF7)},
    .neutral = {rgb(0x4A3B2E), rgb(0xF1E8D8)},
    .video_ground = rgb(0x2A241F),
    .over_video = {rgb(0xFFFFFF), rgb(0x17120E)},
};

constexpr Palette kNight = {
    .ground = rgb(0x15110E),
    .card = rgb(0x231D18),
    .line = rgb(0x3A3028),
    .ink = rgb(0xF8EFE1),
    .ink_soft = rgb(0xD3C6B4),
    .brand = rgb(0xF5B04C),
    .focus = rgb(0xF5B04C),
    .good = {rgb(0xA6E3B4), rgb(0x1B3524)},
    .bad = {rgb(0xFFC2B8), rgb(0x4A1B16)},
    .unknown = {rgb(0xFFDB9A), rgb(0x40300F)},
    .active = {rgb(0xB9DAFF), rgb(0x1A314B)},
    .neutral = {rgb(0xDDD1C0), rgb(0x332A23)},
    .video_ground = rgb(0x0D0B09),
    .over_video = {rgb(0xFFFFFF), rgb(0x17120E)},
};

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

}  // namespace

const Palette& palette(Theme theme) {
  return theme == Theme::kDay ? kDay : kNight;
}

const Pair& tone_pair(const Palette& palette, Tone tone) {
  switch (tone) {
    case Tone::kGood:
      return palette.good;
    case Tone::kBad:
      return palette.bad;
    case Tone::kUnknown:
    case Tone::kCaution:
      return palette.unknown;
    case Tone::kActive:
      return palette.active;
    case Tone::kNeutral:
      break;
  }
  return palette.neutral;
}

double contrast(Color a, Color b) {
  const double one = luminance(a);
  const double two = luminance(b);
  return (std::max(one, two) + 0.05) / (std::min(one, two) + 0.05);
}

}  // namespace sunhall
