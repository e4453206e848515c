// An entry as one who asks may see it.
#pragma once

#include <chrono>

#include "hub/api/answer.h"
#include "hub/http/identity.h"
#include "hub/records/entry.h"

namespace sunhall {

/// Who looks, and in which zone times are written.
struct RecordView {
  Role role = Role::kStaff;
  std::chrono::minutes offset{0};
};

/// Writes an entry as `{"id", "thing", "kind", "day", … "body"}`; a body that was erased after its
/// keeping time is null.
///
/// Shape:   staff get no phone, no identity number and no certificate photo of a person.
/// Source:  docs/http-api.md, "Records".
OrderedJson entry_json(const StoredEntry& entry, const RecordView& view);

/// The same, with step, reason, previous and hash: one version of a history.
OrderedJson version_json(const StoredEntry& entry, const RecordView& view);

}  // namespace sunhall
