// `sunhall-hub invite`.
#include <cstdio>
#include <stop_token>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/text.h"
#include "core/model/site_json.h"
#include "hub/api/answer.h"
#include "hub/commands.h"
#include "native/http_get.h"
#include "native/qr.h"

namespace sunhall {

namespace {

struct Invitation {
  std::string token;
  std::string expires_at;  // empty: without an end
};

int refuse(const Error& error) {
  std::fprintf(stderr, "sunhall-hub: %s\n", error.what.c_str());
  return error.kind == ErrorKind::kBadInput ? hub_exit::kBadInput : hub_exit::kFailed;
}

std::string without_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

/// What the hub says its families' address is; empty: it knows none.
Result<std::string> ask_family_url(const InviteOptions& options) {
  const auto answer =
      http_get({.url = without_slash(options.hub) + "/api/v1/site", .bearer = options.token}, {});
  if (!answer) return tl::unexpected(answer.error());
  auto reading = read_site(answer->body);
  if (!reading) return tl::unexpected(std::move(reading.error()));
  return reading->site.family_url;
}

std::string write_request(const InviteOptions& options) {
  OrderedJson body{{"name", options.name}};
  if (!options.cameras.empty()) body["cameras"] = options.cameras;
  if (!options.hours.empty()) body["hours"] = hours_json(options.hours);
  if (options.days) body["days"] = *options.days;
  return body.dump();
}

Result<Invitation> ask_link(const InviteOptions& options) {
  const auto answer = http_get({.url = without_slash(options.hub) + "/api/v1/links",
                                .bearer = options.token,
                                .post_type = "application/json",
                                .post_body = write_request(options)},
                               {});
  if (!answer && answer.error().kind == ErrorKind::kBadInput) {
    return fail(ErrorKind::kBadInput,
                "--token-file: this token may not invite; it must be a manager's (" +
                    answer.error().what + ")");
  }
  if (!answer) return tl::unexpected(answer.error());
  const auto json = nlohmann::json::parse(answer->body, nullptr, false);
  const auto text = [&](const char* key) {
    return json.is_object() && json.contains(key) && json[key].is_string()
               ? json[key].get<std::string>()
               : std::string();
  };
  Invitation invitation{.token = text("token"), .expires_at = text("expires_at")};
  if (invitation.token.empty())
    return fail(ErrorKind::kUnavailable, "the hub answered something else than an invitation");
  return invitation;
}

void print(const InviteOptions& options, const Invitation& invitation, const std::string& url) {
  std::printf(
      "%s：邀请链接（只给本人；在主机上可随时收回）\n"
      "An invitation, for them alone; it can be taken back at any time\n  %s\n",
      clean_line(options.name).c_str(), url.c_str());
  if (!invitation.expires_at.empty())
    std::printf("有效期至 valid until %s\n", clean_line(invitation.expires_at).c_str());
  if (const auto grid = make_qr(url)) std::printf("\n%s", qr_for_terminal(*grid).c_str());
}

}  // namespace

int do_command(const InviteOptions& options) {
  const auto family_url = ask_family_url(options);
  if (!family_url) return refuse(family_url.error());
  const auto invitation = ask_link(options);
  if (!invitation) return refuse(invitation.error());
  const std::string base = without_slash(family_url->empty() ? options.hub : *family_url);
  print(options, *invitation, base + "/?token=" + invitation->token);
  return hub_exit::kOk;
}

}  // namespace sunhall
