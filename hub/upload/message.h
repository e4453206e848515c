// One request to a platform: encrypted, signed, with its token.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "hub/upload/upload_plan.h"

namespace sunhall {

/// A file beside the JSON of a multipart request.
struct FilePart {
  std::string name;       // of the part
  std::string file_name;  // for example ab12….jpg
  std::string type;       // media type
  std::vector<std::uint8_t> bytes;
};

/// What is to be said.
struct MessageParts {
  std::string method = "POST";
  std::string path;               // begins with a slash; behind the platform's url
  std::optional<Json> body{};     // empty: only files, or nothing
  std::string key{};              // idempotency key; empty: none
  std::vector<FilePart> files{};  // not empty: multipart/form-data
  bool is_plain = false;          // not encrypted
};

/// What makes two requests of the same content differ.
struct MessageStamp {
  ZonedTime now{};
  std::string nonce;
};

struct Message {
  HttpPost post;
  std::string plain_body;  // before encryption, without files
};

/// Puts a request together.
///
/// Errors:  kUnsupported when this machine lacks an algorithm, kUnavailable without random bytes.
Result<Message> make_message(const UploadPlan& plan, const MessageParts& parts,
                             const MessageStamp& stamp, const Secret& token);

}  // namespace sunhall
