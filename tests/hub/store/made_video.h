// Parts as ingest makes them, made by hand: small, and every byte known.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "hub/media/part.h"

namespace sunhall::test {

using ByteList = std::vector<std::uint8_t>;

// Not inlined: GCC 12 loses sight of what the vector holds and warns of writes past its end.
[[gnu::noinline]] inline void put(ByteList& bytes, int byte_count, std::uint64_t value) {
  for (int i = byte_count - 1; i >= 0; --i) {
    bytes.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
  }
}

/// Wraps content into a box.
[[gnu::noinline]] inline ByteList box(std::string_view type, const ByteList& content) {
  ByteList bytes;
  bytes.reserve(8 + content.size());
  put(bytes, 4, 8 + content.size());
  bytes.insert(bytes.end(), type.begin(), type.end());
  bytes.insert(bytes.end(), content.begin(), content.end());
  return bytes;
}

inline ByteList join(const std::vector<ByteList>& lists) {
  ByteList bytes;
  for (const ByteList& list : lists) bytes.insert(bytes.end(), list.begin(), list.end());
  return bytes;
}

/// Integers of four bytes each.
inline ByteList words(const std::vector<std::uint32_t>& values) {
  ByteList bytes;
  for (const std::uint32_t value : values) put(bytes, 4, value);
  return bytes;
}

inline ByteList visual_entry(std::string_view type, int width, int height, const ByteList& config) {
  ByteList entry(24, 0);
  put(entry, 2, static_cast<std::uint64_t>(width));
  put(entry, 2, static_cast<std::uint64_t>(height));
  entry.resize(78, 0);
  entry.insert(entry.end(), config.begin(), config.end());
  return box(type, entry);
}

/// ftyp and moov of one video track at 90 kHz.
inline ByteList make_head(const ByteList& entry) {
  const ByteList stsd = box("stsd", join({words({0, 1}), entry}));
  const ByteList stbl = box("stbl", stsd);
  const ByteList mdhd = box("mdhd", words({0, 0, 0, 90'000, 0, 0}));
  const ByteList mdia = box("mdia", join({mdhd, box("minf", stbl)}));
  const ByteList mvex = box("mvex", box("trex", words({0, 1, 1, 3600, 0, 0x0101'0000})));
  const ByteList moov = box("moov", join({box("trak", mdia), mvex}));
  return join({box("ftyp", words({0x69736f36, 0})), moov});
}

inline std::shared_ptr<const Init> make_init(int width = 1280, int height = 720) {
  const ByteList avcc = box("avcC", {1, 0x64, 0, 0x28, 0xff});
  auto bytes =
      std::make_shared<const ByteList>(make_head(visual_entry("avc1", width, height, avcc)));
  return std::make_shared<const Init>(Init{"h264", "avc1.640028", width, height, std::move(bytes)});
}

struct PartWish {
  MediaTime start{0};
  int frame_count = 9;  // at 25 frames a second: 0.36 s
  bool has_key = false;
  std::size_t frame_bytes = 100;  // at least 8
};

inline constexpr MediaTime kFrame{3600};

/// A moof and its mdat; each frame is one NAL unit with its length before it.
inline std::shared_ptr<const Part> make_part(const PartWish& wish) {
  const auto count = static_cast<std::uint32_t>(wish.frame_count);
  const auto size = static_cast<std::uint32_t>(wish.frame_bytes);
  ByteList trun = words({0x0000'0205, count, 0, wish.has_key ? 0x0200'0000U : 0x0101'0000U});
  ByteList payload;
  for (std::uint32_t i = 0; i < count; ++i) {
    put(trun, 4, size);
    put(payload, 4, size - 4);
    payload.resize(payload.size() + size - 4,
                   static_cast<std::uint8_t>(i + static_cast<std::uint64_t>(wish.start.count())));
  }
  ByteList tfdt = words({0x0100'0000});
  put(tfdt, 8, static_cast<std::uint64_t>(wish.start.count()));
  const ByteList traf = box(
      "traf", join({box("tfhd", words({0x0002'0000, 1})), box("tfdt", tfdt), box("trun", trun)}));
  const ByteList moof = box("moof", join({box("mfhd", words({0, 1})), traf}));
  auto bytes = std::make_shared<const ByteList>(join({moof, box("mdat", payload)}));
  return std::make_shared<const Part>(Part{.start = wish.start,
                                           .duration = wish.frame_count * kFrame,
                                           .frame_count = wish.frame_count,
                                           .starts_segment = wish.has_key,
                                           .bytes = std::move(bytes)});
}

/// A camera that sends parts of 0.4 s, a keyframe each two seconds, for as long as it is asked.
class MadeCamera {
 public:
  explicit MadeCamera(PartSink& sink, std::size_t frame_bytes = 100)
      : sink_(sink), frame_bytes_(frame_bytes) {}

  void begin(MediaTime start, RunReason reason = RunReason::kHubStarted, std::string detail = {}) {
    next_ = start;
    part_count_ = 0;
    sink_.begin_run({reason, std::move(detail), init_, start});
  }
  void begin(MediaTime start, std::shared_ptr<const Init> init, RunReason reason) {
    init_ = std::move(init);
    begin(start, reason);
  }

  void send_part() {
    const auto part = make_part({.start = next_,
                                 .frame_count = 10,
                                 .has_key = part_count_ % 5 == 0,
                                 .frame_bytes = frame_bytes_});
    sink_.push(part);
    next_ += part->duration;
    ++part_count_;
  }
  void send(MediaTime duration) {
    for (const MediaTime end = next_ + duration; next_ < end;) send_part();
  }
  void end(std::string_view why) { sink_.end_run(why); }

  MediaTime next() const { return next_; }

 private:
  PartSink& sink_;
  std::size_t frame_bytes_;
  std::shared_ptr<const Init> init_ = make_init();
  MediaTime next_{0};
  int part_count_ = 0;
};

}  // namespace sunhall::test
