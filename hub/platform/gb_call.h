// What an INVITE asks for, and what is answered: pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hub/platform/manscdp/sdp.h"
#include "hub/platform/media/media_desk.h"
#include "native/site_platform.h"

namespace sunhall {

/// An INVITE that was understood, or the status that refuses it.
struct GbCallPlan {
  int refusal = 0;  // 0: none
  bool broke_format = false;
  SdpOffer offer;
  std::string channel;  // its 20-digit id
  GbMediaWish wish;
  int stream_number = 0;  // of the stream that goes up: 1 where the platform chose the smaller one
};

/// Reads who is called and what is offered. `own_serial` makes an SSRC when the platform names
/// none.
GbCallPlan plan_call(const PlatformOptions& options, std::string_view called,
                     std::string_view content_type, std::string_view body,
                     std::uint32_t own_serial);

/// Reads `sender:seq` of a Subject, who wants it; empty: there is none.
///
/// Source:  GB/T 28181-2022 Annex L, Annex K.
std::string_view call_sender(std::string_view subject);

/// Which way the video goes, for people: `UDP 30004 → 192.0.2.80:10000`.
std::string call_way(const SdpOffer& offer, std::uint16_t own_port);

/// The status that says why no video can be prepared.
int call_refusal(ErrorKind kind);

}  // namespace sunhall
