#include <algorithm>
#include <chrono>

#include "core/base/text.h"
#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/catalog.h"
#include "hub/platform/manscdp/xml_writer.h"

namespace sunhall {

namespace {

// Recordings are cut each minute; between two of one run there is nothing.
constexpr std::chrono::seconds kJoinGapMax{2};
constexpr std::chrono::hours kJoinedMax{1};

std::vector<GbRecordItem> join(const std::vector<GbRecordItem>& items) {
  std::vector<GbRecordItem> joined;
  for (const GbRecordItem& item : items) {
    if (!joined.empty()) {
      GbRecordItem& last = joined.back();
      const bool follows = item.from >= last.from && item.from <= last.to + kJoinGapMax;
      if (follows && item.to - last.from <= kJoinedMax) {
        last.to = std::max(last.to, item.to);
        last.bytes += item.bytes;
        continue;
      }
    }
    if (joined.size() == kRecordItemsMax) break;
    joined.push_back(item);
  }
  return joined;
}

std::string write_item(const GbRecordItem& item, const PlatformChannel& channel,
                       const PlatformOptions& platform, const GbHouse& house) {
  const std::string from = format_gb_time(item.from, house.now.offset);
  XmlWriter xml;
  xml.leaf("DeviceID", channel.id)
      .leaf("Name", truncate_chars(channel.name, 40))
      // Not a path of the disk: enough to ask for it again.
      .leaf("FilePath", channel.id + "_" + from)
      .leaf("Address", truncate_chars(house.name, 20))
      .leaf("StartTime", from)
      .leaf("EndTime", format_gb_time(item.to, house.now.offset))
      .leaf("Secrecy", "0")
      .leaf("Type", "time")
      .leaf("RecorderID", platform.device_id)
      .leaf("FileSize", item.bytes);
  return xml.text();
}

}  // namespace

std::vector<std::string> record_info_bodies(const ManscdpCommand& query,
                                            const PlatformOptions& platform,
                                            const std::vector<GbRecordItem>& items,
                                            const GbHouse& house) {
  const PlatformChannel* channel = find_channel(platform, query.device_id);
  GbList list{.root = "Response",
              .cmd_type = "RecordInfo",
              .sn = query.sn,
              .device_id = query.device_id,
              .name = truncate_chars(channel == nullptr ? house.name : channel->name, 40),
              .element = "RecordList",
              .items = {}};
  if (channel != nullptr) {
    for (const GbRecordItem& item : join(items)) {
      list.items.push_back(write_item(item, *channel, platform, house));
    }
  }
  return list_bodies(list, platform.charset);
}

}  // namespace sunhall
