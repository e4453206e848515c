// Bytes of a box, read in order and never past their end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>

namespace sunhall {

/// A four-character code as the integer that stands in the file.
constexpr std::uint32_t four_cc(const char (&text)[5]) {
  std::uint32_t code = 0;
  for (int i = 0; i < 4; ++i) code = code << 8 | static_cast<std::uint8_t>(text[i]);
  return code;
}

/// Reads big-endian integers; past the end everything is 0 and `failed` says so.
class BoxReader {
 public:
  explicit BoxReader(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  std::uint64_t integer(int byte_count) {
    if (static_cast<std::size_t>(byte_count) > left()) {
      failed_ = true;
      at_ = bytes_.size();
      return 0;
    }
    std::uint64_t value = 0;
    for (int i = 0; i < byte_count; ++i) value = value << 8 | bytes_[at_++];
    return value;
  }
  std::uint8_t u8() { return static_cast<std::uint8_t>(integer(1)); }
  std::uint16_t u16() { return static_cast<std::uint16_t>(integer(2)); }
  std::uint32_t u32() { return static_cast<std::uint32_t>(integer(4)); }
  std::uint64_t u64() { return integer(8); }

  void skip(std::size_t byte_count) {
    if (byte_count > left()) failed_ = true;
    at_ += std::min(byte_count, left());
  }

  std::size_t at() const { return at_; }
  std::size_t left() const { return bytes_.size() - at_; }
  bool failed() const { return failed_; }
  std::span<const std::uint8_t> rest() const { return bytes_.subspan(at_); }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// A box inside other bytes.
struct Box {
  std::uint32_t type = 0;
  std::size_t offset = 0;  // of its content, from the start of the bytes it was found in
  std::span<const std::uint8_t> content;
};

/// Takes the next box; nothing at the end, or when its size makes no sense.
inline std::optional<Box> next_box(BoxReader& reader) {
  if (reader.left() < 8) return std::nullopt;
  std::uint64_t size = reader.u32();
  const std::uint32_t type = reader.u32();
  std::uint64_t head = 8;
  if (size == 1) {
    size = reader.u64();
    head = 16;
  }
  // Size 0, "to the end of the file", is what a power cut leaves: zeros.
  if (reader.failed() || size < head || size - head > reader.left()) return std::nullopt;
  const Box box{type, reader.at(), reader.rest().first(size - head)};
  reader.skip(box.content.size());
  return box;
}

/// Finds a child by its type.
inline std::optional<Box> find_box(std::span<const std::uint8_t> bytes, std::uint32_t type) {
  BoxReader reader(bytes);
  while (const auto box = next_box(reader)) {
    if (box->type == type) return box;
  }
  return std::nullopt;
}

}  // namespace sunhall
