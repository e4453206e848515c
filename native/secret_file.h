// A password or PIN in a file of its own.
#pragma once

#include <filesystem>

#include "core/base/result.h"
#include "native/secret.h"

namespace sunhall {

inline constexpr std::size_t kSecretBytesMax = 4096;  // tokens that are signed are long

struct SecretFile {
  Secret secret;
  bool is_exposed = false;  // others than its owner may read the file
};

/// Reads the first line of a file; line ends are not part of it.
///
/// Blocks:  on the disk.
/// Errors:  kBadInput if the file is empty, has a second line, or holds control characters;
///          kUnavailable if it cannot be read; kExhausted over kSecretBytesMax. Never says the
///          path: people write the password itself where the file's name belongs.
Result<SecretFile> read_secret_file(const std::filesystem::path& path);

/// Reads an environment variable.
///
/// Errors:  kBadInput as above, or if it is not set.
Result<Secret> read_secret_variable(const std::string& name);

}  // namespace sunhall
