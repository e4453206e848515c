// What a platform asks in MANSCDP, the XML of GB/T 28181.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

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
  int priority_from = 0;
  int priority_to = 0;
  std::string method;  // `0` all
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
               AlarmResetControl, GuardControl, OtherControl, PlatformResponse, PlatformNotify>
      what;
};

/// Reads a body in GB2312, GB18030 or UTF-8, as its XML declaration and its bytes say.
///
/// Errors:  kBadInput with one sentence: not XML, too long, no CmdType, SN or DeviceID, a time that
/// is none.
Result<ManscdpCommand> read_manscdp(std::string_view body);

}  // namespace sunhall
