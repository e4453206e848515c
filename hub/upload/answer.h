// What a platform's answer means.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "core/model/json_document.h"
#include "hub/upload/upload_plan.h"

namespace sunhall {

enum class AnswerVerdict : unsigned char {
  kAccepted,
  kDuplicate,     // it has it already
  kRetry,         // not now
  kRefused,       // not this, ever: a person has to look
  kTokenExpired,  // log in again
  kDenied,        // not us: wrong token, wrong signature
};

struct JudgedAnswer {
  AnswerVerdict verdict = AnswerVerdict::kRetry;
  int status = 0;         // of HTTP; 0: not sent
  std::string code{};     // of the envelope
  std::string message{};  // the platform's words: one clean line
  Json document{};        // the whole answer, decrypted; null: it was no JSON
  std::chrono::seconds retry_after{0};
};

/// Decrypts an answer and finds out what it means, by its envelope first, by its status else.
JudgedAnswer judge_answer(const UploadPlan& plan, const HttpReply& reply);

/// The value at a JSON pointer; null when there is none.
///
/// Source:  RFC 6901.
const Json* find_at(const Json& document, std::string_view pointer);

/// A text or number there as text; empty when there is neither.
std::string text_at(const Json& document, std::string_view pointer);

inline constexpr std::size_t kMessageCharsMax = 300;
inline constexpr std::size_t kAnswerBytesMax = 1024 * 1024;

}  // namespace sunhall
