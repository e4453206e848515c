#include "hub/platform/manscdp/command.h"

#include <doctest/doctest.h>

#include <string>

#include "core/base/text.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/charset.h"
#include "hub/platform/manscdp/mansrtsp.h"
#include "hub/platform/manscdp/sdp.h"
#include "native/file.h"
#include "tests/hub/platform/manscdp/gb_fixture.h"
#include "tests/support/bent.h"
#include "tests/support/source_path.h"

using namespace sunhall;

namespace {

constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"GB2312\"?>\r\n";

std::string body(const std::string& root, const std::string& type, const std::string& rest) {
  return std::string(kHead) + "<" + root + ">\r\n<CmdType>" + type +
         "</CmdType>\r\n<SN>17430</SN>\r\n<DeviceID>42070400001180000001</DeviceID>\r\n" + rest +
         "</" + root + ">\r\n";
}

template <class T>
T read_as(const std::string& text) {
  const auto command = read_manscdp(text);
  REQUIRE_MESSAGE(command, text);
  REQUIRE_MESSAGE(std::holds_alternative<T>(command->what), text);
  return std::get<T>(command->what);
}

std::string control(const std::string& rest) {
  return body("Control", "DeviceControl", rest);
}

const std::string kRecords =
    body("Query", "RecordInfo",
         "<StartTime>2026-11-30T08:00:00</StartTime><EndTime>2026-11-30T09:30:00</EndTime>"
         "<FilePath>64010000002100000001</FilePath><Address>\xB5\xD8\xD6\xB7</Address>"
         "<Secrecy>0</Secrecy><Type>Time</Type><RecorderID/><StreamNumber>1</StreamNumber>");

std::string sample(const std::string& name) {
  const auto text = read_file(source_path("tests/data/gb28181/" + name), 64u << 10);
  REQUIRE_MESSAGE(text, name);
  return *text;
}

}  // namespace

TEST_CASE("command: a query's root, type, number and addressee are read as they came") {
  const auto command = read_manscdp(body("Query", "Catalog", ""));

  REQUIRE(command);
  CHECK(command->root == "Query");
  CHECK(command->cmd_type == "Catalog");
  CHECK(command->sn == "17430");
  CHECK(command->device_id == "42070400001180000001");
  CHECK_FALSE(std::get<CatalogQuery>(command->what).since);
}

TEST_CASE("command: every query of the standard is told from the others") {
  CHECK(
      read_as<CatalogQuery>(body("Query", "catalog", "<StartTime>2026-11-30T08:00:00</StartTime>"))
          .since == parse_rfc3339("2026-11-30T08:00:00+08:00")->utc);
  read_as<DeviceInfoQuery>(body("Query", "DeviceInfo", ""));
  read_as<DeviceStatusQuery>(body("Query", "DeviceStatus", ""));
  CHECK(read_as<ConfigDownloadQuery>(
            body("Query", "ConfigDownload", "<ConfigType>BasicParam/VideoParamOpt</ConfigType>"))
            .types == std::vector<std::string>{"BasicParam", "VideoParamOpt"});
  CHECK(read_as<AlarmQuery>(body("Query", "Alarm",
                                 "<StartAlarmPriority>1</StartAlarmPriority>"
                                 "<EndAlarmPriority>4</EndAlarmPriority>"
                                 "<AlarmMethod>0</AlarmMethod>"))
            .filter.priority_to == 4);
  CHECK(read_as<OtherQuery>(body("Query", "PresetQuery", "")).cmd_type == "PresetQuery");
  CHECK(read_as<OtherQuery>(body("Query", "SDCardStatus", "")).cmd_type == "SDCardStatus");
}

TEST_CASE("command: a question for records has its span, in the house's zone") {
  const RecordInfoQuery query = read_as<RecordInfoQuery>(kRecords);

  CHECK(query.from == parse_rfc3339("2026-11-30T00:00:00Z")->utc);
  CHECK(query.to == parse_rfc3339("2026-11-30T01:30:00Z")->utc);
  CHECK(query.type == "time");
  CHECK(query.stream_number == 1);

  const auto in_utc = read_manscdp(kRecords, std::chrono::minutes(0));
  REQUIRE(in_utc);
  CHECK(std::get<RecordInfoQuery>(in_utc->what).from == parse_rfc3339("2026-11-30T08:00:00Z")->utc);
}

