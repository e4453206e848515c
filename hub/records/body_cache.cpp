#include "hub/records/body_cache.h"

#include <string>
#include <utility>

#include "core/model/records/record_json.h"

namespace sunhall {

RecordMeta to_meta(const StoredEntry& entry) {
  return {.id = entry.id,
          .thing = entry.thing,
          .seq = static_cast<std::uint64_t>(entry.seq),
          .day = entry.day,
          .made_at = entry.made_at,
          .received_at = {entry.received_at, entry.made_at.offset},
          .who = entry.who,
          .source = entry.source,
          .version_count = entry.version_count,
          .is_corrected = entry.is_corrected};
}

BodyCache::Cached BodyCache::find(std::int64_t seq) const {
  const auto known = entries_.find(seq);
  return known == entries_.end() ? nullptr : known->second;
}

Result<BodyCache::Cached> BodyCache::add(const StoredEntry& entry) {
  if (auto known = find(entry.seq)) return known;
  const auto kind = parse_kind(entry.kind);
  auto body = kind && entry.body ? parse_record_body(*kind, *entry.body)
                                 : fail(ErrorKind::kInternal, "it has no body that can be read");
  if (!body)
    return fail(ErrorKind::kInternal,
                "entry " + std::to_string(entry.seq) + ": " + body.error().what);
  auto cached =
      std::make_shared<const AnyEntry>(AnyEntry{.meta = to_meta(entry), .body = std::move(*body)});
  if (order_.size() >= count_max_) {
    entries_.erase(order_.front());
    order_.pop_front();
  }
  entries_.emplace(entry.seq, cached);
  order_.push_back(entry.seq);
  return cached;
}

}  // namespace sunhall
