// The [[record]] tables of a platform's file: which kinds go up, and as what.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "hub/upload/plan_fields.h"

namespace sunhall {
namespace {

constexpr TomlRange kBatch{1, kBatchMax};
constexpr std::size_t kOnlyIfMax = 10;

NameScope record_scope(const PlanReading& reading, RecordKind kind) {
  NameScope scope = reading.scope();
  scope.kind = kind;
  return scope;
}

/// `path`, `method` and `body`; a further request may leave the body to `add`.
RequestPlan read_request(TomlFields& fields, const toml::table& table, const NameScope& scope,
                         const PlanReading& reading, const RequestPlan* add) {
  fields.require("path", "path = \"/records\"");
  RequestPlan request{.method = read_method(fields),
                      .path = read_text_at(fields, "path", scope, reading.plan.tables),
                      .body = {}};
  const toml::node* body = table.get("body");
  if (body != nullptr) {
    request.body = read_value_template(*body, {fields, "body", scope, reading.plan.tables});
  } else if (add != nullptr) {
    request.body = add->body;
  } else {
    fields.require("body", "[record.body] and the platform's fields below it");
  }
  return request;
}

std::optional<RequestPlan> read_further(TomlFields& record, const char* key, const NameScope& scope,
                                        const PlanReading& reading, const RequestPlan& add) {
  const toml::table* table = record.table(key);
  if (table == nullptr) return std::nullopt;
  TomlFields fields(*table, "record." + std::string(key), {"path", "method", "body"},
                    record.reading());
  return read_request(fields, *table, scope, reading, &add);
}

/// What happens to corrections and withdrawals is said, not guessed.
void read_changes(TomlFields& fields, RecordPlan& record) {
  using Change = RecordPlan::Change;
  constexpr std::array<TomlWord<Change>, 3> kChanges{
      {{"update", Change::kUpdate}, {"add", Change::kAdd}, {"none", Change::kNone}}};
  if (!record.update)
    fields.require("correct",
                   "[record.update], or correct = \"add\" or \"none\" for what becomes "
                   "of corrections");
  if (!record.cancel)
    fields.require("withdraw",
                   "[record.cancel], or withdraw = \"none\" for what becomes of "
                   "withdrawn records");
  record.on_correct = fields.word<Change>("correct", kChanges).value_or(Change::kUpdate);
  record.on_go_on = fields.word<Change>("go_on", kChanges).value_or(record.on_correct);
  for (const auto& [key, change] :
       {std::pair("correct", record.on_correct), {"go_on", record.on_go_on}})
    if (change == Change::kUpdate && !record.update && fields.has(key))
      fields.fail_at(key, "needs [record.update] with a path");
  if (fields.has("withdraw")) {
    constexpr std::array<TomlWord<bool>, 2> kWithdraw{{{"cancel", true}, {"none", false}}};
    const bool cancels = fields.word<bool>("withdraw", kWithdraw).value_or(false);
    if (cancels && !record.cancel) fields.fail_at("withdraw", "needs [record.cancel] with a path");
    if (!cancels) record.cancel.reset();
  }
}

void read_conditions(TomlFields& fields, const NameScope& scope, RecordPlan& record) {
  for (const auto& [text, node] : fields.texts("only_if", kOnlyIfMax)) {
    auto path = find_field(text, scope);
    if (path) {
      record.only_if.push_back(std::move(*path));
    } else {
      fields.fail_at("only_if", path.error().what, node);
    }
  }
  if (const auto batch = fields.integer("batch", kBatch))
    record.batch = static_cast<std::size_t>(*batch);
  record.batch_field = fields.raw_text("batch_field");
}

std::optional<RecordKind> read_kind(TomlFields& fields) {
  fields.require("kind", "kind = \"morning_check\"");
  const std::string word = fields.raw_text("kind");
  if (word.empty()) return std::nullopt;
  const auto kind = parse_kind(word);
  if (kind) return *kind;
  std::vector<std::string_view> known;
  for (const RecordKind each : kRecordKinds) known.push_back(kind_word(each));
  fields.fail_at("kind", not_one_of(word, known, "the kinds in docs/record-kinds.md"));
  return std::nullopt;
}

bool names_its_key(const RequestPlan& request) {
  const auto paths = paths_of(request.body);
  return std::any_of(paths.begin(), paths.end(), [](const FieldPath* path) {
    return path->text == "meta.key" || path->text == "meta.id";
  });
}

bool is_of_record(const TextPiece& piece) {
  if (!piece.expression) return false;
  const PathStep::Kind root = piece.expression->path.steps.front().kind;
  return root != PathStep::Kind::kSite && root != PathStep::Kind::kValue;
}

/// A list in one request has one path, and each row brings the key by which a duplicate is known:
/// a second try may hold other rows.
void check_batch(TomlFields& fields, const RecordPlan& record) {
  if (record.batch == 1) return;
  for (const RequestPlan* request : {&record.add, record.update ? &*record.update : nullptr,
                                     record.cancel ? &*record.cancel : nullptr}) {
    if (request == nullptr) continue;
    if (std::any_of(request->path.begin(), request->path.end(), &is_of_record))
      fields.fail_at("batch", "cannot be more than 1: a path names a field of the record");
    if (!names_its_key(*request))
      fields.fail_at("batch",
                     "cannot be more than 1 unless each body has {meta.key}: the platform "
                     "knows a duplicate by it");
  }
}

void read_record(TomlFields& fields, const toml::table& table, PlanReading& reading) {
  const auto kind = read_kind(fields);
  if (!kind) return;
  auto& place = reading.plan.records[static_cast<std::size_t>(*kind)];
  if (place) fields.fail_at("kind", "stands here twice; one [[record]] a kind");
  const NameScope scope = record_scope(reading, *kind);
  RecordPlan record{.kind = *kind, .add = read_request(fields, table, scope, reading, nullptr)};
  record.update = read_further(fields, "update", scope, reading, record.add);
  record.cancel = read_further(fields, "cancel", scope, reading, record.add);
  read_changes(fields, record);
  read_conditions(fields, scope, record);
  check_batch(fields, record);
  place = std::move(record);
}

}  // namespace

void read_records(TomlFields& file, PlanReading& reading) {
  file.require("record", "[[record]] with kind, path and body, once for each kind that goes up");
  for (const toml::table* table : file.tables("record", kRecordKindCount)) {
    TomlFields fields(*table, "record",
                      {"kind", "path", "method", "body", "update", "cancel", "correct", "go_on",
                       "withdraw", "only_if", "batch", "batch_field"},
                      file.reading());
    read_record(fields, *table, reading);
  }
}

}  // namespace sunhall
