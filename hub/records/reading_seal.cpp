#include "hub/records/reading_seal.h"

#include <algorithm>
#include <array>
#include <bit>
#include <span>

namespace sunhall {
namespace {

void add_number(Sha256& sum, std::uint64_t value) {
  std::array<std::uint8_t, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<std::uint8_t>(value >> (56 - 8 * i));
  sum.add(std::span<const std::uint8_t>(bytes));
}

}  // namespace

void SealSum::add(const ReadingRow& row) {
  add_number(sum_, static_cast<std::uint64_t>(row.at_ms));
  add_number(sum_, std::bit_cast<std::uint64_t>(row.value));
  add_number(sum_, static_cast<std::uint64_t>(row.delay_ms));
  add_number(sum_, static_cast<std::uint64_t>(row.flags));
  add_number(sum_, static_cast<std::uint64_t>(row.late));
  lowest_ = count_ == 0 ? row.value : std::min(lowest_, row.value);
  highest_ = count_ == 0 ? row.value : std::max(highest_, row.value);
  ++count_;
}

SealBody SealSum::body(const std::string& sensor, const ZonedTime& from) const {
  SealBody body;
  body.sensor = sensor;
  body.from = from;
  body.to = ZonedTime{from.utc + std::chrono::hours(1), from.offset};
  body.count = count_;
  body.lowest = lowest_;
  body.highest = highest_;
  body.sha256 = to_hex(sum_.digest());
  return body;
}

std::string seal_id(const std::string& sensor, std::int64_t hour_ms, std::int64_t number) {
  return "seal-" + sensor + "-" + std::to_string(hour_ms / 1000) + "-" + std::to_string(number);
}

}  // namespace sunhall
