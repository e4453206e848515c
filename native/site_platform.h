// The tables of a site file that say which supervision platforms the home reports to, and as what.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/model/camera.h"
#include "native/port_range.h"
#include "native/secret.h"

namespace sunhall {

class TomlFields;

inline constexpr std::size_t kPlatformsMax = 8;
inline constexpr std::size_t kPlatformChannelsMax = 256;

/// Which GB/T 28181 a platform speaks.
enum class GbEdition : unsigned char { k2016, k2022 };

/// How text is written to a platform.
enum class GbCharset : unsigned char { kGb2312, kGb18030 };

enum class SipTransport : unsigned char { kUdp, kTcp };

/// A camera, a group of cameras or an alarm input, under the number that the platform gave it.
struct PlatformChannel {
  std::string camera;                   // its id in the site file
  std::string id;                       // 20 digits
  std::string name;                     // as the platform shows it; never empty after reading
  StreamKind live = StreamKind::kMain;  // which of the camera's streams goes up
  bool lets_choose = false;  // the platform may ask for main or sub: both are there, no word on it
};

/// The streams that a platform may get of a channel.
inline std::vector<StreamKind> streams_of(const PlatformChannel& channel) {
  if (channel.lets_choose) return {StreamKind::kMain, StreamKind::kSub};
  return {channel.live};
}

/// One of the five key areas as a virtual organisation (type 216).
struct PlatformArea {
  Area area = Area::kStorage;
  std::string id;  // 20 digits
};

/// A thermometer as an alarm input (type 134).
struct PlatformAlarm {
  std::string sensor;  // its id in the site file
  std::string id;      // 20 digits
};

/// A supervision platform, and who the home is to it. Every number is the platform operator's to
/// give: nothing is derived (the industry codes differ between editions).
struct PlatformOptions {
  std::string id;    // [a-z0-9-]: in logs, metrics and addresses
  std::string name;  // for people
  GbEdition edition = GbEdition::k2022;
  GbCharset charset = GbCharset::kGb18030;  // by default GB2312 for 2016, GB18030 for 2022
  SipTransport transport = SipTransport::kTcp;
  std::string host;  // name or address of the platform's SIP server
  std::uint16_t port = 5060;
  std::string server_id;         // 20 digits
  std::string domain;            // by default the server's first ten digits
  std::string device_id;         // 20 digits: ours
  std::string user;              // for digest; by default device_id
  Secret password;               // may be empty
  std::uint16_t local_port = 0;  // of our SIP; 0: any
  std::string
      media_host;  // our address in SDP, where the machine's own is not reachable; empty: its own
  std::optional<PortRange> media_ports;  // of our video; empty: any that is free
  std::chrono::seconds expires{86'400};
  std::chrono::seconds keepalive{60};
  int keepalive_misses_max = 3;
  std::string civil_code;                        // of the home's place, for example 420704
  std::optional<std::string> business_group_id;  // 20 digits, type 215
  std::vector<PlatformArea> areas;
  std::vector<PlatformChannel> channels;  // in the order of the file
  std::vector<PlatformAlarm> alarms;
};

/// What of a site its platforms' tables name.
struct PlatformThings {
  std::vector<Camera> cameras;
  std::set<std::string> masked;      // ids of cameras of which a part is hidden
  std::vector<std::string> sensors;  // ids
};

/// Reads [[platform]] with its channels, areas and alarms.
///
/// A mask hides on screens only: a masked camera goes up when its channel says `unmasked = true`.
std::vector<PlatformOptions> read_platforms(TomlFields& site, const std::filesystem::path& folder,
                                            const PlatformThings& things);

}  // namespace sunhall
