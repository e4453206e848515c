#include "hub/platform/manscdp/command.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include <pugixml.hpp>

#include "hub/platform/manscdp/charset.h"

namespace sunhall {

namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::size_t kWordsMax = 32;  // of ConfigType

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Platforms write `IFrameCmd`, `IFameCmd`, `Iframecmd`: case says nothing.
bool is_word(std::string_view text, std::string_view word) {
  return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                    [](char a, char b) { return lower(a) == lower(b); });
}

std::string_view trim(std::string_view text) {
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([name](const pugi::xml_node& at) { return is_word(at.name(), name); });
}

std::string_view text_of(const pugi::xml_node& node, std::string_view name) {
  return trim(child(node, name).child_value());
}

std::optional<int> number_of(const pugi::xml_node& node, std::string_view name) {
  const std::string_view text = text_of(node, name);
  int number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

tl::unexpected<Error> refuse(std::string what) {
  return fail(ErrorKind::kBadInput, std::move(what));
}

/// Stops a walk at what is too deep.
struct DepthGuard : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node&) override { return depth() < kManscdpDepthMax; }
};

using What = decltype(ManscdpCommand::what);

Result<What> read_record_query(const pugi::xml_node& root, std::chrono::minutes zone) {
  RecordInfoQuery query;
  const Result<WallTime> from = read_gb_time(text_of(root, "StartTime"), zone);
  if (!from) return refuse("StartTime: " + from.error().what);
  const Result<WallTime> to = read_gb_time(text_of(root, "EndTime"), zone);
  if (!to) return refuse("EndTime: " + to.error().what);
  query.from = *from;
  query.to = *to;
  query.type = text_of(root, "Type").substr(0, kManscdpWordBytesMax);
  std::transform(query.type.begin(), query.type.end(), query.type.begin(), lower);
  query.stream_number = number_of(root, "StreamNumber");
  return query;
}

Result<What> read_catalog_query(const pugi::xml_node& root, std::chrono::minutes zone) {
  CatalogQuery query;
  const std::string_view since = text_of(root, "StartTime");
  if (since.empty()) return query;
  const Result<WallTime> time = read_gb_time(since, zone);
  if (!time) return refuse("StartTime: " + time.error().what);
  query.since = *time;
  return query;
}

