#include "native/site_platform.h"

#include <doctest/doctest.h>

#include "native/site_file.h"
#include "tests/support/bent.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

constexpr const char* kHead =
    "[site]\nid = \"home\"\nname = \"家\"\n[[camera]]\nid = \"cooking\"\nname = \"烹饪区\"\n"
    "area = \"operation\"\nmain = \"rtsp://192.0.2.1/1\"\nsub = \"rtsp://192.0.2.1/2\"\n"
    "[[camera]]\nid = \"store\"\nname = \"库房\"\narea = \"storage\"\n"
    "main = \"rtsp://192.0.2.2/1\"\n[[sensor]]\nid = \"fridge-1\"\nname = \"冰箱\"\n"
    "store_kind = \"refrigerator\"\n";  // lines 1 to 18

constexpr const char* kAll =
    "[[platform]]\nid = \"province\"\nname = \"省平台\"\nedition = 2016\ntransport = \"udp\"\n"
    "host = \"192.0.2.80\"\nport = 15060\nserver_id = \"42000000002000000001\"\n"
    "device_id = \"42070400501180000001\"\nuser = \"home\"\npassword_file = \"secret\"\n"
    "local_port = 5070\nmedia_host = \"192.0.2.5\"\nmedia_ports = [30000, 30099]\n"
    "expires_s = 7200\nkeepalive_s = 30\n"
    "keepalive_misses = 2\ncivil_code = \"420704\"\nbusiness_group_id = \"42070400502150000001\"\n"
    "areas = { storage = \"42070400502160000001\", operation = \"42070400502160000002\" }\n"
    "[[platform.channel]]\ncamera = \"cooking\"\nid = \"42070400501320000001\"\n"
    "live = \"sub\"\n"
    "[[platform.channel]]\ncamera = \"store\"\nid = \"42070400501310000002\"\nname = \"冷库\"\n"
    "[[platform.alarm]]\nsensor = \"fridge-1\"\nid = \"42070400501340000001\"\n";

class Home {
 public:
  Home() { folder_.write("secret", "SECRET\n"); }
  Result<LoadedSite> read(const std::string& lines) const {
    return parse_site(kHead + lines, "site.toml", folder_.path());
  }
  std::string refusal(const std::string& lines) const {
    const auto loaded = read(lines);
    return loaded ? "it was accepted" : loaded.error().what;
  }

 private:
  TempFolder folder_;
};

std::string platform(const std::string& lines, const std::string& id = "p") {
  return "[[platform]]\nid = \"" + id +
         "\"\nname = \"平台\"\nhost = \"192.0.2.80\"\nserver_id = \"42000000002000000001\"\n"
         "device_id = \"42070400471180000001\"\n" +
         lines;  // from line 25 on
}

std::string channel(const std::string& camera, const std::string& id) {
  return "[[platform.channel]]\ncamera = \"" + camera + "\"\nid = \"" + id + "\"\n";
}

/// The keys that platform() writes already are replaced.
std::string with(const std::string& key, const std::string& value) {
  std::string text = platform("");
  const std::size_t at = text.find("\n" + key + " = ");
  if (at == std::string::npos) return text + key + " = " + value + "\n";
  const std::size_t end = text.find('\n', at + 1);
  return text.replace(at + 1, end - at - 1, key + " = " + value);
}

}  // namespace

