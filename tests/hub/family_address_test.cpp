#include "hub/family_address.h"

#include <doctest/doctest.h>

#include "native/lan_address.h"

using namespace sunhall;

namespace {

FamilyAddressInput input(std::string site_url, std::string host, std::optional<std::string> lan) {
  return {
      .site_url = std::move(site_url), .host = std::move(host), .port = 8080, .lan_address = [lan] {
        return lan;
      }};
}

}  // namespace

TEST_CASE("family address: the site file's comes first, then this machine's at home") {
  const std::string url = "https://family.example.org/";
  CHECK(FamilyAddress(input(url, "127.0.0.1", "192.168.1.5")).for_others() == url);
  CHECK(FamilyAddress(input("", "0.0.0.0", "192.168.1.5")).for_others() ==
        "http://192.168.1.5:8080/");
  CHECK(FamilyAddress(input("", "::", "192.168.1.5")).for_others() == "http://192.168.1.5:8080/");
  CHECK(FamilyAddress(input("", "192.168.9.9", "192.168.1.5")).for_others() ==
        "http://192.168.9.9:8080/");
  CHECK(FamilyAddress(input("", "fd00::5", {})).for_others() == "http://[fd00::5]:8080/");
}

TEST_CASE("family address: what only this machine reaches is nobody else's address") {
  for (const char* host : {"127.0.0.1", "localhost", "::1"}) {
    const FamilyAddress address(input("", host, "192.168.1.5"));
    CHECK(address.for_others().empty());
    CHECK(address.anyhow().starts_with("http://"));
  }
  CHECK(FamilyAddress(input("", "127.0.0.1", {})).anyhow() == "http://127.0.0.1:8080/");
  CHECK(FamilyAddress(input("", "0.0.0.0", {})).anyhow() == "http://127.0.0.1:8080/");
}

TEST_CASE("family address: an address that comes late or changes is noticed once") {
  std::optional<std::string> lan;
  FamilyAddress address(
      {.site_url = {}, .host = "0.0.0.0", .port = 80, .lan_address = [&] { return lan; }});
  CHECK(address.for_others().empty());
  CHECK_FALSE(address.look());
  lan = "10.0.0.7";
  CHECK(address.look());
  CHECK(address.for_others() == "http://10.0.0.7/");
  CHECK_FALSE(address.look());
}

TEST_CASE("lan address: it is a private one, or none") {
  const auto address = lan_address();
  if (!address) return;
  const bool is_private = address->starts_with("10.") || address->starts_with("192.168.") ||
                          address->starts_with("172.");
  CHECK(is_private);
}
