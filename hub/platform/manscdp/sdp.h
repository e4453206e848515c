// The session descriptions of GB/T 28181: SDP with lines of its own (`y=`, `f=`).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"

namespace sunhall {

inline constexpr std::size_t kSdpBytesMax = 8u << 10;

enum class SdpSession : unsigned char { kPlay, kPlayback, kDownload, kTalk };
enum class SdpTransport : unsigned char { kUdp, kTcp };
enum class SdpSetup : unsigned char { kNone, kActive, kPassive };

/// What a platform offers to receive.
///
/// Source:  GB/T 28181-2022 Annex G; RFC 4566, RFC 4571, RFC 4145.
struct SdpOffer {
  std::string owner;  // of `o=`: a device id
  SdpSession session = SdpSession::kPlay;
  std::string channel;             // of `u=`; empty: none
  std::optional<WallTime> from{};  // of `t=`; empty: 0 0
  std::optional<WallTime> to{};
  bool counts_from_1900 = false;  // the era of `t=`, for the answer
  std::string host;               // of `c=`, the media's before the session's: numeric
  std::uint16_t port = 0;
  bool is_video = true;
  SdpTransport transport = SdpTransport::kUdp;
  SdpSetup setup = SdpSetup::kNone;  // of TCP without a word: as kPassive, we connect
  int ps_payload_type = 96;          // of `a=rtpmap:N PS/90000`
  bool offers_ps = true;
  std::optional<std::uint32_t> ssrc{};  // of `y=`
  std::optional<int> stream_number{};   // 0 main, 1 sub
  std::string stream_word{};            // of `a=`, in which it stood; empty: none
  std::optional<double> download_speed{};
};

/// Reads an offer; unknown lines are skipped, times of both eras (1900 and 1970) are understood.
///
/// Errors:  kBadInput: no SDP (400); kUnsupported: understood, but nothing we can do (488).
Result<SdpOffer> read_sdp_offer(std::string_view body);

struct SdpAnswer {
  std::string channel;  // of `o=`
  std::string host;
  std::uint16_t port = 0;
  std::uint32_t ssrc = 0;
  std::string format;  // of `f=`, for example v/2/6/25/1/4096a///
  std::optional<std::uint64_t> file_bytes{};
  int stream_number = 0;  // told when the offer named one
};

/// Writes `f=` for a stream: `v/2/6///a///`; what is not known stays empty, no slash is left out.
///
/// `codec`: `h264`, `hevc`, empty.
std::string sdp_format(std::string_view codec, int width_px, int height_px);

/// Writes the answer to an offer: the opposite setup, `a=sendonly`, `y=`, `f=`.
std::string write_sdp_answer(const SdpOffer& offer, const SdpAnswer& answer);

}  // namespace sunhall
