// A program stream taken apart by the standard's tables, for tests: it knows nothing of our muxer.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "tests/support/ffprobe.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Reads one pack's bytes, or several packs'; what breaks the standard fails the test.
struct PsReader {
  explicit PsReader(const std::vector<std::uint8_t>& bytes) {
    std::size_t at = 0;
    while (at + 4 <= bytes.size()) {
      REQUIRE(bytes[at] == 0);
      REQUIRE(bytes[at + 1] == 0);
      REQUIRE(bytes[at + 2] == 1);
      const int id = bytes[at + 3];
      at = id == 0xBA ? pack(bytes, at) : packet(bytes, at, id);
    }
    REQUIRE(at == bytes.size());
  }

  std::string story;         // for example `pack system map E0`
  std::map<int, int> types;  // of the map, by stream_id
  int map_version = -1;
  std::int64_t scr = -1;
  std::int64_t pts = -1;  // the newest
  std::int64_t dts = -1;
  int time_count = 0;  // PES packets with a time
  std::vector<std::uint8_t> payload;

 private:
  void tell(const std::string& what) { story += (story.empty() ? "" : " ") + what; }

  static std::int64_t time_at(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    for (const std::size_t marker : {at, at + 2, at + 4}) REQUIRE((bytes[marker] & 1) == 1);
    return std::int64_t{bytes[at] >> 1 & 7} << 30 | std::int64_t{bytes[at + 1]} << 22 |
           std::int64_t{bytes[at + 2] >> 1} << 15 | std::int64_t{bytes[at + 3]} << 7 |
           std::int64_t{bytes[at + 4] >> 1};
  }

  std::size_t pack(const std::vector<std::uint8_t>& bytes, std::size_t at) {
    REQUIRE(at + 14 <= bytes.size());
    REQUIRE((bytes[at + 4] & 0xC4) == 0x44);
    REQUIRE((bytes[at + 6] & 4) == 4);
    REQUIRE((bytes[at + 8] & 4) == 4);
    scr = std::int64_t{bytes[at + 4] >> 3 & 7} << 30 | std::int64_t{bytes[at + 4] & 3} << 28 |
          std::int64_t{bytes[at + 5]} << 20 | std::int64_t{bytes[at + 6] >> 3} << 15 |
          std::int64_t{bytes[at + 6] & 3} << 13 | std::int64_t{bytes[at + 7]} << 5 |
          std::int64_t{bytes[at + 8] >> 3};
    tell("pack");
    return at + 14 + (bytes[at + 13] & 7);
  }

  std::size_t packet(const std::vector<std::uint8_t>& bytes, std::size_t at, int id) {
    REQUIRE(at + 6 <= bytes.size());
    const std::size_t size = static_cast<std::size_t>(bytes[at + 4]) << 8 | bytes[at + 5];
    const std::size_t end = at + 6 + size;
    REQUIRE(end <= bytes.size());
    if (id == 0xBB) {
      tell("system");
    } else if (id == 0xBC) {
      map(bytes, at, end);
    } else {
      pes(bytes, at, end, id);
    }
    return end;
  }

  void map(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t end) {
    REQUIRE((bytes[at + 6] & 0x80) == 0x80);
    map_version = bytes[at + 6] & 31;
    const std::size_t info = static_cast<std::size_t>(bytes[at + 8]) << 8 | bytes[at + 9];
    std::size_t next = at + 10 + info;
    const std::size_t list = static_cast<std::size_t>(bytes[next]) << 8 | bytes[next + 1];
    next += 2;
    REQUIRE(next + list + 4 == end);
    while (next < end - 4) {
      types[bytes[next + 1]] = bytes[next];
      next += 4 + (static_cast<std::size_t>(bytes[next + 2]) << 8 | bytes[next + 3]);
    }
    // Bit by bit, as the standard's figure draws it: a map with its sum leaves zero.
    std::uint32_t crc = 0xFFFF'FFFF;
    for (std::size_t i = at; i < end; ++i) {
      for (int bit = 7; bit >= 0; --bit) {
        const bool is_set = ((crc >> 31) ^ (bytes[i] >> bit & 1U)) == 1;
        crc = is_set ? crc << 1 ^ 0x04C1'1DB7 : crc << 1;
      }
    }
    CHECK(crc == 0);
    tell("map");
  }

  void pes(const std::vector<std::uint8_t>& bytes, std::size_t at, std::size_t end, int id) {
    REQUIRE((bytes[at + 6] & 0xC0) == 0x80);
    const std::size_t head = bytes[at + 8];
    if (bytes[at + 7] & 0x80) {
      pts = dts = time_at(bytes, at + 9);
      ++time_count;
    }
    if (bytes[at + 7] & 0x40) dts = time_at(bytes, at + 14);
    REQUIRE(at + 9 + head <= end);
    payload.insert(payload.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at + 9 + head),
                   bytes.begin() + static_cast<std::ptrdiff_t>(end));
    tell(id == 0xE0 ? "E0" : id == 0xC0 ? "C0" : "?");
  }
};

/// Fifty real AAC frames, each with its ADTS header.
inline std::vector<std::shared_ptr<const std::vector<std::uint8_t>>> adts_frames(
    const TempFolder& folder) {
  const std::string path = folder / "tone.aac";
  output_of("ffmpeg -v error -nostdin -y -f lavfi -i sine=d=4:r=16000 -c:a aac -f adts " + path);
  const std::string text = folder.read("tone.aac");
  std::vector<std::shared_ptr<const std::vector<std::uint8_t>>> out;
  for (std::size_t at = 0; at + 7 < text.size() && out.size() < 50;) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
    const std::size_t size = static_cast<std::size_t>(byte(3) & 3) << 11 |
                             static_cast<std::size_t>(byte(4)) << 3 | byte(5) >> 5;
    REQUIRE(size > 7);
    const std::string frame = text.substr(at, size);
    out.push_back(std::make_shared<const std::vector<std::uint8_t>>(frame.begin(), frame.end()));
    at += size;
  }
  REQUIRE(out.size() == 50);
  return out;
}

}  // namespace sunhall::test