TEST_CASE("site file: a platform is read with its identity, areas, channels and alarms") {
  const auto loaded = Home().read(kAll);
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? std::string() : loaded.error().what));
  REQUIRE(loaded->site.platforms.size() == 1);
  const PlatformOptions& read = loaded->site.platforms[0];

  CHECK(read.id == "province");
  CHECK(read.edition == GbEdition::k2016);
  CHECK(read.charset == GbCharset::kGb2312);
  CHECK(read.transport == SipTransport::kUdp);
  CHECK(read.port == 15060);
  CHECK(read.domain == "4200000000");
  CHECK(read.user == "home");
  CHECK(read.password.reveal() == "SECRET");
  CHECK(read.local_port == 5070);
  CHECK(read.media_host == "192.0.2.5");
  CHECK(read.media_ports == PortRange{.first = 30'000, .last = 30'099});
  CHECK(read.expires == 7'200s);
  CHECK(read.keepalive == 30s);
  CHECK(read.keepalive_misses_max == 2);
  CHECK(read.business_group_id == "42070400502150000001");
  REQUIRE(read.areas.size() == 2);
  CHECK(read.areas[1].area == Area::kOperation);
  REQUIRE(read.channels.size() == 2);
  CHECK(read.channels[0].name == "烹饪区");
  CHECK(read.channels[0].live == StreamKind::kSub);
  CHECK(read.channels[1].name == "冷库");
  CHECK(read.channels[1].live == StreamKind::kMain);
  REQUIRE(read.alarms.size() == 1);
  CHECK(read.alarms[0].sensor == "fridge-1");
}

