#include "hub/records/search.h"

#include <array>
#include <utility>

#include "core/base/text.h"
#include "hub/records/body_facts.h"
#include "hub/records/head_rows.h"

namespace sunhall {
namespace {

/// One condition of a query: keys of a role, and the master data that its names may mean.
struct Condition {
  KeyRole role;
  std::string_view kind;  // of the master data; empty: none
  std::string text;
};

/// A text that LIKE takes as it is.
std::string escape_like(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '\\') escaped += '\\';
    escaped += c;
  }
  return escaped;
}

/// The seqs of things that fit, as a subquery: ?N is the thing's id as it is, ?N+1 a part of a name
/// as LIKE takes it, ?N+2 the role, ?N+3 the kind of the master data. People are named by their
/// thing alone: their keys need no look at every name.
std::string subquery(std::size_t first, KeyRole role) {
  const auto value = [first](std::size_t offset) { return "?" + std::to_string(first + offset); };
  const std::string names =
      "SELECT first.id FROM search_key AS k JOIN head AS m ON m.thing = k.thing "
      "JOIN entry AS first ON first.seq = k.thing WHERE k.role = 'name' AND m.kind = " +
      value(3) + " AND k.value LIKE " + value(1) + " ESCAPE '\\'";
  const std::string written =
      role == KeyRole::kPerson ? "" : " OR value LIKE " + value(1) + " ESCAPE '\\'";
  return "h.thing IN (SELECT thing FROM search_key WHERE role = " + value(2) +
         " AND (value = " + value(0) + written + " OR value IN (" + names + ")))";
}

std::vector<Condition> conditions_of(const SearchQuery& query) {
  std::vector<Condition> conditions;
  const auto add = [&](KeyRole role, std::string_view kind, const std::string& text) {
    if (!fold_key(text).empty()) conditions.push_back({role, kind, text});
  };
  add(KeyRole::kSupplier, "supplier", query.supplier);
  add(KeyRole::kBatch, "", query.batch);
  add(KeyRole::kPerson, "person", query.person);
  add(KeyRole::kDish, "dish", query.dish);
  return conditions;
}

}  // namespace

Result<SearchAnswer> search(LedgerReader& ledger, const SearchQuery& query) {
  const std::vector<Condition> conditions = conditions_of(query);
  if (conditions.empty())
    return fail(ErrorKind::kBadInput,
                "请填写要查的内容 · search: a supplier, batch, person or dish is needed");
  if (!query.from.ok() || !query.to.ok() || query.from > query.to)
    return fail(ErrorKind::kBadInput, "日期范围不对 · search: from must not be after to");

  // Four values a condition, the days and the limit behind them: all of it is bound, never pasted.
  std::array<std::string, 16> values;
  std::string sql = select_heads() + "WHERE h.is_withdrawn = 0";
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const std::string folded = escape_like(fold_key(conditions[i].text));
    values[i * 4] = conditions[i].text;
    // A batch is looked for by its beginning: its first signs say the producer and the day.
    values[i * 4 + 1] = (conditions[i].role == KeyRole::kBatch ? "" : "%") + folded + "%";
    values[i * 4 + 2] = key_word(conditions[i].role);
    values[i * 4 + 3] = conditions[i].kind;
    sql += " AND " + subquery(i * 4 + 1, conditions[i].role);
  }
  sql += " AND h.day BETWEEN ?17 AND ?18 ORDER BY h.day DESC, h.seq DESC LIMIT ?19";
  auto rows = std::apply(
      [&](const auto&... value) {
        return read_heads(ledger.database(), sql, value..., format_date(query.from),
                          format_date(query.to), std::uint64_t{query.count_max + 1});
      },
      values);
  if (!rows) return tl::unexpected<Error>(std::move(rows.error()));
  SearchAnswer answer{.entries = std::move(*rows)};
  answer.is_cut = answer.entries.size() > query.count_max;
  if (answer.is_cut) answer.entries.resize(query.count_max);
  return answer;
}

}  // namespace sunhall