TEST_CASE("command: times come with and without zone and fraction") {
  const WallTime eight = parse_rfc3339("2026-11-30T00:00:00Z")->utc;

  CHECK(read_gb_time("2026-11-30T08:00:00", kBeijingOffset) == eight);
  CHECK(read_gb_time(" 2026-11-30T08:00:00.000 ", kBeijingOffset) == eight);
  CHECK(read_gb_time("2026-11-30T00:00:00Z", kBeijingOffset) == eight);
  CHECK(read_gb_time("2026-11-30T09:00:00+09:00", kBeijingOffset) == eight);
  CHECK(read_gb_time("2026-11-30 08:00:00", kBeijingOffset) == eight);
  CHECK(read_gb_time("2026-11-29T24:00:00", kBeijingOffset) ==
        parse_rfc3339("2026-11-30T00:00:00+08:00")->utc);
  for (const char* wrong : {"", "2026-11-30", "2026-02-30T08:00:00", "2026-11-30T25:00:00", "08:00",
                            "2026-11-30T08:00:00Zx", "1732924800"}) {
    CHECK_FALSE(read_gb_time(wrong, kBeijingOffset));
  }
  CHECK(format_gb_time(eight, kBeijingOffset) == "2026-11-30T08:00:00");
}

TEST_CASE("command: both spellings of the keyframe order are one order") {
  for (const char* name : {"IFameCmd", "IFrameCmd", "iframecmd"}) {
    const std::string tag(name);
    read_as<KeyframeControl>(control("<" + tag + ">Send</" + tag + ">"));
  }
}

TEST_CASE("command: every control is told from the others") {
  CHECK(read_as<RecordControl>(control("<RecordCmd>Record</RecordCmd>")).starts);
  CHECK_FALSE(read_as<RecordControl>(control("<RecordCmd>StopRecord</RecordCmd>")).starts);
  CHECK(read_as<GuardControl>(control("<GuardCmd>SetGuard</GuardCmd>")).sets);
  CHECK_FALSE(read_as<GuardControl>(control("<GuardCmd>ResetGuard</GuardCmd>")).sets);
  const auto reset = read_as<AlarmResetControl>(
      control("<AlarmCmd>ResetAlarm</AlarmCmd><Info><AlarmMethod>2</AlarmMethod>"
              "<AlarmType>1</AlarmType></Info>"));
  CHECK(reset.method == "2");
  CHECK(reset.type == "1");
  CHECK(read_as<OtherControl>(control("<PTZCmd>A50F01021F0000D6</PTZCmd>"
                                      "<Info><ControlPriority>5</ControlPriority></Info>"))
            .what == "PTZCmd");
  CHECK(read_as<OtherControl>(control("<TeleBoot>Boot</TeleBoot>")).what == "TeleBoot");
  CHECK(read_as<OtherControl>(control("")).what.empty());
  CHECK(read_as<OtherControl>(control("<RecordCmd>Perhaps</RecordCmd>")).what == "RecordCmd");
  CHECK(read_as<OtherControl>(body("Control", "DeviceConfig", "<BasicParam/>")).what ==
        "DeviceConfig");
}

TEST_CASE("command: answers and notices of the platform are known as such") {
  CHECK(read_as<PlatformResponse>(body("Response", "Alarm", "<Result>OK</Result>")).is_ok);
  CHECK_FALSE(read_as<PlatformResponse>(body("Response", "Alarm", "<Result>ERROR</Result>")).is_ok);
  CHECK(read_as<PlatformNotify>(body("Notify", "Time", "")).cmd_type == "Time");
  const auto call = read_manscdp(
      "<Notify><CmdType>Broadcast</CmdType><SN>1</SN><SourceID>42070400001360000001</SourceID>"
      "<TargetID>42070400001320000001</TargetID></Notify>");
  REQUIRE(call);
  CHECK(std::holds_alternative<BroadcastNotify>(call->what));
  CHECK(call->device_id == "42070400001320000001");
}

TEST_CASE("command: a last zero, an empty first line, blanks around a word do no harm") {
  std::string odd = "\r\n\r\n" + body("Query", "Catalog", "");
  odd.replace(odd.find("17430"), 5, "\n 17430\t");
  odd.push_back('\0');

  const auto command = read_manscdp(odd);

  REQUIRE(command);
  CHECK(command->sn == "17430");
}

TEST_CASE("command: what lacks a type, a number or an addressee is refused with its name") {
  for (const char* name : {"CmdType", "SN", "DeviceID"}) {
    std::string text = body("Query", "Catalog", "");
    const std::string tag(name);
    const std::size_t begin = text.find("<" + tag + ">");
    text.erase(begin, text.find("</" + tag + ">") + tag.size() + 3 - begin);
    const auto command = read_manscdp(text);
    REQUIRE_FALSE(command);
    CHECK(command.error().kind == ErrorKind::kBadInput);
    CHECK(command.error().what == "no " + tag);
  }
}

