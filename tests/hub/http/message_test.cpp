#include "hub/http/message.h"

#include <doctest/doctest.h>

#include "hub/http/identity.h"

using namespace sunhall;

TEST_CASE("message: an error is one object with kind and message, whatever stands in them") {
  const Response response = error_response(404, "not_found", "no \"camera\" \n\xff");
  CHECK(response.status == 404);
  CHECK(std::get<std::string>(response.body) ==
        "{\"error\":{\"kind\":\"not_found\",\"message\":\"no \\\"camera\\\" \\n\xEF\xBF\xBD\"}}\n");
  CHECK(find_field(response.headers, "Cache-Control") == "no-store");
}

TEST_CASE("message: a reply answers once, and at least with 500") {
  int answers = 0;
  int status = 0;
  const auto send = [&](const Response& response) {
    ++answers;
    status = response.status;
  };
  {
    Reply reply(send);
    Reply moved(std::move(reply));
    moved({.status = 204, .headers = {}, .body = {}});
    moved({.status = 200, .headers = {}, .body = {}});
  }
  CHECK(answers == 1);
  CHECK(status == 204);
  {
    const Reply dropped(send);
  }
  CHECK(answers == 2);
  CHECK(status == 500);
}

TEST_CASE("message: every role's word is read as it is written") {
  for (const Role role :
       {Role::kPublic, Role::kFamily, Role::kStaff, Role::kInspector, Role::kManager, Role::kAdmin})
    CHECK(parse_role(role_word(role)) == role);
  CHECK_FALSE(parse_role("nobody"));
  CHECK_FALSE(parse_role("Admin"));
  CHECK_FALSE(parse_role(""));
}
