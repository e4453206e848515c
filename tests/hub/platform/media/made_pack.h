// Packs of any size, for whoever sends them.
#pragma once

#include <doctest/doctest.h>

#include <string>

#include "hub/media/ps_pack.h"

namespace sunhall::test {

/// A picture of one unit of so many bytes, packed.
inline std::shared_ptr<const PsPack> made_pack(MediaTime time, std::size_t unit_bytes,
                                               bool is_key = false) {
  std::vector<std::uint8_t> bytes(unit_bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31 | 1);
  AccessUnit picture;
  picture.dts = picture.pts = time;
  picture.is_key = is_key;
  picture.owner = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
  picture.units = {std::span(*picture.owner)};
  const auto pack = PsMuxer({.codec = VideoCodec::kH264, .sets = {}}).video(picture);
  REQUIRE(pack);
  return *pack;
}

inline std::string bytes_of(const PsPack& pack) {
  std::string out;
  for (const auto piece : pack.pieces) out.append(piece.begin(), piece.end());
  return out;
}

}  // namespace sunhall::test
