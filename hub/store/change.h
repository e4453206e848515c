// What the writer has to tell the index, in the order in which it happened.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "hub/media/part.h"
#include "hub/store/archive.h"
#include "hub/store/digest.h"

namespace sunhall {

struct RunBegan {
  std::int64_t id = 0;
  std::int64_t stream = 0;
  MediaTime at{0};
  std::string reason;  // a word
  std::string detail;  // one line for people
};

struct RunEnded {
  std::int64_t id = 0;
  MediaTime at{0};
  std::string why;  // one line for people
};

struct RecordingBegan {
  std::int64_t id = 0;
  std::int64_t stream = 0;
  std::optional<std::int64_t> run;
  std::string path;  // relative to the store's folder
  MediaTime start{0};
  std::uint64_t init_bytes = 0;
  std::string codecs;
  int width = 0;   // pixels
  int height = 0;  // pixels
};

/// A segment can be played; and so can its recording up to its end.
struct SegmentWhole {
  StoredSegment segment;
};

/// No more will be written to a recording.
struct RecordingClosed {
  std::int64_t id = 0;
  std::optional<Digest> sha256;  // absent: it is still to be taken from the file
  std::optional<std::int64_t> clock_error_ms;
};

/// A recording that was closed before has its hash.
struct RecordingSealed {
  std::int64_t id = 0;
  Digest sha256{};
};

/// Nothing whole came into a recording: its file is gone, its row goes.
struct RecordingDropped {
  std::int64_t id = 0;
};

struct GapBegan {
  std::int64_t stream = 0;
  MediaTime from{0};
  std::string reason;  // a word
  std::string detail;  // one line for people
};

/// The stream's open gap is over; what is known by now is its reason.
struct GapEnded {
  std::int64_t stream = 0;
  MediaTime to{0};
  std::string reason;
  std::string detail;
};

using Change = std::variant<RunBegan, RunEnded, RecordingBegan, SegmentWhole, RecordingClosed,
                            RecordingSealed, RecordingDropped, GapBegan, GapEnded>;

}  // namespace sunhall
