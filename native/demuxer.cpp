#include "native/demuxer.h"

#include <fmt/format.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "native/av_error.h"
#include "native/av_log.h"

extern "C" {
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

// Short probing: the size is in the stream's own headers, the rest we do not ask about.
constexpr std::int64_t kAnalyzeMax_us = 500'000;
constexpr int kFpsProbeFrames = 0;
constexpr std::int64_t kUdpBufferBytes = 4 << 20;  // a keyframe arrives in one burst

bool has_scheme(std::string_view url, std::string_view scheme) {
  return url.starts_with(scheme) && url.substr(scheme.size()).starts_with("://");
}

bool is_rtsp(std::string_view url) {
  return has_scheme(url, "rtsp") || has_scheme(url, "rtsps");
}

void set_options(AvOptions& options, const StreamSource& source, Probe probe) {
  options.set("analyzeduration", kAnalyzeMax_us);
  options.set("fpsprobesize", std::int64_t{kFpsProbeFrames});
  if (is_rtsp(source.url)) {
    options.set("rtsp_transport", source.transport == Transport::kUdp ? "udp" : "tcp");
    // Public screens carry no audio: only who is asked what a camera offers looks for it.
    options.set("allowed_media_types", probe == Probe::kAudio ? "video+audio" : "video");
    options.set("timeout", Ticks(kPacketDeadline).count());
  } else if (has_scheme(source.url, "http") || has_scheme(source.url, "https")) {
    options.set("rw_timeout", Ticks(kPacketDeadline).count());
  }
  // Also for raw udp:// and rtp:// addresses; whoever does not know it leaves it.
  if (source.transport == Transport::kUdp) options.set("buffer_size", kUdpBufferBytes);
}

std::optional<WallTime> read_camera_wall(const AVPacket& packet) {
  std::size_t size = 0;
  const std::uint8_t* data = av_packet_get_side_data(&packet, AV_PKT_DATA_PRFT, &size);
  if (data == nullptr || size < sizeof(AVProducerReferenceTime)) return std::nullopt;
  AVProducerReferenceTime reference{};
  std::copy_n(data, sizeof reference, reinterpret_cast<std::uint8_t*>(&reference));
  return WallTime(std::chrono::floor<std::chrono::milliseconds>(Ticks(reference.wallclock)));
}

// A hub stamps its streams with the time of day.
std::optional<WallTime> read_hub_wall(const AVPacket& packet, AVRational base) {
  if (packet.dts == AV_NOPTS_VALUE) return std::nullopt;
  return WallTime(std::chrono::milliseconds(av_rescale_q(packet.dts, base, AVRational{1, 1000})));
}

}  // namespace

struct Demuxer::Guard {
  const Clock& clock;
  std::function<bool()> cancelled;
  Ticks deadline{0};
  Ticks last_video{0};
  bool is_closing = false;

  bool is_late() const { return clock.now().ticks > deadline; }

  static int interrupt(void* opaque) {
    const auto* guard = static_cast<const Guard*>(opaque);
    // A cancelled session still says good-bye: many cameras count sessions until they time out.
    return guard->is_late() || (!guard->is_closing && guard->cancelled()) ? 1 : 0;
  }

  Error error(int code, Ticks limit) const {
    if (cancelled()) return {ErrorKind::kUnavailable, "no longer wanted"};
    if (is_late()) {
      const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit).count();
      return {ErrorKind::kUnavailable, fmt::format("no video for {} s", seconds)};
    }
    return av_error(code);
  }
};

Demuxer::Demuxer(std::unique_ptr<Guard> guard, AvInput input)
    : guard_(std::move(guard)), input_(std::move(input)) {}

Demuxer::Demuxer(Demuxer&&) noexcept = default;

Demuxer::~Demuxer() {
  if (!input_) return;
  guard_->is_closing = true;
  guard_->deadline = guard_->clock.now().ticks + kCloseDeadline;
}

Result<Demuxer> Demuxer::open(const StreamSource& source, Probe probe, const Clock& clock,
                              std::function<bool()> cancelled) {
  install_av_log();
  const Ticks now = clock.now().ticks;
  std::unique_ptr<Guard> guard(new Guard{
      .clock = clock, .cancelled = std::move(cancelled), .deadline = now + kOpenDeadline});
  AvInput input(avformat_alloc_context());
  if (!input) return fail(ErrorKind::kExhausted, "no memory for a stream");
  input->interrupt_callback = {&Guard::interrupt, guard.get()};
  AvOptions options;
  set_options(options, source, probe);

  AVFormatContext* opening = input.release();  // libav frees it when it cannot open
  int code =
      avformat_open_input(&opening, url_with_user(source).c_str(), nullptr, options.address());
  if (code < 0) return tl::unexpected(guard->error(code, kOpenDeadline));
  // From here on the destructor closes politely, whatever happens.
  Demuxer demuxer(std::move(guard), AvInput(opening));
  demuxer.timestamps_ = source.timestamps;
  if (auto found = demuxer.find_video(probe); !found) return tl::unexpected(found.error());
  demuxer.guard_->last_video = clock.now().ticks;
  return demuxer;
}

