// What a client says of one entry, checked before the ledger sees it.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/model/json_document.h"
#include "core/model/records/record_body.h"
#include "hub/records/entry.h"

namespace sunhall {

inline constexpr std::chrono::days kRecordDaysAhead{60};    // menus are planned ahead
inline constexpr std::chrono::days kRecordDaysBack{3'660};  // what is imported may be old

/// An entry without who sends it and from what.
struct RecordForm {
  NewEntry entry;
  RecordKind kind = RecordKind::kPerson;
};

/// Reads `{"kind", "step", "previous", "reason", "day", "made_at", "body"}`.
///
/// Shape:   the body is canonical; `{}` for a withdrawal.
/// Errors:  kBadInput with one line for people, Chinese then English, that names the field; an
///          unknown field is one. Never quotes a value.
/// Source:  docs/http-api.md, "Records".
Result<RecordForm> read_record_form(const Json& json, std::string_view id, const ZonedTime& now);

/// The photos that a body names, wherever in it: all that looks like one below a photo's key.
std::vector<std::string> photos_of(const Json& body);

}  // namespace sunhall
