#include "hub/api/feedback_store.h"

#include <utility>

#include "native/private_file.h"

namespace sunhall {
namespace {

// Times are milliseconds since 1970 in UTC.
constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS feedback(
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    name TEXT NOT NULL,          -- whose invitation or account; empty: somebody in the house
    role TEXT NOT NULL,
    text TEXT NOT NULL,
    camera TEXT NOT NULL,        -- what it is about; empty: none
    picture_time TEXT NOT NULL,  -- of the still, RFC 3339; empty: none
    handled_ms INTEGER,
    handled_by TEXT NOT NULL DEFAULT ''
  ) STRICT;
  -- Beside the texts: what is listed must not be read past pictures.
  CREATE TABLE IF NOT EXISTS still(
    feedback INTEGER PRIMARY KEY,
    jpeg BLOB NOT NULL
  ) STRICT;
  CREATE TRIGGER IF NOT EXISTS feedback_stays BEFORE DELETE ON feedback
    BEGIN SELECT RAISE(ABORT, 'feedback is not deleted'); END;
  CREATE TRIGGER IF NOT EXISTS feedback_is_unchanged
    BEFORE UPDATE OF id, at_ms, name, role, text, camera, picture_time ON feedback
    BEGIN SELECT RAISE(ABORT, 'feedback is not changed'); END;
)";

std::int64_t to_ms(WallTime time) {
  return time.time_since_epoch().count();
}

tl::unexpected<Error> no_such_row() {
  return fail(ErrorKind::kUnsupported, "there is no such feedback");
}

Feedback read_row(const Statement& row) {
  Feedback feedback{.id = row.int_at(0),
                    .at = WallTime(std::chrono::milliseconds(row.int_at(1))),
                    .name = row.text_at(2),
                    .role = row.text_at(3),
                    .text = row.text_at(4),
                    .camera = row.text_at(5),
                    .picture_time = row.text_at(6),
                    .has_still = row.int_at(9) != 0,
                    .handled_by = row.text_at(8)};
  if (const auto handled = row.maybe_int_at(7))
    feedback.handled_at = WallTime(std::chrono::milliseconds(*handled));
  return feedback;
}

}  // namespace

Result<FeedbackStore> FeedbackStore::open(const std::filesystem::path& file,
                                          const FeedbackLimits& limits) {
  if (auto made = make_private_file(file); !made) return tl::unexpected(std::move(made.error()));
  auto database = Database::open(file, DatabaseUse::kReadWrite);
  if (!database) return tl::unexpected(std::move(database.error()));
  if (auto made = database->run(kSchema); !made) return tl::unexpected(std::move(made.error()));
  return FeedbackStore(std::move(*database), limits);
}

Result<void> FeedbackStore::make_room(std::uint64_t bytes) {
  while (true) {
    const auto used = database_.number("SELECT coalesce(sum(length(jpeg)), 0) FROM still");
    if (!used) return tl::unexpected(used.error());
    if (*used == 0 || static_cast<std::uint64_t>(*used) + bytes <= limits_.stills_bytes_max)
      return {};
    auto gone =
        database_.run("DELETE FROM still WHERE feedback = (SELECT min(feedback) FROM still)");
    if (!gone) return gone;
  }
}

Result<std::int64_t> FeedbackStore::add(const Feedback& feedback,
                                        const std::vector<std::uint8_t>& still) {
  auto change = Transaction::begin(database_);
  if (!change) return tl::unexpected(std::move(change.error()));
  const auto count = database_.number("SELECT count(*) FROM feedback");
  if (!count) return tl::unexpected(count.error());
  if (static_cast<std::size_t>(*count) >= limits_.count_max)
    return fail(ErrorKind::kExhausted,
                "意见箱已满，请直接联系院方 · The box is full, please call us");
  auto added = database_.run_with(
      "INSERT INTO feedback(at_ms, name, role, text, camera, picture_time)"
      " VALUES(?, ?, ?, ?, ?, ?)",
      to_ms(feedback.at), feedback.name, feedback.role, feedback.text, feedback.camera,
      feedback.picture_time);
  if (!added) return tl::unexpected(std::move(added.error()));
  const std::int64_t id = database_.last_row_id();
  if (!still.empty()) {
    if (auto room = make_room(still.size()); !room) return tl::unexpected(std::move(room.error()));
    auto kept = database_.run_with("INSERT INTO still(feedback, jpeg) VALUES(?, ?)", id, still);
    if (!kept) return tl::unexpected(std::move(kept.error()));
  }
  if (auto done = change->commit(); !done) return tl::unexpected(std::move(done.error()));
  return id;
}

Result<std::vector<Feedback>> FeedbackStore::newest(std::size_t count_max) {
  auto select = database_.prepare(
      "SELECT id, at_ms, name, role, text, camera, picture_time, handled_ms, handled_by,"
      " EXISTS(SELECT 1 FROM still WHERE still.feedback = feedback.id)"
      " FROM feedback ORDER BY id DESC LIMIT ?");
  if (!select) return tl::unexpected(std::move(select.error()));
  select->bind(std::uint64_t{count_max});
  std::vector<Feedback> rows;
  while (true) {
    const auto more = select->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return rows;
    rows.push_back(read_row(*select));
  }
}

Result<std::vector<std::uint8_t>> FeedbackStore::still(std::int64_t id) {
  auto select = database_.prepare("SELECT jpeg FROM still WHERE feedback = ?");
  if (!select) return tl::unexpected(std::move(select.error()));
  const auto found = select->bind(id).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return fail(ErrorKind::kUnsupported, "there is no such still");
  return select->blob_at(0);
}

Result<void> FeedbackStore::handle(std::int64_t id, const std::string& who, WallTime at) {
  auto select = database_.prepare("SELECT 1 FROM feedback WHERE id = ?");
  if (!select) return tl::unexpected(std::move(select.error()));
  const auto found = select->bind(id).step();
  if (!found) return tl::unexpected(found.error());
  if (!*found) return no_such_row();
  select->reset();
  return database_.run_with(
      "UPDATE feedback SET handled_ms = ?, handled_by = ? WHERE id = ? AND handled_ms IS NULL",
      to_ms(at), who, id);
}

}  // namespace sunhall
