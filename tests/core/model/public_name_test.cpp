#include "core/model/public_name.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

const ZonedTime kAsOf = *parse_rfc3339("2026-11-24T11:20:00+08:00");

Consent good_consent() {
  return {.text_version = "2026-01",
          .given_at = *parse_rfc3339("2026-01-05T09:00:00+08:00"),
          .withdrawn_at = {}};
}

}  // namespace

TEST_CASE("public name: only the surname can be read, and not how long the rest is") {
  CHECK(PublicName::masked("王明").text() == "王*");
  CHECK(PublicName::masked("王大明").text() == "王*");
  CHECK(PublicName::masked("欧阳娜娜").text() == "欧阳*");
  CHECK(PublicName::masked("欧阳明").text() == "欧阳*");
  CHECK(PublicName::masked("𠮷田太郎").text() == "𠮷*");
}

TEST_CASE("public name: two characters of which the first could be half a surname show one") {
  CHECK(PublicName::masked("欧阳").text() == "欧*");
}

TEST_CASE("public name: names that are not Chinese show their first letter") {
  CHECK(PublicName::masked("Anna Smith").text() == "A*");
  CHECK(PublicName::masked("阿依古丽·买买提").text() == "阿*");
  CHECK(PublicName::masked("Ångström").text() == "Å*");
  CHECK(PublicName::masked("Ольга").text() == "О*");
}

TEST_CASE("public name: masking a masked name changes nothing, in whatever way it was masked") {
  CHECK(PublicName::masked("王*").text() == "王*");
  CHECK(PublicName::masked("王**").text() == "王*");
  CHECK(PublicName::masked("王*明").text() == "王*");
  CHECK(PublicName::masked("欧阳*").text() == "欧阳*");
  CHECK(PublicName::masked("*明").text() == "*");
}

TEST_CASE("public name: what is no name shows nothing") {
  CHECK(PublicName::masked("13812345678").text() == "*");
  CHECK(PublicName::masked("１３８").text() == "*");
  CHECK(PublicName::masked("\u200B\u202E王大明").text() == "王*");
  CHECK(PublicName::masked("\xFF\xFE").text() == "*");
  CHECK(PublicName::masked("  ").empty());
  CHECK(PublicName::masked("").empty());
}

TEST_CASE("public name: a whole name needs a consent that holds") {
  const auto whole = PublicName::with_consent("王大明", good_consent(), kAsOf);
  REQUIRE(whole);
  CHECK(whole->text() == "王大明");
  CHECK(whole->consent()->text_version == "2026-01");

  Consent withdrawn = good_consent();
  withdrawn.withdrawn_at = *parse_rfc3339("2026-03-01T09:00:00+08:00");
  CHECK_FALSE(PublicName::with_consent("王大明", withdrawn, kAsOf));

  Consent nameless = good_consent();
  nameless.text_version = " ";
  CHECK_FALSE(PublicName::with_consent("王大明", nameless, kAsOf));

  Consent early = good_consent();
  early.given_at.utc = kAsOf.utc + std::chrono::milliseconds(1);
  CHECK_FALSE(PublicName::with_consent("王大明", early, kAsOf));
  early.given_at.utc = kAsOf.utc;
  CHECK(PublicName::with_consent("王大明", early, kAsOf));
}

TEST_CASE("public name: a consent for a name does not make a telephone number public") {
  CHECK(PublicName::with_consent("王大明 13812345678", good_consent(), kAsOf)->text() ==
        "王大明 ***");
}
