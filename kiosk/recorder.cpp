#include "kiosk/recorder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace sunhall {

namespace {

constexpr int kSideMax = 8192;

constexpr std::size_t kPictureBytes = std::size_t{3} * kRecordWidth * kRecordHeight;

// The pixels [begin, end) of the source under each pixel of the small picture; at least one, also
// when the source is the smaller of the two.
struct Span {
  std::size_t begin;
  std::size_t end;
};

Span span_under(std::size_t small, std::size_t small_side, std::size_t source_side) {
  const std::size_t begin = small * source_side / small_side;
  return {begin, std::max(begin + 1, (small + 1) * source_side / small_side)};
}

// The mean of one box, rounded, into three bytes at `out`.
void mean(const RgbaRows& picture, Span rows, Span columns, std::uint8_t* out) {
  std::array<std::uint64_t, 3> sums{};
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  for (std::size_t y = rows.begin; y < rows.end; ++y) {
    const std::size_t row = picture.bottom_up ? height - 1 - y : y;
    const std::uint8_t* pixel = picture.bytes.data() + 4 * (row * width + columns.begin);
    for (std::size_t x = columns.begin; x < columns.end; ++x, pixel += 4) {
      for (std::size_t c = 0; c < sums.size(); ++c) sums[c] += pixel[c];
    }
  }
  const std::uint64_t count = (rows.end - rows.begin) * (columns.end - columns.begin);
  for (const std::uint64_t sum : sums)
    *out++ = static_cast<std::uint8_t>((sum + count / 2) / count);
}

template <class Number>
std::uint8_t* put_little_endian(std::uint8_t* out, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) {
    *out++ = static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (8 * i));
  }
  return out;
}

std::array<std::uint8_t, 24> make_header(Ticks at) {
  std::array<std::uint8_t, 24> header{};
  std::memcpy(header.data(), "SHF1", 4);
  std::uint8_t* out = header.data() + 4;
  out = put_little_endian(out, std::uint32_t{kRecordWidth});
  out = put_little_endian(out, std::uint32_t{kRecordHeight});
  out = put_little_endian(out, std::uint32_t{0});
  put_little_endian(out, std::int64_t{at.count()});
  return header;
}

}  // namespace

Result<std::vector<std::uint8_t>> shrink_rgba(const RgbaRows& picture) {
  const bool sane = picture.width >= 1 && picture.height >= 1 && picture.width <= kSideMax &&
                    picture.height <= kSideMax;
  if (!sane) return fail(ErrorKind::kBadInput, "a picture's side is not from 1 to 8192");
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  if (picture.bytes.size() < 4 * width * height) {
    return fail(ErrorKind::kBadInput, "a picture has fewer bytes than its size says");
  }
  std::vector<std::uint8_t> small(kPictureBytes);
  std::uint8_t* out = small.data();
  for (std::size_t y = 0; y < kRecordHeight; ++y) {
    const Span rows = span_under(y, kRecordHeight, height);
    for (std::size_t x = 0; x < kRecordWidth; ++x, out += 3) {
      mean(picture, rows, span_under(x, kRecordWidth, width), out);
    }
  }
  return small;
}

Result<Recorder> Recorder::open(const std::string& path) {
  File file(std::fopen(path.c_str(), "wbe"));
  if (!file) return fail(ErrorKind::kUnavailable, path + ": " + std::strerror(errno));
  return Recorder(std::move(file));
}

Result<void> Recorder::push(const RgbaRows& picture, Ticks at) {
  const auto header = make_header(at);
  if (written_bytes_ + header.size() + kPictureBytes > kRecordBytesMax) {
    return fail(ErrorKind::kExhausted, "the recording has reached 8 GiB");
  }
  const Result<std::vector<std::uint8_t>> small = shrink_rgba(picture);
  if (!small) return tl::unexpected<Error>(small.error());
  const bool written = std::fwrite(header.data(), header.size(), 1, file_.get()) == 1 &&
                       std::fwrite(small->data(), small->size(), 1, file_.get()) == 1;
  if (!written) {
    return fail(ErrorKind::kUnavailable, std::string("the recording: ") + std::strerror(errno));
  }
  written_bytes_ += header.size() + small->size();
  return {};
}

}  // namespace sunhall
