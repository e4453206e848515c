// A span of a stream as one MP4, put together of pieces of the recordings while it is sent.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "hub/http/message.h"
#include "hub/store/archive.h"

namespace sunhall {

/// The longest span of one download; docs/http-api.md tells whoever wants more what to do.
inline constexpr std::chrono::hours kClipSpanMax{1};
/// Frames of one download: each costs about 470 bytes of memory until all is sent.
inline constexpr std::size_t kClipFramesMax = 120'000;
/// Files of one download, held open until it is sent.
inline constexpr std::size_t kClipFilesMax = 128;

struct ClipSpan {
  StreamKey stream;
  MediaTime from{0};
  MediaTime to{0};
};

/// Puts a span together, one recording a step, so that whoever shares the thread waits for one
/// only.
///
/// Shape:   the recordings' own bytes, as `export_clip` writes them: only the decode times count
///          from the first frame. The payload is read when it is sent. Where `export_clip` would
///          begin another file there is none.
/// Order:   begin; when `break_note` is empty, step until it says that nothing is left; take.
/// Threads: one at a time, the archive's.
/// Blocks:  on the disk.
/// Errors:  kUnsupported when nothing is recorded in the span, kBadInput when it is too much for
/// one
///          download, kUnavailable when a file cannot be read or is damaged.
/// Source:  docs/decisions/0054-clips-are-copies-that-start-at-zero.md.
class ClipPieces {
 public:
  /// `seat` is held as long as any piece is.
  static Result<std::unique_ptr<ClipPieces>> begin(Archive& archive, const ClipSpan& span,
                                                   const std::shared_ptr<const void>& seat);

  /// For people: where the span breaks, so that one file cannot hold it; empty: nowhere.
  const std::string& break_note() const { return break_note_; }
  /// Adds a recording; false when there was none left.
  Result<bool> step();
  std::vector<Piece> take() { return std::move(pieces_); }

 private:
  /// An open file with its place among those that may be open.
  struct OpenFile {
    Fd fd;
    std::shared_ptr<const void> seat;
  };
  struct Source {
    StoredRecording recording;
    std::shared_ptr<const OpenFile> file;
    std::vector<StoredSegment> segments;
  };

  Result<void> find_sources(Archive& archive, const ClipSpan& span,
                            const std::shared_ptr<const void>& seat);
  Result<void> find_break();
  Result<void> add(const Source& source);
  void add_stretch(const Source& source, std::uint64_t from, std::uint64_t to);

  std::vector<Source> sources_;
  std::size_t next_ = 0;
  std::size_t frame_count_ = 0;
  std::vector<std::uint8_t> head_;  // of all sources
  MediaTime zero_{0};               // moment of the first frame
  std::string break_note_;
  std::vector<Piece> pieces_;
};

}  // namespace sunhall
