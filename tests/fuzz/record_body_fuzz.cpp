// Whatever a desk or a program sends as a record: what is read can be written and read again, and
// comes out the same.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/model/records/record_json.h"
#include "core/model/records/record_kind.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sunhall;
  if (size == 0) return 0;
  const RecordKind kind = kRecordKinds[data[0] % kRecordKinds.size()];
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto body = parse_record_body(kind, text);
  if (!body) return 0;
  const std::string written = write_record_body(*body).dump();
  const auto again = parse_record_body(kind, written);
  if (!again || write_record_body(*again).dump() != written) std::abort();
  return 0;
}
