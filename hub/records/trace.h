// Which meals a batch went into, and where a meal came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/ledger_reader.h"

namespace sunhall {

/// One step of goods on their way: from supplier to delivery to meal to sample.
struct TraceLink {
  std::string from;  // a thing
  std::string to;    // a thing
  std::string dish;  // the dish's name, where goods went into a meal or a sample was taken

  friend auto operator<=>(const TraceLink&, const TraceLink&) = default;
};

/// Everything that hangs together, each thing once, as its head; lists by day.
struct RecordTrace {
  std::vector<StoredEntry> suppliers;
  std::vector<StoredEntry> deliveries;
  std::vector<StoredEntry> meals;
  std::vector<StoredEntry> samples;
  std::vector<StoredEntry> measurements;  // core temperatures and holding, of these meals' dishes
  std::vector<TraceLink> links;
  bool is_cut = false;  // there are more than kTraceThingsMax
};

/// Follows a batch number, as printed on the goods: its deliveries, their suppliers, the meals that
/// used them and those meals' samples.
///
/// Threads: the reader's.
Result<RecordTrace> trace_batch(LedgerReader& ledger, std::string_view batch);

/// Follows one delivery, meal, sample, dish or supplier in both directions.
///
/// Errors:  kUnsupported when there is no such thing, or it is of a kind that goods do not pass.
Result<RecordTrace> trace_thing(LedgerReader& ledger, std::string_view thing);

inline constexpr std::size_t kTraceThingsMax = 2000;

}  // namespace sunhall
