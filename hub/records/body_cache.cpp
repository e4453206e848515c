#include "hub/records/body_cache.h"

#include <string>
#include <utility>

#include "core/model/records/record_json.h"

namespace sunhall {

Result<std::shared_ptr<const RecordBody>> BodyCache::read(const StoredEntry& entry) {
  const auto known = bodies_.find(entry.seq);
  if (known != bodies_.end()) return known->second;
  const auto kind = parse_kind(entry.kind);
  auto body = kind && entry.body ? parse_record_body(*kind, *entry.body)
                                 : fail(ErrorKind::kInternal, "it has no body that can be read");
  if (!body)
    return fail(ErrorKind::kInternal,
                "entry " + std::to_string(entry.seq) + ": " + body.error().what);
  auto shared = std::make_shared<const RecordBody>(std::move(*body));
  if (order_.size() >= count_max_) {
    bodies_.erase(order_.front());
    order_.pop_front();
  }
  bodies_.emplace(entry.seq, shared);
  order_.push_back(entry.seq);
  return shared;
}

}  // namespace sunhall
