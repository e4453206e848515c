// Reading the past: what is there, what is missing and why, and where its bytes lie.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/media/part.h"
#include "native/fd.h"

namespace sunhall {

/// A stretch without a break, or one that is missing.
struct Coverage {
  MediaTime from{0};
  MediaTime to{0};
  bool is_recorded = false;
  std::string reason;  // of a gap: a word of hub/store/reason.h, for example `camera_back`
  std::string detail;  // of a gap: one line for people
};

/// A segment in a recording: begins with a keyframe, can be played after the recording's init.
struct StoredSegment {
  std::int64_t recording = 0;  // its file
  std::uint32_t number = 0;    // in its file, from 0
  std::uint64_t offset = 0;    // bytes
  std::uint64_t bytes = 0;
  MediaTime start{0};
  MediaTime duration{0};
};

/// One file: about a minute of one stream.
struct StoredRecording {
  std::int64_t id = 0;
  StreamKey stream;
  std::filesystem::path path;    // relative to the store's folder
  std::uint64_t init_bytes = 0;  // ftyp and moov at its head
  std::uint64_t bytes = 0;       // all that can be played
  MediaTime start{0};
  MediaTime end{0};
  std::string codecs;  // RFC 6381
  int width = 0;
  int height = 0;
  bool is_sealed = false;
  bool is_held = false;
  std::string sha256;  // hex; of a sealed one
  std::string chain;   // hex; its link in the stream's chain, of a sealed one
  std::optional<std::int64_t> camera_clock_error_ms;  // the camera's clock less ours, by RTCP
};

/// A span that is kept until somebody releases it.
struct StoredHold {
  std::int64_t id = 0;
  StreamKey stream;
  MediaTime from{0};
  MediaTime to{0};
  std::string why;
  std::string who;  // an account's name
  WallTime at{};
};

/// Reads the index and the files of a store, while a hub writes them or not.
///
/// Threads: one at a time; open one per thread that reads.
/// Blocks:  on the disk.
/// Errors:  as Database; what retention deletes between two calls is simply not there any more.
class Archive {
 public:
  static Result<std::unique_ptr<Archive>> open(const std::filesystem::path& store_folder);
  virtual ~Archive() = default;

  /// Every stream that was ever recorded.
  virtual Result<std::vector<StreamKey>> streams() = 0;

  /// Everything in [from, to), in order, without overlap and without a hole: what is not recorded
  /// is a gap.
  virtual Result<std::vector<Coverage>> coverage(const StreamKey& stream, MediaTime from,
                                                 MediaTime to) = 0;

  /// The segments that touch [from, to), in order; at most `count_max`.
  virtual Result<std::vector<StoredSegment>> segments(const StreamKey& stream, MediaTime from,
                                                      MediaTime to, std::size_t count_max) = 0;
  /// The files that touch [from, to), in order; lost ones are left out.
  virtual Result<std::vector<StoredRecording>> recordings(const StreamKey& stream, MediaTime from,
                                                          MediaTime to) = 0;
  /// kUnavailable when there is none of this number, or its file is lost.
  virtual Result<StoredRecording> recording(std::int64_t id) = 0;
  /// The holds that stand, oldest first.
  virtual Result<std::vector<StoredHold>> holds() = 0;

  /// Opens a recording's file for reading: kUnavailable when it is gone.
  virtual Result<Fd> open_file(const StoredRecording& recording) = 0;
};

}  // namespace sunhall
