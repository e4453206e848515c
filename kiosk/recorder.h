// Keeps a small copy of every presented picture: --record, for proving what was on the screen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

inline constexpr int kRecordWidth = 480;   // pixels
inline constexpr int kRecordHeight = 270;  // pixels
/// A recording ends here: 8 GiB, about six minutes at 60 pictures a second.
inline constexpr std::uint64_t kRecordBytesMax = 8ULL << 30;

/// A presented picture as glReadPixels gives it.
struct RgbaRows {
  std::span<const std::uint8_t> bytes;  // width × height × 4
  int width = 0;                        // pixels
  int height = 0;                       // pixels
  bool bottom_up = true;                // glReadPixels' first row is the lowest
};

/// Shrinks a picture to kRecordWidth × kRecordHeight, each pixel the mean of the box under it.
///
/// Shape:   RGB, top row first.
/// Errors:  kBadInput if the bytes are too few for the size, or a side is under 1 or over 8192.
Result<std::vector<std::uint8_t>> shrink_rgba(const RgbaRows& picture);

/// Appends presented pictures to a file.
///
/// Shape:   for each picture a header of 24 bytes, little endian: the magic `SHF1`, u32 width,
///          u32 height, u32 0, i64 ticks_us; then width × height × 3 bytes of RGB, top row first.
/// Threads: one.
/// Blocks:  on the disk.
class Recorder {
 public:
  static Result<Recorder> open(const std::string& path);

  /// Errors:  kExhausted beyond kRecordBytesMax; kUnavailable if the disk refuses.
  Result<void> push(const RgbaRows& picture, Ticks at);

 private:
  struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
  };
  using File = std::unique_ptr<std::FILE, CloseFile>;
  explicit Recorder(File file) : file_(std::move(file)) {}

  File file_;
  std::uint64_t written_bytes_ = 0;
};

}  // namespace sunhall
