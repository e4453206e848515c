#include "native/jpeg_size.h"

#include <cstddef>
#include <optional>

namespace sunhall {
namespace {

using Span = std::span<const std::uint8_t>;

// T.81 Table B.1. All begin with 0xFF.
constexpr std::uint8_t kStartOfImage = 0xD8;
constexpr std::uint8_t kEndOfImage = 0xD9;
constexpr std::uint8_t kStartOfScan = 0xDA;

// 0xC0 to 0xCF but for DHT, JPG and DAC: frame headers of the different codings.
bool is_frame(std::uint8_t marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

int big_endian(Span bytes, std::size_t at) {
  return bytes[at] << 8 | bytes[at + 1];
}

bool has_marker(Span bytes, std::size_t at, std::uint8_t marker) {
  return bytes[at] == 0xFF && bytes[at + 1] == marker;
}

tl::unexpected<Error> no_jpeg() {
  return fail(ErrorKind::kBadInput, "the picture is not a whole JPEG");
}

}  // namespace

Result<JpegSize> read_jpeg_size(Span bytes) {
  if (bytes.size() < 4 || !has_marker(bytes, 0, kStartOfImage) ||
      !has_marker(bytes, bytes.size() - 2, kEndOfImage))
    return no_jpeg();
  std::optional<JpegSize> size;
  std::size_t at = 2;
  // Each segment: 0xFF, marker, two bytes of length that count themselves (B.1.1.4).
  while (bytes.size() - at >= 4 && bytes[at] == 0xFF) {
    const std::uint8_t marker = bytes[at + 1];
    const auto length = static_cast<std::size_t>(big_endian(bytes, at + 2));
    if (marker == kStartOfScan) return size ? Result<JpegSize>(*size) : no_jpeg();
    if (length < 2 || length > bytes.size() - at - 2) break;
    // B.2.2: precision, then number of lines, then samples a line.
    if (is_frame(marker) && length >= 7) {
      size = JpegSize{.width = big_endian(bytes, at + 7), .height = big_endian(bytes, at + 5)};
      if (size->width < 1 || size->height < 1) return no_jpeg();
      if (size->width > kStillSideMax || size->height > kStillSideMax)
        return fail(ErrorKind::kBadInput, "a picture has at most 4096 pixels a side");
    }
    at += 2 + length;
  }
  return no_jpeg();
}

}  // namespace sunhall
