#include "hub/api/zip_archive.h"

#include <zip.h>

#include <utility>

namespace sunhall {
namespace {

struct CloseFile {
  void operator()(zip_file_t* file) const noexcept { ::zip_fclose(file); }
};

tl::unexpected<Error> broken() {
  return fail(ErrorKind::kBadInput, "这不是完好的 XLSX 表格 · This is no sound XLSX file");
}

tl::unexpected<Error> too_much() {
  return fail(ErrorKind::kBadInput, "表格展开后太大 · The workbook is too big once unpacked");
}

}  // namespace

void ZipArchive::Discard::operator()(struct zip* archive) const noexcept {
  ::zip_discard(archive);
}

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  zip_error_t error;
  ::zip_error_init(&error);
  zip_source_t* source = ::zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = source == nullptr ? nullptr : ::zip_open_from_source(source, ZIP_RDONLY, &error);
  ::zip_error_fini(&error);
  if (archive == nullptr) {
    if (source != nullptr) ::zip_source_free(source);
    return broken();
  }
  ZipArchive out(archive);
  const auto count = ::zip_get_num_entries(archive, 0);
  if (count < 0) return broken();
  if (static_cast<std::size_t>(count) > kZipEntriesMax) return too_much();
  return out;
}

bool ZipArchive::has(const std::string& name) const {
  return ::zip_name_locate(archive_.get(), name.c_str(), 0) >= 0;
}

Result<std::string> ZipArchive::read(const std::string& name) {
  zip_stat_t about;
  ::zip_stat_init(&about);
  constexpr auto kNeeded = ZIP_STAT_INDEX | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
  if (::zip_stat(archive_.get(), name.c_str(), 0, &about) != 0 ||
      (about.valid & kNeeded) != kNeeded)
    return broken();
  if (about.size > left_bytes_ || about.size / kZipRatioMax > about.comp_size) return too_much();
  const std::unique_ptr<zip_file_t, CloseFile> file(
      ::zip_fopen_index(archive_.get(), about.index, 0));
  if (!file) return broken();
  // What the directory promised is not believed: one byte more is asked for.
  std::string out(about.size + 1, '\0');
  std::size_t have = 0;
  while (have < out.size()) {
    const auto count = ::zip_fread(file.get(), out.data() + have, out.size() - have);
    if (count < 0) return broken();
    if (count == 0) break;
    have += static_cast<std::size_t>(count);
  }
  if (have != about.size) return broken();
  out.resize(have);
  left_bytes_ -= have;
  return out;
}

}  // namespace sunhall
