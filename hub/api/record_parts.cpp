#include "hub/api/record_parts.h"

#include <utility>

namespace sunhall {
namespace {

using std::chrono::sys_days;

Response bad_day(const char* key) {
  return error_response(
      400, "bad_input",
      std::string("日期应写成 2026-11-24 · ") + key + ": must be a date such as 2026-11-24");
}

/// A day of the query; `otherwise` when nothing is said.
tl::expected<Date, Response> day_at(const Call& call, const char* key, const Date& otherwise) {
  const auto text = call.request.query_value(key);
  if (!text) return otherwise;
  const auto day = parse_date(*text);
  if (!day) return tl::unexpected(bad_day(key));
  return *day;
}

}  // namespace

tl::expected<DaySpan, Response> read_day_span(const Call& call, const ZonedTime& now,
                                              std::chrono::days days_max) {
  const Date today = to_local(now).date;
  const auto day = day_at(call, "day", today);
  if (!day) return tl::unexpected(day.error());
  const auto from = day_at(call, "from", *day);
  if (!from) return tl::unexpected(from.error());
  const auto to = day_at(call, "to", call.request.query_value("from") ? today : *day);
  if (!to) return tl::unexpected(to.error());
  if (sys_days(*to) < sys_days(*from))
    return tl::unexpected(
        error_response(400, "bad_input", "起始日期晚于结束日期 · from is after to"));
  if (sys_days(*to) - sys_days(*from) >= days_max)
    return tl::unexpected(error_response(400, "bad_input",
                                         "一次最多 " + std::to_string(days_max.count()) +
                                             " 天 · at most " + std::to_string(days_max.count()) +
                                             " days at once"));
  if (auto refused = refuse_past(call.who, *from, now)) return tl::unexpected(std::move(*refused));
  return DaySpan{*from, *to};
}

std::optional<Response> refuse_past(const Identity& who, const Date& day, const ZonedTime& now) {
  if (who.role >= Role::kInspector) return std::nullopt;
  if (sys_days(day) >= sys_days(to_local(now).date) - kStaffPast) return std::nullopt;
  return error_response(
      403, "forbidden",
      "两周以前的记录只有管理员和检查员可看 · Records older than two weeks are for "
      "managers and inspectors");
}

RecordView view_of(const Call& call, const Clock& clock) {
  return {.role = call.who.role, .offset = clock.now().wall.offset};
}

void add_record_reading(Router& router, const RecordParts& parts, const char* pattern, Role least,
                        const char* what,
                        std::function<Response(const RecordParts&, const Call&)> answer) {
  Handler handler = [parts, answer = std::move(answer)](const Call& call, Reply reply) {
    answer_on(parts.queue, std::move(reply), [parts, answer, call] { return answer(parts, call); });
  };
  router.add({.method = Method::kGet,
              .pattern = pattern,
              .least = least,
              .handler = parts.audit.watch(what, std::move(handler)),
              .keys = Keys::kTaken});
}

}  // namespace sunhall
