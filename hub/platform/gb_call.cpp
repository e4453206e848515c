#include "hub/platform/gb_call.h"

#include <algorithm>
#include <charconv>

#include "hub/platform/manscdp/answers.h"
#include "hub/platform/sip/sip_message.h"

namespace sunhall {
namespace {

constexpr std::uint32_t kHistorySsrc = 1'000'000'000;
constexpr std::uint32_t kSerials = 10'000;
constexpr double kDownloadSpeedMin = 1.0;
constexpr double kDownloadSpeedMax = 8.0;

/// GB/T 28181-2022 Annex G: live or history, digits 4 to 8 of the domain, a serial.
std::uint32_t make_ssrc(const PlatformOptions& options, bool is_history, std::uint32_t serial) {
  std::uint32_t part = 0;
  if (options.server_id.size() >= 8) {
    const char* begin = options.server_id.data() + 3;
    std::from_chars(begin, begin + 5, part);
  }
  return (is_history ? kHistorySsrc : 0) + part * kSerials + serial % kSerials;
}

GbMediaTransport transport_of(const SdpOffer& offer) {
  if (offer.transport == SdpTransport::kUdp) return GbMediaTransport::kUdp;
  // Without a word the device is the client, as it is by default.
  return offer.setup == SdpSetup::kActive ? GbMediaTransport::kTcpListen
                                          : GbMediaTransport::kTcpConnect;
}

GbMediaKind kind_of(const SdpOffer& offer) {
  if (offer.session == SdpSession::kPlayback) return GbMediaKind::kPlayback;
  return offer.session == SdpSession::kDownload ? GbMediaKind::kDownload : GbMediaKind::kPlay;
}

/// 0 when we can do what is offered.
int refusal_of(const SdpOffer& offer) {
  if (offer.session == SdpSession::kTalk || !offer.is_video || !offer.offers_ps) return 488;
  const bool is_past = offer.session != SdpSession::kPlay;
  if (is_past && (!offer.from || !offer.to || *offer.from >= *offer.to)) return 488;
  return 0;
}

// GB/T 28181-2022 Annex G: a=streamnumber 0 is the main stream, 1 the sub stream; what the camera
// does not have, or the site file has settled, is not the platform's to choose.
StreamKind live_stream(const SdpOffer& offer, const PlatformChannel& channel) {
  if (!channel.lets_choose || !offer.stream_number) return channel.live;
  if (*offer.stream_number == 1) return StreamKind::kSub;
  return *offer.stream_number == 0 ? StreamKind::kMain : channel.live;
}

GbMediaWish make_wish(const PlatformOptions& options, const SdpOffer& offer,
                      const PlatformChannel& channel, std::uint32_t own_serial) {
  GbMediaWish wish;
  wish.platform = options.id;
  wish.kind = kind_of(offer);
  const bool is_past = wish.kind != GbMediaKind::kPlay;
  // What is recorded is the main stream.
  wish.stream = {.camera = channel.camera,
                 .kind = is_past ? StreamKind::kMain : live_stream(offer, channel)};
  if (is_past) {
    wish.from = to_media_time(*offer.from);
    wish.to = to_media_time(*offer.to);
  }
  wish.transport = transport_of(offer);
  wish.host = offer.host;
  wish.port = offer.port;
  wish.own_ports = options.media_ports;
  wish.ssrc = offer.ssrc.value_or(make_ssrc(options, is_past, own_serial));
  wish.payload_type = static_cast<std::uint8_t>(std::clamp(offer.ps_payload_type, 0, 127));
  wish.download_speed = std::clamp(offer.download_speed.value_or(wish.download_speed),
                                   kDownloadSpeedMin, kDownloadSpeedMax);
  return wish;
}

}  // namespace

GbCallPlan plan_call(const PlatformOptions& options, std::string_view called,
                     std::string_view content_type, std::string_view body,
                     std::uint32_t own_serial) {
  GbCallPlan plan;
  const PlatformChannel* channel = find_channel(options, called);
  if (body.empty()) {
    plan.refusal = 400;
    return plan;
  }
  if (!same_word(content_type.substr(0, content_type.find(';')), "application/sdp")) {
    plan.refusal = 415;
    return plan;
  }
  auto offer = read_sdp_offer(body);
  if (!offer) {
    plan.broke_format = offer.error().kind == ErrorKind::kBadInput;
    plan.refusal = plan.broke_format ? 400 : 488;
    return plan;
  }
  plan.offer = *std::move(offer);
  plan.refusal = refusal_of(plan.offer);
  if (plan.refusal != 0) return plan;
  if (channel == nullptr) channel = find_channel(options, plan.offer.channel);
  if (channel == nullptr) {
    plan.refusal = 404;
    return plan;
  }
  plan.channel = channel->id;
  plan.wish = make_wish(options, plan.offer, *channel, own_serial);
  const bool is_smaller = channel->lets_choose && plan.wish.stream.kind == StreamKind::kSub;
  plan.stream_number = is_smaller ? 1 : 0;
  return plan;
}

std::string_view call_sender(std::string_view subject) {
  // `senderId:senderSeq,receiverId:receiverSeq`
  const std::string_view sender = subject.substr(0, subject.find(','));
  return sender.find(':') == std::string_view::npos ? std::string_view() : sender;
}

std::string call_way(const SdpOffer& offer, std::uint16_t own_port) {
  const std::string own = std::to_string(own_port);
  switch (transport_of(offer)) {
    case GbMediaTransport::kUdp:
      return "UDP " + own + " → " + offer.host + ":" + std::to_string(offer.port);
    case GbMediaTransport::kTcpConnect:
      return "TCP → " + offer.host + ":" + std::to_string(offer.port);
    case GbMediaTransport::kTcpListen:
      return "TCP " + own + " ← " + offer.host;
  }
  return own;
}

int call_refusal(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUnsupported:
      return 404;
    case ErrorKind::kUnavailable:
      return 480;
    case ErrorKind::kExhausted:
      return 486;
    case ErrorKind::kBadInput:
      return 488;
    case ErrorKind::kInternal:
      return 500;
  }
  return 500;
}

}  // namespace sunhall
