// The tables of a platform's file on what it answers and on photos: [envelope], [photos].
#include <array>
#include <set>
#include <string>

#include "hub/upload/plan_fields.h"

namespace sunhall {

void read_envelope(TomlFields& file, PlanReading& reading) {
  file.require("envelope", "[envelope] with ok = [\"0\"] below it");
  const toml::table* table = file.table("envelope");
  if (table == nullptr) return;
  TomlFields fields(
      *table, "envelope",
      {"code", "message", "id", "ok", "retry", "refused", "duplicate", "token_expired", "unknown"},
      file.reading());
  fields.require("ok", "ok = [\"0\"], the codes that mean success");
  EnvelopePlan& envelope = reading.plan.envelope;
  if (fields.has("code")) envelope.code_at = read_pointer(fields, "code");
  if (fields.has("message")) envelope.message_at = read_pointer(fields, "message");
  envelope.id_at = read_pointer(fields, "id");
  std::set<std::string> seen;
  const auto read = [&](const char* key, std::vector<std::string>& codes) {
    codes = read_codes(fields, key);
    for (const std::string& code : codes)
      if (!seen.insert(code).second)
        fields.fail_at(key, "has a code that stands in another list, too");
  };
  read("ok", envelope.ok);
  read("retry", envelope.retry);
  read("refused", envelope.refused);
  read("duplicate", envelope.duplicate);
  read("token_expired", envelope.token_expired);
  constexpr std::array<TomlWord<bool>, 2> kUnknown{{{"refused", true}, {"retry", false}}};
  envelope.unknown_is_refused = fields.word<bool>("unknown", kUnknown).value_or(true);
}

void read_photos(TomlFields& file, PlanReading& reading) {
  const toml::table* table = file.table("photos");
  if (table == nullptr) return;
  TomlFields fields(*table, "photos", {"how", "field", "json_field", "path", "id"}, file.reading());
  using How = PhotoPlan::How;
  constexpr std::array<TomlWord<How>, 4> kHow{{{"none", How::kNone},
                                               {"base64", How::kBase64},
                                               {"part", How::kPart},
                                               {"upload", How::kUpload}}};
  fields.require("how", "how = \"base64\", \"part\" or \"upload\"");
  PhotoPlan& photos = reading.plan.photos;
  photos.how = fields.word<How>("how", kHow).value_or(How::kNone);
  if (fields.has("field")) photos.field = read_header_name(fields, "field");
  if (fields.has("json_field")) photos.json_field = read_header_name(fields, "json_field");
  if (photos.how != How::kUpload) return;
  fields.require("path", "path = \"/file/upload\"");
  fields.require("id", "id = \"/data/url\", where the answer names the photo");
  photos.path = read_text_at(fields, "path", reading.scope(), reading.plan.tables);
  photos.id_at = read_pointer(fields, "id");
}

}  // namespace sunhall
