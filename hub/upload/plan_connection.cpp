// The tables of a platform's file that say how to reach it: [platform], [auth].
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "core/base/text.h"
#include "hub/upload/plan_fields.h"
#include "native/site_camera.h"
#include "native/stream_address.h"

namespace sunhall {
namespace {

constexpr TomlRange kConnect_s{1, 60};
constexpr TomlRange kTotal_s{1, 300};
constexpr TomlRange kReceipts_d{30, 3650};
constexpr TomlRange kOffset_min{-840, 840};
constexpr TomlRange kLifetime_s{30, 31'536'000};
constexpr std::size_t kUserCharsMax = 200;

/// The host of http://host:port/path, without brackets.
std::string host_of(const std::string& url) {
  const std::size_t begin = url.find("://") + 3;
  std::string host = url.substr(begin, url.find_first_of("/?#", begin) - begin);
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
}

void read_url(TomlFields& fields, PlatformPlan& platform) {
  platform.url = fields.raw_text("url");
  while (platform.url.ends_with('/')) platform.url.pop_back();
  if (platform.url.empty()) return;
  const auto address = split_address(platform.url);
  const bool has_login = address && (!address->user.empty() || !address->password.empty());
  if (!address || has_login || platform.url.find_first_of("?# ") != std::string::npos) {
    fields.fail_at("url",
                   "is an address without password, ? and #, like "
                   "\"https://platform.example.org/api\"");
  }
  if (platform.url.starts_with("https://")) return;
  const bool is_allowed = fields.boolean("allow_http").value_or(false);
  if (!platform.url.starts_with("http://")) {
    fields.fail_at("url", "must begin with https://");
  } else if (!is_allowed) {
    fields.fail_at("url",
                   "is not encrypted on its way; write https://, or allow_http = true for a "
                   "platform in the same house");
  } else {
    platform.reach = HttpReach::kPrivateOnly;
    const std::string host = host_of(platform.url);
    const bool is_digits = host.find_first_not_of("0123456789.") == std::string::npos ||
                           host.find(':') != std::string::npos;
    if (is_digits && !is_private_address(host))
      fields.fail_at("url", "http:// goes to private addresses alone; write https://");
  }
}

HeaderPlan read_header(TomlFields& fields, const PlanReading& reading) {
  HeaderPlan header;
  header.name = read_header_name(fields, "header");
  if (header.name.empty()) header.name = "Authorization";
  header.value = read_text_or(fields, "format", "Bearer {token}", reading.scope({"token"}),
                              reading.plan.tables);
  return header;
}

void read_login(TomlFields& fields, const toml::table& table, PlanReading& reading) {
  AuthPlan& auth = reading.plan.auth;
  fields.require("path", "path = \"/login\"");
  fields.require("token_at", "token_at = \"/data/token\"");
  fields.require("body", "body = { user = \"{user}\", password = \"{password}\" }");
  const NameScope scope = reading.scope({"user", "password", "timestamp", "nonce"});
  auth.method = read_method(fields);
  auth.path = read_text_at(fields, "path", scope, reading.plan.tables);
  auth.user = fields.has("user") ? fields.text("user", kUserCharsMax) : "";
  auth.password = read_named_secret(fields, "password_file", reading.folder);
  auth.token_at = read_pointer(fields, "token_at");
  auth.is_plain = fields.boolean("plain").value_or(false);
  if (const auto lifetime = fields.integer("lifetime_s", kLifetime_s))
    auth.lifetime = std::chrono::seconds(*lifetime);
  if (const toml::node* body = table.get("body"))
    auth.body = read_value_template(*body, {fields, "body", scope, reading.plan.tables});
}

}  // namespace

void read_platform(TomlFields& file, PlanReading& reading) {
  file.require("platform", "[platform] with url and from below it");
  const toml::table* table = file.table("platform");
  if (table == nullptr) return;
  TomlFields fields(*table, "platform",
                    {"url", "allow_http", "tls_ca", "connect_s", "total_s", "from",
                     "utc_offset_min", "receipts_days", "key_header"},
                    file.reading());
  fields.require("url", "url = \"https://platform.example.org/api\"");
  fields.require("from", "from = 2026-12-01, the first day whose records are sent");
  PlatformPlan& platform = reading.plan.platform;
  read_url(fields, platform);
  if (const std::string ca = fields.raw_text("tls_ca"); !ca.empty())
    platform.tls_ca = (reading.folder / ca).string();
  std::error_code ignored;  // whatever keeps us from it, it cannot be used
  if (!platform.tls_ca.empty() && !std::filesystem::is_regular_file(platform.tls_ca, ignored))
    fields.fail_at("tls_ca", "is not there; put the CA's file (PEM) beside this one");
  const auto seconds = [&](const char* key, const TomlRange& range, auto& value) {
    if (const auto number = fields.integer(key, range)) value = std::chrono::seconds(*number);
  };
  seconds("connect_s", kConnect_s, platform.connect_max);
  seconds("total_s", kTotal_s, platform.total_max);
  if (const auto from = fields.date("from")) platform.from = *from;
  if (const auto offset = fields.integer("utc_offset_min", kOffset_min))
    platform.offset = std::chrono::minutes(*offset);
  if (const auto days = fields.integer("receipts_days", kReceipts_d))
    platform.receipts = std::chrono::days(*days);
  if (fields.has("key_header")) platform.key_header = read_header_name(fields, "key_header");
}

void read_auth(TomlFields& file, PlanReading& reading) {
  const toml::table* table = file.table("auth");
  if (table == nullptr) return;
  TomlFields fields(*table, "auth",
                    {"kind", "header", "format", "token_file", "method", "path", "user",
                     "password_file", "body", "token_at", "lifetime_s", "plain"},
                    file.reading());
  using Kind = AuthPlan::Kind;
  constexpr std::array<TomlWord<Kind>, 3> kKinds{
      {{"none", Kind::kNone}, {"token", Kind::kToken}, {"login", Kind::kLogin}}};
  fields.require("kind", "kind = \"token\" or \"login\"");
  AuthPlan& auth = reading.plan.auth;
  auth.kind = fields.word<Kind>("kind", kKinds).value_or(Kind::kNone);
  if (auth.kind == Kind::kNone) return;
  auth.header = read_header(fields, reading);
  if (auth.kind == Kind::kLogin) {
    read_login(fields, *table, reading);
    return;
  }
  fields.require("token_file", "token_file = \"city.token\"");
  auth.token = read_named_secret(fields, "token_file", reading.folder);
}

}  // namespace sunhall
