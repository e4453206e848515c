#include "kiosk/trace_input.h"

#include <utility>

#include "native/av_error.h"
#include "native/av_log.h"

extern "C" {
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

constexpr std::int64_t kAnalyzeMax_us = 500'000;

void set_options(AvOptions& options, const Secret& token) {
  options.set("analyzeduration", kAnalyzeMax_us);
  options.set("fpsprobesize", std::int64_t{0});
  options.set("rw_timeout", Ticks(kTraceReadDeadline).count());
  options.set("protocol_whitelist", "http,https,tcp,tls");  // a playlist leads nowhere else
  if (token.empty()) return;
  options.set("headers", ("Authorization: Bearer " + token.reveal() + "\r\n").c_str());
}

ErrorKind kind_of(int code) {
  switch (code) {
    case AVERROR_HTTP_UNAUTHORIZED:
    case AVERROR_HTTP_FORBIDDEN:
      return ErrorKind::kBadInput;
    case AVERROR_HTTP_BAD_REQUEST:
    case AVERROR_HTTP_NOT_FOUND:
    case AVERROR_HTTP_OTHER_4XX:
    case AVERROR_INVALIDDATA:
    case AVERROR_STREAM_NOT_FOUND:
    case AVERROR_PATCHWELCOME:
      return ErrorKind::kUnsupported;
    default:
      return ErrorKind::kUnavailable;
  }
}

}  // namespace

struct TraceInput::Guard {
  const Clock& clock;
  std::function<bool()> cancelled;
  Ticks deadline{0};

  bool is_late() const { return clock.now().ticks > deadline; }
  static int interrupt(void* opaque) {
    const auto* guard = static_cast<const Guard*>(opaque);
    return guard->is_late() || guard->cancelled() ? 1 : 0;
  }
  tl::unexpected<Error> error(int code) const {
    if (cancelled()) return fail(ErrorKind::kUnavailable, "no longer wanted");
    if (is_late()) return fail(ErrorKind::kUnavailable, "the hub does not go on sending");
    const ErrorKind kind = kind_of(code);
    if (kind == ErrorKind::kBadInput) return fail(kind, "the hub refuses this screen's token");
    return fail(kind, av_error(code).what);
  }
};

TraceInput::TraceInput(std::unique_ptr<Guard> guard, AvInput input)
    : guard_(std::move(guard)), input_(std::move(input)) {}

TraceInput::TraceInput(TraceInput&&) noexcept = default;
TraceInput::~TraceInput() = default;

Result<TraceInput> TraceInput::open(const std::string& url, const Secret& token, const Clock& clock,
                                    std::function<bool()> cancelled) {
  install_av_log();
  std::unique_ptr<Guard> guard(new Guard{.clock = clock,
                                         .cancelled = std::move(cancelled),
                                         .deadline = clock.now().ticks + kTraceOpenDeadline});
  AvInput input(avformat_alloc_context());
  if (!input) return fail(ErrorKind::kExhausted, "no memory for a recording");
  input->interrupt_callback = {&Guard::interrupt, guard.get()};
  AvOptions options;
  set_options(options, token);
  // Named, so that a query behind the playlist's name is no riddle.
  const AVInputFormat* hls = av_find_input_format("hls");
  AVFormatContext* opening = input.release();  // libav frees it when it cannot open
  const int code = avformat_open_input(&opening, url.c_str(), hls, options.address());
  if (code < 0) return guard->error(code);
  TraceInput opened(std::move(guard), AvInput(opening));
  const int video =
      av_find_best_stream(opened.input_.get(), AVMEDIA_TYPE_VIDEO, -1, -1, nullptr, 0);
  if (video < 0) return opened.guard_->error(AVERROR_STREAM_NOT_FOUND);
  opened.video_index_ = video;
  for (unsigned i = 0; i < opened.input_->nb_streams; ++i) {
    const bool is_ours = static_cast<int>(i) == video;
    opened.input_->streams[i]->discard = is_ours ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
  }
  return opened;
}

Result<std::optional<TracePacket>> TraceInput::read() {
  AvPacket packet(av_packet_alloc());
  if (!packet) return fail(ErrorKind::kExhausted, "no memory for a packet");
  guard_->deadline = guard_->clock.now().ticks + kTraceReadDeadline;
  for (;;) {
    const int code = av_read_frame(input_.get(), packet.get());
    if (guard_->cancelled() || guard_->is_late()) return guard_->error(AVERROR(ETIMEDOUT));
    if (code == AVERROR_EOF) return std::nullopt;
    if (code < 0 && code != AVERROR(EAGAIN)) return guard_->error(code);
    if (code == 0 && packet->stream_index == video_index_) break;
    av_packet_unref(packet.get());
  }
  const bool is_key = (packet->flags & AV_PKT_FLAG_KEY) != 0;
  return TracePacket{std::move(packet), is_key};
}

const AVCodecParameters& TraceInput::parameters() const {
  return *input_->streams[video_index_]->codecpar;
}

WallTime TraceInput::wall_of(std::int64_t timestamp) const {
  const AVRational base = input_->streams[video_index_]->time_base;
  return WallTime(std::chrono::milliseconds(av_rescale_q(timestamp, base, AVRational{1, 1000})));
}

}  // namespace sunhall
