#include "kiosk/trace_session.h"

#include <utility>

namespace sunhall {

Result<TraceSession> TraceSession::open(const std::string& url, const Secret& token,
                                        const Clock& clock, DecoderHardware& hardware,
                                        std::function<bool()> cancelled) {
  auto input = TraceInput::open(url, token, clock, std::move(cancelled));
  if (!input) return tl::unexpected(std::move(input.error()));
  auto decoder = Decoder::open(input->parameters(), hardware);
  if (!decoder) return tl::unexpected(std::move(decoder.error()));
  return TraceSession(std::move(*input), std::move(*decoder), hardware);
}

Result<std::optional<FeedPicture>> TraceSession::next(TracePictures which) {
  for (;;) {
    auto decoded = decoder_.pull();
    if (!decoded) {
      if (auto ok = on_decoder_error(decoded.error()); !ok) return tl::unexpected(ok.error());
      continue;
    }
    if (*decoded) {
      bad_keyframe_count_ = 0;
      auto picture = make_picture(std::move((*decoded)->frame));
      if (!picture) return tl::unexpected(std::move(picture.error()));
      return std::optional(std::move(*picture));
    }
    if (is_draining_) return std::nullopt;
    if (auto fed = feed(which); !fed) return tl::unexpected(fed.error());
  }
}

Result<void> TraceSession::feed(TracePictures which) {
  auto packet = input_.read();
  if (!packet) return tl::unexpected(std::move(packet.error()));
  if (!*packet) {
    is_draining_ = true;
    const AvPacket end(av_packet_alloc());  // an empty packet brings out what was held back
    if (!end) return fail(ErrorKind::kExhausted, "no memory for a packet");
    if (auto pushed = decoder_.push(*end, 0); !pushed) return {};
    return {};
  }
  const bool is_key = (*packet)->is_key;
  if (which == TracePictures::kKeyframes && !is_key) {
    waits_for_key_ = true;  // what was left out is missing to all until the next keyframe
    return {};
  }
  if (waits_for_key_ && !is_key) return {};
  waits_for_key_ = false;
  if (is_key) ++bad_keyframe_count_;
  if (bad_keyframe_count_ > kBadKeyframesMax) {
    return fail(ErrorKind::kUnsupported, "the recording does not decode");
  }
  AVPacket& raw = *(*packet)->packet;
  if (raw.pts == AV_NOPTS_VALUE) raw.pts = raw.dts;
  if (auto pushed = decoder_.push(raw, 0); !pushed) return on_decoder_error(pushed.error());
  return {};
}

// In software a damaged packet costs its pictures up to the next keyframe; hardware that stumbles
// is given up.
Result<void> TraceSession::on_decoder_error(const Error& error) {
  waits_for_key_ = true;
  if (!decoder_.is_hardware()) return {};
  hardware_->give_up(input_.parameters().codec_id, error.what);
  auto software = Decoder::open(input_.parameters(), *hardware_);
  if (!software) return tl::unexpected(std::move(software.error()));
  decoder_ = std::move(*software);
  return {};
}

Result<FeedPicture> TraceSession::make_picture(AvFrame frame) const {
  auto view = view_frame(*frame);
  if (!view) return tl::unexpected(std::move(view.error()));
  if (frame->best_effort_timestamp == AV_NOPTS_VALUE) {
    return fail(ErrorKind::kUnsupported, "the recording does not say when its pictures were taken");
  }
  FeedPicture picture;
  picture.wall = input_.wall_of(frame->best_effort_timestamp);
  picture.planes = *view;
  picture.frame = std::move(frame);
  return picture;
}

}  // namespace sunhall