// `BasicParam/VideoParamOpt`: a slash between them; blanks and commas are seen too.
ConfigDownloadQuery read_config_query(const pugi::xml_node& root) {
  ConfigDownloadQuery query;
  std::string_view text = text_of(root, "ConfigType");
  while (!text.empty() && query.types.size() < kWordsMax) {
    const std::size_t end = std::min(text.find_first_of("/, \t\r\n"), text.size());
    const std::string_view word = text.substr(0, std::min(end, kManscdpWordBytesMax));
    if (!word.empty()) query.types.emplace_back(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return query;
}

// A bound that cannot be read is none: too many alarms are better than too few.
AlarmQuery read_alarm_query(const pugi::xml_node& root, std::chrono::minutes zone) {
  const auto time = [&](std::string_view name) {
    const Result<WallTime> read = read_gb_time(text_of(root, name), zone);
    return read ? std::optional(*read) : std::nullopt;
  };
  AlarmQuery query{.filter = {.priority_from = number_of(root, "StartAlarmPriority").value_or(0),
                              .priority_to = number_of(root, "EndAlarmPriority").value_or(0),
                              .methods = {},
                              .from = time("StartAlarmTime"),
                              .to = time("EndAlarmTime")}};
  read_alarm_methods(text_of(root, "AlarmMethod"), query.filter);
  return query;
}

Result<What> read_query(const pugi::xml_node& root, const std::string& type,
                        std::chrono::minutes zone) {
  if (is_word(type, "Catalog")) return read_catalog_query(root, zone);
  if (is_word(type, "DeviceInfo")) return DeviceInfoQuery{};
  if (is_word(type, "DeviceStatus")) return DeviceStatusQuery{};
  if (is_word(type, "RecordInfo")) return read_record_query(root, zone);
  if (is_word(type, "ConfigDownload")) return read_config_query(root);
  if (is_word(type, "Alarm")) return read_alarm_query(root, zone);
  return OtherQuery{type};
}

AlarmResetControl read_alarm_reset(const pugi::xml_node& root) {
  // 2016 puts method and type into Info, 2022 too; some write them beside AlarmCmd.
  const pugi::xml_node info = child(root, "Info");
  const auto word = [&](std::string_view name) {
    const std::string_view inside = text_of(info, name);
    return std::string(inside.empty() ? text_of(root, name) : inside);
  };
  return {.method = word("AlarmMethod"), .type = word("AlarmType")};
}

// The first element that is not part of every command names what is wanted.
std::string control_name(const pugi::xml_node& root) {
  constexpr std::array<std::string_view, 3> kOfAll{"CmdType", "SN", "DeviceID"};
  for (const pugi::xml_node& at : root.children()) {
    const std::string_view name = at.name();
    const bool is_of_all = std::any_of(kOfAll.begin(), kOfAll.end(), [name](std::string_view word) {
      return is_word(name, word);
    });
    if (!name.empty() && !is_of_all) return std::string(name.substr(0, kManscdpWordBytesMax));
  }
  return {};
}

What read_control(const pugi::xml_node& root, const std::string& type) {
  const std::string name = control_name(root);
  if (!is_word(type, "DeviceControl")) return OtherControl{type};
  const std::string_view value = text_of(root, name);
  // 2022 A.2.3.1.5 spells IFrameCmd, 2016 A.2.3.1.6 spells IFameCmd.
  if (is_word(name, "IFrameCmd") || is_word(name, "IFameCmd")) return KeyframeControl{};
  if (is_word(name, "RecordCmd")) {
    if (is_word(value, "Record")) return RecordControl{.starts = true};
    if (is_word(value, "StopRecord")) return RecordControl{.starts = false};
  }
  if (is_word(name, "GuardCmd")) {
    if (is_word(value, "SetGuard")) return GuardControl{.sets = true};
    if (is_word(value, "ResetGuard")) return GuardControl{.sets = false};
  }
  if (is_word(name, "AlarmCmd") && is_word(value, "ResetAlarm")) return read_alarm_reset(root);
  return OtherControl{name};
}

Result<What> read_what(const pugi::xml_node& root, const ManscdpCommand& command,
                       std::chrono::minutes zone) {
  if (command.root == "Query") return read_query(root, command.cmd_type, zone);
  if (command.root == "Control") return read_control(root, command.cmd_type);
  if (command.root == "Response") {
    return PlatformResponse{.cmd_type = command.cmd_type,
                            .is_ok = is_word(text_of(root, "Result"), "OK")};
  }
  if (is_word(command.cmd_type, "Broadcast")) return BroadcastNotify{};
  return PlatformNotify{command.cmd_type};
}

Result<std::string> word_of(const pugi::xml_node& root, std::string_view name) {
  const std::string_view text = text_of(root, name);
  if (text.size() > kManscdpWordBytesMax) return refuse(std::string(name) + " is too long");
  return std::string(text);
}

Result<ManscdpCommand> read_root(const pugi::xml_node& root, std::chrono::minutes zone) {
  constexpr std::array<const char*, 4> kRoots{"Query", "Control", "Response", "Notify"};
  const auto* known = std::find_if(kRoots.begin(), kRoots.end(), [&](std::string_view name) {
    return is_word(root.name(), name);
  });
  if (known == kRoots.end()) return refuse("no Query, Control, Response or Notify");
  ManscdpCommand command;
  command.root = *known;
  const bool is_ours = command.root == "Query" || command.root == "Control";
  for (const auto& [name, field] :
       {std::pair{"CmdType", &command.cmd_type}, std::pair{"SN", &command.sn},
        std::pair{"DeviceID", &command.device_id}}) {
    const Result<std::string> word = word_of(root, name);
    if (!word) return tl::unexpected(word.error());
    if (word->empty() && (is_ours || field == &command.cmd_type)) {
      return refuse(std::string("no ") + name);
    }
    *field = *word;
  }
  // A call to loudspeakers names its target, not a device.
  if (command.device_id.empty()) command.device_id = word_of(root, "TargetID").value_or("");
  Result<What> what = read_what(root, command, zone);
  if (!what) return tl::unexpected(what.error());
  command.what = std::move(*what);
  return command;
}

}  // namespace

Result<WallTime> read_gb_time(std::string_view text, std::chrono::minutes zone) {
  text = trim(text);
  if (text.empty() || text.size() > kManscdpWordBytesMax) return refuse("no time");
  if (const auto zoned = parse_rfc3339(text)) return zoned->utc;
  std::string local(text);
  // XML Schema 1.1 §3.3.7: 24:00:00 is the next day's beginning.
  std::chrono::hours later{0};
  if (const std::size_t at = local.find("24:00:00"); at == 11) {
    local.replace(at, 2, "00");
    later = std::chrono::hours(24);
  }
  const Result<ZonedTime> time = parse_rfc3339(local + "Z");
  if (!time) return refuse("a time that is none");
  return time->utc - zone + later;
}

std::string format_gb_time(WallTime time, std::chrono::minutes zone) {
  return format_rfc3339({time, zone}).substr(0, std::string_view("2026-11-24T11:30:00").size());
}

Result<ManscdpCommand> read_manscdp(std::string_view body, std::chrono::minutes zone) {
  if (body.size() > kManscdpBytesMax) return refuse("the body is too long");
  // Some platforms count the C string's last zero, or begin with an empty line.
  while (!body.empty() && body.back() == '\0') body.remove_suffix(1);
  body = trim(body);
  if (body.find('\0') != std::string_view::npos) return refuse("the body is no XML");
  const std::string utf8 = xml_to_utf8(body);
  pugi::xml_document document;
  // No DTD is read: pugixml knows no entities but the five of XML.
  if (!document.load_buffer(utf8.data(), utf8.size(), pugi::parse_default, pugi::encoding_utf8)) {
    return refuse("the body is no XML");
  }
  DepthGuard guard;
  if (!document.traverse(guard)) return refuse("the body is too deep");
  return read_root(document.document_element(), zone);
}

}  // namespace sunhall
