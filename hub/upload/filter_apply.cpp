// What filters do to a value; filter.cpp reads and checks them.
#include <algorithm>
#include <cctype>
#include <cmath>
#include <string>

#include <spdlog/fmt/fmt.h>

#include "core/base/text.h"
#include "core/model/public_name.h"
#include "hub/upload/filter.h"
#include "hub/upload/mac.h"
#include "hub/upload/text_coding.h"
#include "hub/upload/time_pattern.h"

namespace sunhall {
namespace {

std::string as_text(const Json& value) {
  return value.is_string() ? value.get<std::string>() : write_json(value);
}

Result<ZonedTime> as_moment(const Json& value, std::chrono::minutes offset) {
  const std::string text = as_text(value);
  if (const auto time = parse_rfc3339(text)) return ZonedTime{time->utc, offset};
  const auto date = parse_date(text);
  if (!date) return tl::unexpected<Error>(date.error());
  return ZonedTime{WallTime(std::chrono::sys_days(*date)) - offset, offset};
}

Result<Json> write_moment(const Filter& filter, const Json& value, const FilterMeans& means) {
  const auto moment = as_moment(value, means.offset);
  if (!moment) return tl::unexpected<Error>(moment.error());
  if (filter.kind == FilterKind::kDate) return Json(format_time(*moment, filter.argument));
  const auto ms = moment->utc.time_since_epoch().count();
  return Json(filter.argument == "s" ? ms / 1000 : ms);
}

Result<Json> look_up(const Filter& filter, const Json& value, const CodeTables& tables) {
  const CodeTable& table = tables.at(filter.argument);  // was checked when the mapping was read
  auto found = table.find(as_text(value));
  if (found == table.end()) found = table.find("*");
  if (found != table.end()) return Json(found->second);
  return fail(ErrorKind::kBadInput, "码表 " + filter.argument + " 没有这个值 · [tables." +
                                        filter.argument + "] has no code for it");
}

Json round_to(const Json& value, std::size_t decimals) {
  const double scale = std::pow(10.0, static_cast<double>(decimals));
  const double rounded = std::round(value.get<double>() * scale) / scale;
  if (decimals == 0) return static_cast<std::int64_t>(rounded);
  return rounded;
}

Json write_text(const Filter& filter, const Json& value) {
  if (!value.is_number() || filter.argument.empty()) return as_text(value);
  return fmt::format("{:.{}f}", value.get<double>(), filter.count);
}

std::string change_case(std::string text, int (*change)(int)) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x80)
      c = static_cast<char>(change(static_cast<unsigned char>(c)));
  return text;
}

Result<Json> write_hash(const Filter& filter, const Json& value) {
  const auto hash = hash_of(filter.argument == "sm3" ? HashKind::kSm3 : HashKind::kSha256,
                            bytes_of(as_text(value)));
  if (!hash) return tl::unexpected<Error>(hash.error());
  return Json(to_hex_text(*hash));
}

Result<Json> apply_to_one(const Filter& filter, const Json& value, const FilterMeans& means) {
  const std::size_t comma = filter.argument.find(',');
  switch (filter.kind) {
    case FilterKind::kTable:
      return look_up(filter, value, means.tables);
    case FilterKind::kDate:
    case FilterKind::kEpoch:
      return write_moment(filter, value, means);
    case FilterKind::kNumber:
      return value.is_number()
                 ? round_to(value, filter.argument.empty() ? kDecimalsMax : filter.count)
                 : value;
    case FilterKind::kText:
      return write_text(filter, value);
    case FilterKind::kBool:
      return Json(value == Json(true) ? filter.argument.substr(0, comma)
                                      : filter.argument.substr(comma + 1));
    case FilterKind::kIs:
      return Json(as_text(value) == filter.argument);
    case FilterKind::kCut:
      return Json(truncate_chars(as_text(value), filter.count));
    case FilterKind::kUpper:
      return Json(change_case(as_text(value), &std::toupper));
    case FilterKind::kLower:
      return Json(change_case(as_text(value), &std::tolower));
    case FilterKind::kMask:
      return Json(PublicName::masked(as_text(value)).text());
    case FilterKind::kHash:
      return write_hash(filter, value);
    default:
      return value;
  }
}

bool is_of_lists(FilterKind kind) {
  return kind == FilterKind::kJoin || kind == FilterKind::kFirst || kind == FilterKind::kCount ||
         kind == FilterKind::kHas;
}

Json apply_to_list(const Filter& filter, const Json& list) {
  if (filter.kind == FilterKind::kCount) return static_cast<std::int64_t>(list.size());
  if (filter.kind == FilterKind::kFirst) return list.empty() ? Json() : list.front();
  if (filter.kind == FilterKind::kHas)
    return std::any_of(list.begin(), list.end(),
                       [&](const Json& item) { return as_text(item) == filter.argument; });
  std::string text;
  for (const Json& item : list) {
    if (!text.empty()) text += filter.argument;
    text += as_text(item);
  }
  return text;
}

}  // namespace

Result<Json> apply_filter(const Filter& filter, const Json& value, const FilterMeans& means) {
  if (value.is_null() && filter.kind == FilterKind::kDefault) return filter.fallback;
  if (value.is_null() && filter.kind == FilterKind::kList) return Json::array();
  if (value.is_null()) return value;
  if (!value.is_array()) return apply_to_one(filter, value, means);
  if (is_of_lists(filter.kind)) return apply_to_list(filter, value);
  Json list = Json::array();
  for (const Json& item : value) {
    auto done = apply_to_one(filter, item, means);
    if (!done) return done;
    list.push_back(std::move(*done));
  }
  return list;
}

}  // namespace sunhall
