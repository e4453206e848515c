// One stream's packets into runs of parts.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/media/annexb_filter.h"
#include "hub/media/part_cutter.h"
#include "hub/media/timeline.h"

namespace sunhall {

/// Packets whose times are not known yet; a run that gathers more bytes than this is broken.
inline constexpr std::size_t kGatherBytesMax = 32u << 20;

/// Dates, checks and cuts packets, and hands the parts to sinks.
///
/// Order:   begin_session, push any number of times, end_session; and again.
/// Threads: one at a time; the sinks are called on that thread.
class Packager {
 public:
  /// The sinks outlive it. `last_end`: where the newest recording of this stream ends.
  Packager(std::vector<PartSink*> sinks, std::optional<MediaTime> last_end)
      : sinks_(std::move(sinks)), last_end_(last_end) {}

  /// Errors:  kUnsupported for codecs other than H.264 and H.265.
  Result<void> begin_session(const AVStream& stream);

  /// Takes the next packet in decode order; those before the first keyframe are left out.
  void push(AvPacket packet, bool is_key, const Moment& arrived);

  /// Ends the session, and the run if there is one; `why` is the gap's reason for people.
  void end_session(const std::string& why);

  /// The present run's format; null between runs.
  const Init* format() const { return cutter_ ? cutter_->init().get() : nullptr; }
  /// Why there is no run although packets come; empty while there is one.
  const std::string& trouble() const { return trouble_; }

 private:
  struct Waiting {
    AvPacket packet;
    bool is_key = false;
  };

  PacketTimes times_of(const AVPacket& packet, const Moment& arrived) const;
  void take(Waiting waiting, const PacketTimes& times);
  void release(const std::vector<Stamp>& stamps);
  void place(StampedPacket packet);
  bool needs_new_run(const StampedPacket& packet) const;
  void begin_run(const StampedPacket& key);
  void end_run(const std::string& why, std::optional<MediaTime> end);
  void start_over(RunReason reason, const std::string& why);

  // Constant after construction.
  const std::vector<PartSink*> sinks_;
  // Of the session.
  std::optional<AnnexbFilter> filter_;
  VideoCodec codec_ = VideoCodec::kH264;
  ParameterSets session_sets_;  // as the session description names them
  AVRational time_base_{1, 90'000};
  // Of the run.
  std::optional<Timeline> timeline_;
  std::deque<Waiting> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::optional<PartCutter> cutter_;
  StreamFormat format_;
  // Of the next run.
  RunReason reason_ = RunReason::kHubStarted;
  std::string detail_;
  std::optional<MediaTime> last_end_;
  std::string trouble_;
};

}  // namespace sunhall
