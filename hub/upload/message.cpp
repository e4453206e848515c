#include "hub/upload/message.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "hub/upload/answer.h"
#include "hub/upload/renderer.h"
#include "hub/upload/time_pattern.h"

namespace sunhall {
namespace {

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

template <class Text>
std::string write_bytes(std::span<const std::uint8_t> bytes, Text written) {
  if (written == Text::kBase64) return to_base64(bytes);
  return written == Text::kUpperHex ? upper(to_hex_text(bytes)) : to_hex_text(bytes);
}

Result<std::string> encrypt(const EncryptionPlan& encryption, const std::string& plain) {
  Sm4Key key = *encryption.key;
  if (encryption.iv_in_front) {
    const auto iv = random_block();
    if (!iv) return tl::unexpected<Error>(iv.error());
    key.iv = *iv;
  }
  auto cipher = sm4_encrypt(key, bytes_of(plain));
  if (!cipher) return tl::unexpected<Error>(cipher.error());
  if (encryption.iv_in_front) cipher->insert(cipher->begin(), key.iv.begin(), key.iv.end());
  std::string text = write_bytes(*cipher, encryption.written);
  if (encryption.field.empty()) return text;
  return write_json(Json{{encryption.field, std::move(text)}});
}

std::string write_timestamp(const SignaturePlan& signature, const ZonedTime& now) {
  const auto ms = now.utc.time_since_epoch().count();
  if (signature.timestamp == "ms") return std::to_string(ms);
  if (signature.timestamp == "s") return std::to_string(ms / 1000);
  return format_time(now, signature.timestamp);
}

/// RFC 7578; the boundary is a nonce of 32 digits that no file holds by chance.
std::string write_multipart(const MessageParts& parts, const PhotoPlan& photos,
                            const std::string& body, const std::string& boundary) {
  std::string text;
  const auto begin = [&](const std::string& name, const std::string& rest,
                         const std::string& type) {
    text += "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + rest +
            "\r\nContent-Type: " + type + "\r\n\r\n";
  };
  if (parts.body) {
    begin(photos.json_field, "", "application/json");
    text += body + "\r\n";
  }
  for (const FilePart& file : parts.files) {
    begin(file.name, "; filename=\"" + file.file_name + "\"", file.type);
    text.append(file.bytes.begin(), file.bytes.end());
    text += "\r\n";
  }
  return text + "--" + boundary + "--\r\n";
}

/// The path as the platform's server sees it: the url's own, then ours.
std::string whole_path(const std::string& url, const std::string& path) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t slash = url.find('/', host);
  return (slash == std::string::npos ? "" : url.substr(slash)) + path;
}

struct SignInput {
  const MessageParts& parts;
  const MessageStamp& stamp;
  const std::string& plain;  // the body before encryption
  const std::string& sent;   // the body as it is sent; of a multipart request its JSON
  const Secret& token;
};

/// Errors:  kUnsupported when this machine lacks the hash.
Result<std::string> sign(const UploadPlan& plan, const SignInput& input) {
  const SignaturePlan& signature = plan.signature;
  const std::string& body = signature.signs_plain ? input.plain : input.sent;
  const auto hash = hash_of(*signature.hash, bytes_of(body));
  if (!hash) return tl::unexpected<Error>(hash.error());
  const RenderInput names{.values = &plan.values,
                          .own = {{"method", input.parts.method},
                                  {"path", whole_path(plan.platform.url, input.parts.path)},
                                  {"timestamp", write_timestamp(signature, input.stamp.now)},
                                  {"nonce", input.stamp.nonce},
                                  {"body_hash", to_hex_text(*hash)},
                                  {"body", body},
                                  {"token", input.token.reveal()},
                                  {"key", signature.key.reveal()}}};
  const FilterMeans means{plan.tables, plan.platform.offset};
  const std::string text = Renderer(names, means).text(signature.text);
  const auto mac = hmac_of(*signature.hash, signature.key.reveal(), bytes_of(text));
  if (!mac) return tl::unexpected<Error>(mac.error());
  return write_bytes(*mac, signature.written);
}

Result<void> add_headers(const UploadPlan& plan, const SignInput& input, HttpPost& post) {
  const SignaturePlan& signature = plan.signature;
  const auto add = [&](const std::string& name, std::string value) {
    // A token that the platform gave must not begin a header of its own.
    std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
    if (!name.empty()) post.headers.emplace_back(name + ": " + value);
  };
  if (!input.token.empty()) {
    const RenderInput names{.values = &plan.values, .own = {{"token", input.token.reveal()}}};
    const FilterMeans means{plan.tables, plan.platform.offset};
    add(plan.auth.header.name, Renderer(names, means).text(plan.auth.header.value));
  }
  for (const auto& [name, value] : signature.headers) add(name, value);
  add(signature.timestamp_header, write_timestamp(signature, input.stamp.now));
  add(signature.nonce_header, input.stamp.nonce);
  if (!input.parts.key.empty()) add(plan.platform.key_header, input.parts.key);
  if (!signature.hash) return {};
  const auto signed_text = sign(plan, input);
  if (!signed_text) return tl::unexpected<Error>(signed_text.error());
  add(signature.signature_header, *signed_text);
  return {};
}

}  // namespace

Result<Message> make_message(const UploadPlan& plan, const MessageParts& parts,
                             const MessageStamp& stamp, const Secret& token) {
  const PlatformPlan& platform = plan.platform;
  Message message{.post = {.url = platform.url + parts.path,
                           .method = parts.method,
                           .tls_ca = platform.tls_ca,
                           .reach = platform.reach,
                           .connect_max = platform.connect_max,
                           .total_max = platform.total_max,
                           .body_bytes_max = kAnswerBytesMax},
                  .plain_body = parts.body ? write_json(*parts.body) : std::string()};
  std::string sent = message.plain_body;
  const bool is_encrypted = plan.encryption.key && parts.body && !parts.is_plain;
  if (is_encrypted) {
    auto cipher = encrypt(plan.encryption, sent);
    if (!cipher) return tl::unexpected<Error>(cipher.error());
    sent = std::move(*cipher);
  }
  const auto done =
      add_headers(plan, {parts, stamp, message.plain_body, sent, token}, message.post);
  if (!done) return tl::unexpected<Error>(done.error());
  if (!parts.files.empty()) {
    message.post.type = "multipart/form-data; boundary=" + stamp.nonce;
    message.post.body = write_multipart(parts, plan.photos, sent, stamp.nonce);
  } else if (parts.body) {
    const bool is_text = is_encrypted && plan.encryption.field.empty();
    message.post.type = is_text ? "text/plain" : "application/json";
    message.post.body = std::move(sent);
  }
  return message;
}

}  // namespace sunhall
