// Frames into CMAF chunks, by libavformat.
#pragma once

#include <memory>

#include "core/base/result.h"
#include "hub/media/part.h"
#include "hub/media/stream_format.h"
#include "hub/media/timeline.h"
#include "native/av.h"

namespace sunhall {

/// Writes one run's init and chunks into memory.
///
/// Owner:   the bytes of a chunk are written once, by libavformat, into the vector that is handed
///          out.
/// Threads: one at a time.
class Muxer {
 public:
  static Result<Muxer> open(const StreamFormat& format);
  ~Muxer();
  Muxer(Muxer&&) noexcept;
  Muxer& operator=(Muxer&&) noexcept;

  const std::shared_ptr<const Init>& init() const { return init_; }

  /// Adds a frame to the open chunk.
  ///
  /// Shape:   Annex B, in decode order; `stamp.dts` is the last one's dts and duration.
  /// Errors:  kBadInput when libavformat refuses it.
  Result<void> write(AvPacket packet, const Stamp& stamp, MediaTime duration);

  /// Ends the chunk: a moof and its mdat, whose tfdt is the first frame's dts.
  Result<Bytes> cut();

 private:
  struct Output;  // libavformat writes through its address, which stays
  explicit Muxer(std::unique_ptr<Output> output);
  Result<void> write_head(const StreamFormat& format);

  std::unique_ptr<Output> output_;
  std::shared_ptr<const Init> init_;
};

}  // namespace sunhall
