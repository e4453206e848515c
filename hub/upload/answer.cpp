#include "hub/upload/answer.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "core/base/text.h"

namespace sunhall {
namespace {

constexpr std::size_t kCodeCharsMax = 60;

std::string unescape(std::string_view token) {
  std::string text;
  for (std::size_t at = 0; at < token.size(); ++at) {
    const bool is_escape = token[at] == '~' && at + 1 < token.size();
    if (is_escape && token[at + 1] == '1') {
      text += '/';
      ++at;
    } else if (is_escape && token[at + 1] == '0') {
      text += '~';
      ++at;
    } else {
      text += token[at];
    }
  }
  return text;
}

const Json* step_into(const Json& value, std::string_view token) {
  if (value.is_object()) {
    const auto found = value.find(unescape(token));
    return found == value.end() ? nullptr : &*found;
  }
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool is_index = error == std::errc() && end == token.data() + token.size();
  return value.is_array() && is_index && index < value.size() ? &value[index] : nullptr;
}

std::optional<std::string> decrypt_text(const EncryptionPlan& encryption, std::string_view text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' '))
    text.remove_suffix(1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  const bool is_base64 = encryption.written == EncryptionPlan::Text::kBase64;
  auto bytes = is_base64 ? parse_base64(text) : parse_hex_text(text);
  if (!bytes) return std::nullopt;
  Sm4Key key = *encryption.key;
  if (encryption.iv_in_front) {
    if (bytes->size() < key.iv.size()) return std::nullopt;
    std::copy_n(bytes->begin(), key.iv.size(), key.iv.begin());
    bytes->erase(bytes->begin(), bytes->begin() + static_cast<std::ptrdiff_t>(key.iv.size()));
  }
  const auto plain = sm4_decrypt(key, *bytes);
  if (!plain) return std::nullopt;
  return text_of(*plain);
}

/// Null when it is no JSON, whole or decrypted.
Json read_document(const EncryptionPlan& encryption, const std::string& body) {
  const bool is_whole = encryption.key && encryption.answer == EncryptionPlan::Answer::kWhole;
  std::optional<std::string> text = is_whole ? decrypt_text(encryption, body) : std::nullopt;
  // An error is often told without encryption.
  auto document = parse_json(text ? *text : body, kAnswerBytesMax);
  if (!document) return nullptr;
  if (!encryption.key || encryption.answer != EncryptionPlan::Answer::kField)
    return std::move(*document);
  const Json* field = find_at(*document, encryption.answer_at);
  if (field == nullptr || !field->is_string()) return std::move(*document);
  text = decrypt_text(encryption, field->get<std::string>());
  auto inner = parse_json(text.value_or(""), kAnswerBytesMax);
  // It points into the document, which is ours to change.
  if (inner) *const_cast<Json*>(field) = std::move(*inner);
  return std::move(*document);
}

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// By the code alone; empty: the code means nothing to us.
std::optional<AnswerVerdict> by_code(const EnvelopePlan& envelope, const std::string& code) {
  if (code.empty()) return std::nullopt;
  if (has(envelope.ok, code)) return AnswerVerdict::kAccepted;
  if (has(envelope.duplicate, code)) return AnswerVerdict::kDuplicate;
  if (has(envelope.retry, code)) return AnswerVerdict::kRetry;
  if (has(envelope.token_expired, code)) return AnswerVerdict::kTokenExpired;
  if (has(envelope.refused, code)) return AnswerVerdict::kRefused;
  return std::nullopt;
}

bool is_success(int status) {
  return status >= 200 && status < 300;
}

AnswerVerdict by_status(const EnvelopePlan& envelope, int status, bool has_code) {
  if (status == 401) return AnswerVerdict::kTokenExpired;
  if (status == 403) return AnswerVerdict::kDenied;
  // A code that nobody explained is the platform's last word; none at all is a broken answer.
  if (is_success(status))
    return has_code && envelope.unknown_is_refused ? AnswerVerdict::kRefused
                                                   : AnswerVerdict::kRetry;
  const bool is_ours = status >= 400 && status < 500 && status != 408 && status != 425 &&
                       status != 429 && status != 404 && status != 405;
  return is_ours ? AnswerVerdict::kRefused : AnswerVerdict::kRetry;
}

}  // namespace

const Json* find_at(const Json& document, std::string_view pointer) {
  const Json* value = &document;
  while (!pointer.empty() && value != nullptr) {
    pointer.remove_prefix(1);  // the slash
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    value = step_into(*value, pointer.substr(0, end));
    pointer.remove_prefix(end);
  }
  return value != nullptr && value->is_null() ? nullptr : value;
}

std::string text_at(const Json& document, std::string_view pointer) {
  if (pointer.empty()) return {};
  const Json* value = find_at(document, pointer);
  if (value == nullptr) return {};
  if (value->is_string()) return value->get<std::string>();
  return value->is_number() || value->is_boolean() ? value->dump() : std::string();
}

JudgedAnswer judge_answer(const UploadPlan& plan, const HttpReply& reply) {
  JudgedAnswer answer{.status = reply.status, .retry_after = reply.retry_after};
  answer.document = read_document(plan.encryption, reply.body);
  answer.code =
      truncate_chars(clean_line(text_at(answer.document, plan.envelope.code_at)), kCodeCharsMax);
  answer.message = truncate_chars(clean_line(text_at(answer.document, plan.envelope.message_at)),
                                  kMessageCharsMax);
  const auto verdict = by_code(plan.envelope, answer.code);
  // "Success" in the body of a failure is a proxy's or a mistake: not believed.
  const bool is_believed =
      verdict && (*verdict != AnswerVerdict::kAccepted || is_success(reply.status));
  answer.verdict =
      is_believed ? *verdict : by_status(plan.envelope, reply.status, !answer.code.empty());
  if (answer.message.empty() && answer.document.is_null() && is_success(reply.status))
    answer.message = "the answer cannot be read";
  return answer;
}

}  // namespace sunhall
