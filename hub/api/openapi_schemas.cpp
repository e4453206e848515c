#include "hub/api/openapi_schemas.h"

#include <string>
#include <utility>

#include "core/model/records/record_json.h"
#include "core/model/records/record_kind.h"

namespace sunhall {
namespace {

OrderedJson type(const char* word) {
  return {{"type", word}};
}
OrderedJson maybe(const char* word) {
  return {{"type", {word, "null"}}};
}
OrderedJson refer_to(const std::string& name) {
  return {{"$ref", "#/components/schemas/" + name}};
}
OrderedJson list_of(OrderedJson items) {
  return {{"type", "array"}, {"items", std::move(items)}};
}

/// An object all of whose fields are there.
OrderedJson object(OrderedJson properties) {
  OrderedJson required = OrderedJson::array();
  for (const auto& item : properties.items()) required.push_back(item.key());
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

OrderedJson kinds() {
  OrderedJson words = OrderedJson::array();
  for (const RecordKind kind : kRecordKinds)
    if (kind != RecordKind::kSeal) words.push_back(kind_word(kind));
  return words;
}

std::string body_name(RecordKind kind) {
  return "body_" + std::string(kind_word(kind));
}

OrderedJson entry_properties() {
  return {{"id", type("string")},
          {"thing", type("string")},
          {"kind", type("string")},
          {"day", type("string")},
          {"made_at", type("string")},
          {"received_at", type("string")},
          {"seq", type("integer")},
          {"who", type("string")},
          {"source", type("string")},
          {"versions", type("integer")},
          {"is_corrected", type("boolean")},
          {"body", maybe("object")}};
}

OrderedJson version_schema() {
  OrderedJson properties = entry_properties();
  properties["step"] = type("string");
  properties["previous"] = maybe("string");
  properties["reason"] = type("string");
  properties["role"] = type("string");
  properties["hash"] = type("string");
  return object(std::move(properties));
}

OrderedJson new_entry_schema() {
  OrderedJson bodies = OrderedJson::array();
  for (const RecordKind kind : kRecordKinds)
    if (kind != RecordKind::kSeal) bodies.push_back(refer_to(body_name(kind)));
  bodies.push_back({{"type", "object"}, {"maxProperties", 0}});
  OrderedJson schema =
      object({{"kind", {{"type", "string"}, {"enum", kinds()}}},
              {"step", {{"type", "string"}, {"enum", {"add", "go_on", "correct", "withdraw"}}}},
              {"day", {{"type", "string"}, {"format", "date"}}},
              {"made_at", {{"type", "string"}, {"format", "date-time"}}}});
  schema["properties"]["previous"] = maybe("string");
  schema["properties"]["reason"] = OrderedJson{{"type", {"string", "null"}}, {"maxLength", 200}};
  schema["properties"]["body"] = OrderedJson{{"anyOf", std::move(bodies)}};
  schema["additionalProperties"] = false;
  return schema;
}

OrderedJson day_schema() {
  OrderedJson record = object(entry_properties());
  record["properties"]["verdicts"] = list_of(object({{"rule", type("string")},
                                                     {"verdict", type("string")},
                                                     {"reason_zh", type("string")},
                                                     {"reason_en", type("string")}}));
  return object({{"date", type("string")},
                 {"as_of", type("string")},
                 {"is_sample", type("boolean")},
                 {"records", list_of(std::move(record))},
                 {"findings", list_of(object({{"key", type("string")},
                                              {"severity", type("string")},
                                              {"state", type("string")},
                                              {"verdict", type("string")},
                                              {"rule", type("string")},
                                              {"text_zh", type("string")},
                                              {"text_en", type("string")},
                                              {"kind", type("string")},
                                              {"thing", type("string")},
                                              {"due", maybe("string")},
                                              {"since", maybe("string")}}))},
                 {"sensors", list_of(type("object"))},
                 {"limits", type("object")},
                 {"chain", object({{"seq", type("integer")}, {"hash", type("string")}})}});
}

OrderedJson upload_schema() {
  return object({{"id", type("string")},
                 {"name", type("string")},
                 {"trouble", type("string")},
                 {"waiting", type("integer")},
                 {"refused", type("integer")},
                 {"sent", type("integer")},
                 {"oldest_waiting", maybe("string")},
                 {"last_sent", maybe("string")},
                 {"refusals", list_of(object({{"id", type("string")},
                                              {"thing", type("string")},
                                              {"kind", type("string")},
                                              {"day", type("string")},
                                              {"why", type("string")},
                                              {"code", type("string")},
                                              {"status", type("integer")},
                                              {"at", type("string")}}))}});
}

void add_answers(OrderedJson& all) {
  all["Stored"] = object({{"id", type("string")},
                          {"thing", type("string")},
                          {"seq", type("integer")},
                          {"received_at", type("string")},
                          {"hash", type("string")}});
  all["Records"] = object({{"records", list_of(refer_to("Entry"))}});
  all["Versions"] = object({{"versions", list_of(refer_to("Version"))}});
  all["Found"] = object({{"records", list_of(refer_to("Entry"))}, {"is_cut", type("boolean")}});
  all["Photo"] = object({{"photo", type("string")}});
  OrderedJson trace{{"is_cut", type("boolean")}, {"links", list_of(type("object"))}};
  for (const char* list : {"suppliers", "deliveries", "meals", "samples", "measurements"})
    trace[list] = list_of(refer_to("Entry"));
  all["Trace"] = object(std::move(trace));
  OrderedJson bad_row = object({{"line", type("integer")},
                                {"column", type("string")},
                                {"reason_zh", type("string")},
                                {"reason_en", type("string")}});
  bad_row["properties"]["cell"] = type("string");  // missing where the whole row is meant
  all["Imported"] = object({{"rows", type("integer")},
                            {"known", type("integer")},
                            {"good", type("integer")},
                            {"bad", list_of(std::move(bad_row))},
                            {"stored", type("integer")}});
  all["Readings"] = object({{"sensor", type("string")},
                            {"readings", list_of(object({{"at", type("string")},
                                                         {"value", type("number")},
                                                         {"marks", type("integer")},
                                                         {"is_sound", type("boolean")}}))}});
  all["Platforms"] =
      object({{"platforms", list_of(object({{"id", type("string")},
                                            {"name", type("string")},
                                            {"state", type("string")},
                                            {"since", maybe("string")},
                                            {"trouble", type("string")},
                                            {"registered_since", maybe("string")},
                                            {"registered_until", maybe("string")},
                                            {"version", type("string")},
                                            {"clock_drift_ms", maybe("integer")},
                                            {"missed_keepalives", type("integer")},
                                            {"sessions", type("integer")},
                                            {"registrations", type("integer")},
                                            {"lost", type("integer")},
                                            {"busy_calls", type("integer")},
                                            {"refused_messages", type("integer")}}))},
              {"uploads", list_of(upload_schema())}});
  all["Taken"] = object({{"taken", type("integer")}});
  OrderedJson key{{"id", type("integer")},
                  {"name", type("string")},
                  {"created_at", type("string")},
                  {"expires_at", maybe("string")}};
  all["Keys"] = object({{"keys", list_of(object(key))}});
  key["token"] = type("string");
  all["Key"] = object(std::move(key));
}

void add_forms(OrderedJson& all) {
  all["NewEntry"] = new_entry_schema();
  OrderedJson reading = object({{"value", type("number")}});
  reading["properties"]["at"] = maybe("string");
  OrderedJson rows = list_of(std::move(reading));
  rows["minItems"] = 1;
  rows["maxItems"] = 1000;
  all["NewReadings"] = object({{"sensor", type("string")}, {"readings", std::move(rows)}});
  all["NewKey"] = object({{"name", {{"type", "string"}, {"maxLength", 40}}}});
  all["NewKey"]["properties"]["days"] = OrderedJson{{"type", {"number", "null"}}, {"maximum", 366}};
}

}  // namespace

OrderedJson openapi_schemas() {
  OrderedJson all;
  all["Any"] = type("object");
  all["Error"] =
      object({{"error", object({{"kind", type("string")}, {"message", type("string")}})}});
  all["Entry"] = object(entry_properties());
  all["Version"] = version_schema();
  all["Day"] = day_schema();
  add_forms(all);
  add_answers(all);
  for (const RecordKind kind : kRecordKinds)
    all[body_name(kind)] = OrderedJson::parse(record_body_schema(kind).dump());
  return all;
}

}  // namespace sunhall