TEST_CASE("site file: a platform needs little more than its address and two numbers") {
  CHECK(Home().read("")->site.platforms.empty());
  const auto loaded = Home().read(platform(""));
  REQUIRE_MESSAGE(loaded.has_value(), (loaded ? std::string() : loaded.error().what));
  const PlatformOptions& read = loaded->site.platforms[0];
  CHECK(read.edition == GbEdition::k2022);
  CHECK(read.charset == GbCharset::kGb18030);
  CHECK(read.transport == SipTransport::kTcp);
  CHECK(read.port == 5060);
  CHECK(read.user == "42070400471180000001");
  CHECK(read.password.empty());
  CHECK_FALSE(read.media_ports);
  CHECK(read.expires == 86'400s);
  CHECK(read.keepalive == 60s);
  CHECK(read.keepalive_misses_max == 3);
}

TEST_CASE("site file: a platform's numbers have 20 digits and the type of what they stand for") {
  const Home home;
  const std::string ok = "it was accepted";
  for (const char* type : {"118", "111", "112", "200"}) {
    CHECK(home.refusal(with("device_id", "\"4207040047" + std::string(type) + "0000001\"")) == ok);
  }
  CHECK(home.refusal(with("device_id", "\"42070400471320000001\""))
            .find("site.toml:24: platform.device_id: must have 118, 111, 112 or 200 as its 11th") ==
        0);
  for (const char* wrong :
       {"4207040047118000001", "420704004711800000011", "4207040047118000000a"}) {
    CAPTURE(wrong);
    CHECK(home.refusal(with("device_id", "\"" + std::string(wrong) + "\"")).find("20 digits") !=
          std::string::npos);
  }
  CHECK(home.refusal(with("server_id", "\"42\""))
            .find("site.toml:23: platform.server_id: must be "
                  "the platform's number, 20 digits") == 0);
  for (const char* id : {"42070400471320000001", "42070400471310000001"}) {
    CHECK(home.refusal(platform(channel("cooking", id))) == ok);
  }
  CHECK(home.refusal(platform(channel("cooking", "42070400471330000001")))
            .find("site.toml:27: platform.channel.id: must have 132 or 131") == 0);
  CHECK(home.refusal(with("business_group_id", "\"42070400472160000001\"")).find("215") !=
        std::string::npos);
  const std::string group = "business_group_id = \"42070400472150000001\"\n";
  CHECK(home.refusal(platform(group + "areas = { dining = \"42070400472160000001\" }\n")) == ok);
  CHECK(home.refusal(platform(group + "areas = { dining = \"42070400472150000002\" }\n"))
            .find("platform.areas.dining: must have 216") != std::string::npos);
  CHECK(home.refusal(platform("areas = { dining = \"42070400472160000001\" }\n"))
            .find("write business_group_id") != std::string::npos);
  CHECK(home.refusal(platform("[[platform.alarm]]\nsensor = \"fridge-1\"\nid = "
                              "\"42070400471350000001\"\n"))
            .find("134") != std::string::npos);
}

TEST_CASE("site file: cameras and sensors that a platform names exist, once, under one number") {
  const Home home;
  CHECK(home.refusal(platform(channel("cellar", "42070400471320000001"))) ==
        "site.toml:26: platform.channel.camera: is no [[camera]] table's id");
  CHECK(home.refusal(platform("[[platform.alarm]]\nsensor = \"x\"\nid = "
                              "\"42070400471340000001\"\n")) ==
        "site.toml:26: platform.alarm.sensor: is no [[sensor]] table's id");
  CHECK(home.refusal(platform(channel("cooking", "42070400471320000001") +
                              channel("store", "42070400471320000001")))
            .find("site.toml:30: platform.channel.id: stands twice") == 0);
  CHECK(home.refusal(platform(channel("cooking", "42070400471320000001") +
                              channel("cooking", "42070400471320000002")))
            .find("has a channel in this platform already") != std::string::npos);
  CHECK(home.refusal(platform(channel("store", "42070400471320000001") + "live = \"sub\"\n"))
            .find("has no key sub") != std::string::npos);
  const std::string alarm = "[[platform.alarm]]\nsensor = \"fridge-1\"\nid = \"4207040047134000000";
  CHECK(home.refusal(platform(alarm + "1\"\n" + alarm + "2\"\n")).find("has an alarm") !=
        std::string::npos);
  CHECK(home.refusal(platform("") + platform("")).find("another platform's id") !=
        std::string::npos);
  CHECK(home.refusal(platform("") + platform("", "q")) == "it was accepted");
  CHECK(home.refusal(platform("local_port = 5070\n") + platform("local_port = 5070\n", "q"))
            .find("platform.local_port: is another platform's") != std::string::npos);
}

TEST_CASE(
    "site file: a platform may choose the stream of a camera that has two, unless it is said") {
  const Home home;
  const auto chooses = [&](const std::string& camera, const std::string& live) {
    const auto loaded = home.read(platform(channel(camera, "42070400471320000001") + live));
    REQUIRE(loaded);
    const PlatformChannel& read = loaded->site.platforms[0].channels.at(0);
    CHECK(streams_of(read).size() == (read.lets_choose ? 2 : 1));
    return read.lets_choose;
  };
  CHECK(chooses("cooking", ""));
  CHECK_FALSE(chooses("cooking", "live = \"main\"\n"));
  CHECK_FALSE(chooses("cooking", "live = \"sub\"\n"));
  CHECK_FALSE(chooses("store", ""));
}

TEST_CASE("site file: a platform's limits hold exactly") {
  const Home home;
  struct Limit {
    const char* key;
    int lowest;
    int highest;
  };
  for (const Limit& limit :
       {Limit{"port", 1, 65'535}, Limit{"local_port", 0, 65'535}, Limit{"expires_s", 60, 604'800},
        Limit{"keepalive_s", 5, 600}, Limit{"keepalive_misses", 1, 10}}) {
    CAPTURE(limit.key);
    CHECK(home.refusal(with(limit.key, std::to_string(limit.lowest))) == "it was accepted");
    CHECK(home.refusal(with(limit.key, std::to_string(limit.highest))) == "it was accepted");
    for (const int wrong : {limit.lowest - 1, limit.highest + 1}) {
      CHECK(home.refusal(with(limit.key, std::to_string(wrong)))
                .find(": platform." + std::string(limit.key) + ": is not between") !=
            std::string::npos);
    }
  }
  for (const char* edition : {"2015", "2019", "2023"}) {
    CHECK(home.refusal(with("edition", edition)) != "it was accepted");
  }
  for (const char* code : {"42", "4207", "420704", "42070400"}) {
    CHECK(home.refusal(with("civil_code", "\"" + std::string(code) + "\"")) == "it was accepted");
  }
  for (const char* code : {"4", "420", "4207040000", "42070x"}) {
    CHECK(home.refusal(with("civil_code", "\"" + std::string(code) + "\"")) != "it was accepted");
  }
  std::string many;
  for (std::size_t i = 0; i < kPlatformsMax; ++i) many += platform("", "p" + std::to_string(i));
  CHECK(home.refusal(many) == "it was accepted");
  CHECK(home.refusal(many + platform("", "q")).find("at most 8 are allowed") != std::string::npos);
}

TEST_CASE("site file: media ports are a range that holds a pair, and none of SIP's") {
  const Home home;
  const auto told = [&](const std::string& value) {
    return home.refusal(with("media_ports", value));
  };

  for (const char* good : {"[30000, 30099]", "[1024, 65535]", "[30000, 30001]", "[30001, 30003]"}) {
    CAPTURE(good);
    CHECK(told(good) == "it was accepted");
  }
  for (const char* wrong :
       {"30000", "\"30000-30099\"", "[]", "[30000]", "[30000, 30050, 30099]", "{ a = 1 }"}) {
    CAPTURE(wrong);
    CHECK(told(wrong) ==
          "site.toml:25: platform.media_ports: must be the first and the last port, like "
          "[30000, 30099]");
  }
  for (const char* wrong : {"[1023, 30099]", "[30000, 65536]", "[\"30000\", 30099]",
                            "[30000.0, 30099]", "[30000, true]", "[-1, 9223372036854775807]"}) {
    CAPTURE(wrong);
    CHECK(
        told(wrong) ==
        "site.toml:25: platform.media_ports: holds something that is no whole number between 1024 "
        "and 65535; write the first and the last port, like [30000, 30099]");
  }
  CHECK(told("[30000,\n70000]").find("site.toml:26: platform.media_ports") == 0);
  CHECK(told("[30099, 30000]").find("ends before it begins") != std::string::npos);
  for (const char* wrong : {"[30000, 30000]", "[30001, 30002]", "[65535, 65535]"}) {
    CAPTURE(wrong);
    CHECK(told(wrong).find("write at least [30000, 30001]") != std::string::npos);
  }
  CHECK(home.refusal(platform("local_port = 30010\nmedia_ports = [30000, 30099]\n"))
            .find("site.toml:26: platform.media_ports: holds local_port") == 0);
}

TEST_CASE("site file: a platform's host, domain and user cannot bend what is sent") {
  const Home home;
  for (const char* wrong : {"192.0.2.80:5060", "a b", "sip:a", "a;b", "-a", "[::1]"}) {
    CAPTURE(wrong);
    CHECK(home.refusal(with("host", "\"" + std::string(wrong) + "\"")).find("platform.host") !=
          std::string::npos);
  }
  CHECK(home.refusal(with("host", "\"sip.example.cn\"")) == "it was accepted");
  CHECK(home.refusal(with("domain", "\"192.0.2.80:5060\"")) == "it was accepted");
  CHECK(home.refusal(with("domain", "\"a>b\"")).find("platform.domain") != std::string::npos);
  CHECK(home.refusal(with("user", "'a\"b'")).find("platform.user") != std::string::npos);
  CHECK(home.refusal(with("media_host", "\"home.lan\"")).find("IPv4") != std::string::npos);
}

TEST_CASE("site file: a platform's password is in no complaint, and its tables may be bent") {
  const Home home;
  const std::string wrong = home.refusal(with("password_file", "\"SECRET\""));
  CHECK(wrong.find("platform.password_file") != std::string::npos);
  CHECK(wrong.find("SECRET") == std::string::npos);
  const std::string whole(kAll);
  for (std::size_t size = 0; size < whole.size(); ++size) (void)home.read(whole.substr(0, size));
  for (std::uint32_t seed = 0; seed < 500; ++seed) (void)home.read(bend(whole, seed));
}

TEST_CASE("site platform: a camera with masks goes up only when somebody has agreed to it") {
  const std::string camera =
      "[[camera]]\nid = \"door\"\nname = \"门\"\narea = \"dining\"\n"
      "main = \"rtsp://192.0.2.3/1\"\n"
      "masks = [ { x = 0.0, y = 0.0, width = 0.5, height = 0.5 } ]\n";
  const std::string up = channel("door", "42070400471320000009");
  const Home home;

  CHECK(home.refusal(camera + platform(up)).find("unmasked = true") != std::string::npos);
  CHECK(home.refusal(camera + platform(up + "unmasked = false\n")).find("unmasked = true") !=
        std::string::npos);
  CHECK(home.read(camera + platform(up + "unmasked = true\n")).has_value());
}
