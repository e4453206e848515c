#include "hub/upload/plan_file.h"

#include <algorithm>
#include <utility>

#include "core/base/text.h"
#include "hub/upload/plan_fields.h"
#include "native/file.h"
#include "native/toml_file.h"

namespace sunhall {
namespace {

constexpr std::size_t kPlanBytesMax = 512 * 1024;
constexpr std::size_t kTablesMax = 50;
constexpr std::size_t kTableRowsMax = 2000;  // people's numbers at the platform, for example
constexpr std::size_t kValuesMax = 100;
constexpr std::size_t kCodeCharsMax = 200;

/// A name or code as text, whether it is written as text or as a number.
std::optional<std::string> as_text(const toml::node& node) {
  if (const auto* text = node.as_string()) {
    if (text->get().size() <= kCodeCharsMax) return text->get();
  }
  if (const auto* number = node.as_integer()) return std::to_string(number->get());
  return std::nullopt;
}

void read_values(TomlFields& file, PlanReading& reading) {
  const toml::table* table = file.table("values");
  if (table == nullptr) return;
  if (table->size() > kValuesMax) file.fail_at("values", "are too many");
  for (const auto& [key, node] : *table) {
    const auto text = as_text(node);
    if (!text) file.fail_at("values", "only texts and whole numbers can stand here", &node);
    reading.plan.values.emplace(key.str(), text.value_or(""));
    reading.value_names.emplace(key.str());
  }
}

void read_tables(TomlFields& file, PlanReading& reading) {
  const toml::table* tables = file.table("tables");
  if (tables == nullptr) return;
  if (tables->size() > kTablesMax) file.fail_at("tables", "are too many");
  for (const auto& [name, node] : *tables) {
    const toml::table* rows = node.as_table();
    if (rows == nullptr || rows->size() > kTableRowsMax) {
      file.fail_at("tables", "write [tables." + std::string(name.str()) + "] and one row a word",
                   &node);
      continue;
    }
    CodeTable& table = reading.plan.tables[std::string(name.str())];
    for (const auto& [word, code] : *rows) {
      const auto text = as_text(code);
      if (!text) file.fail_at("tables", "a code is a text or a whole number", &code);
      table.emplace(word.str(), text.value_or(""));
    }
  }
}

void add_health_of(RecordKind kind, const ValueTemplate& value, std::vector<std::string>& fields) {
  for (const FieldPath* path : paths_of(value)) {
    for (const PathStep& step : path->steps) {
      if (step.kind != PathStep::Kind::kKey || !is_about_health(kind, step.key)) continue;
      const std::string name = std::string(kind_word(kind)) + "." + step.key;
      if (std::find(fields.begin(), fields.end(), name) == fields.end()) fields.push_back(name);
    }
  }
}

void add_health(RecordKind kind, const RequestPlan& request, std::vector<std::string>& fields) {
  add_health_of(kind, request.body, fields);
  ValueTemplate path;
  path.kind = ValueTemplate::Kind::kText;
  path.text = request.path;
  add_health_of(kind, path, fields);
}

bool names_photo(const RequestPlan& request) {
  const auto expressions = expressions_of(request.body);
  return std::any_of(expressions.begin(), expressions.end(), [](const Expression* expression) {
    return std::any_of(expression->filters.begin(), expression->filters.end(),
                       [](const Filter& filter) { return filter.kind == FilterKind::kPhoto; });
  });
}

bool names_photo(const RecordPlan& record) {
  return names_photo(record.add) || (record.update && names_photo(*record.update)) ||
         (record.cancel && names_photo(*record.cancel));
}

Result<void> check_photos(const UploadPlan& plan) {
  const bool is_inside = plan.photos.how != PhotoPlan::How::kUpload;
  for (const auto& record : plan.records) {
    if (!record || !names_photo(*record)) continue;
    const std::string place = "record " + std::string(kind_word(record->kind)) + ": ";
    if (plan.photos.how == PhotoPlan::How::kNone)
      return fail(ErrorKind::kBadInput,
                  place +
                      "names photos, but there is no [photos] with how = \"base64\", \"part\" or "
                      "\"upload\"");
    if (is_inside && record->batch > 1)
      return fail(ErrorKind::kBadInput,
                  place + "batch cannot be more than 1 with photos inside; write how = \"upload\"");
  }
  return {};
}

/// Says at start what would otherwise be found out at the first record.
Result<void> check_means(const UploadPlan& plan) {
  if (plan.encryption.key) {
    const auto sm4 = check_sm4();
    if (!sm4) return sm4;
  }
  if (plan.signature.hash) {
    const auto mac = hmac_of(*plan.signature.hash, "key", bytes_of("text"));
    if (!mac) return tl::unexpected<Error>(mac.error());
  }
  return {};
}

}  // namespace

std::vector<std::string> health_fields(const UploadPlan& plan) {
  std::vector<std::string> fields;
  for (const auto& record : plan.records) {
    if (!record) continue;
    add_health(record->kind, record->add, fields);
    if (record->update) add_health(record->kind, *record->update, fields);
    if (record->cancel) add_health(record->kind, *record->cancel, fields);
  }
  return fields;
}

Result<LoadedPlan> parse_plan(std::string_view text, const UploadOptions& upload,
                              std::string_view file_name, const std::filesystem::path& folder) {
  const auto table = parse_toml(text, file_name, kPlanBytesMax);
  if (!table) return tl::unexpected<Error>(table.error());
  TomlReading log{.file_name = std::string(file_name), .log = {}, .docs = "docs/upload.md"};
  TomlFields file(*table, "",
                  {"platform", "auth", "signature", "encryption", "envelope", "photos", "values",
                   "tables", "record"},
                  log);
  LoadedPlan loaded;
  loaded.plan.id = upload.id;
  loaded.plan.name = upload.name;
  PlanReading reading{.plan = loaded.plan, .folder = folder};
  read_values(file, reading);
  read_tables(file, reading);
  read_platform(file, reading);
  read_auth(file, reading);
  read_signature(file, reading);
  read_encryption(file, reading);
  read_envelope(file, reading);
  read_photos(file, reading);
  read_records(file, reading);
  if (log.log.error()) return tl::unexpected<Error>(*log.log.error());
  auto means = check_photos(loaded.plan);
  if (means) means = check_means(loaded.plan);
  if (!means) return fail(means.error().kind, std::string(file_name) + ": " + means.error().what);
  loaded.warnings = log.log.take_warnings();
  return loaded;
}

Result<LoadedPlan> load_plan(const UploadOptions& upload) {
  const auto text = read_file(upload.file, kPlanBytesMax);
  if (!text) return tl::unexpected<Error>(text.error());
  return parse_plan(*text, upload, upload.file.string(), upload.file.parent_path());
}

}  // namespace sunhall
