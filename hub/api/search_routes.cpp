#include "hub/api/search_routes.h"

#include <utility>

#include "core/base/text.h"
#include "hub/records/search.h"
#include "hub/records/trace.h"

namespace sunhall {
namespace {

constexpr std::size_t kWordsCharsMax = 64;

OrderedJson rows_of(const std::vector<StoredEntry>& entries, const RecordView& view) {
  OrderedJson rows = OrderedJson::array();
  for (const StoredEntry& entry : entries) rows.push_back(entry_json(entry, view));
  return rows;
}

/// A word of the query; a line that is too long finds nothing.
tl::expected<std::string, Response> word_at(const Call& call, const char* key) {
  const std::string word = clean_line(call.request.query_value(key).value_or(""));
  if (count_chars(word) > kWordsCharsMax)
    return tl::unexpected(error_response(
        400, "bad_input", std::string("查询词最多 64 字 · ") + key + ": at most 64 characters"));
  return word;
}

tl::expected<SearchQuery, Response> read_query(const RecordParts& parts, const Call& call) {
  const auto span = read_day_span(call, parts.clock.now().wall, kSearchSpanMax);
  if (!span) return tl::unexpected(span.error());
  SearchQuery query;
  query.from = span->from;
  query.to = span->to;
  if (!call.request.query_value("from") && !call.request.query_value("day"))
    query.from = std::chrono::sys_days(query.to) - kSearchSpanUsual;
  for (const auto& [key, word] :
       {std::pair("supplier", &query.supplier), std::pair("batch", &query.batch),
        std::pair("person", &query.person), std::pair("dish", &query.dish)}) {
    auto said = word_at(call, key);
    if (!said) return tl::unexpected(std::move(said.error()));
    *word = std::move(*said);
  }
  return query;
}

Response answer_search(const RecordParts& parts, const Call& call) {
  const auto query = read_query(parts, call);
  if (!query) return query.error();
  const auto found = search(parts.reader, *query);
  if (!found) return answer_error(found.error());
  OrderedJson out;
  out["records"] = rows_of(found->entries, view_of(call, parts.clock));
  out["is_cut"] = found->is_cut;
  return answer_json(200, out);
}

Response answer_trace(const RecordParts& parts, const Call& call) {
  const auto batch = word_at(call, "batch");
  const auto thing = word_at(call, "thing");
  if (!batch) return batch.error();
  if (!thing) return thing.error();
  if (batch->empty() == thing->empty())
    return error_response(400, "bad_input", "请给出批号或一条记录 · Say either batch or thing");
  const auto found =
      batch->empty() ? trace_thing(parts.reader, *thing) : trace_batch(parts.reader, *batch);
  if (!found) return answer_error(found.error());
  const RecordView view = view_of(call, parts.clock);
  OrderedJson links = OrderedJson::array();
  for (const TraceLink& link : found->links)
    links.push_back(OrderedJson{{"from", link.from}, {"to", link.to}, {"dish", link.dish}});
  OrderedJson out;
  out["suppliers"] = rows_of(found->suppliers, view);
  out["deliveries"] = rows_of(found->deliveries, view);
  out["meals"] = rows_of(found->meals, view);
  out["samples"] = rows_of(found->samples, view);
  out["measurements"] = rows_of(found->measurements, view);
  out["links"] = std::move(links);
  out["is_cut"] = found->is_cut;
  return answer_json(200, out);
}

}  // namespace

void add_search_routes(Router& router, const RecordParts& parts) {
  add_record_reading(router, parts, "/api/v1/search", Role::kInspector, "search", answer_search);
  add_record_reading(router, parts, "/api/v1/trace", Role::kInspector, "trace", answer_trace);
}

}  // namespace sunhall
