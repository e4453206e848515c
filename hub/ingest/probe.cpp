#include "hub/ingest/probe.h"

#include <algorithm>
#include <cstdlib>

#include "hub/ingest/camera_clock.h"
#include "hub/ingest/stream_meter.h"
#include "hub/media/annexb_filter.h"
#include "hub/media/stream_format.h"
#include "native/demuxer.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

/// Watches packets and remembers what they say.
class Watch {
 public:
  Watch(const AVStream& stream, ProbeReport& report) : stream_(stream), report_(report) {
    // A codec that the hub cannot take is still reported.
    if (auto filter = AnnexbFilter::open(stream)) filter_ = std::move(*filter);
  }

  void add(VideoPacket packet, const Moment& now) {
    const AVPacket& raw = *packet.packet;
    ++report_.packet_count;
    if (packet.lost_before) ++report_.loss_count;
    if (raw.pts != AV_NOPTS_VALUE && raw.dts != AV_NOPTS_VALUE && raw.pts != raw.dts) {
      report_.has_b_frames = true;
    }
    if (raw.dts != AV_NOPTS_VALUE) {
      const Ticks time(av_rescale_q(raw.dts, stream_.time_base, {1, 1'000'000}));
      meter_.add(time, static_cast<std::size_t>(raw.size), packet.is_key);
    }
    if (packet.camera_wall) {
      const auto waited = std::chrono::floor<std::chrono::milliseconds>(now.ticks - packet.arrived);
      const auto error = clock_.add(packet.arrived, *packet.camera_wall - (now.wall.utc - waited));
      report_.clock_error_ms =
          static_cast<int>(std::clamp<std::int64_t>(error.count(), -INT32_MAX, INT32_MAX));
    }
    if (packet.is_key && report_.codecs.empty()) read_keyframe(std::move(packet.packet));
  }

  void finish() {
    report_.frames_per_s = meter_.frames_per_s();
    report_.bits_per_s = meter_.bits_per_s();
    report_.keyframe_interval = meter_.keyframe_interval();
  }

 private:
  void read_keyframe(AvPacket packet) {
    if (!filter_) return;
    auto annexb = filter_->filter(std::move(packet));
    if (!annexb || !*annexb) return;
    const AVCodecParameters& codec = *stream_.codecpar;
    const auto kind = codec.codec_id == AV_CODEC_ID_H264 ? VideoCodec::kH264 : VideoCodec::kHevc;
    ParameterSets known;
    if (codec.extradata_size > 0) {
      known = find_parameter_sets(
          kind, {codec.extradata, static_cast<std::size_t>(codec.extradata_size)});
    }
    const AVPacket& key = ***annexb;
    const auto format = read_format(kind, {key.data, static_cast<std::size_t>(key.size)}, known);
    if (!format) return;
    report_.codecs = format->codecs;
    report_.width = format->width;
    report_.height = format->height;
  }

  const AVStream& stream_;
  ProbeReport& report_;
  std::optional<AnnexbFilter> filter_;
  StreamMeter meter_;
  CameraClock clock_;
};

}  // namespace

Result<ProbeReport> probe(const StreamSource& source, const Clock& clock,
                          const std::function<bool()>& cancelled) {
  auto demuxer = Demuxer::open(source, Probe::kAudio, clock, cancelled);
  if (!demuxer) return tl::unexpected(demuxer.error());
  ProbeReport report;
  const AVCodecParameters& codec = *demuxer->video().codecpar;
  report.codec = avcodec_get_name(codec.codec_id);
  const char* profile = avcodec_profile_name(codec.codec_id, codec.profile);
  if (profile != nullptr) report.profile = profile;
  report.width = codec.width;
  report.height = codec.height;
  report.has_b_frames = codec.video_delay > 0;
  report.has_audio = demuxer->has_audio();

  Watch watch(demuxer->video(), report);
  const Ticks end = clock.now().ticks + kProbeTime;
  while (clock.now().ticks < end && !cancelled()) {
    auto packet = demuxer->read();
    // What was seen until now is worth more than the error.
    if (!packet || !*packet) break;
    watch.add(std::move(**packet), clock.now());
  }
  watch.finish();
  if (report.packet_count == 0) return fail(ErrorKind::kUnavailable, "no video came");
  return report;
}

}  // namespace sunhall
