// The ledger's tables as their one writer sees them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "hub/records/body_facts.h"
#include "hub/records/chain.h"
#include "hub/records/entry.h"
#include "hub/records/prepared_database.h"
#include "hub/records/put_answer.h"

namespace sunhall {

/// Adds entries; everything else that is derived from them follows at once.
///
/// Order:   inside a transaction, but for `open`.
/// Threads: one at a time.
/// Errors:  as Database's; kBadInput, in words for people, for an entry that does not fit its
/// thing.
class EntryWriter {
 public:
  explicit EntryWriter(PreparedDatabase& database) : database_(database) {}

  /// Begins the chain of a home, or finds it begun.
  ///
  /// Errors:  kBadInput when the chain is another home's.
  Result<void> open(std::string_view site);

  /// Adds a version whose own fields are in order.
  Result<PutAnswer> put(const NewEntry& entry, const BodyFacts& facts, WallTime received);

  Result<ChainHead> newest();

  /// Makes keys and photo uses of a thing's newest version anew.
  Result<void> index(std::int64_t thing, std::int64_t seq, const BodyFacts& facts);

 private:
  struct Head {
    std::int64_t thing = 0;  // seq of its first version
    std::int64_t seq = 0;
    std::string id;  // of its newest version
    std::string thing_id;
    std::string kind;
    std::int64_t version_count = 0;
    bool is_corrected = false;
    bool is_withdrawn = false;
    bool is_erased = false;
  };

  Result<std::optional<StoredEntry>> find(std::string_view id);
  Result<std::optional<Head>> head_of(std::string_view thing_id);
  Result<PutAnswer> answer_known(const StoredEntry& known, const NewEntry& entry);
  Result<PutAnswer> conflict(const NewEntry& entry, const std::optional<Head>& head);
  Result<StoredEntry> append(const NewEntry& entry, const std::string& thing, WallTime received);
  Result<void> set_head(const std::optional<Head>& before, const StoredEntry& entry,
                        const BodyFacts& facts);

  PreparedDatabase& database_;
  Digest genesis_{};
};

/// From which day the keeping time of a thing counts whose newest version this is.
Date keep_from_of(const StoredEntry& entry, const BodyFacts& facts);

}  // namespace sunhall
