#include "hub/upload/plan_fields.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sunhall {
namespace {

constexpr std::size_t kCodesMax = 100;
constexpr std::size_t kPointerBytesMax = 200;
constexpr std::size_t kHeaderNameMax = 64;
constexpr std::array<std::string_view, 5> kMethods{"POST", "PUT", "PATCH", "DELETE", "GET"};

}  // namespace

TextTemplate read_text_at(TomlFields& fields, std::string_view key, const NameScope& scope,
                          const CodeTables& tables) {
  const std::string text = fields.raw_text(key);
  if (text.empty()) return {};
  auto read = read_text_template(text, scope, tables);
  if (read) return std::move(*read);
  fields.fail_at(key, read.error().what);
  return {};
}

TextTemplate read_text_or(TomlFields& fields, std::string_view key, std::string_view fallback,
                          const NameScope& scope, const CodeTables& tables) {
  if (fields.has(key)) return read_text_at(fields, key, scope, tables);
  auto read = read_text_template(fallback, scope, tables);
  return read ? std::move(*read) : TextTemplate{};
}

std::string read_pointer(TomlFields& fields, std::string_view key) {
  std::string text = fields.raw_text(key);
  if (text.empty()) return text;
  if (text.front() != '/' || text.size() > kPointerBytesMax)
    fields.fail_at(key, "is the way to a field of the answer, like \"/data/token\"");
  return text;
}

bool is_header_name(std::string_view text) {
  return text.size() <= kHeaderNameMax && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::string read_header_name(TomlFields& fields, std::string_view key) {
  std::string text = fields.raw_text(key);
  if (!is_header_name(text)) fields.fail_at(key, "is a header's name, like \"X-Token\"");
  return text;
}

std::vector<std::string> read_codes(TomlFields& fields, std::string_view key) {
  std::vector<std::string> codes;
  for (const auto& [text, node] : fields.texts(key, kCodesMax)) codes.push_back(text);
  return codes;
}

std::string read_method(TomlFields& fields) {
  std::string method = fields.raw_text("method");
  if (method.empty()) return "POST";
  if (std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end())
    fields.fail_at("method", not_one_of(method, kMethods, "POST, PUT, PATCH, DELETE, GET"));
  return method;
}

}  // namespace sunhall
