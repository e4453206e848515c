// What a platform asks in MANSCDP, the XML of GB/T 28181.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/platform/manscdp/alarm_filter.h"

namespace sunhall {

inline constexpr std::size_t kManscdpBytesMax = 64u << 10;

struct CatalogQuery {
  std::optional<WallTime> since{};  // channels that changed; we answer all
};
struct DeviceInfoQuery {};
struct DeviceStatusQuery {};
struct RecordInfoQuery {
  WallTime from{};
  WallTime to{};
  std::string type;  // `time alarm manual all`; empty: all
  std::optional<int> stream_number{};
};
struct ConfigDownloadQuery {
  std::vector<std::string> types;  // `BasicParam VideoParamOpt …`
};
struct AlarmQuery {  // only as the body of a SUBSCRIBE
  GbAlarmFilter filter;
};
/// Anything else that is well formed: answered with an error, never with silence.
struct OtherQuery {
  std::string cmd_type;
};

struct KeyframeControl {};
struct RecordControl {
  bool starts = false;
};
struct AlarmResetControl {
  std::string method;
  std::string type;
};
struct GuardControl {
  bool sets = false;
};
/// PTZ, teleboot, home position and whatever else makes no sense for a canteen's fixed cameras.
struct OtherControl {
  std::string what;
};

/// A call to the house's loudspeakers, which it does not have: answered with an error.
struct BroadcastNotify {};

/// The platform's answer to what we sent, for example to an alarm.
struct PlatformResponse {
  std::string cmd_type;
  bool is_ok = false;
};
/// A notice from the platform (time, broadcast …).
struct PlatformNotify {
  std::string cmd_type;
};

struct ManscdpCommand {
  std::string root;  // `Query Control Response Notify`
  std::string cmd_type;
  std::string sn;         // as it came: it is given back
  std::string device_id;  // who is meant: us, a group or a channel
  std::variant<CatalogQuery, DeviceInfoQuery, DeviceStatusQuery, RecordInfoQuery,
               ConfigDownloadQuery, AlarmQuery, OtherQuery, KeyframeControl, RecordControl,
               AlarmResetControl, GuardControl, OtherControl, BroadcastNotify, PlatformResponse,
               PlatformNotify>
      what;
};

/// Deeper XML is not read.
inline constexpr int kManscdpDepthMax = 16;
/// Longer words (SN, DeviceID, CmdType …) are not read.
inline constexpr std::size_t kManscdpWordBytesMax = 64;

/// Where the standard's times are at home: they carry no zone.
inline constexpr std::chrono::minutes kBeijingOffset{480};

/// Reads an `xs:dateTime` with or without zone and fraction; without, it is read in `zone`.
///
/// Errors:  kBadInput for anything else.
Result<WallTime> read_gb_time(std::string_view text, std::chrono::minutes zone);

/// Writes `2026-11-24T11:30:00` as a clock in `zone` shows it.
std::string format_gb_time(WallTime time, std::chrono::minutes zone);

/// Reads a body in GB2312, GB18030 or UTF-8, as its XML declaration and its bytes say. `zone` is
/// the house's own: GbHouse::now.offset.
///
/// Errors:  kBadInput with one sentence: not XML, too long, no CmdType, SN or DeviceID, a time that
/// is none.
Result<ManscdpCommand> read_manscdp(std::string_view body,
                                    std::chrono::minutes zone = kBeijingOffset);

}  // namespace sunhall
