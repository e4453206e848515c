// A hub's API on a real server, with accounts on a real disk.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>

#include "hub/api/account_routes.h"
#include "hub/api/accounts.h"
#include "hub/api/audit_log.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "native/clock.h"
#include "tests/hub/http/test_server.h"
#include "tests/support/step_clock.h"
#include "tests/support/temp_folder.h"

namespace sunhall::test {

/// Cheap enough for tests; the real cost is what makes guessing slow.
inline AccountsOptions cheap_accounts(const std::string& file) {
  return {.file = file, .password_cost = {.passes = 1, .memory_bytes = 8192}, .login_limits = {}};
}

inline constexpr const char* kPassword = "correct horse";

struct ApiHouse {
  TempFolder folder;
  StepClock clock{kMorning - std::chrono::minutes(270)};  // half past eleven in the home
  TaskQueue queue{"api"};
  std::unique_ptr<Accounts> accounts;
  std::string first_token;
  std::string outside_peer = "203.0.113.9";  // whom the proxy names, once opened to the outside
  std::unique_ptr<AuditLog> audit;
  std::optional<Router> router;
  std::optional<TestServer> hub;  // last: dies first

  ApiHouse() {
    auto opened = Accounts::open(cheap_accounts(folder / "accounts.db"), clock);
    REQUIRE(opened.has_value());
    accounts = std::move(opened->accounts);
    REQUIRE(opened->first_token.has_value());
    first_token = opened->first_token->reveal();
    auto log = AuditLog::open(folder / "accounts.db", clock, queue);
    REQUIRE(log.has_value());
    audit = std::move(*log);
    router.emplace([this](const Request& request) { return accounts->identify(request); });
    add_account_routes(*router, *accounts, clock, queue);
    add_audit_routes(*router, *audit, queue);
  }

  /// Opens the house; routes come before. `is_outside`: everybody comes through a proxy from afar.
  void open(bool is_outside = false) {
    HttpOptions options;
    if (is_outside) options.trusted_proxies = {"127.0.0.1"};
    is_outside_ = is_outside;
    hub.emplace([this](Request request,
                       Reply reply) { router->dispatch(std::move(request), std::move(reply)); },
                options);
  }

  RawAnswer send(const std::string& method, const std::string& target, const std::string& token,
                 const std::string& body = {}, const std::string& more = {}) {
    std::string text = method + " " + target + " HTTP/1.1\r\nHost: hub\r\n";
    if (is_outside_)
      text += "X-Forwarded-For: " + outside_peer + "\r\nX-Forwarded-Proto: https\r\n";
    if (!token.empty()) text += "Authorization: Bearer " + token + "\r\n";
    if (!body.empty())
      text += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
              "\r\n";
    return hub->client().ask(text + more + "\r\n" + body);
  }
  RawAnswer get(const std::string& target, const std::string& token = {},
                const std::string& more = {}) {
    return send("GET", target, token, {}, more);
  }
  RawAnswer post(const std::string& target, const std::string& body,
                 const std::string& token = {}) {
    return send("POST", target, token, body);
  }

  void add_account(const std::string& name, Role role) {
    REQUIRE(accounts->add_account(name, role, kPassword));
  }
  RawAnswer log_in(const std::string& name, const std::string& password = kPassword) {
    return post("/api/v1/login", R"({"name": ")" + name + R"(", "password": ")" + password + "\"}");
  }
  /// The token of somebody who logged in.
  std::string token_of(const std::string& name) {
    const RawAnswer answer = log_in(name);
    REQUIRE(answer.status == 200);
    return field(answer.body, "token");
  }
  /// A text field of an answer, found without a parser.
  static std::string field(const std::string& json, const std::string& name) {
    const auto at = json.find("\"" + name + "\":\"");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 4;
    return json.substr(begin, json.find('"', begin) - begin);
  }

 private:
  bool is_outside_ = false;
};

}  // namespace sunhall::test
