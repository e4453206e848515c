// The bodies that the hub sends a platform: pure, one function for each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hub/platform/manscdp/command.h"
#include "hub/platform/manscdp/house.h"
#include "native/site_platform.h"

namespace sunhall {

/// A catalogue's or a record list's items in one message; with some 370 bytes of SIP headers it
/// stays below 1,300 bytes, beyond which RFC 3261 §18.1.1 wants TCP. One item alone may need more.
inline constexpr std::size_t kManscdpBatchBytesMax = 900;
/// The largest answer to RecordInfo.
inline constexpr std::size_t kRecordItemsMax = 2'000;

inline constexpr std::size_t kKeepaliveFaultsMax = 16;

/// A recording's span as RecordInfo lists it.
struct GbRecordItem {
  WallTime from{};
  WallTime to{};
  std::uint64_t bytes = 0;
};

/// What to do about a command besides answering it.
struct GbDeed {
  enum class What : unsigned char {
    kNothing,
    kListRecords,   // ask the archive for `channel`, `from`, `to`, then send record_info_bodies()
    kWantKeyframe,  // of `channel`
    kResetAlarm,    // of the command's device
  };
  What what = What::kNothing;
  /// The site's id of a camera; of kResetAlarm also of a sensor, or empty: all of the house's.
  std::string subject{};
  WallTime from{};
  WallTime to{};
};

/// Everything that follows from a command. `bodies` are sent as MESSAGEs, in order, each after the
/// 200 OK to the one before; in the platform's charset, with their XML declaration.
struct GbReply {
  std::vector<std::string> bodies;
  GbDeed deed;
};

/// Answers a command. Nothing is answered by silence: what we do not do is
/// `<Result>ERROR</Result>`.
GbReply answer_command(const ManscdpCommand& command, const PlatformOptions& platform,
                       const GbHouse& house);

/// Answers a catalogue query that was asked under several SNs, for each: the items are made once.
std::vector<std::vector<std::string>> catalog_answers(const ManscdpCommand& query,
                                                      const std::vector<std::string>& sns,
                                                      const PlatformOptions& platform,
                                                      const GbHouse& house);

/// Says that a query cannot be answered now: `<Result>ERROR</Result>`, and that no list follows.
std::string busy_body(const ManscdpCommand& query, const PlatformOptions& platform);

/// The body of the 200 OK to a SUBSCRIBE, or the refusal of one.
std::string result_body(const ManscdpCommand& command, const PlatformOptions& platform, bool is_ok);

/// Whole recordings that follow each other closely become one item of an hour at most: a platform's
/// list of a day is then a page and not a book. More than kRecordItemsMax are not listed.
std::vector<std::string> record_info_bodies(const ManscdpCommand& query,
                                            const PlatformOptions& platform,
                                            const std::vector<GbRecordItem>& items,
                                            const GbHouse& house);

/// Status is ERROR while a camera of the platform is lost or nothing is kept; Info lists the
/// cameras, kKeepaliveFaultsMax at most.
///
/// `sn`: counts from 1, the link's own.
std::string keepalive_body(const PlatformOptions& platform, const GbHouse& house, std::uint32_t sn);
/// Sent as a MESSAGE in the playback's dialog.
std::string media_status_body(const PlatformOptions& platform, std::string_view channel_id,
                              std::uint32_t sn);

/// The bodies of the first NOTIFY of a catalogue subscription (what is abnormal), and of later ones
/// (what changed between two moments); empty: nothing to tell.
std::vector<std::string> catalog_first_notify(const PlatformOptions& platform, const GbHouse& house,
                                              std::uint32_t sn);
std::vector<std::string> catalog_change_notify(const PlatformOptions& platform,
                                               const GbHouse& before, const GbHouse& now,
                                               std::uint32_t sn);

/// The channel with a 20-digit id; null: there is no such channel.
const PlatformChannel* find_channel(const PlatformOptions& platform, std::string_view channel_id);

}  // namespace sunhall
