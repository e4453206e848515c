#include "hub/ingest/stream_ingest.h"

#include <spdlog/fmt/fmt.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

extern "C" {
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

// Long enough to cost nothing, short enough to bound a missed call.
constexpr Ticks kSleepSlice = std::chrono::seconds(1);

std::string label_of(const StreamKey& key) {
  return key.camera + (key.kind == StreamKind::kMain ? " main" : " sub");
}

int to_ms(Ticks time) {
  return static_cast<int>(time / std::chrono::milliseconds(1));
}

Moment moment_of(Ticks arrived, const Moment& now) {
  Moment out = now;
  out.ticks = arrived;
  out.wall.utc -= std::chrono::floor<std::chrono::milliseconds>(now.ticks - arrived);
  return out;
}

}  // namespace

StreamIngest::StreamIngest(IngestStream stream, int number, std::uint64_t seed, const Clock& clock)
    : stream_(std::move(stream)),
      label_(label_of(stream_.key)),
      clock_(clock),
      packager_(stream_.sinks, stream_.last_end),
      backoff_(seed),
      worker_(fmt::format("in-{}", number), [this](const std::stop_token& stop) { run(stop); }) {}

IngestStatus StreamIngest::status() const {
  MutexLock lock(mutex_);
  // Read under the lock: a packet that comes in between is never from the future.
  const Moment now = clock_.now();
  IngestStatus out = status_;
  const IngestJudgement judgement = judge_ingest(moments_, now.ticks);
  out.state = judgement.state;
  out.since = moment_of(judgement.since, now).wall.utc;
  out.frames_per_s = meter_.frames_per_s();
  out.bits_per_s = meter_.bits_per_s();
  if (const auto interval = meter_.keyframe_interval()) out.keyframe_interval_ms = to_ms(*interval);
  if (moments_.newest_packet) out.newest_packet_age_ms = to_ms(now.ticks - *moments_.newest_packet);
  return out;
}

bool StreamIngest::stuck(Ticks now) const {
  const Ticks deadline(deadline_us_.load());
  return deadline.count() != 0 && now > deadline + kIngestStuckMargin;
}

void StreamIngest::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    wake_up_.notify_all();
  });
  {
    MutexLock lock(mutex_);
    moments_.started = clock_.now().ticks;
  }
  while (!stop.stop_requested()) {
    Error ended = run_session(stop);
    set_deadline(Ticks(0));
    if (stop.stop_requested()) ended.what = "the hub was stopped";
    packager_.end_session(ended.what);
    if (!stop.stop_requested()) wait_after(ended, stop);
  }
}

Error StreamIngest::run_session(const std::stop_token& stop) {
  run_since_.reset();
  set_deadline(kOpenDeadline);
  auto demuxer = open_session(stop);
  if (!demuxer) return std::move(demuxer.error());
  session_opened_ = clock_.now().ticks;
  for (;;) {
    set_deadline(kPacketDeadline);
    auto packet = demuxer->read();
    if (!packet) return std::move(packet.error());
    if (!*packet) return {ErrorKind::kUnavailable, "the camera ended the stream"};
    take(std::move(**packet), *demuxer);
    if (!packager_.format() && clock_.now().ticks - session_opened_ > kRunDeadline) {
      const std::string& why = packager_.trouble();
      return {ErrorKind::kUnavailable, why.empty() ? "no keyframe comes" : why};
    }
    if (packager_.format()) session_opened_ = clock_.now().ticks;
  }
}

Result<Demuxer> StreamIngest::open_session(const std::stop_token& stop) {
  auto demuxer = Demuxer::open(stream_.source, Probe::kSize, clock_,
                               [&stop] { return stop.stop_requested(); });
  if (!demuxer) return demuxer;
  if (demuxer->needs_pacing()) {
    return fail(ErrorKind::kUnsupported, "this is a file or a playlist, not a camera");
  }
  if (auto begun = packager_.begin_session(demuxer->video()); !begun) {
    return tl::unexpected(begun.error());
  }
  MutexLock lock(mutex_);
  meter_.reset();
  return demuxer;
}

