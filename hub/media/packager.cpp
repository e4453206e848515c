#include "hub/media/packager.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <span>
#include <utility>

extern "C" {
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

constexpr AVRational kMediaTimeBase{1, 90'000};

std::span<const std::uint8_t> bytes_of(const AVPacket& packet) {
  return {packet.data, static_cast<std::size_t>(packet.size)};
}

std::string clock_step_words(Ticks step) {
  const double seconds = std::chrono::duration<double>(step).count();
  return fmt::format("the hub's clock was set {:.1f} s {}", seconds < 0 ? -seconds : seconds,
                     seconds < 0 ? "back" : "ahead");
}

}  // namespace

Result<void> Packager::begin_session(const AVStream& stream) {
  auto filter = AnnexbFilter::open(stream);
  if (!filter) return tl::unexpected(filter.error());
  filter_ = std::move(*filter);
  const AVCodecParameters& codec = *stream.codecpar;
  codec_ = codec.codec_id == AV_CODEC_ID_H264 ? VideoCodec::kH264 : VideoCodec::kHevc;
  session_sets_.clear();
  if (codec.extradata_size > 0) {
    session_sets_ = find_parameter_sets(
        codec_, {codec.extradata, static_cast<std::size_t>(codec.extradata_size)});
  }
  time_base_ = stream.time_base;
  return {};
}

void Packager::push(AvPacket packet, bool is_key, const Moment& arrived) {
  const PacketTimes times = times_of(*packet, arrived);
  auto filtered = filter_->filter(std::move(packet));
  if (!filtered) {
    start_over(RunReason::kCameraBack, filtered.error().what);
  } else if (*filtered && (**filtered)->size > 0) {
    take({.packet = std::move(**filtered), .is_key = is_key}, times);
  }
}

void Packager::end_session(const std::string& why) {
  if (timeline_) release(timeline_->flush());
  // Before the first run the hub's start is what is missing, whatever the camera does.
  start_over(reason_ == RunReason::kHubStarted && !cutter_ ? reason_ : RunReason::kCameraBack, why);
  filter_.reset();
}

PacketTimes Packager::times_of(const AVPacket& packet, const Moment& arrived) const {
  const auto scale = [this](std::int64_t time) -> std::optional<MediaTime> {
    if (time == AV_NOPTS_VALUE) return std::nullopt;
    return MediaTime(av_rescale_q(time, time_base_, kMediaTimeBase));
  };
  return {.dts = scale(packet.dts), .pts = scale(packet.pts), .arrived = arrived};
}

void Packager::take(Waiting waiting, const PacketTimes& times) {
  // The frames up to the keyframe are still good: a set clock loses nothing.
  if (waiting.is_key && timeline_ && timeline_->clock_step()) {
    start_over(RunReason::kClockStepped, clock_step_words(*timeline_->clock_step()));
  }
  Timeline::Answer answer;
  if (timeline_) answer = timeline_->push(times);
  if (answer.jumped) start_over(RunReason::kTimestampsJumped, *answer.jumped);
  if (!timeline_) {
    if (!waiting.is_key) return;
    timeline_.emplace(last_end_);
    answer = timeline_->push(times);
  }
  waiting_bytes_ += static_cast<std::size_t>(waiting.packet->size);
  waiting_.push_back(std::move(waiting));
  if (answer.stamps.empty() && waiting_bytes_ > kGatherBytesMax) answer.stamps = timeline_->flush();
  release(answer.stamps);
}

void Packager::release(const std::vector<Stamp>& stamps) {
  for (const Stamp& stamp : stamps) {
    if (waiting_.empty()) return;  // the run ended on the way
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_bytes_ -= static_cast<std::size_t>(next.packet->size);
    place({.packet = std::move(next.packet), .stamp = stamp, .is_key = next.is_key});
  }
}

void Packager::place(StampedPacket packet) {
  if (packet.is_key && needs_new_run(packet)) begin_run(packet);
  if (!cutter_) return;
  auto pushed = cutter_->push(std::move(packet));
  if (!pushed) {
    trouble_ = pushed.error().what;
    start_over(RunReason::kCameraBack, pushed.error().what);
  }
}

bool Packager::needs_new_run(const StampedPacket& packet) const {
  if (!cutter_) return true;
  const auto is_known = [this](const auto& set) {
    return std::find(format_.sets.begin(), format_.sets.end(), set) != format_.sets.end();
  };
  const auto sets = find_parameter_sets(codec_, bytes_of(*packet.packet));
  return !std::all_of(sets.begin(), sets.end(), is_known);
}

void Packager::begin_run(const StampedPacket& key) {
  auto format = read_format(codec_, bytes_of(*key.packet), session_sets_);
  if (cutter_) {
    reason_ = RunReason::kCodecChanged;
    detail_ = format ? fmt::format("from {} {}x{} to {} {}x{}", format_.codecs, format_.width,
                                   format_.height, format->codecs, format->width, format->height)
                     : format.error().what;
    end_run(detail_, key.stamp.dts);
  }
  auto muxer = format ? Muxer::open(*format) : tl::unexpected(format.error());
  if (!muxer) {
    trouble_ = muxer.error().what;
    return;
  }
  if (const auto repeated = timeline_->repeats(); repeated && last_end_ > key.stamp.dts) {
    reason_ = RunReason::kClockStepped;
    detail_ = fmt::format("the hub's clock was set back: {:.1f} s are recorded twice",
                          std::chrono::duration<double>(*repeated).count());
  }
  format_ = std::move(*format);
  const auto to_sinks = [this](const std::shared_ptr<const Part>& part) {
    for (PartSink* sink : sinks_) sink->push(part);
  };
  const auto frame_to_sinks = [this](const FrameChunk& frame) {
    for (PartSink* sink : sinks_) sink->push_frame(frame);
  };
  cutter_.emplace(std::move(*muxer), to_sinks, frame_to_sinks);
  trouble_.clear();
  const RunStart start{
      .reason = reason_, .detail = detail_, .init = cutter_->init(), .start = key.stamp.dts};
  for (PartSink* sink : sinks_) sink->begin_run(start);
}

void Packager::end_run(const std::string& why, std::optional<MediaTime> end) {
  if (!cutter_) return;
  // What cannot be finished is lost, a part at most; the reason is the run's end already.
  if (auto finished = cutter_->finish(end); !finished) trouble_ = finished.error().what;
  last_end_ = cutter_->end();
  cutter_.reset();
  for (PartSink* sink : sinks_) sink->end_run(why);
}

void Packager::start_over(RunReason reason, const std::string& why) {
  end_run(why, std::nullopt);
  timeline_.reset();
  waiting_.clear();
  waiting_bytes_ = 0;
  reason_ = reason;
  detail_ = why;
}

}  // namespace sunhall
