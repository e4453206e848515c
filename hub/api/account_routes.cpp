#include "hub/api/account_routes.h"

#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include <spdlog/spdlog.h>

#include "core/model/json_fields.h"
#include "hub/api/answer.h"
#include "hub/api/daily_hours.h"
#include "hub/api/session_cookie.h"

namespace sunhall {
namespace {

constexpr std::size_t kNameBytesMax = 256;
constexpr std::size_t kLinkCamerasMax = 64;

/// What a body may say, of any of these routes.
struct Form {
  std::string name;
  std::string password;
  std::string role;
  std::vector<std::string> cameras;
  std::optional<double> days;
  std::vector<DailySpan> hours;
};

void read_cameras(JsonFields& fields, Form& form) {
  const Json* list = fields.array("cameras", kLinkCamerasMax);
  if (list == nullptr) return;
  for (const Json& item : *list) {
    if (const auto* id = item.get_ptr<const std::string*>())
      form.cameras.push_back(*id);
    else
      fields.log().fail_at("cameras", "holds something that is no text");
  }
}

void read_hours(JsonFields& fields, Form& form) {
  const Json* list = fields.array("hours", kHoursMax);
  if (list == nullptr) return;
  for (const Json& item : *list) {
    JsonFields row(item, "hours", fields.log());
    const std::string text = row.exact_text("from", 5) + "-" + row.exact_text("to", 5);
    if (const auto span = parse_daily_span(text))
      form.hours.push_back(*span);
    else
      fields.log().fail_at("hours",
                           R"(holds something else than {"from": "07:00", "to": "19:00"})");
  }
}

tl::expected<Form, Response> read_form(const Request& request) {
  const auto json = read_json_body(request);
  if (!json) return tl::unexpected(json.error());
  ReadLog log;
  JsonFields fields(*json, "", log);
  Form form{.name = fields.exact_text("name", kNameBytesMax),
            .password = fields.exact_text("password", kPasswordBytesMax),
            .role = fields.exact_text("role", 16),
            .cameras = {},
            .days = fields.number("days", {kLinkDaysMin, kLinkDaysMax}),
            .hours = {}};
  read_cameras(fields, form);
  read_hours(fields, form);
  if (log.error()) return tl::unexpected(answer_error(*log.error()));
  return form;
}

bool may_manage(const Identity& who, Role role) {
  return who.role == Role::kAdmin || (who.role == Role::kManager && role < Role::kManager);
}

Response forbid_role() {
  return error_response(403, "forbidden", "only an administrator may do this for managers");
}

OrderedJson write_link(const TokenRow& row) {
  OrderedJson out{{"id", row.id},
                  {"name", row.name},
                  {"role", role_word(row.role)},
                  {"cameras", row.cameras},
                  {"created_at", rfc3339(row.created)}};
  if (row.expires) out["expires_at"] = rfc3339(*row.expires);
  if (!row.hours.empty()) out["hours"] = hours_json(row.hours);
  return out;
}

Response answer_login(Accounts& accounts, const Form& form, const Request& request) {
  const auto issued = accounts.log_in(form.name, form.password);
  if (!issued) {
    if (issued.error().kind != ErrorKind::kBadInput) return answer_error(issued.error());
    // Not the name: people type their password there.
    spdlog::warn("a log-in from {} was refused", request.peer);
    return error_response(401, "unauthorized", issued.error().what);
  }
  spdlog::info("{} logged in from {}", issued->row.name, request.peer);
  Response response = answer_json(200, OrderedJson{{"name", issued->row.name},
                                                   {"role", role_word(issued->row.role)},
                                                   {"expires_at", rfc3339(*issued->row.expires)},
                                                   {"token", issued->token.reveal()}});
  response.headers.emplace_back(
      "Set-Cookie", session_cookie(issued->token.reveal(), kSessionTime, request.is_secure));
  return response;
}

void log_in(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  auto form = read_form(call.request);
  if (!form) return reply(std::move(form.error()));
  if (const auto wait = accounts.begin_login(form->name, call.request.peer)) {
    Response refused =
        error_response(429, "too_many_requests", "too many attempts, wait before the next");
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*wait);
    refused.headers.emplace_back("Retry-After", std::to_string(seconds.count()));
    return reply(std::move(refused));
  }
  answer_on(queue, std::move(reply), [&accounts, form = std::move(*form), request = call.request] {
    return answer_login(accounts, form, request);
  });
}

void log_out(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  answer_on(queue, std::move(reply), [&accounts, request = call.request] {
    const auto gone = accounts.log_out(request);
    if (!gone) return answer_error(gone.error());
    return Response{
        .status = 204,
        .headers = {{"Set-Cookie", session_cookie("", std::chrono::seconds(0), request.is_secure)}},
        .body = {}};
  });
}

void list_accounts(const Accounts& accounts, const Call&, Reply reply) {
  OrderedJson rows = OrderedJson::array();
  for (const Account& account : accounts.accounts())
    rows.push_back(OrderedJson{{"name", account.name},
                               {"role", role_word(account.role)},
                               {"created_at", rfc3339(account.created)}});
  reply(answer_json(200, OrderedJson{{"accounts", std::move(rows)}}));
}

void add_account(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  auto form = read_form(call.request);
  if (!form) return reply(std::move(form.error()));
  const auto role = parse_role(form->role);
  if (!role) return reply(answer_error(role.error()));
  if (!may_manage(call.who, *role)) return reply(forbid_role());
  answer_on(queue, std::move(reply), [&accounts, role = *role, form = std::move(*form)] {
    const auto added = accounts.add_account(form.name, role, form.password);
    if (!added) return answer_error(added.error());
    return answer_json(201, OrderedJson{{"name", form.name}, {"role", role_word(role)}});
  });
}

/// The role of the account that a path names; nobody's, when there is none.
Role role_of(const Accounts& accounts, std::string_view name) {
  for (const Account& account : accounts.accounts())
    if (account.name == name) return account.role;
  return Role::kNobody;
}

void remove_account(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  const std::string name(call.param("name"));
  if (name == call.who.account)
    return reply(error_response(409, "conflict", "nobody removes the account they use"));
  if (!may_manage(call.who, role_of(accounts, name))) return reply(forbid_role());
  answer_on(queue, std::move(reply), [&accounts, name] {
    const auto gone = accounts.remove_account(name);
    return gone ? Response{.status = 204, .headers = {}, .body = {}} : answer_error(gone.error());
  });
}

void set_password(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  auto form = read_form(call.request);
  if (!form) return reply(std::move(form.error()));
  const std::string name(call.param("name"));
  // A link may bear an account's name, too.
  const bool is_own = name == call.who.account && call.who.use == TokenUse::kSession;
  if (!is_own && !may_manage(call.who, role_of(accounts, name))) return reply(forbid_role());
  answer_on(queue, std::move(reply), [&accounts, name, password = form->password] {
    const auto set = accounts.set_password(name, password);
    return set ? Response{.status = 204, .headers = {}, .body = {}} : answer_error(set.error());
  });
}

void list_links(const Accounts& accounts, const Call&, Reply reply) {
  OrderedJson rows = OrderedJson::array();
  for (const TokenRow& row : accounts.links()) rows.push_back(write_link(row));
  reply(answer_json(200, OrderedJson{{"links", std::move(rows)}}));
}

void add_link(Accounts& accounts, const Clock& clock, TaskQueue& queue, const Call& call,
              Reply reply) {
  auto form = read_form(call.request);
  if (!form) return reply(std::move(form.error()));
  const auto role = form->role.empty() ? Result<Role>(Role::kFamily) : parse_role(form->role);
  if (!role) return reply(answer_error(role.error()));
  if (*role < Role::kFamily || !may_manage(call.who, *role)) return reply(forbid_role());
  std::optional<WallTime> expires;
  if (form->days)
    expires = clock.now().wall.utc + std::chrono::minutes(std::lround(*form->days * 24 * 60));
  answer_on(queue, std::move(reply), [&accounts, role = *role, expires, form = std::move(*form)] {
    const auto issued = accounts.add_link({.name = form.name,
                                           .role = role,
                                           .cameras = form.cameras,
                                           .expires = expires,
                                           .hours = form.hours});
    if (!issued) return answer_error(issued.error());
    OrderedJson out = write_link(issued->row);
    out["token"] = issued->token.reveal();
    out["path"] = "/?token=" + issued->token.reveal();
    return answer_json(201, out);
  });
}

void remove_link(Accounts& accounts, TaskQueue& queue, const Call& call, Reply reply) {
  const std::string_view text = call.param("id");
  std::int64_t id = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  if (error != std::errc() || end != text.data() + text.size()) id = -1;
  for (const TokenRow& row : accounts.links())
    if (row.id == id && !may_manage(call.who, row.role)) return reply(forbid_role());
  answer_on(queue, std::move(reply), [&accounts, id] {
    const auto gone = accounts.remove_link(id);
    return gone ? Response{.status = 204, .headers = {}, .body = {}} : answer_error(gone.error());
  });
}

}  // namespace

