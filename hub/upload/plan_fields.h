// What the readers of a platform's file share.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "hub/upload/upload_plan.h"
#include "native/toml_fields.h"

namespace sunhall {

/// What is known of the file so far.
struct PlanReading {
  UploadPlan& plan;
  const std::filesystem::path& folder;
  std::set<std::string> value_names{};

  NameScope scope(std::vector<std::string_view> own = {}) const {
    NameScope names;
    names.values = &value_names;
    names.own = std::move(own);
    return names;
  }
};

/// Reads a text with expressions; empty when the key is absent or wrong.
TextTemplate read_text_at(TomlFields& fields, std::string_view key, const NameScope& scope,
                          const CodeTables& tables);

/// The same with a text of our own where the key is absent.
TextTemplate read_text_or(TomlFields& fields, std::string_view key, std::string_view fallback,
                          const NameScope& scope, const CodeTables& tables);

/// A JSON pointer such as `/data/token`; empty when absent.
std::string read_pointer(TomlFields& fields, std::string_view key);

/// Whether a text can be a header's name: letters, digits, - and _.
bool is_header_name(std::string_view text);

/// A header's name; empty when absent.
std::string read_header_name(TomlFields& fields, std::string_view key);

/// Codes as texts, whether they are written as texts or numbers.
std::vector<std::string> read_codes(TomlFields& fields, std::string_view key);

/// A request's method; POST when absent.
std::string read_method(TomlFields& fields);

// Each reads one table, which may be absent.
void read_platform(TomlFields& file, PlanReading& reading);
void read_auth(TomlFields& file, PlanReading& reading);
void read_signature(TomlFields& file, PlanReading& reading);
void read_encryption(TomlFields& file, PlanReading& reading);
void read_envelope(TomlFields& file, PlanReading& reading);
void read_photos(TomlFields& file, PlanReading& reading);
void read_records(TomlFields& file, PlanReading& reading);

}  // namespace sunhall
