// A span of the past, segment by segment, from the store's files.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/base/result.h"
#include "hub/media/access_unit.h"
#include "hub/store/archive.h"
#include "native/fd.h"

namespace sunhall {

/// A larger segment is not read: it would be 12 s of more than 40 Mbit/s.
inline constexpr std::uint64_t kGbSegmentBytesMax = 64u << 20;
/// What a download's size is told to be more than the recordings' own: packs and PES heads.
inline constexpr int kGbPackOverhead_percent = 2;
inline constexpr std::size_t kGbSpanSegmentsMax = 200'000;

/// What a span holds, before anything is sent of it.
struct PastSummary {
  InitFormat format;  // of its first recording
  std::uint64_t bytes = 0;
};

/// A stretch of pictures in decode order, all of one run.
struct PastPictures {
  InitFormat format;
  std::vector<AccessUnit> pictures;  // may be empty: what was there cannot be read
};

/// Reads a span.
///
/// Threads: one at a time.
/// Blocks:  on the disk.
class PastReader {
 public:
  struct Span {
    StreamKey stream;
    MediaTime from{0};
    MediaTime to{0};
  };

  explicit PastReader(Span span) : span_(std::move(span)), next_(span_.from), begin_(span_.from) {}

  /// Errors:  kUnsupported when nothing of the span can be played; else as Archive.
  Result<PastSummary> look(Archive& archive);

  /// Goes on at the keyframe at or before `moment`, or at what comes next when that is a gap.
  void seek(MediaTime moment);

  /// The next segment's pictures, gaps are left out; empty: the span is at its end.
  ///
  /// Errors:  as Archive: the same stretch is read again the next time.
  Result<std::optional<PastPictures>> next(Archive& archive);

 private:
  Result<void> open_recording(Archive& archive, std::int64_t id);
  Result<Bytes> read_segment(const StoredSegment& segment) const;
  void trim(std::vector<AccessUnit>& pictures);

  const Span span_;
  MediaTime next_;   // where the next segment is looked for
  MediaTime begin_;  // pictures that this one does not need are left out
  // The file that is open.
  std::int64_t recording_ = 0;
  Fd file_;
  InitFormat format_;
};

}  // namespace sunhall