void add_account_routes(Router& router, Accounts& accounts, const Clock& clock, TaskQueue& queue) {
  const auto add = [&](Method method, const char* pattern, Role least, auto handler) {
    router.add(
        {method, pattern, least, [&accounts, &queue, handler](const Call& call, Reply reply) {
           handler(accounts, queue, call, std::move(reply));
         }});
  };
  const auto with_list = [](auto list) {
    return [list](Accounts& of, TaskQueue&, const Call& call, Reply reply) {
      list(of, call, std::move(reply));
    };
  };
  // Whoever logs in is nobody yet.
  add(Method::kPost, "/api/v1/login", Role::kNobody, log_in);
  add(Method::kPost, "/api/v1/logout", Role::kNobody, log_out);
  add(Method::kGet, "/api/v1/accounts", Role::kManager, with_list(list_accounts));
  add(Method::kPost, "/api/v1/accounts", Role::kManager, add_account);
  add(Method::kDelete, "/api/v1/accounts/{name}", Role::kManager, remove_account);
  add(Method::kPut, "/api/v1/accounts/{name}/password", Role::kFamily, set_password);
  add(Method::kGet, "/api/v1/links", Role::kManager, with_list(list_links));
  add(Method::kPost, "/api/v1/links", Role::kManager,
      [&clock](Accounts& to, TaskQueue& on, const Call& call, Reply reply) {
        add_link(to, clock, on, call, std::move(reply));
      });
  add(Method::kDelete, "/api/v1/links/{id}", Role::kManager, remove_link);
}

}  // namespace sunhall
