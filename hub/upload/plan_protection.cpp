// The tables of a platform's file that say how messages are protected: [signature], [encryption].
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "hub/upload/plan_fields.h"
#include "hub/upload/time_pattern.h"
#include "native/site_camera.h"

namespace sunhall {
namespace {

constexpr std::string_view kSignedText = "{method}\n{path}\n{timestamp}\n{nonce}\n{body_hash}";
constexpr std::size_t kHeadersMax = 16;

template <class Text>
constexpr std::array<TomlWord<Text>, 3> text_words() {
  return {{{"hex", Text::kHex}, {"HEX", Text::kUpperHex}, {"base64", Text::kBase64}}};
}

bool is_one_line(const toml::node& node) {
  const auto* text = node.as_string();
  return text != nullptr && std::all_of(text->get().begin(), text->get().end(), [](char c) {
           return static_cast<unsigned char>(c) >= ' ';
         });
}

void read_fixed_headers(TomlFields& fields, SignaturePlan& signature) {
  const toml::table* table = fields.table("headers");
  if (table == nullptr) return;
  if (table->size() > kHeadersMax) fields.fail_at("headers", "are too many");
  for (const auto& [key, node] : *table) {
    if (!is_header_name(key.str()))
      fields.fail_at("headers", "has a name that no header can have", &node);
    if (is_one_line(node)) {
      signature.headers.emplace_back(std::string(key.str()), node.as_string()->get());
    } else {
      fields.fail_at("headers", "only texts of one line can stand here", &node);
    }
  }
}

Sm4Block read_block(TomlFields& fields, std::string_view key, const std::filesystem::path& folder) {
  Sm4Block block{};
  const Secret secret = read_named_secret(fields, key, folder);
  if (secret.empty()) return block;
  const auto bytes = parse_hex_text(secret.reveal());
  if (bytes && bytes->size() == block.size()) {
    std::copy(bytes->begin(), bytes->end(), block.begin());
  } else if (secret.reveal().size() == block.size()) {
    // Many platforms hand out a key as 16 characters instead of 32 digits.
    std::copy(secret.reveal().begin(), secret.reveal().end(), block.begin());
  } else {
    fields.fail_at(key, "the file must hold 32 hexadecimal digits, or 16 characters");
  }
  return block;
}

}  // namespace

void read_signature(TomlFields& file, PlanReading& reading) {
  const toml::table* table = file.table("signature");
  if (table == nullptr) return;
  TomlFields fields(*table, "signature",
                    {"kind", "key_file", "text", "written", "signs", "timestamp",
                     "timestamp_header", "nonce_header", "signature_header", "headers"},
                    file.reading());
  SignaturePlan& signature = reading.plan.signature;
  constexpr std::array<TomlWord<std::optional<HashKind>>, 3> kKinds{
      {{"none", std::nullopt}, {"hmac-sha256", HashKind::kSha256}, {"hmac-sm3", HashKind::kSm3}}};
  fields.require("kind", "kind = \"hmac-sha256\" or \"hmac-sm3\"");
  signature.hash = fields.word<std::optional<HashKind>>("kind", kKinds).value_or(std::nullopt);
  read_fixed_headers(fields, signature);
  signature.timestamp_header = read_header_name(fields, "timestamp_header");
  signature.nonce_header = read_header_name(fields, "nonce_header");
  signature.signature_header = read_header_name(fields, "signature_header");
  if (const std::string pattern = fields.raw_text("timestamp"); !pattern.empty()) {
    signature.timestamp = pattern;
    const auto checked = check_time_pattern(pattern);
    if (pattern != "ms" && pattern != "s" && !checked)
      fields.fail_at("timestamp", "is ms, s, or a pattern: " + checked.error().what);
  }
  if (!signature.hash) return;
  fields.require("key_file", "key_file = \"city.signkey\"");
  fields.require("signature_header", "signature_header = \"X-Signature\"");
  signature.key = read_named_secret(fields, "key_file", reading.folder);
  signature.text = read_text_or(
      fields, "text", kSignedText,
      reading.scope({"method", "path", "timestamp", "nonce", "body_hash", "body", "token", "key"}),
      reading.plan.tables);
  using Text = SignaturePlan::Text;
  signature.written = fields.word<Text>("written", text_words<Text>()).value_or(Text::kHex);
  constexpr std::array<TomlWord<bool>, 2> kSigns{{{"sent", false}, {"plain", true}}};
  signature.signs_plain = fields.word<bool>("signs", kSigns).value_or(false);
}

void read_encryption(TomlFields& file, PlanReading& reading) {
  const toml::table* table = file.table("encryption");
  if (table == nullptr) return;
  TomlFields fields(*table, "encryption",
                    {"kind", "key_file", "iv_file", "written", "field", "answers", "answer_at"},
                    file.reading());
  EncryptionPlan& encryption = reading.plan.encryption;
  constexpr std::array<TomlWord<std::optional<Sm4Mode>>, 3> kKinds{
      {{"none", std::nullopt}, {"sm4-cbc", Sm4Mode::kCbc}, {"sm4-ecb", Sm4Mode::kEcb}}};
  fields.require("kind", "kind = \"sm4-cbc\" or \"sm4-ecb\"");
  const auto mode = fields.word<std::optional<Sm4Mode>>("kind", kKinds).value_or(std::nullopt);
  if (!mode) return;
  fields.require("key_file", "key_file = \"city.sm4\"");
  Sm4Key key{.mode = *mode, .key = read_block(fields, "key_file", reading.folder)};
  encryption.iv_in_front = *mode == Sm4Mode::kCbc && !fields.has("iv_file");
  if (*mode == Sm4Mode::kEcb && fields.has("iv_file"))
    fields.fail_at("iv_file", "has no use with sm4-ecb; take it out");
  if (*mode == Sm4Mode::kCbc) key.iv = read_block(fields, "iv_file", reading.folder);
  encryption.key = key;
  using Text = EncryptionPlan::Text;
  encryption.written = fields.word<Text>("written", text_words<Text>()).value_or(Text::kHex);
  encryption.field = fields.raw_text("field");
  using Answer = EncryptionPlan::Answer;
  constexpr std::array<TomlWord<Answer>, 3> kAnswers{
      {{"whole", Answer::kWhole}, {"field", Answer::kField}, {"plain", Answer::kPlain}}};
  encryption.answer = fields.word<Answer>("answers", kAnswers).value_or(Answer::kWhole);
  encryption.answer_at = read_pointer(fields, "answer_at");
  if (encryption.answer == Answer::kField) fields.require("answer_at", "answer_at = \"/data\"");
}

}  // namespace sunhall
