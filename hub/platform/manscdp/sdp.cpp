#include "hub/platform/manscdp/sdp.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace sunhall {

namespace {

constexpr std::size_t kWordBytesMax = 64;
constexpr int kPsPayloadType = 96;  // GB/T 28181-2022 Annex C.2.4
// RFC 4566 §5.9 counts from 1900, platforms from 1970.
constexpr std::int64_t kEraSeconds = 2'208'988'800;
constexpr std::int64_t kSecondsMax = 2 * kEraSeconds;
constexpr std::string_view kBlank = " \t";

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!(text = trim(text)).empty()) {
    const std::size_t end = std::min(text.find_first_of(kBlank), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

template <class T>
std::optional<T> number_of(std::string_view text) {
  T number{};
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

bool is_numeric_host(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> address{};
  return ::inet_pton(AF_INET, host.c_str(), address.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), address.data()) == 1;
}

struct PayloadName {
  int type = 0;
  bool is_ps = false;
};

/// What the lines said, before it is judged.
struct Lines {
  SdpOffer offer;
  bool is_sdp = false;
  bool has_media = false;    // some m= line
  bool is_in_video = false;  // the lines now belong to the m=video line
  bool is_in_other = false;  // … to another one
  bool is_for_us = true;     // the platform wants to receive
  bool is_protocol_known = true;
  std::string session_host;
  std::string media_host;
  std::vector<int> payloads;
  std::vector<PayloadName> names;
  std::int64_t from_s = 0;
  std::int64_t to_s = 0;
  bool is_time_broken = false;
  std::string session_name;
};

void take_media(Lines& lines, std::string_view value) {
  const std::vector<std::string_view> words = words_of(value);
  lines.has_media = true;
  const bool is_video = !words.empty() && lowered(words[0]) == "video";
  const bool is_first = !lines.is_in_video && lines.payloads.empty();
  lines.is_in_video = is_video && is_first;
  lines.is_in_other = !lines.is_in_video;
  if (!lines.is_in_video) return;
  if (words.size() >= 2) {
    const std::string_view port = words[1].substr(0, words[1].find('/'));
    lines.offer.port = number_of<std::uint16_t>(port).value_or(0);
  }
  // RFC 4571 §4: TCP/RTP/AVP.
  const std::string protocol = words.size() < 3 ? "" : lowered(words[2]);
  lines.offer.transport =
      protocol.find("tcp") == std::string::npos ? SdpTransport::kUdp : SdpTransport::kTcp;
  lines.is_protocol_known = protocol.find("rtp/avp") != std::string::npos;
  for (std::size_t i = 3; i < words.size(); ++i) {
    if (const auto type = number_of<int>(words[i]); type && *type >= 0 && *type <= 127) {
      lines.payloads.push_back(*type);
    }
  }
}

void take_rtpmap(Lines& lines, std::string_view value) {
  const std::vector<std::string_view> words = words_of(value);
  if (words.size() < 2 || lines.names.size() >= 128) return;
  const auto type = number_of<int>(words[0]);
  const std::string name = lowered(words[1].substr(0, words[1].find('/')));
  if (type) lines.names.push_back({.type = *type, .is_ps = name == "ps" || name == "mp2p"});
}

void take_setup(Lines& lines, std::string_view value) {
  const std::string word = lowered(trim(value));
  // RFC 4145 §4: who says actpass leaves it to us, and we connect.
  if (word == "passive" || word == "actpass") lines.offer.setup = SdpSetup::kPassive;
  if (word == "active") lines.offer.setup = SdpSetup::kActive;
}

// 2022 has streamnumber; the others are what makers and platforms had before it, and some platforms
// write several at once: then the standard's own counts.
void take_stream(Lines& lines, const std::string& name, std::string_view value) {
  constexpr std::array<std::string_view, 4> kWords{"streamnumber", "stream", "streamprofile",
                                                   "streammode"};
  if (std::find(kWords.begin(), kWords.end(), name) == kWords.end()) return;
  if (!lines.offer.stream_word.empty() && name != kWords[0]) return;
  std::optional<int> number = number_of<int>(value);
  if (const std::string word = lowered(value); word == "main" || word == "sub") {
    number = word == "sub" ? 1 : 0;
  }
  if (!number) return;
  lines.offer.stream_number = number;
  lines.offer.stream_word = name;
}

void take_attribute(Lines& lines, std::string_view line) {
  if (lines.is_in_other) return;
  const std::size_t colon = line.find(':');
  const std::string name = lowered(trim(line.substr(0, colon)));
  const std::string_view value =
      colon == std::string_view::npos ? std::string_view() : trim(line.substr(colon + 1));
  if (name == "rtpmap") take_rtpmap(lines, value);
  if (name == "setup") take_setup(lines, value);
  if (name == "sendonly" || name == "inactive") lines.is_for_us = false;
  take_stream(lines, name, value);
  if (name == "downloadspeed") {
    const auto speed = number_of<double>(value);
    if (speed && std::isfinite(*speed) && *speed > 0) lines.offer.download_speed = speed;
  }
}

void take_connection(Lines& lines, std::string_view value) {
  const std::vector<std::string_view> words = words_of(value);
  if (words.size() < 3 || lines.is_in_other) return;
  const std::string host(words[2].substr(0, words[2].find('/')));
  (lines.is_in_video ? lines.media_host : lines.session_host) = host;
}

void take_times(Lines& lines, std::string_view value) {
  const std::vector<std::string_view> words = words_of(value);
  const auto from = words.size() < 2 ? std::nullopt : number_of<std::int64_t>(words[0]);
  const auto to = words.size() < 2 ? std::nullopt : number_of<std::int64_t>(words[1]);
  lines.is_time_broken =
      !from || !to || *from < 0 || *to < 0 || *from > kSecondsMax || *to > kSecondsMax;
  if (lines.is_time_broken) return;
  lines.from_s = *from;
  lines.to_s = *to;
}

void take_line(Lines& lines, char key, std::string_view value) {
  switch (key) {
    case 'v':
      lines.is_sdp = true;
      break;
    case 'o':
      if (const auto words = words_of(value); !words.empty()) {
        lines.offer.owner = words[0].substr(0, kWordBytesMax);
      }
      break;
    case 's':
      lines.session_name = lowered(trim(value)).substr(0, kWordBytesMax);
      break;
    case 'u':
      // `34020000001310000001:0`: the channel, and how the past is stored.
      lines.offer.channel = trim(value.substr(0, value.find(':'))).substr(0, kWordBytesMax);
      break;
    case 'c':
      take_connection(lines, value);
      break;
    case 't':
      take_times(lines, value);
      break;
    case 'm':
      take_media(lines, value);
      break;
    case 'a':
      take_attribute(lines, value);
      break;
    case 'y':
      lines.offer.ssrc = number_of<std::uint32_t>(trim(value));
      break;
    default:
      break;
  }
}

Lines read_lines(std::string_view body) {
  Lines lines;
  while (!body.empty()) {
    const std::size_t end = std::min(body.find_first_of("\r\n"), body.size());
    const std::string_view line = trim(body.substr(0, end));
    body.remove_prefix(std::min(end + 1, body.size()));
    if (line.size() >= 2 && line[1] == '=') take_line(lines, lower(line[0]), line.substr(2));
  }
  return lines;
}

tl::unexpected<Error> broken(const char* what) {
  return fail(ErrorKind::kBadInput, what);
}

tl::unexpected<Error> refused(const char* what) {
  return fail(ErrorKind::kUnsupported, what);
}

bool choose_ps(Lines& lines) {
  for (const int type : lines.payloads) {
    const auto name = std::find_if(lines.names.begin(), lines.names.end(),
                                   [type](const PayloadName& at) { return at.type == type; });
    const bool is_named = name != lines.names.end();
    if (is_named ? name->is_ps : type == kPsPayloadType) {
      lines.offer.ps_payload_type = type;
      return true;
    }
  }
  return false;
}

Result<void> judge_session(Lines& lines) {
  if (lines.is_time_broken) return broken("a time that is none");
  const bool has_time = lines.from_s != 0 || lines.to_s != 0;
  const std::string& name = lines.session_name;
  if (name == "talk") return refused("the house has no loudspeaker");
  if (name == "download") {
    lines.offer.session = SdpSession::kDownload;
  } else if (name == "playback" || (name != "play" && has_time)) {
    lines.offer.session = SdpSession::kPlayback;
  }
  if (lines.offer.session == SdpSession::kPlay) return {};
  if (lines.from_s >= lines.to_s) return broken("a span of the past that is none");
  lines.offer.counts_from_1900 = lines.from_s >= kEraSeconds;
  const std::int64_t era_s = lines.offer.counts_from_1900 ? kEraSeconds : 0;
  lines.offer.from = WallTime(std::chrono::seconds(lines.from_s - era_s));
  lines.offer.to = WallTime(std::chrono::seconds(lines.to_s - era_s));
  return {};
}

Result<void> judge_media(Lines& lines) {
  lines.offer.host = lines.media_host.empty() ? lines.session_host : lines.media_host;
  lines.offer.is_video = !lines.payloads.empty();
  if (!lines.offer.is_video) return refused("no video is wanted");
  if (!lines.is_protocol_known) return refused("a transport other than RTP/AVP");
  if (!lines.is_for_us) return refused("the platform does not want to receive");
  lines.offer.offers_ps = choose_ps(lines);
  if (!lines.offer.offers_ps) return refused("no program stream is offered");
  if (lines.offer.host.empty()) return broken("no address to send to");
  if (!is_numeric_host(lines.offer.host)) return refused("an address that is no number");
  if (lines.offer.port == 0) return refused("no port to send to");
  return {};
}

std::string_view session_word(SdpSession session) {
  switch (session) {
    case SdpSession::kPlay:
      return "Play";
    case SdpSession::kPlayback:
      return "Playback";
    case SdpSession::kDownload:
      return "Download";
    case SdpSession::kTalk:
      return "Talk";
  }
  return "Play";
}

std::string times_line(const SdpOffer& offer) {
  if (!offer.from || !offer.to) return "t=0 0\r\n";
  const std::int64_t era_s = offer.counts_from_1900 ? kEraSeconds : 0;
  const auto seconds = [era_s](WallTime time) {
    return std::to_string(
        std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count() + era_s);
  };
  return "t=" + seconds(*offer.from) + " " + seconds(*offer.to) + "\r\n";
}

// In the offer's own word, as cameras of these makers do it.
std::string stream_line(const std::string& word, int number) {
  if (word.empty()) return {};
  if (word == "streammode") return number == 1 ? "a=streamMode:SUB\r\n" : "a=streamMode:MAIN\r\n";
  return "a=" + word + ":" + std::to_string(number) + "\r\n";
}

std::string ten_digits(std::uint32_t ssrc) {
  const std::string digits = std::to_string(ssrc);
  return std::string(10 - digits.size(), '0') + digits;
}

}  // namespace

Result<SdpOffer> read_sdp_offer(std::string_view body) {
  if (body.size() > kSdpBytesMax) return broken("the session description is too long");
  Lines lines = read_lines(body);
  if (!lines.is_sdp || !lines.has_media) return broken("no session description");
  if (const Result<void> session = judge_session(lines); !session) {
    return tl::unexpected(session.error());
  }
  if (const Result<void> media = judge_media(lines); !media) return tl::unexpected(media.error());
  return std::move(lines.offer);
}

std::string sdp_format(std::string_view codec, int width_px, int height_px) {
  // 2022 Annex G.1 f=: codec 2 H.264, 5 H.265; resolution 4 D1, 5 720P, 6 1080P, or WxH.
  std::string out = "v/";
  if (codec == "h264") out += "2";
  if (codec == "hevc") out += "5";
  out += "/";
  if (width_px == 1280 && height_px == 720) {
    out += "5";
  } else if (width_px == 1920 && height_px == 1080) {
    out += "6";
  } else if (width_px > 0 && height_px > 0) {
    out += std::to_string(width_px) + "x" + std::to_string(height_px);
  }
  return out + "///a///";
}

std::string write_sdp_answer(const SdpOffer& offer, const SdpAnswer& answer) {
  const bool is_v6 = answer.host.find(':') != std::string::npos;
  const std::string address = (is_v6 ? "IN IP6 " : "IN IP4 ") + answer.host;
  const bool is_tcp = offer.transport == SdpTransport::kTcp;
  const std::string payload = std::to_string(offer.ps_payload_type);
  std::string out = "v=0\r\no=" + answer.channel + " 0 0 " + address + "\r\ns=";
  out += session_word(offer.session);
  out += "\r\n";
  if (!offer.channel.empty() && offer.session != SdpSession::kPlay) {
    out += "u=" + answer.channel + ":0\r\n";
  }
  out += "c=" + address + "\r\n" + times_line(offer);
  out += "m=video " + std::to_string(answer.port);
  out += (is_tcp ? " TCP/RTP/AVP " : " RTP/AVP ") + payload + "\r\n";
  if (is_tcp) {
    out += offer.setup == SdpSetup::kActive ? "a=setup:passive\r\n" : "a=setup:active\r\n";
    out += "a=connection:new\r\n";
  }
  out += "a=sendonly\r\na=rtpmap:" + payload + " PS/90000\r\n";
  out += stream_line(offer.stream_word, answer.stream_number);
  if (answer.file_bytes) out += "a=filesize:" + std::to_string(*answer.file_bytes) + "\r\n";
  out += "y=" + ten_digits(answer.ssrc) + "\r\n";
  if (!answer.format.empty()) out += "f=" + answer.format + "\r\n";
  return out;
}

}  // namespace sunhall
