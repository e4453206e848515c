#include "kiosk/stream_session.h"

#include <algorithm>
#include <string_view>
#include <utility>

extern "C" {
#include <libavutil/mathematics.h>
}

namespace sunhall {

namespace {

// A hardware decoder may stumble over a damaged packet, but not over this many in a row.
constexpr int kHardwareErrorsMax = 10;

std::optional<Ticks> to_ticks(std::int64_t timestamp, AVRational base) {
  if (timestamp == AV_NOPTS_VALUE) return std::nullopt;
  return Ticks(av_rescale_q(timestamp, base, AVRational{1, AV_TIME_BASE}));
}

}  // namespace

StreamSession::StreamSession(const SessionContext& context, Demuxer demuxer, Decoder decoder)
    : context_(context),
      demuxer_(std::move(demuxer)),
      decoder_(std::move(decoder)),
      last_good_(context.clock.now().ticks),
      is_paced_(demuxer_.needs_pacing()) {}

Result<StreamSession> StreamSession::open(const StreamSource& source,
                                          const SessionContext& context) {
  auto demuxer = Demuxer::open(source, Probe::kCodec, context.clock, context.cancelled);
  if (!demuxer) return tl::unexpected(std::move(demuxer.error()));
  auto decoder = Decoder::open(*demuxer->video().codecpar, context.hardware);
  if (!decoder) return tl::unexpected(std::move(decoder.error()));
  return StreamSession(context, std::move(*demuxer), std::move(*decoder));
}

Result<std::optional<SessionPicture>> StreamSession::next() {
  auto decoded = decoder_.pull();
  if (!decoded) {
    if (auto ok = on_decoder_error(decoded.error()); !ok) return tl::unexpected(ok.error());
    return std::nullopt;
  }
  if (*decoded) return judge(std::move(**decoded));
  if (auto ok = feed_decoder(); !ok) return tl::unexpected(ok.error());
  return std::nullopt;
}

Result<void> StreamSession::feed_decoder() {
  auto packet = demuxer_.read();
  if (!packet) return tl::unexpected(std::move(packet.error()));
  if (!*packet) return begin_again();
  return feed_packet(**packet);
}

Result<void> StreamSession::feed_packet(const VideoPacket& packet) {
  if (packet.arrived - last_good_ > kPictureDeadline) {
    return fail(ErrorKind::kUnavailable, "packets come, but no whole picture");
  }
  const PacketNote note = note_packet(packet);
  if (packet.arrived - note.arrived > kBehindMax) {
    return fail(ErrorKind::kUnavailable, "the stream fell behind");
  }
  if (!gate_.admit({.is_key = packet.is_key, .lost_before = packet.lost_before})) return {};
  const std::int64_t tag = packet_count_++;
  notes_[static_cast<std::size_t>(tag) % kNoteCount] = note;
  if (auto pushed = decoder_.push(*packet.packet, tag); !pushed) {
    return on_decoder_error(pushed.error());
  }
  return {};
}

Result<void> StreamSession::begin_again() {
  if (!is_paced_) return fail(ErrorKind::kUnavailable, "the camera ended the stream");
  decoder_.flush();
  pacer_.restart();
  gate_ = DamageGate();
  return demuxer_.rewind();
}

StreamSession::PacketNote StreamSession::note_packet(const VideoPacket& packet) {
  const Moment now = context_.clock.now();
  const Ticks lag = is_paced_ ? Ticks(0) : lag_of(packet);
  PacketNote note{packet.arrived - lag,
                  now.wall.utc - std::chrono::floor<std::chrono::milliseconds>(lag), std::nullopt};
  if (!packet.camera_wall) return note;
  const auto error = *packet.camera_wall - now.wall.utc;
  if (std::chrono::abs(error) <= kClockErrorMax) {
    note.wall = *packet.camera_wall;
  } else {
    // Clocks that are years apart do not fit the figure: a day says enough.
    constexpr std::chrono::milliseconds kTellMax = std::chrono::hours(24);
    note.clock_error_ms = static_cast<int>(std::clamp(error, -kTellMax, kTellMax).count());
  }
  return note;
}

// RTP timestamps of cheap cameras run at a nominal rate; only the camera's RTCP tells real time.
// Everywhere else timestamps are the muxer's and can be trusted.
Ticks StreamSession::lag_of(const VideoPacket& packet) {
  if (packet.camera_wall) {
    return lag_.measure(packet.arrived, packet.camera_wall->time_since_epoch());
  }
  const AVStream& stream = demuxer_.video();
  const auto timestamp = to_ticks(packet.packet->dts, stream.time_base);
  if (demuxer_.is_rtp() || !timestamp) return Ticks(0);
  return lag_.measure(packet.arrived, *timestamp);
}

Result<std::optional<SessionPicture>> StreamSession::judge(DecodedFrame decoded) {
  hardware_error_count_ = 0;
  if (!gate_.show(decoded.is_damaged)) return std::nullopt;
  auto view = view_frame(*decoded.frame);
  if (!view) return tl::unexpected(std::move(view.error()));
  if (is_paced_) wait_for_moment(*decoded.frame);
  // Some hardware decoders lose the tag; the newest packet's note is late by their delay.
  const bool has_tag = decoded.tag >= 0 && decoded.tag < packet_count_;
  const std::int64_t tag = has_tag ? decoded.tag : packet_count_ - 1;
  PacketNote note = notes_[static_cast<std::size_t>(tag) % kNoteCount];
  const Moment now = context_.clock.now();
  if (is_paced_) note = {now.ticks, now.wall.utc, std::nullopt};
  last_good_ = now.ticks;
  SessionPicture out;
  out.is_change = context_.stillness.changes(*view, now.ticks);
  out.clock_error_ms = note.clock_error_ms;
  out.picture = {.frame = std::move(decoded.frame),
                 .planes = *view,
                 .wall = note.wall,
                 .arrived = note.arrived};
  return out;
}

Result<void> StreamSession::on_decoder_error(const Error& error) {
  gate_.refuse();
  if (!decoder_.is_hardware()) return {};
  if (error.kind == ErrorKind::kBadInput && ++hardware_error_count_ < kHardwareErrorsMax) return {};
  const AVCodecParameters& parameters = *demuxer_.video().codecpar;
  context_.hardware.give_up(parameters.codec_id, error.what);
  auto software = Decoder::open(parameters, context_.hardware);
  if (!software) return tl::unexpected(std::move(software.error()));
  decoder_ = std::move(*software);
  gate_ = DamageGate();
  return {};
}

void StreamSession::wait_for_moment(const AVFrame& frame) {
  const auto timestamp = to_ticks(frame.best_effort_timestamp, demuxer_.video().time_base);
  if (!timestamp) return;
  context_.sleep_until(pacer_.due(context_.clock.now().ticks, *timestamp));
}

}  // namespace sunhall
