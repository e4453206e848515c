#include "hub/upload/ledger_sources.h"

#include <utility>

#include <spdlog/fmt/fmt.h>

#include "core/model/records/record_json.h"
#include "hub/records/entry_row.h"
#include "hub/records/photo_shelf.h"

namespace sunhall {
namespace {

std::string file_name(std::string_view sha, PhotoFormat format) {
  return std::string(sha.substr(0, 16)) + std::string(photo_suffix(format));
}

}  // namespace

Result<std::optional<ViewedRecord>> view_record(LedgerReader& ledger, StoredEntry entry) {
  std::optional<std::string> body = entry.body;
  if (entry.step == RecordStep::kWithdraw) {
    const auto history = ledger.history(entry.thing);
    if (!history) return tl::unexpected<Error>(history.error());
    for (const StoredEntry& version : *history)
      if (version.step != RecordStep::kWithdraw && version.seq < entry.seq) body = version.body;
  }
  if (!body) return std::nullopt;
  auto json = parse_json(*body, kRecordBodyBytesMax);
  if (!json)
    return fail(ErrorKind::kInternal, fmt::format("entry {}: its body is no JSON", entry.seq));
  return ViewedRecord{std::move(entry), std::move(*json)};
}

Result<std::vector<StoredEntry>> entries_after(LedgerReader& ledger, std::int64_t seq,
                                               std::size_t count_max) {
  static const std::string kSql = "SELECT " + std::string(kEntryColumns) +
                                  " FROM entry AS e LEFT JOIN body AS b USING (seq) "
                                  "WHERE e.seq > ? ORDER BY e.seq LIMIT ?";
  std::vector<StoredEntry> entries;
  const auto read = ledger.database().each(
      kSql,
      [&](const Statement& row) -> Result<void> {
        auto entry = read_entry_row(row);
        if (!entry) return tl::unexpected<Error>(entry.error());
        if (entry->seq != ++seq)
          return fail(ErrorKind::kInternal,
                      fmt::format("the ledger has a gap before entry {}", entry->seq));
        entries.push_back(std::move(*entry));
        return {};
      },
      seq, std::int64_t(count_max));
  if (!read) return tl::unexpected<Error>(read.error());
  return entries;
}

Result<std::vector<StoredEntry>> entries_of(LedgerReader& ledger, const Date& day) {
  static const std::string kSql = "SELECT " + std::string(kEntryColumns) +
                                  " FROM entry AS e LEFT JOIN body AS b USING (seq) "
                                  "WHERE e.day = ? ORDER BY e.seq";
  std::vector<StoredEntry> entries;
  const auto read = ledger.database().each(
      kSql,
      [&](const Statement& row) -> Result<void> {
        auto entry = read_entry_row(row);
        if (!entry) return tl::unexpected<Error>(entry.error());
        entries.push_back(std::move(*entry));
        return {};
      },
      format_date(day));
  if (!read) return tl::unexpected<Error>(read.error());
  return entries;
}

Result<std::optional<Digest>> hash_at(LedgerReader& ledger, std::int64_t seq) {
  std::optional<Digest> hash;
  const auto found = ledger.database().first(
      "SELECT hash FROM entry WHERE seq = ?",
      [&](const Statement& row) { hash = to_digest(row.blob_at(0)); }, seq);
  if (!found) return tl::unexpected<Error>(found.error());
  return hash;
}

Result<std::optional<ViewedRecord>> LedgerSources::thing(std::string_view id) {
  auto entry = parts_.ledger.head(id);
  if (!entry) return tl::unexpected<Error>(entry.error());
  if (!*entry) return std::nullopt;
  return view_record(parts_.ledger, std::move(**entry));
}

Result<SentThing> LedgerSources::sent(std::string_view thing) {
  return parts_.queue.thing(thing);
}

void LedgerSources::begin() {
  files_.clear();
  photo_bytes_ = 0;
}

Result<std::optional<std::string>> LedgerSources::photo(std::string_view sha) {
  const PhotoPlan& plan = parts_.plan.photos;
  if (plan.how == PhotoPlan::How::kUpload) {
    auto known = parts_.queue.photo(sha);
    if (!known || *known) return known;
  }
  auto photo = read_photo(parts_.photos, sha);
  if (!photo && photo.error().kind == ErrorKind::kUnsupported) return std::nullopt;
  if (!photo) return tl::unexpected<Error>(photo.error());
  photo_bytes_ += photo->bytes.size();
  if (photo_bytes_ > kRequestPhotoBytesMax)
    return fail(ErrorKind::kBadInput, "照片超过 16 MiB · its photos are more than 16 MiB");
  if (plan.how == PhotoPlan::How::kBase64) return to_base64(photo->bytes);
  FilePart file{.name = plan.field,
                .file_name = file_name(sha, photo->format),
                .type = std::string(photo_media_type(photo->format)),
                .bytes = std::move(photo->bytes)};
  if (plan.how == PhotoPlan::How::kUpload) return upload(sha, std::move(file));
  file.name += std::to_string(files_.size() + 1);
  files_.push_back(std::move(file));
  return files_.back().name;
}

Result<std::optional<std::string>> LedgerSources::upload(std::string_view sha, FilePart file) {
  const RenderInput names{.values = &parts_.plan.values};
  const FilterMeans means{parts_.plan.tables, parts_.plan.platform.offset};
  MessageParts parts{.path = Renderer(names, means).path(parts_.plan.photos.path),
                     .key = std::string(sha.substr(0, 32))};
  parts.files.push_back(std::move(file));
  const auto answer = parts_.link.exchange(parts, stop_);
  if (!answer) return tl::unexpected<Error>(answer.error());
  const bool is_there =
      answer->verdict == AnswerVerdict::kAccepted || answer->verdict == AnswerVerdict::kDuplicate;
  const std::string id = is_there ? text_at(answer->document, parts_.plan.photos.id_at) : "";
  if (!id.empty()) {
    const auto noted = parts_.queue.note_photo(sha, id, parts_.clock.now().wall.utc);
    if (!noted) return tl::unexpected<Error>(noted.error());
    return id;
  }
  const std::string what = fmt::format("照片未被接收 · photo not taken: HTTP {} {} {}",
                                       answer->status, answer->code, answer->message);
  const bool is_refused = answer->verdict == AnswerVerdict::kRefused || is_there;
  return fail(is_refused ? ErrorKind::kBadInput : ErrorKind::kUnavailable, what);
}

}  // namespace sunhall
