#include "hub/platform/sip/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace sunhall {
namespace {

constexpr std::size_t kChallengeBytesMax = 4'096;
constexpr std::size_t kDigestBytesMax = 64;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (lower(a[i]) != lower(b[i])) return false;
  }
  return true;
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes a value off the front: a token, or a quoted string without its quotes and escapes.
std::optional<std::string> take_value(std::string_view& rest) {
  std::string value;
  if (!rest.starts_with('"')) {
    const std::size_t end = rest.find(',');
    value = trim(rest.substr(0, end));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end);
    return value;
  }
  rest.remove_prefix(1);
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    value += rest.front();
    rest.remove_prefix(1);
  }
  if (rest.empty()) return std::nullopt;
  rest.remove_prefix(1);
  return value;
}

/// Nothing that could end a header when it is given back.
bool may_be_quoted(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
  }
  return true;
}

/// RFC 3261 §25.1: a quoted-string, its own quotes escaped.
std::string quoted(std::string_view text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + "\"";
}

void set_field(DigestChallenge& challenge, std::string_view name, std::string value) {
  if (same_word(name, "realm"))
    challenge.realm = std::move(value);
  else if (same_word(name, "nonce"))
    challenge.nonce = std::move(value);
  else if (same_word(name, "opaque"))
    challenge.opaque = std::move(value);
  else if (same_word(name, "algorithm"))
    challenge.algorithm = std::move(value);
  else if (same_word(name, "qop"))
    challenge.qop = std::move(value);
  else if (same_word(name, "stale"))
    challenge.is_stale = same_word(value, "true");
}

bool offers_auth(std::string_view qop) {
  while (!qop.empty()) {
    const std::size_t comma = qop.find(',');
    if (same_word(trim(qop.substr(0, comma)), "auth")) return true;
    if (comma == std::string_view::npos) break;
    qop.remove_prefix(comma + 1);
  }
  return false;
}

Result<std::string> hash_hex(const EVP_MD* kind, std::string_view text) {
  std::array<unsigned char, kDigestBytesMax> bytes{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), bytes.data(), &size, kind, nullptr) != 1) {
    return fail(ErrorKind::kInternal, "a hash could not be computed");
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string hex;
  for (unsigned int i = 0; i < size; ++i) {
    hex += kHex[bytes[i] >> 4];
    hex += kHex[bytes[i] & 15];
  }
  return hex;
}

/// RFC 7616 §3.4.1; without qop RFC 2069 §2.1.2.
Result<std::string> response(const EVP_MD* kind, const DigestChallenge& challenge,
                             const DigestUse& use, const std::string& count) {
  const auto secret =
      hash_hex(kind, std::string(use.user) + ":" + challenge.realm + ":" + use.password.reveal());
  if (!secret) return secret;
  const auto act = hash_hex(kind, std::string(use.method) + ":" + std::string(use.uri));
  if (!act) return act;
  std::string middle = challenge.nonce;
  if (!challenge.qop.empty()) middle += ":" + count + ":" + std::string(use.cnonce) + ":auth";
  return hash_hex(kind, *secret + ":" + middle + ":" + *act);
}

}  // namespace

Result<DigestChallenge> read_digest_challenge(std::string_view header) {
  if (header.size() > kChallengeBytesMax) {
    return fail(ErrorKind::kBadInput, "the challenge is longer than 4096 bytes");
  }
  std::string_view rest = trim(header);
  if (rest.size() < 7 || !same_word(rest.substr(0, 6), "Digest") || !is_blank(rest[6])) {
    return fail(ErrorKind::kBadInput, "the challenge is not Digest");
  }
  rest = trim(rest.substr(7));
  DigestChallenge challenge;
  while (!rest.empty()) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) break;
    const std::string_view name = trim(rest.substr(0, equals));
    rest = trim(rest.substr(equals + 1));
    auto value = take_value(rest);
    if (!value || !may_be_quoted(*value)) {
      return fail(ErrorKind::kBadInput, "the challenge has a value that cannot be read");
    }
    set_field(challenge, name, *std::move(value));
    rest = trim(rest);
    while (rest.starts_with(',')) rest = trim(rest.substr(1));
  }
  if (challenge.realm.empty() || challenge.nonce.empty()) {
    return fail(ErrorKind::kBadInput, "the challenge has no realm or no nonce");
  }
  return challenge;
}

Result<std::string> write_digest(const DigestChallenge& challenge, const DigestUse& use) {
  const EVP_MD* kind = nullptr;
  if (challenge.algorithm.empty() || same_word(challenge.algorithm, "MD5")) {
    kind = EVP_md5();
  } else if (same_word(challenge.algorithm, "SHA-256")) {
    kind = EVP_sha256();
  } else {
    return fail(ErrorKind::kUnsupported, "the platform wants a digest other than MD5 and SHA-256");
  }
  if (!challenge.qop.empty() && !offers_auth(challenge.qop)) {
    return fail(ErrorKind::kUnsupported, "the platform wants a digest without qop auth");
  }
  std::array<char, 9> count{};
  std::snprintf(count.data(), count.size(), "%08x", use.nonce_count);
  const auto answer = response(kind, challenge, use, count.data());
  if (!answer) return answer;

  std::string text = "Digest username=" + quoted(use.user) + ", realm=" + quoted(challenge.realm) +
                     ", nonce=" + quoted(challenge.nonce) + ", uri=" + quoted(use.uri) +
                     ", response=" + quoted(*answer);
  // RFC 7616 §3.4: algorithm goes back as it came, without quotes.
  text += ", algorithm=" + (challenge.algorithm.empty() ? "MD5" : challenge.algorithm);
  if (!challenge.opaque.empty()) text += ", opaque=" + quoted(challenge.opaque);
  if (!challenge.qop.empty()) {
    text += ", qop=auth, nc=" + std::string(count.data()) + ", cnonce=" + quoted(use.cnonce);
  }
  return text;
}

}  // namespace sunhall