Result<void> Demuxer::find_video(Probe probe) {
  AVFormatContext* input = input_.get();
  if (needs_probing(probe)) {
    const int code = avformat_find_stream_info(input, nullptr);
    if (code < 0) return tl::unexpected(guard_->error(code, kOpenDeadline));
  }
  video_index_ = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (video_index_ < 0) return fail(ErrorKind::kUnsupported, "no video in this stream");
  for (unsigned i = 0; i < input->nb_streams; ++i) {
    const bool is_ours = static_cast<int>(i) == video_index_;
    input->streams[i]->discard = is_ours ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  return {};
}

bool Demuxer::needs_probing(Probe probe) const {
  if (probe != Probe::kCodec || !(is_rtp() || is_hub())) return true;
  // The session description (a hub's: the init) names the codec, the keyframes carry everything
  // else.
  for (unsigned i = 0; i < input_->nb_streams; ++i) {
    const AVCodecID codec = input_->streams[i]->codecpar->codec_id;
    if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) return false;
  }
  return true;
}

Result<std::optional<VideoPacket>> Demuxer::read() {
  const std::uint64_t losses = rtp_loss_count();
  const Ticks started = guard_->clock.now().ticks;
  AvPacket packet(av_packet_alloc());
  if (!packet) return fail(ErrorKind::kExhausted, "no memory for a packet");
  for (;;) {
    guard_->deadline = guard_->last_video + kPacketDeadline;
    const int code = av_read_frame(input_.get(), packet.get());
    if (code == AVERROR_EOF && !guard_->cancelled()) return std::nullopt;
    if (code < 0 && code != AVERROR(EAGAIN)) {
      return tl::unexpected(guard_->error(code, kPacketDeadline));
    }
    // On its way out libav flushes what it held back: a picture from before the silence.
    if (guard_->is_late() || guard_->cancelled()) {
      return tl::unexpected(guard_->error(AVERROR(ETIMEDOUT), kPacketDeadline));
    }
    if (code == 0 && packet->stream_index == video_index_) break;
    av_packet_unref(packet.get());
  }
  guard_->last_video = guard_->clock.now().ticks;
  VideoPacket out;
  // An RTP picture is known to be complete when the next one begins: it arrived before we asked.
  out.arrived = is_rtp() ? started : guard_->last_video;
  out.camera_wall = timestamps_ == Timestamps::kWallClock
                        ? read_hub_wall(*packet, video().time_base)
                        : read_camera_wall(*packet);
  out.is_key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
  out.lost_before = rtp_loss_count() != losses || (packet->flags & AV_PKT_FLAG_CORRUPT) != 0;
  out.packet = std::move(packet);
  return out;
}

Result<void> Demuxer::rewind() {
  guard_->deadline = guard_->clock.now().ticks + kOpenDeadline;
  const int code = av_seek_frame(input_.get(), video_index_, 0, AVSEEK_FLAG_BACKWARD);
  if (code < 0) return tl::unexpected(guard_->error(code, kOpenDeadline));
  guard_->last_video = guard_->clock.now().ticks;
  return {};
}

bool Demuxer::has_audio() const {
  return av_find_best_stream(input_.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0) >= 0;
}

bool Demuxer::is_rtp() const {
  const std::string_view format(input_->iformat->name);
  return format == "rtsp" || format == "sdp" || format == "rtp";
}

bool Demuxer::needs_pacing() const {
  if (is_rtp() || is_hub()) return false;
  return std::string_view(input_->iformat->name) == "hls" || input_->duration > 0;
}

std::string url_with_user(const StreamSource& source) {
  const std::size_t scheme = source.url.find("://");
  if (source.user.empty() || scheme == std::string::npos) return source.url;
  const auto encode = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      // RFC 3986 §2.3: unreserved characters stand for themselves.
      const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') ||
                            std::string_view("-._~").find(c) != std::string_view::npos;
      out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
  };
  const std::size_t host = scheme + 3;
  return source.url.substr(0, host) + encode(source.user) + ":" + encode(source.password.reveal()) +
         "@" + source.url.substr(host);
}

}  // namespace sunhall
