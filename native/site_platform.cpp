#include "native/site_platform.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/text.h"
#include "native/site_camera.h"
#include "native/site_sensor.h"
#include "native/toml_fields.h"

namespace sunhall {
namespace {

constexpr std::array kTransportWords{TomlWord<SipTransport>{"tcp", SipTransport::kTcp},
                                     TomlWord<SipTransport>{"udp", SipTransport::kUdp}};
constexpr std::array kCharsetWords{TomlWord<GbCharset>{"gb2312", GbCharset::kGb2312},
                                   TomlWord<GbCharset>{"gb18030", GbCharset::kGb18030}};
constexpr std::array kLiveWords{TomlWord<StreamKind>{"main", StreamKind::kMain},
                                TomlWord<StreamKind>{"sub", StreamKind::kSub}};

constexpr TomlRange kPorts{1, 65'535};
constexpr TomlRange kLocalPorts{0, 65'535};
constexpr TomlRange kMediaPorts{1'024, 65'535};
constexpr TomlRange kExpires_s{60, 604'800};
constexpr TomlRange kKeepalive_s{5, 600};
constexpr TomlRange kKeepaliveMisses{1, 10};
constexpr TomlRange kEditions{2016, 2022};
constexpr std::size_t kNumberDigits = 20;
constexpr std::size_t kTypeDigit = 10;  // where the three digits of the type begin
constexpr std::size_t kDomainDigits = 10;
constexpr std::size_t kUserCharsMax = 64;
constexpr std::size_t kNameCharsMax = 24;
constexpr std::size_t kDomainBytesMax = 64;
constexpr std::size_t kHostBytesMax = 253;  // RFC 1035 §2.3.4, as text

bool is_number(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_host(std::string_view text, std::size_t bytes_max, bool may_hold_colon) {
  return !text.empty() && text.size() <= bytes_max && text.front() != '-' &&
         std::all_of(text.begin(), text.end(), [&](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || (may_hold_colon && c == ':');
         });
}

/// What a 20-digit number may stand for, and how to say so.
struct NumberKind {
  std::string_view what;
  std::vector<std::string_view> types;  // empty: any
};

const NumberKind kServer{.what = "the platform's number", .types = {}};
const NumberKind kDevice{.what = "a device's number", .types = {"118", "111", "112", "200"}};
const NumberKind kCamera{.what = "a camera's number", .types = {"132", "131"}};
const NumberKind kGroup{.what = "a business group's number", .types = {"215"}};
const NumberKind kArea{.what = "a virtual organisation's number", .types = {"216"}};
const NumberKind kAlarmInput{.what = "an alarm input's number", .types = {"134"}};

/// Reads numbers of one platform; no two things may have the same.
class Numbers {
 public:
  std::string read(TomlFields& fields, std::string_view key, const NumberKind& kind) {
    std::string text = fields.raw_text(key);
    if (!fields.has(key)) return text;
    if (text.size() != kNumberDigits || !is_number(text)) {
      fields.fail_at(key, "must be " + std::string(kind.what) +
                              ", 20 digits in quotes; ask the platform's operator for it");
      return text;
    }
    const std::string_view type = std::string_view(text).substr(kTypeDigit, 3);
    if (!kind.types.empty() &&
        std::find(kind.types.begin(), kind.types.end(), type) == kind.types.end()) {
      fields.fail_at(key, "must have " + listed(kind.types) + " as its 11th to 13th digits, as " +
                              std::string(kind.what) + " does; ask the platform's operator");
    } else if (!taken_.insert(text).second) {
      fields.fail_at(key, "stands twice in this platform; each number is for one thing");
    }
    return text;
  }

 private:
  static std::string listed(const std::vector<std::string_view>& types) {
    std::string all;
    for (std::size_t i = 0; i < types.size(); ++i) {
      if (i != 0) all += i + 1 == types.size() ? " or " : ", ";
      all += types[i];
    }
    return all;
  }

  std::set<std::string> taken_;
};

void read_media_ports(TomlFields& fields, PlatformOptions& platform) {
  const auto ends =
      fields.span("media_ports", kMediaPorts, "the first and the last port, like [30000, 30099]");
  if (!ends) return;
  if ((*ends)[0] > (*ends)[1]) {
    return fields.fail_at("media_ports", "ends before it begins; write the lower port first");
  }
  const PortRange range{.first = static_cast<std::uint16_t>((*ends)[0]),
                        .last = static_cast<std::uint16_t>((*ends)[1])};
  if (range.pair_count() == 0) {
    return fields.fail_at("media_ports",
                          "holds no even port with the odd one above it, which one camera needs; "
                          "write at least [30000, 30001]");
  }
  if (platform.local_port != 0 && range.holds(platform.local_port)) {
    return fields.fail_at("media_ports",
                          "holds local_port, which is of SIP; take another range or another port");
  }
  platform.media_ports = range;
}

void read_server(TomlFields& fields, PlatformOptions& platform) {
  fields.require("host", "host = \"192.0.2.80\"");
  platform.host = fields.raw_text("host");
  if (fields.has("host") && !is_host(platform.host, kHostBytesMax, false)) {
    fields.fail_at("host", "must be a name or an IPv4 address; the port has a key of its own");
  }
  platform.transport =
      fields.word<SipTransport>("transport", kTransportWords).value_or(platform.transport);
  platform.port =
      static_cast<std::uint16_t>(fields.integer("port", kPorts).value_or(platform.port));
  platform.local_port =
      static_cast<std::uint16_t>(fields.integer("local_port", kLocalPorts).value_or(0));
  platform.media_host = fields.raw_text("media_host");
  in_addr numeric{};
  if (fields.has("media_host") &&
      ::inet_pton(AF_INET, platform.media_host.c_str(), &numeric) != 1) {
    fields.fail_at("media_host", "must be an IPv4 address, like \"192.0.2.5\"");
  }
  read_media_ports(fields, platform);
}

void read_edition(TomlFields& fields, PlatformOptions& platform) {
  if (const auto edition = fields.integer("edition", kEditions)) {
    if (*edition != 2016 && *edition != 2022) {
      fields.fail_at("edition", "must be 2016 or 2022: which GB/T 28181 the platform speaks");
    }
    platform.edition = *edition == 2016 ? GbEdition::k2016 : GbEdition::k2022;
  }
  const GbCharset usual =
      platform.edition == GbEdition::k2016 ? GbCharset::kGb2312 : GbCharset::kGb18030;
  platform.charset = fields.word<GbCharset>("charset", kCharsetWords).value_or(usual);
}

void read_identity(TomlFields& fields, const std::filesystem::path& folder, Numbers& numbers,
                   PlatformOptions& platform) {
  fields.require("server_id", "server_id = \"42070000002000000001\"");
  fields.require("device_id", "device_id = \"42070400471180000001\"");
  platform.server_id = numbers.read(fields, "server_id", kServer);
  platform.device_id = numbers.read(fields, "device_id", kDevice);
  platform.domain = fields.has("domain") ? fields.raw_text("domain")
                                         : platform.server_id.substr(0, kDomainDigits);
  if (fields.has("domain") && !is_host(platform.domain, kDomainBytesMax, true)) {
    fields.fail_at("domain", "must be letters, digits, . - or :, like \"4207000000\"");
  }
  platform.user = fields.has("user") ? fields.text("user", kUserCharsMax) : platform.device_id;
  if (platform.user.find_first_of("\"\\") != std::string::npos) {
    fields.fail_at("user", "must hold neither \" nor \\");
  }
  platform.password = read_named_secret(fields, "password_file", folder);
  platform.civil_code = fields.raw_text("civil_code");
  const std::size_t digits = platform.civil_code.size();
  if (fields.has("civil_code") &&
      (!is_number(platform.civil_code) || digits < 2 || digits > 8 || digits % 2 != 0)) {
    fields.fail_at("civil_code", "must be 2, 4, 6 or 8 digits, like \"420704\"");
  }
}

void read_times(TomlFields& fields, PlatformOptions& platform) {
  if (const auto expires = fields.integer("expires_s", kExpires_s)) {
    platform.expires = std::chrono::seconds(*expires);
  }
  if (const auto keepalive = fields.integer("keepalive_s", kKeepalive_s)) {
    platform.keepalive = std::chrono::seconds(*keepalive);
  }
  platform.keepalive_misses_max =
      fields.integer("keepalive_misses", kKeepaliveMisses).value_or(platform.keepalive_misses_max);
}

void read_areas(TomlFields& platform_fields, Numbers& numbers, PlatformOptions& platform) {
  const toml::table* table = platform_fields.table("areas");
  if (table == nullptr) return;
  TomlFields fields(*table, "platform.areas",
                    {"storage", "operation", "portioning", "dining", "washing"},
                    platform_fields.reading());
  for (const Area area :
       {Area::kStorage, Area::kOperation, Area::kPortioning, Area::kDining, Area::kWashing}) {
    const std::string_view word = area_word(area);
    if (!fields.has(word)) continue;
    platform.areas.push_back({.area = area, .id = numbers.read(fields, word, kArea)});
  }
}

// What leaves the house is the camera's own picture: nothing is drawn over it.
void check_mask(TomlFields& fields, const PlatformThings& things, const std::string& camera) {
  const bool is_agreed = fields.boolean("unmasked").value_or(false);
  if (!things.masked.contains(camera) || is_agreed) return;
  fields.fail_at("camera",
                 "has masks, which hide on screens only: the platform would see all of it; turn "
                 "the camera, mask in the camera, or write unmasked = true");
}

void read_channels(TomlFields& platform_fields, const PlatformThings& things, Numbers& numbers,
                   PlatformOptions& platform) {
  const std::vector<Camera>& cameras = things.cameras;
  std::set<std::string> seen;
  for (const toml::table* table : platform_fields.tables("channel", kPlatformChannelsMax)) {
    TomlFields fields(*table, "platform.channel", {"camera", "id", "name", "live", "unmasked"},
                      platform_fields.reading());
    fields.require("camera", "camera = \"cooking\"");
    fields.require("id", "id = \"42070400471320000001\"");
    PlatformChannel channel;
    channel.camera = fields.raw_text("camera");
    channel.id = numbers.read(fields, "id", kCamera);
    channel.name = fields.text("name", kNameCharsMax);
    channel.live = fields.word<StreamKind>("live", kLiveWords).value_or(channel.live);
    const auto camera = std::find_if(cameras.begin(), cameras.end(), [&](const Camera& known) {
      return known.id == channel.camera;
    });
    if (camera == cameras.end()) {
      if (fields.has("camera")) fields.fail_at("camera", "is no [[camera]] table's id");
    } else {
      if (channel.name.empty()) channel.name = camera->name;
      channel.lets_choose = camera->has_sub && !fields.has("live");
      if (channel.live == StreamKind::kSub && !camera->has_sub) {
        fields.fail_at("live", "is \"sub\", but the camera has no key sub; write \"main\"");
      }
    }
    check_mask(fields, things, channel.camera);
    if (!seen.insert(channel.camera).second) {
      fields.fail_at("camera", "has a channel in this platform already; take one of them out");
    }
    platform.channels.push_back(std::move(channel));
  }
}

void read_alarms(TomlFields& platform_fields, const std::vector<std::string>& sensors,
                 Numbers& numbers, PlatformOptions& platform) {
  std::set<std::string> seen;
  for (const toml::table* table : platform_fields.tables("alarm", kSensorsMax)) {
    TomlFields fields(*table, "platform.alarm", {"sensor", "id"}, platform_fields.reading());
    fields.require("sensor", "sensor = \"fridge-1\"");
    fields.require("id", "id = \"42070400471340000001\"");
    PlatformAlarm alarm{.sensor = fields.raw_text("sensor"),
                        .id = numbers.read(fields, "id", kAlarmInput)};
    if (fields.has("sensor") &&
        std::find(sensors.begin(), sensors.end(), alarm.sensor) == sensors.end()) {
      fields.fail_at("sensor", "is no [[sensor]] table's id");
    }
    if (!seen.insert(alarm.sensor).second) {
      fields.fail_at("sensor", "has an alarm in this platform already; take one of them out");
    }
    platform.alarms.push_back(std::move(alarm));
  }
}

PlatformOptions read_platform(TomlFields& fields, const std::filesystem::path& folder,
                              const PlatformThings& things) {
  fields.require("id", "id = \"province\"");
  fields.require("name", "name = \"省监管平台\"");
  PlatformOptions platform;
  platform.id = fields.raw_text("id");
  if (fields.has("id") && !is_slug(platform.id)) {
    fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"province\"");
  }
  platform.name = fields.text("name", kNameCharsMax);
  Numbers numbers;
  read_server(fields, platform);
  read_edition(fields, platform);
  read_identity(fields, folder, numbers, platform);
  read_times(fields, platform);
  if (fields.has("business_group_id")) {
    platform.business_group_id = numbers.read(fields, "business_group_id", kGroup);
  }
  read_areas(fields, numbers, platform);
  if (!platform.areas.empty() && !platform.business_group_id) {
    fields.fail_at("areas", "belong to a business group; write business_group_id beside them");
  }
  read_channels(fields, things, numbers, platform);
  read_alarms(fields, things.sensors, numbers, platform);
  return platform;
}

}  // namespace

std::vector<PlatformOptions> read_platforms(TomlFields& site, const std::filesystem::path& folder,
                                            const PlatformThings& things) {
  constexpr std::array<std::string_view, 23> kKeys{"id",          "name",
                                                   "edition",     "charset",
                                                   "transport",   "host",
                                                   "port",        "server_id",
                                                   "domain",      "device_id",
                                                   "user",        "password_file",
                                                   "local_port",  "media_host",
                                                   "media_ports", "expires_s",
                                                   "keepalive_s", "keepalive_misses",
                                                   "civil_code",  "business_group_id",
                                                   "areas",       "channel",
                                                   "alarm"};
  std::vector<PlatformOptions> platforms;
  std::set<std::string> ids;
  std::set<std::uint16_t> ports;
  for (const toml::table* table : site.tables("platform", kPlatformsMax)) {
    TomlFields fields(*table, "platform", kKeys, site.reading());
    PlatformOptions platform = read_platform(fields, folder, things);
    if (!ids.insert(platform.id).second) {
      fields.fail_at("id", "is another platform's id already; give each its own");
    }
    if (platform.local_port != 0 && !ports.insert(platform.local_port).second) {
      fields.fail_at("local_port", "is another platform's already; give each its own");
    }
    platforms.push_back(std::move(platform));
  }
  return platforms;
}

}  // namespace sunhall
