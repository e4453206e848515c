#include "hub/api/record_view.h"

#include <array>
#include <string>

#include "core/model/records/record_kind.h"

namespace sunhall {
namespace {

/// What colleagues need not know of one another.
constexpr std::array<const char*, 3> kManagersOnly = {"phone", "id_number", "certificate_photo"};

OrderedJson body_json(const StoredEntry& entry, Role role) {
  if (!entry.body) return {};
  OrderedJson body = OrderedJson::parse(*entry.body, nullptr, false);
  if (!body.is_object()) return {};
  if (role >= Role::kInspector || entry.kind != kind_word(RecordKind::kPerson)) return body;
  for (const char* key : kManagersOnly) body.erase(key);
  return body;
}

std::string local(WallTime time, const RecordView& view) {
  return format_rfc3339({.utc = time, .offset = view.offset});
}

}  // namespace

OrderedJson entry_json(const StoredEntry& entry, const RecordView& view) {
  OrderedJson out{{"id", entry.id},
                  {"thing", entry.thing},
                  {"kind", entry.kind},
                  {"day", format_date(entry.day)},
                  {"made_at", format_rfc3339(entry.made_at)},
                  {"received_at", local(entry.received_at, view)},
                  {"seq", entry.seq},
                  {"who", entry.who},
                  {"source", source_word(entry.source)},
                  {"versions", entry.version_count},
                  {"is_corrected", entry.is_corrected}};
  out["body"] = body_json(entry, view.role);
  return out;
}

OrderedJson version_json(const StoredEntry& entry, const RecordView& view) {
  OrderedJson out = entry_json(entry, view);
  out["step"] = step_word(entry.step);
  out["previous"] = entry.previous.empty() ? OrderedJson() : OrderedJson(entry.previous);
  out["reason"] = entry.reason;
  out["role"] = entry.role;
  out["hash"] = to_hex(entry.hash);
  return out;
}

}  // namespace sunhall
