// How one platform wants the day's records: what its file says.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/model/records/record_kind.h"
#include "hub/upload/mac.h"
#include "hub/upload/sm4.h"
#include "hub/upload/value_template.h"
#include "native/http_post.h"
#include "native/secret.h"

namespace sunhall {

/// [platform]
struct PlatformPlan {
  std::string url;  // no slash at its end
  HttpReach reach = HttpReach::kAnywhere;
  std::string tls_ca;  // a file; empty: the machine's own certificates
  std::chrono::milliseconds connect_max{10'000};
  std::chrono::milliseconds total_max{30'000};
  Date from{};                       // events of earlier days are not sent
  std::chrono::minutes offset{480};  // of the platform's clock, east of UTC
  std::chrono::days receipts{400};   // how long receipts are kept
  std::string key_header = "Idempotency-Key";
};

/// Where a token or signature stands in a request: `Authorization: Bearer …`.
struct HeaderPlan {
  std::string name;
  TextTemplate value;  // over `token`
};

/// [auth]
struct AuthPlan {
  enum class Kind : unsigned char { kNone, kToken, kLogin };
  Kind kind = Kind::kNone;
  HeaderPlan header{};
  Secret token{};  // kToken
  // kLogin
  std::string method = "POST";
  TextTemplate path{};
  ValueTemplate body{};
  std::string user{};
  Secret password{};
  std::string token_at{};  // JSON pointer
  std::chrono::seconds lifetime{3600};
  bool is_plain = false;  // not encrypted, though records are
};

/// [signature]
struct SignaturePlan {
  std::optional<HashKind> hash{};  // empty: none
  Secret key{};
  TextTemplate text{};  // over method, path, timestamp, nonce, body_hash, body, token
  enum class Text : unsigned char { kHex, kUpperHex, kBase64 };
  Text written = Text::kHex;
  bool signs_plain = false;      // the body before it is encrypted
  std::string timestamp = "ms";  // ms, s, or a time's pattern
  std::string timestamp_header{};
  std::string nonce_header{};
  std::string signature_header{};
  std::vector<std::pair<std::string, std::string>> headers{};  // fixed ones, for example an app id
};

/// [encryption]
struct EncryptionPlan {
  std::optional<Sm4Key> key{};  // empty: none
  bool iv_in_front = false;     // a new iv for each message, in front of the cipher text
  enum class Text : unsigned char { kHex, kUpperHex, kBase64 };
  Text written = Text::kHex;
  std::string field{};  // {"field": "…"}; empty: the text is the whole body
  enum class Answer : unsigned char { kWhole, kField, kPlain };
  Answer answer = Answer::kWhole;
  std::string answer_at{};  // kField: JSON pointer to the encrypted text
};

/// [envelope]
struct EnvelopePlan {
  std::string code_at = "/code";  // JSON pointers into the answer
  std::string message_at = "/message";
  std::string id_at{};  // the platform's id of what was sent; empty: it gives none
  std::vector<std::string> ok{};
  std::vector<std::string> retry{};
  std::vector<std::string> refused{};
  std::vector<std::string> duplicate{};
  std::vector<std::string> token_expired{};
  bool unknown_is_refused = true;
};

/// [photos]
struct PhotoPlan {
  enum class How : unsigned char { kNone, kBase64, kPart, kUpload };
  How how = How::kNone;
  std::string field = "file";       // kPart: prefix of the parts' names; kUpload: name of the part
  std::string json_field = "data";  // kPart: the name of the part with the JSON
  TextTemplate path{};              // kUpload
  std::string id_at{};              // kUpload: JSON pointer
};

/// One request of a record.
struct RequestPlan {
  std::string method = "POST";
  TextTemplate path;
  ValueTemplate body;
};

/// [[record]]
struct RecordPlan {
  RecordKind kind = RecordKind::kPerson;
  RequestPlan add;
  std::optional<RequestPlan> update{};
  std::optional<RequestPlan> cancel{};
  enum class Change : unsigned char { kUpdate, kAdd, kNone };
  Change on_correct = Change::kUpdate;
  Change on_go_on = Change::kUpdate;
  std::vector<FieldPath> only_if{};  // sent once all of them are recorded
  std::size_t batch = 1;             // records in one request; > 1: the body is a list of them
  std::string batch_field{};         // the list's key; empty: the list is the whole body
};

struct UploadPlan {
  std::string id;
  std::string name;
  PlatformPlan platform;
  AuthPlan auth;
  SignaturePlan signature;
  EncryptionPlan encryption;
  EnvelopePlan envelope;
  PhotoPlan photos;
  std::map<std::string, std::string> values;
  CodeTables tables;
  std::array<std::optional<RecordPlan>, kRecordKindCount> records;  // by kind

  const RecordPlan* of(RecordKind kind) const {
    const auto& record = records[static_cast<std::size_t>(kind)];
    return record ? &*record : nullptr;
  }
};

/// What a mapping lets out of somebody's health, as `morning_check.temperature_c`.
std::vector<std::string> health_fields(const UploadPlan& plan);

inline constexpr std::size_t kBatchMax = 200;

}  // namespace sunhall
