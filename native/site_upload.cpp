#include "native/site_upload.h"

#include <set>
#include <utility>

#include "core/base/text.h"
#include "native/site_screen.h"
#include "native/toml_fields.h"

namespace sunhall {
namespace {

UploadOptions read_upload(TomlFields& fields, const std::filesystem::path& folder) {
  fields.require("id", "id = \"city\"");
  fields.require("name", "name = \"市监管平台\"");
  fields.require("file", "file = \"city-upload.toml\"");
  UploadOptions upload{
      .id = fields.raw_text("id"), .name = fields.text("name", kSiteLabelCharsMax), .file = {}};
  if (fields.has("id") && !is_slug(upload.id)) {
    fields.fail_at("id", "must be 1 to 32 of a–z, 0–9 and inner -, like \"city\"");
  }
  const std::string file = fields.raw_text("file");
  if (!file.empty()) upload.file = folder / file;
  return upload;
}

}  // namespace

std::vector<UploadOptions> read_uploads(TomlFields& site, const std::filesystem::path& folder) {
  std::vector<UploadOptions> uploads;
  std::set<std::string> ids;
  for (const toml::table* table : site.tables("upload", kUploadsMax)) {
    TomlFields fields(*table, "upload", {"id", "name", "file"}, site.reading());
    UploadOptions upload = read_upload(fields, folder);
    if (!upload.id.empty() && !ids.insert(upload.id).second) {
      fields.fail_at("id", "is another upload's already; give each its own");
    }
    uploads.push_back(std::move(upload));
  }
  return uploads;
}

}  // namespace sunhall
