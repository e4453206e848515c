#include "hub/platform/sip/digest.h"

#include <doctest/doctest.h>

using namespace sunhall;

namespace {

std::string field(const std::string& header, const std::string& name) {
  const std::size_t at = header.find(name + "=");
  if (at == std::string::npos) return "(none)";
  std::string value = header.substr(at + name.size() + 1);
  return value.substr(0, value.find(','));
}

}  // namespace

TEST_CASE("digest: the example of RFC 2617 §3.5 gives its response") {
  const auto challenge = read_digest_challenge(
      "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", "
      "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\", opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
  REQUIRE(challenge);
  const Secret password("Circle Of Life");

  const auto header = write_digest(*challenge, {.user = "Mufasa",
                                                .password = password,
                                                .method = "GET",
                                                .uri = "/dir/index.html",
                                                .cnonce = "0a4f113b",
                                                .nonce_count = 1});

  REQUIRE(header);
  CHECK(field(*header, "response") == "\"6629fae49393a05397450978507c4ef1\"");
  CHECK(field(*header, "nc") == "00000001");
  CHECK(field(*header, "qop") == "auth");
  CHECK(field(*header, "opaque") == "\"5ccc069c403ebaf9f0171e9517f40e41\"");
}

TEST_CASE("digest: the examples of RFC 7616 §3.9.1 give their responses, MD5 and SHA-256") {
  const Secret password("Circle of Life");
  const auto response = [&](const std::string& algorithm) {
    const auto challenge = read_digest_challenge(
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm +
        ", nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", "
        "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"");
    REQUIRE(challenge);
    const auto header =
        write_digest(*challenge, {.user = "Mufasa",
                                  .password = password,
                                  .method = "GET",
                                  .uri = "/dir/index.html",
                                  .cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
                                  .nonce_count = 1});
    REQUIRE(header);
    return field(*header, "response");
  };
  CHECK(response("MD5") == "\"8ca523f5e9506fed4657c9700eebdbec\"");
  CHECK(response("SHA-256") ==
        "\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
}

TEST_CASE("digest: without qop the form of RFC 2069 is written, without count and cnonce") {
  const auto challenge =
      read_digest_challenge("Digest realm=\"4207000000\",nonce=\"abc\",algorithm=md5");
  REQUIRE(challenge);
  const Secret password("12345678");

  const auto header = write_digest(*challenge, {.user = "42070400471180000001",
                                                .password = password,
                                                .method = "REGISTER",
                                                .uri = "sip:42070000002000000001@4207000000",
                                                .cnonce = "x"});

  REQUIRE(header);
  CHECK(header->find("nc=") == std::string::npos);
  CHECK(header->find("cnonce=") == std::string::npos);
  CHECK(field(*header, "uri") == "\"sip:42070000002000000001@4207000000\"");
  // md5(md5(user:realm:password):nonce:md5(REGISTER:uri)), by openssl's own command.
  CHECK(field(*header, "response") == "\"5588e2eaeb44cec81b341afe326e7627\"");
}

TEST_CASE("digest: the nonce's count is eight hexadecimal digits and changes the response") {
  const auto challenge = read_digest_challenge("Digest realm=\"r\", nonce=\"n\", qop=auth");
  REQUIRE(challenge);
  const Secret password("p");
  const auto at = [&](std::uint32_t count) {
    return *write_digest(*challenge, {.user = "u",
                                      .password = password,
                                      .method = "REGISTER",
                                      .uri = "sip:a@b",
                                      .cnonce = "c",
                                      .nonce_count = count});
  };
  CHECK(field(at(26), "nc") == "0000001a");
  CHECK(field(at(1), "response") != field(at(2), "response"));
}

TEST_CASE("digest: a stale nonce is told, whatever the case of the words") {
  const auto challenge = read_digest_challenge(
      "DIGEST  NONCE = \"n\" ,Realm=\"a, \\\"b\" , stale=TRUE, unknown=\"x\", qop=\"\"");
  REQUIRE(challenge);
  CHECK(challenge->realm == "a, \"b");
  CHECK(challenge->is_stale);
  const auto other =
      read_digest_challenge("digest NONCE = \"n\" ,Realm=\"a, b\" , stale=TRUE, z=1");
  REQUIRE(other);
  CHECK(other->is_stale);
  CHECK(other->realm == "a, b");
}

TEST_CASE("digest: quotes inside of a challenge go back escaped, and end nothing") {
  const auto challenge = read_digest_challenge(
      "Digest realm=\"r\", nonce=\"n\", opaque=\"x,y=\\\"z\", qop=\"auth,auth-int\"");
  REQUIRE(challenge);
  CHECK(challenge->opaque == "x,y=\"z");
  const Secret password("p");
  const auto header = write_digest(
      *challenge,
      {.user = "u", .password = password, .method = "REGISTER", .uri = "sip:a@b", .cnonce = "c"});
  REQUIRE(header);
  CHECK(header->find("opaque=\"x,y=\\\"z\"") != std::string::npos);
}

TEST_CASE("digest: what is no challenge we can answer is refused") {
  for (const char* wrong :
       {"", "Digest", "Digest ", "Basic realm=\"r\"", "Digest realm=\"r\"", "Digest nonce=\"n\"",
        "Digest realm=\"r, nonce=\"n\"", "Digest realm=\"r\r\nX: y\", nonce=\"n\"",
        "Digest realm=\"r\", nonce=\"n"}) {
    CAPTURE(wrong);
    CHECK_FALSE(read_digest_challenge(wrong));
  }
  CHECK_FALSE(
      read_digest_challenge("Digest realm=\"r\", nonce=\"" + std::string(5'000, 'n') + "\""));
  const Secret password("SECRET");
  const DigestUse use{
      .user = "u", .password = password, .method = "REGISTER", .uri = "sip:a@b", .cnonce = "c"};
  const auto strange =
      write_digest({.realm = "r", .nonce = "n", .opaque = "", .algorithm = "SM3", .qop = ""}, use);
  REQUIRE_FALSE(strange);
  CHECK(strange.error().kind == ErrorKind::kUnsupported);
  CHECK_FALSE(write_digest(
      {.realm = "r", .nonce = "n", .opaque = "", .algorithm = "", .qop = "auth-int"}, use));
}

TEST_CASE("digest: a challenge cut anywhere is read or refused, and never gives the password") {
  const std::string whole =
      "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\", nonce=\"dcd98b7102dd2f0e\", "
      "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\", algorithm=MD5, stale=false";
  const Secret password("SECRET");
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    const auto challenge = read_digest_challenge(whole.substr(0, size));
    if (!challenge) continue;
    const auto header = write_digest(
        *challenge,
        {.user = "u", .password = password, .method = "REGISTER", .uri = "sip:a@b", .cnonce = "c"});
    if (header) CHECK(header->find("SECRET") == std::string::npos);
  }
}
