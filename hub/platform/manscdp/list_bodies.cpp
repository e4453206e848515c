#include <string>

#include "hub/platform/manscdp/answers.h"
#include "hub/platform/manscdp/catalog.h"
#include "hub/platform/manscdp/charset.h"

namespace sunhall {

namespace {

// 2022 App. M: each message has the same SN and the total in SumNum; Num counts its own items.
std::string list_body(const GbList& list, const std::string& items, std::size_t count,
                      GbCharset charset) {
  XmlWriter xml;
  xml.open(list.root)
      .leaf("CmdType", list.cmd_type)
      .leaf("SN", list.sn)
      .leaf("DeviceID", list.device_id)
      .maybe("Name", list.name)
      .leaf("SumNum", list.items.size());
  // Nothing found: SumNum 0 and no list.
  if (count > 0) {
    xml.open(list.element, "Num=\"" + std::to_string(count) + "\"").raw(items).close(list.element);
  }
  return xml.close(list.root).body(charset);
}

}  // namespace

std::vector<std::string> list_bodies(const GbList& list, GbCharset charset) {
  // The frame's bytes with the longest Num there can be.
  const std::size_t frame_bytes =
      list_body(list, "", 1, charset).size() + std::to_string(list.items.size()).size();
  std::vector<std::string> bodies;
  std::string items;
  std::size_t bytes = frame_bytes;
  std::size_t count = 0;
  const auto flush = [&] {
    bodies.push_back(list_body(list, items, count, charset));
    items.clear();
    bytes = frame_bytes;
    count = 0;
  };
  for (const std::string& inside : list.items) {
    const std::string item = "<Item>" + inside + "</Item>";
    const std::size_t item_bytes = to_gb(item, charset).size();
    if (count > 0 && bytes + item_bytes > kManscdpBatchBytesMax) flush();
    items += item;
    bytes += item_bytes;
    ++count;
  }
  if (count > 0 || bodies.empty()) flush();
  return bodies;
}

}  // namespace sunhall