TEST_CASE("command: what is no command is refused") {
  for (const std::string& wrong :
       {std::string(), std::string("hello"), std::string("<Query>"),
        body("Question", "Catalog", ""), body("Query", "RecordInfo", ""),
        body("Query", "RecordInfo", "<StartTime>x</StartTime><EndTime>y</EndTime>"),
        body("Query", "Catalog", "<StartTime>yesterday</StartTime>"),
        std::string("{\"CmdType\":\"Catalog\"}"), std::string("<Query>\0</Query>", 16)}) {
    const auto command = read_manscdp(wrong);
    REQUIRE_FALSE(command);
    CHECK(command.error().kind == ErrorKind::kBadInput);
  }
}

TEST_CASE("command: no entity is expanded and no document type is read") {
  const auto command = read_manscdp(
      "<!DOCTYPE a [<!ENTITY b \"42070400001180000001\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
      "<Query><CmdType>Catalog</CmdType><SN>&b;</SN><DeviceID>&c;</DeviceID></Query>");

  REQUIRE(command);
  CHECK(command->sn == "&b;");
  CHECK(command->device_id == "&c;");
}

TEST_CASE("command: too long, too deep and too long a word are refused") {
  std::string deep;
  for (int i = 0; i < 10'000; ++i) deep += "<a>";
  std::string closed;
  for (int i = 0; i < kManscdpDepthMax + 1; ++i) closed = "<a>" + closed + "</a>";

  CHECK_FALSE(read_manscdp(std::string(kManscdpBytesMax + 1, ' ')));
  CHECK_FALSE(read_manscdp(deep));
  CHECK_FALSE(read_manscdp(body("Query", "Catalog", closed)));
  CHECK_FALSE(read_manscdp(body("Query", std::string(kManscdpWordBytesMax + 1, 'x'), "")));
}

TEST_CASE("command: a command cut anywhere is refused") {
  for (const std::string& whole : {kRecords, control("<RecordCmd>Record</RecordCmd>")}) {
    const std::size_t end = whole.find_last_of('>');
    for (std::size_t length = 0; length < end; ++length) {
      CHECK_FALSE(read_manscdp(whole.substr(0, length)));
    }
    CHECK(read_manscdp(whole.substr(0, end + 1)));
  }
}

TEST_CASE("command: whatever comes is read into clean, short words or refused") {
  for (const std::string& whole :
       {kRecords,
        control("<AlarmCmd>ResetAlarm</AlarmCmd><Info><AlarmMethod>2</AlarmMethod></Info>"),
        body("Query", "ConfigDownload", "<ConfigType>BasicParam/SVAC</ConfigType>")}) {
    for (std::uint32_t seed = 0; seed < 3'000; ++seed) {
      const auto command = read_manscdp(bend(whole, seed));
      if (!command) {
        CHECK(command.error().kind == ErrorKind::kBadInput);
        continue;
      }
      CHECK_FALSE(command->cmd_type.empty());
      for (const std::string& word : {command->sn, command->device_id, command->cmd_type}) {
        CHECK(word.size() <= kManscdpWordBytesMax);
        CHECK_FALSE(find_invalid_utf8(word));
      }
    }
  }
}

TEST_CASE("samples: a catalogue query in GB2312 is answered with every camera's Chinese name") {
  const auto command = read_manscdp(sample("catalog_query_gb2312.xml"));

  REQUIRE(command);
  const auto reply = answer_command(*command, make_platform(GbEdition::k2016), make_house());
  std::string all;
  for (const std::string& body : reply.bodies) all += body;
  CHECK(all.find("\xC5\xEB\xE2\xBF\xC7\xF8") != std::string::npos);
  CHECK(text_at(reply.bodies[0], "/Response/SN") == "248");
}

TEST_CASE("samples: characters of four bytes do not disturb what stands after them") {
  const auto command = read_manscdp(sample("record_query_gb18030.xml"));

  REQUIRE(command);
  CHECK(std::get<RecordInfoQuery>(command->what).type == "all");
  CHECK(answer_command(*command, make_platform(), make_house()).deed.subject == "cooking");
}

TEST_CASE("samples: a body that lies about its charset is read for what it is") {
  CHECK(xml_to_utf8(sample("says_gb2312_is_utf8.xml")).find("值班室") != std::string::npos);
  CHECK(read_manscdp(sample("says_gb2312_is_utf8.xml")));
}

TEST_CASE("samples: a reset without a charset is a reset") {
  const auto command = read_manscdp(sample("alarm_reset.xml"));

  REQUIRE(command);
  CHECK(answer_command(*command, make_platform(), make_house()).deed.what ==
        GbDeed::What::kResetAlarm);
}

TEST_CASE("samples: every file is read by the reader it is for") {
  CHECK(read_sdp_offer(sample("offer_playback_tcp.sdp")));
  CHECK(read_mansrtsp(sample("order_seek.mansrtsp")));
}
