#include "hub/upload/answer.h"

#include <doctest/doctest.h>

#include "tests/support/bent.h"

using namespace sunhall;

namespace {

UploadPlan plan() {
  UploadPlan plan;
  plan.envelope = {.ok = {"0", "200"},
                   .retry = {"503"},
                   .refused = {"400"},
                   .duplicate = {"409"},
                   .token_expired = {"401"}};
  return plan;
}

AnswerVerdict verdict(int status, const std::string& body) {
  return judge_answer(plan(), {.status = status, .body = body}).verdict;
}

UploadPlan secret_plan(EncryptionPlan::Answer answer) {
  UploadPlan secret = plan();
  secret.encryption.key = Sm4Key{};
  secret.encryption.answer = answer;
  secret.encryption.answer_at = "/data";
  return secret;
}

std::string encrypted(const std::string& text) {
  return to_hex_text(*sm4_encrypt(Sm4Key{}, bytes_of(text)));
}

}  // namespace

TEST_CASE("answers: the envelope's code decides, as number or text") {
  CHECK(verdict(200, R"({"code":0})") == AnswerVerdict::kAccepted);
  CHECK(verdict(200, R"({"code":"200"})") == AnswerVerdict::kAccepted);
  CHECK(verdict(200, R"({"code":409})") == AnswerVerdict::kDuplicate);
  CHECK(verdict(409, R"({"code":409})") == AnswerVerdict::kDuplicate);
  CHECK(verdict(200, R"({"code":503})") == AnswerVerdict::kRetry);
  CHECK(verdict(200, R"({"code":"401"})") == AnswerVerdict::kTokenExpired);
  CHECK(verdict(200, R"({"code":"400"})") == AnswerVerdict::kRefused);
  CHECK(verdict(200, R"({"code":"77"})") == AnswerVerdict::kRefused);
}

TEST_CASE("answers: success in the body of a failed request is not believed") {
  CHECK(verdict(500, R"({"code":0})") == AnswerVerdict::kRetry);
  CHECK(verdict(404, R"({"code":0})") == AnswerVerdict::kRetry);
}

TEST_CASE("answers: without a code the status decides, and a broken answer is asked for again") {
  CHECK(verdict(200, "") == AnswerVerdict::kRetry);
  CHECK(verdict(200, "<html>") == AnswerVerdict::kRetry);
  CHECK(verdict(200, R"({"x":1})") == AnswerVerdict::kRetry);
  CHECK(verdict(401, "") == AnswerVerdict::kTokenExpired);
  CHECK(verdict(403, "") == AnswerVerdict::kDenied);
  CHECK(verdict(400, "") == AnswerVerdict::kRefused);
  CHECK(verdict(422, "") == AnswerVerdict::kRefused);
  for (const int status : {301, 404, 405, 408, 425, 429, 500, 502, 503, 504})
    CHECK(verdict(status, "") == AnswerVerdict::kRetry);
}

TEST_CASE("answers: the platform's words are one clean line of 300 characters") {
  Json json{{"code", 1}, {"message", "坏\n\x1b[31m" + std::string(1000, 'x')}};
  const auto answer = judge_answer(plan(), {.status = 200, .body = json.dump()});

  CHECK(answer.message.find('\n') == std::string::npos);
  CHECK(answer.message.find('\x1b') == std::string::npos);
  CHECK(answer.message.size() < 320);
}

TEST_CASE("answers: encrypted as a whole or in a field, and plain errors are read, too") {
  const auto whole = secret_plan(EncryptionPlan::Answer::kWhole);
  const auto field = secret_plan(EncryptionPlan::Answer::kField);

  CHECK(judge_answer(whole, {.status = 200, .body = encrypted(R"({"code":0})") + "\n"}).verdict ==
        AnswerVerdict::kAccepted);
  CHECK(judge_answer(whole, {.status = 200, .body = "\"" + encrypted(R"({"code":0})") + "\""})
            .verdict == AnswerVerdict::kAccepted);
  CHECK(judge_answer(whole, {.status = 200, .body = R"({"code":400})"}).verdict ==
        AnswerVerdict::kRefused);
  const auto answer = judge_answer(
      field,
      {.status = 200, .body = R"({"code":0,"data":")" + encrypted(R"({"id":"P-7"})") + "\"}"});
  CHECK(answer.verdict == AnswerVerdict::kAccepted);
  CHECK(text_at(answer.document, "/data/id") == "P-7");
}

TEST_CASE("answers: cut at every length, or bent, they are never success by chance") {
  const std::string text = R"({"code":0,"message":"成功","data":{"id":"P-1"}})";
  const std::string cipher = encrypted(text);
  const auto secret = secret_plan(EncryptionPlan::Answer::kWhole);
  for (std::size_t length = 0; length < text.size(); ++length)
    CHECK(verdict(200, text.substr(0, length)) == AnswerVerdict::kRetry);
  for (std::size_t length = 0; length < cipher.size(); ++length)
    CHECK(judge_answer(secret, {.status = 200, .body = cipher.substr(0, length)}).verdict !=
          AnswerVerdict::kAccepted);
  for (std::uint32_t seed = 0; seed < 3000; ++seed) {
    (void)verdict(200, bend(text, seed));
    (void)judge_answer(secret, {.status = 200, .body = bend(cipher, seed)});
  }
}

TEST_CASE("answers: JSON pointers find keys, rows and escaped names, and nothing else") {
  const Json json = Json::parse(R"({"a":{"b/c":[1,{"d~e":"x"}]},"n":null})");

  CHECK(text_at(json, "/a/b~1c/1/d~0e") == "x");
  CHECK(text_at(json, "/a/b~1c/0") == "1");
  for (const char* pointer :
       {"/n", "/a/b", "/a/b~1c/2", "/a/b~1c/-1", "/a/b~1c/x", "/a/b~1c/0/x", "/", "//"})
    CHECK(find_at(json, pointer) == nullptr);
}
