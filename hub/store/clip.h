// A span of a stream to be handed out: MP4 files, what they were made of, and their hashes.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "hub/store/archive.h"

namespace sunhall {

struct ClipRequest {
  StreamKey stream;
  MediaTime from{0};
  MediaTime to{0};
  std::filesystem::path folder;    // is made; must not hold anything yet
  std::chrono::minutes offset{0};  // in which zone the manifest writes its times
};

struct ClipFile {
  std::string name;    // in the folder
  std::string sha256;  // hex
  std::uint64_t bytes = 0;
  MediaTime start{0};  // moment of its first frame, which is 0 in the file
  MediaTime end{0};
  std::string codecs;
  int width = 0;   // pixels
  int height = 0;  // pixels
};

struct Clip {
  std::vector<ClipFile> files;
  std::vector<StoredRecording> recordings;  // that they were copied from
  std::vector<Coverage> gaps;               // of the span that was asked for
};

/// Copies the segments that touch a span into `clip.mp4` and writes `manifest.json` and
/// `SHA256SUMS` beside it; `sha256sum -c SHA256SUMS` verifies both.
///
/// Shape:   the frames are the recordings' own, byte for byte; only the decode times count from the
///          first frame of each file, because players take a time since 1970 for a length. Another
///          init, a time that goes back or a gap over kClipGapMax begins another file: then they
///          are `clip-1.mp4`, `clip-2.mp4` and so on.
/// Blocks:  on the disk.
/// Errors:  kBadInput for a folder that is not empty or a span over kClipMax, kUnavailable when
///          nothing is recorded in the span or a file cannot be read; kExhausted when the disk is
///          full. What was written until then stays in the folder.
/// Source:  docs/decisions/0054-clips-are-copies-that-start-at-zero.md.
Result<Clip> export_clip(Archive& archive, const ClipRequest& request);

inline constexpr MediaTime kClipMax = std::chrono::hours(24);
inline constexpr MediaTime kClipGapMax = std::chrono::seconds(10);

}  // namespace sunhall
