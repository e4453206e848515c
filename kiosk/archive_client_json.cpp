#include "kiosk/archive_client_json.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "core/model/json_document.h"

namespace sunhall {

namespace {

const std::string* text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

std::optional<WallTime> time_at(const Json& object, const char* key) {
  const std::string* text = text_at(object, key);
  if (text == nullptr) return std::nullopt;
  const Result<ZonedTime> time = parse_rfc3339(*text);
  return time ? std::optional(time->utc) : std::nullopt;
}

// Words are small letters and _; whatever else stands there is nothing this screen knows.
std::string reason_at(const Json& object) {
  const std::string* text = text_at(object, "reason");
  if (text == nullptr || text->size() > kGapReasonBytesMax) return {};
  const bool is_word = std::ranges::all_of(
      *text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
  return is_word ? *text : std::string();
}

std::optional<CoverageSpan> read_span(const Json& item) {
  if (!item.is_object()) return std::nullopt;
  const auto from = time_at(item, "from");
  const auto to = time_at(item, "to");
  const auto recorded = item.find("recorded");
  if (!from || !to || recorded == item.end() || !recorded->is_boolean()) return std::nullopt;
  const bool is_recorded = *recorded->get_ptr<const bool*>();
  return CoverageSpan{*from, *to, is_recorded, is_recorded ? std::string() : reason_at(item)};
}

}  // namespace

Result<std::vector<CoverageSpan>> read_coverage(std::string_view body) {
  Result<Json> document = parse_json(body, kRecordingsBytesMax);
  if (!document) return tl::unexpected(std::move(document.error()));
  const auto coverage = document->is_object() ? document->find("coverage") : document->end();
  if (coverage == document->end() || !coverage->is_array()) {
    return fail(ErrorKind::kBadInput, "there is no coverage in it");
  }
  std::vector<CoverageSpan> spans;
  for (const Json& item : *coverage) {
    if (std::optional<CoverageSpan> span = read_span(item)) spans.push_back(std::move(*span));
  }
  return spans;
}

}  // namespace sunhall
