#include "native/secret_file.h"

#include <algorithm>
#include <cstdlib>
#include <system_error>

#include "native/file.h"

namespace sunhall {
namespace {

Result<Secret> make_secret(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  if (text.empty()) return fail(ErrorKind::kBadInput, "is empty");
  if (text.size() > kSecretBytesMax) {
    return fail(ErrorKind::kExhausted,
                "is longer than " + std::to_string(kSecretBytesMax) + " bytes");
  }
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < ' ' || c == '\x7F';
  });
  if (has_control) return fail(ErrorKind::kBadInput, "must be one line without control characters");
  return Secret(std::move(text));
}

/// Whoever wrote the password where the file's name belongs must not find it in the log.
std::string without_path(std::string what, const std::filesystem::path& path) {
  const std::string name = path.string();
  const std::size_t at = what.find(name);
  return at == std::string::npos ? what : what.replace(at, name.size(), "the file");
}

}  // namespace

Result<SecretFile> read_secret_file(const std::filesystem::path& path) {
  auto text = read_file(path, kSecretBytesMax + 2);
  if (!text) return fail(text.error().kind, without_path(text.error().what, path));
  auto secret = make_secret(*std::move(text));
  if (!secret) return fail(secret.error().kind, "the file " + secret.error().what);

  using std::filesystem::perms;
  std::error_code ignored;  // a file that just was read and now is gone: exposed counts as no
  const perms mode = std::filesystem::status(path, ignored).permissions();
  const bool is_exposed =
      mode != perms::unknown && (mode & (perms::group_read | perms::others_read)) != perms::none;
  return SecretFile{*std::move(secret), is_exposed};
}

Result<Secret> read_secret_variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());  // read at start, before any thread
  if (value == nullptr) return fail(ErrorKind::kBadInput, "the variable is not set");
  auto secret = make_secret(value);
  if (!secret) return fail(secret.error().kind, "the variable " + secret.error().what);
  return secret;
}

}  // namespace sunhall