void StreamIngest::take(VideoPacket packet, const Demuxer& demuxer) {
  const Moment arrived = moment_of(packet.arrived, clock_.now());
  const AVPacket& raw = *packet.packet;
  std::optional<Ticks> camera_time;
  if (raw.dts != AV_NOPTS_VALUE) {
    camera_time = Ticks(av_rescale_q(raw.dts, demuxer.video().time_base, {1, 1'000'000}));
  }
  note_packet(packet, camera_time, arrived.wall.utc);
  packager_.push(std::move(packet.packet), packet.is_key, arrived);
  if (!packager_.format()) {
    MutexLock lock(mutex_);
    if (!packager_.trouble().empty()) status_.trouble = packager_.trouble();
    return;
  }
  if (!run_since_) {
    run_since_ = packet.arrived;
    tell_back();
  }
  MutexLock lock(mutex_);
  const Init& format = *packager_.format();
  if (status_.codecs != format.codecs || status_.width != format.width ||
      status_.height != format.height) {
    status_.codec = format.codec;
    status_.codecs = format.codecs;
    status_.width = format.width;
    status_.height = format.height;
  }
  const Ticks last = moments_.newest_packet.value_or(packet.arrived);
  if (!moments_.session_first || packet.arrived - last > kIngestDelayedAfter) {
    moments_.session_first = packet.arrived;
  }
  moments_.newest_packet = std::max(last, packet.arrived);
  status_.trouble.clear();
}

void StreamIngest::note_packet(const VideoPacket& packet, std::optional<Ticks> camera_time,
                               WallTime arrived_wall) {
  const auto bytes = static_cast<std::size_t>(packet.packet->size);
  MutexLock lock(mutex_);
  // The first packet of a session has no time; a guess would spoil the figures.
  if (camera_time) meter_.add(*camera_time, bytes, packet.is_key);
  ++status_.frame_count;
  status_.byte_count += bytes;
  if (packet.lost_before) ++status_.loss_count;
  if (packet.camera_wall) {
    const auto error = camera_clock_.add(packet.arrived, *packet.camera_wall - arrived_wall);
    status_.camera_clock_error_ms =
        static_cast<int>(std::clamp<std::int64_t>(error.count(), -INT32_MAX, INT32_MAX));
  }
}

void StreamIngest::tell_back() {
  if (!failing_since_) return;
  const Ticks outage = clock_.now().ticks - *failing_since_;
  spdlog::info("{}: packets again after {} s, try {}", label_,
               std::chrono::duration_cast<std::chrono::seconds>(outage).count(),
               backoff_.failure_count() + 1);
  failing_since_.reset();
}

void StreamIngest::wait_after(const Error& error, const std::stop_token& stop) {
  const Ticks now = clock_.now().ticks;
  // Told once an outage, not once a try.
  if (!failing_since_) {
    failing_since_ = now;
    spdlog::info("{}: {}; trying again", label_, error.what);
  }
  if (run_since_) backoff_.saw_picture();
  if (run_since_ && now - *run_since_ >= kGoodIngest) backoff_.reset();
  const bool trying_soon_helps =
      error.kind == ErrorKind::kUnavailable || error.kind == ErrorKind::kExhausted;
  const Ticks until =
      now + (trying_soon_helps ? backoff_.after_failure() : backoff_.after_refusal());
  MutexLock lock(mutex_);
  status_.trouble = error.what;
  ++status_.reconnect_count;
  for (Ticks left = until - now; left > Ticks(0) && !stop.stop_requested();
       left = until - clock_.now().ticks) {
    wake_up_.wait_for(mutex_, std::min(left, kSleepSlice));
  }
}

void StreamIngest::set_deadline(Ticks limit) {
  const bool none = limit == Ticks(0);
  deadline_us_.store(none ? 0 : (clock_.now().ticks + limit).count());
}

}  // namespace sunhall
