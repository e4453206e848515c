#include "hub/api/audit_log.h"

#include <algorithm>
#include <array>
#include <utility>

#include <spdlog/spdlog.h>

#include "core/base/text.h"
#include "hub/api/answer.h"

namespace sunhall {
namespace {

constexpr const char* kSchema = R"(
  CREATE TABLE IF NOT EXISTS look(
    id INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,     -- since 1970, UTC
    account TEXT NOT NULL,
    role TEXT NOT NULL,
    peer TEXT NOT NULL,         -- address it came from
    what TEXT NOT NULL,         -- live, archive, clip, hold, release
    camera TEXT NOT NULL,
    span_from TEXT NOT NULL,    -- as it was asked for; empty: the present
    span_to TEXT NOT NULL
  ) STRICT;
)";

// What was added to files that exist: of which day, thing, photo or words a look at records was.
constexpr const char* kAddAbout = "ALTER TABLE look ADD COLUMN about TEXT NOT NULL DEFAULT ''";

constexpr std::size_t kAboutCharsMax = 120;
// In what a request says of which records it wants.
constexpr std::array kAboutNames = {"date",     "day",   "kind",   "thing", "sha",
                                    "supplier", "batch", "person", "dish"};

std::string key_of(const Look& look) {
  std::string key;
  for (const std::string* part : {&look.account, &look.role, &look.peer, &look.what, &look.camera,
                                  &look.from, &look.to, &look.about})
    key += *part + '\n';
  return key;
}

std::string about_of(const Call& call) {
  std::string about;
  for (const char* name : kAboutNames) {
    const auto value = find_field(call.params, name);
    const auto said = value ? value : call.request.query_value(name);
    if (said) about += (about.empty() ? "" : ", ") + std::string(name) + " " + std::string(*said);
  }
  return truncate_chars(clean_line(about), kAboutCharsMax);
}

Look look_of(const Call& call, const std::string& what, const Clock& clock) {
  const auto asked = [&](std::string_view name) {
    return std::string(call.request.query_value(name).value_or(""));
  };
  return {.at = clock.now().wall.utc,
          .account = call.who.account,
          .role = std::string(role_word(call.who.role)),
          .peer = call.request.peer,
          .what = what,
          .camera = std::string(find_field(call.params, "camera").value_or(asked("camera"))),
          .from = asked("from"),
          .to = asked("to"),
          .about = about_of(call)};
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::open(const std::filesystem::path& file,
                                                 const Clock& clock, TaskQueue& queue) {
  auto database = Database::open(file, DatabaseUse::kReadWrite);
  if (!database) return tl::unexpected(std::move(database.error()));
  if (auto made = database->run(kSchema); !made) return tl::unexpected(std::move(made.error()));
  const auto is_there =
      database->number("SELECT count(*) FROM pragma_table_info('look') WHERE name = 'about'");
  if (!is_there) return tl::unexpected(is_there.error());
  if (*is_there == 0)
    if (auto added = database->run(kAddAbout); !added) return tl::unexpected(added.error());
  return std::unique_ptr<AuditLog>(new AuditLog(std::move(*database), clock, queue));
}

Result<void> AuditLog::add(const Look& look) {
  const MutexLock lock(disk_mutex_);
  return database_.run_with(
      "INSERT INTO look(at_ms, account, role, peer, what, camera, span_from, span_to, about)"
      " VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
      std::int64_t{look.at.time_since_epoch().count()}, look.account, look.role, look.peer,
      look.what, look.camera, look.from, look.to, look.about);
}

Result<std::vector<Look>> AuditLog::newest(std::size_t count_max) {
  const MutexLock lock(disk_mutex_);
  auto select = database_.prepare(
      "SELECT at_ms, account, role, peer, what, camera, span_from, span_to, about FROM look"
      " ORDER BY id DESC LIMIT ?");
  if (!select) return tl::unexpected(std::move(select.error()));
  select->bind(std::uint64_t{count_max});
  std::vector<Look> looks;
  while (true) {
    const auto more = select->step();
    if (!more) return tl::unexpected(more.error());
    if (!*more) return looks;
    looks.push_back({.at = WallTime(std::chrono::milliseconds(select->int_at(0))),
                     .account = select->text_at(1),
                     .role = select->text_at(2),
                     .peer = select->text_at(3),
                     .what = select->text_at(4),
                     .camera = select->text_at(5),
                     .from = select->text_at(6),
                     .to = select->text_at(7),
                     .about = select->text_at(8)});
  }
}

Result<void> AuditLog::note(const Look& look) {
  const Ticks now = clock_.now().ticks;
  if (is_recent(look, now)) return {};
  if (auto added = add(look); !added) {
    spdlog::error("audit: a look cannot be logged: {}", added.error().what);
    return added;
  }
  remember(look, now);
  return {};
}

bool AuditLog::is_recent(const Look& look, Ticks now) {
  const MutexLock lock(mutex_);
  const auto it = recent_.find(key_of(look));
  return it != recent_.end() && now - it->second < kSameLook;
}

void AuditLog::remember(const Look& look, Ticks now) {
  const MutexLock lock(mutex_);
  if (recent_.size() >= kRecentLooksMax)
    std::erase_if(recent_, [&](const auto& entry) { return now - entry.second >= kSameLook; });
  // Forgetting only means that a look is written twice.
  if (recent_.size() >= kRecentLooksMax) recent_.clear();
  recent_[key_of(look)] = now;
}

Handler AuditLog::watch(std::string what, Handler handler) {
  return
      [this, what = std::move(what), handler = std::move(handler)](const Call& call, Reply reply) {
        if (call.who.role < Role::kInspector) return handler(call, std::move(reply));
        const Look look = look_of(call, what, clock_);
        if (is_recent(look, clock_.now().ticks)) return handler(call, std::move(reply));
        const auto shared = std::make_shared<Reply>(std::move(reply));
        const bool is_posted = queue_.post([this, look, call, handler, shared] {
          if (const auto added = add(look); !added) {
            spdlog::error("audit: a look cannot be logged: {}", added.error().what);
            return (*shared)(answer_error({ErrorKind::kUnavailable, "this look cannot be logged"}));
          }
          remember(look, clock_.now().ticks);
          handler(call, std::move(*shared));
        });
        if (!is_posted)
          (*shared)(answer_error({ErrorKind::kUnavailable, "too much to do, try again"}));
      };
}

void add_audit_routes(Router& router, AuditLog& log, TaskQueue& queue) {
  router.add(
      {Method::kGet, "/api/v1/looks", Role::kManager, [&log, &queue](const Call&, Reply reply) {
         answer_on(queue, std::move(reply), [&log] {
           const auto looks = log.newest(kLooksListedMax);
           if (!looks) return answer_error(looks.error());
           OrderedJson rows = OrderedJson::array();
           for (const Look& look : *looks) {
             rows.push_back(OrderedJson{{"at", format_rfc3339({look.at, std::chrono::minutes(0)})},
                                        {"account", look.account},
                                        {"role", look.role},
                                        {"peer", look.peer},
                                        {"what", look.what},
                                        {"camera", look.camera},
                                        {"from", look.from},
                                        {"to", look.to},
                                        {"about", look.about}});
           }
           return answer_json(200, OrderedJson{{"looks", std::move(rows)}});
         });
       }});
}

}  // namespace sunhall
