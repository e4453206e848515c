#include "hub/records/group_commit.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <future>
#include <random>
#include <set>
#include <thread>

#include "native/fd.h"
#include "tests/hub/records/ledger_bench.h"

using namespace sunhall;
using namespace std::chrono_literals;
using test::LedgerBench;
using test::make_entry;
using test::make_step;
using test::must;
using test::StepClock;
using test::TempFolder;

namespace {

/// The environment variable that makes this runner the child that is killed, and its way to tell.
constexpr const char* kChildFolder = "SUNHALL_RECORDS_CHILD";
constexpr int kChildTells = 100;  // a file descriptor
/// How many kills.
constexpr const char* kKillCount = "SUNHALL_RECORDS_KILLS";
constexpr int kKillCountDefault = 15;
constexpr int kWriterCount = 50;

Result<std::unique_ptr<Ledger>> open_ledger(const std::string& folder) {
  static const StepClock kClock;
  LedgerOptions options;
  options.folder = folder;
  options.site = "sample";
  return Ledger::open(options, kClock);
}

/// A ledger in a process of its own, with fifty writers.
class Child {
 public:
  Child(const std::string& folder, int round) {
    ::setenv(kChildFolder, (std::to_string(round) + ":" + folder).c_str(), 1);
    const char* const arguments[] = {"hub_records_tests", "--no-skip",
                                     "--test-case=group commit: the child that is killed", nullptr};
    int output[2] = {-1, -1};
    REQUIRE(::pipe(output) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output[1], kChildTells);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    REQUIRE(::posix_spawn(&pid_, "/proc/self/exe", &actions, nullptr,
                          const_cast<char* const*>(arguments), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::unsetenv(kChildFolder);
    ::close(output[1]);
    output_ = Fd(output[0]);
  }
  ~Child() { kill(); }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits for so many acknowledgements, kills, and gives all that were ever told.
  std::vector<std::string> kill_after(std::size_t wanted, std::chrono::microseconds pause) {
    while (lines_.size() < wanted && read_more()) {
    }
    std::this_thread::sleep_for(pause);  // so that the kill falls anywhere in a commit
    kill();
    while (read_more()) {
    }
    return lines_;
  }

 private:
  bool read_more() {
    char bytes[4096];
    const ssize_t count = ::read(output_.get(), bytes, sizeof(bytes));
    if (count <= 0) return false;
    for (ssize_t i = 0; i < count; ++i) {
      if (bytes[i] != '\n') {
        line_ += bytes[i];
        continue;
      }
      lines_.push_back(std::move(line_));
      line_.clear();
    }
    return true;
  }
  void kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }

  pid_t pid_ = -1;
  Fd output_;
  std::string line_;
  std::vector<std::string> lines_;
};

void tell(const std::string& line) {
  const std::string text = line + "\n";
  if (::write(kChildTells, text.data(), text.size()) < 0) std::_Exit(1);
}

std::string body_of(const std::string& id) {
  return R"({"waste_kind":")" + id + R"("})";
}

/// Adds, then corrects what it added, and sends each put twice, as a client does that saw no
/// answer.
void write_records(Ledger& ledger, const std::string& name) {
  for (int i = 0;; ++i) {
    const std::string id = name + "-" + std::to_string(i);
    const NewEntry added = make_entry(id + "-a", "waste", body_of(id + "-a"));
    const NewEntry corrected =
        make_step(added, RecordStep::kCorrect, id + "-b", body_of(id + "-b"));
    for (const NewEntry& entry : {added, corrected, added}) {
      const auto answer = ledger.put_and_wait(entry);
      if (!answer || answer->outcome == PutOutcome::kConflict) std::_Exit(1);
      if (answer->outcome == PutOutcome::kStored) tell(entry.id);
    }
  }
}

void write_readings(Ledger& ledger, int round) {
  for (int i = 0;; ++i) {
    std::vector<Reading> batch;
    const WallTime at{std::chrono::hours(490'000 + round) + i * 1s};
    for (int j = 0; j < 100; ++j) batch.push_back({"fridge-1", at + j * 1ms, at, 4.0, 0});
    if (!ledger.readings().add_and_wait(batch)) std::_Exit(1);
    tell("readings " + std::to_string(at.time_since_epoch().count()));
  }
}

void check_kept(const std::string& folder, const std::set<std::string>& told) {
  auto reader = LedgerReader::open(folder);
  must(reader);
  auto readings = ReadingReader::open(folder);
  must(readings);
  for (const std::string& line : told) {
    CAPTURE(line);
    if (line.starts_with("readings ")) {
      const WallTime at{std::chrono::milliseconds(std::stoll(line.substr(9)))};
      REQUIRE(readings->series("fridge-1", at, at + 1s)->size() == 100);
      continue;
    }
    const auto entry = reader->entry(line);
    must(entry);
    REQUIRE(*entry);
    REQUIRE((*entry)->body == body_of(line));
  }
}

}  // namespace

TEST_CASE("group commit: the child that is killed" * doctest::skip()) {
  const char* const wish = std::getenv(kChildFolder);
  if (wish == nullptr) return;
  const std::string text = wish;
  const std::size_t colon = text.find(':');
  const int round = std::atoi(text.c_str());
  auto ledger = open_ledger(text.substr(colon + 1));
  must(ledger);
  std::vector<std::jthread> writers;
  for (int i = 0; i < kWriterCount - 1; ++i) {
    const std::string name = "r" + std::to_string(round) + "-w" + std::to_string(i);
    writers.emplace_back([&, name] { write_records(**ledger, name); });
  }
  write_readings(**ledger, round);
}

TEST_CASE("group commit: killed while fifty write, nothing told is lost, nothing doubled") {
  const char* const wish = std::getenv(kKillCount);
  const int kill_count = wish == nullptr ? kKillCountDefault : std::atoi(wish);
  const TempFolder folder;
  std::mt19937 random(std::random_device{}());
  std::set<std::string> told;
  for (int round = 0; round < kill_count; ++round) {
    CAPTURE(round);
    Child child(folder.path(), round);
    const auto lines =
        child.kill_after(1 + random() % 400, std::chrono::microseconds(random() % 5'000));
    REQUIRE_FALSE(lines.empty());
    for (const std::string& line : lines) CHECK(told.insert(line).second);

    auto ledger = open_ledger(folder.path());
    must(ledger);
    check_kept(folder.path(), told);
    // The client that saw no answer asks again, after the restart.
    const NewEntry again = make_entry("r0-w0-0-a", "waste", body_of("r0-w0-0-a"));
    if (told.contains(again.id))
      CHECK((*ledger)->put_and_wait(again)->outcome == PutOutcome::kKnown);
    ledger->reset();
    const auto report = verify_records(folder.path(), {}, {});
    must(report);
    for (const RecordFinding& finding : report->findings)
      FAIL_CHECK(finding.place << ": " << finding.what);
  }
}

TEST_CASE(
    "group commit: a disk that fills refuses what does not fit, and goes on when there is room") {
  const TempFolder folder;
  auto database = Database::open(folder / "test.db", DatabaseUse::kReadWrite);
  must(database);
  must(database->run("CREATE TABLE t(text TEXT); PRAGMA max_page_count = 40"));
  const StepClock clock;
  {
    GroupCommit commit(*database, {}, clock);
    const auto add = [&](std::size_t bytes) {
      std::promise<Result<void>> told;
      REQUIRE(commit.post({.make =
                               [&database, bytes] {
                                 return database->run_with("INSERT INTO t VALUES (?)",
                                                           std::string(bytes, 'x'));
                               },
                           .tell = [&](const Result<void>& done) { told.set_value(done); },
                           .bytes = bytes}));
      return told.get_future().get();
    };
    must(add(50'000));
    const auto refused = add(200'000);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::kExhausted);
    must(add(10'000));
    must(database->run("PRAGMA max_page_count = 4000"));
    must(add(200'000));
  }
  CHECK(*database->number("SELECT count(*) FROM t") == 3);
}

TEST_CASE("group commit: one that is refused is undone alone; one that breaks undoes all with it") {
  const TempFolder folder;
  auto database = Database::open(folder / "test.db", DatabaseUse::kReadWrite);
  must(database);
  must(database->run("CREATE TABLE t(n INTEGER)"));
  const StepClock clock;
  std::vector<std::string> told;
  std::promise<void> is_held;
  std::promise<void> go;
  const auto held = go.get_future().share();
  {
    GroupCommit commit(*database, {}, clock);
    const auto post = [&](int number, ErrorKind kind, bool fails) {
      REQUIRE(commit.post({.make = [&, number, kind, fails]() -> Result<void> {
                             const auto done =
                                 database->run_with("INSERT INTO t VALUES (?)", number);
                             return fails ? fail(kind, "no") : done;
                           },
                           .tell =
                               [&, number](const Result<void>& done) {
                                 told.push_back(std::to_string(number) + (done ? "+" : "-"));
                               },
                           .bytes = 1}));
    };
    // While the worker is busy, three wait: they go in one transaction.
    REQUIRE(commit.post({.make = []() -> Result<void> { return {}; },
                         .tell =
                             [&](const Result<void>& /*done*/) {
                               is_held.set_value();
                               held.wait();
                             },
                         .bytes = 1}));
    is_held.get_future().wait();
    post(1, ErrorKind::kBadInput, false);
    post(2, ErrorKind::kBadInput, true);
    post(3, ErrorKind::kBadInput, false);
    go.set_value();
    std::promise<void> done;
    commit.keep_house([&] { done.set_value(); });
    done.get_future().wait();
    CHECK(*database->number("SELECT group_concat(n, '') FROM t") == 13);
    CHECK(told == std::vector<std::string>{"1+", "2-", "3+"});
    post(4, ErrorKind::kUnavailable, true);
  }
  CHECK(told.back() == "4-");
  CHECK(*database->number("SELECT count(*) FROM t") == 2);
}

TEST_CASE("group commit: a reader that holds an old state hinders no writer") {
  LedgerBench bench;
  bench.open();
  auto reader = bench.reader();
  must(reader.database().database().run("BEGIN"));
  CHECK(reader.newest()->seq == 0);

  bench.put(make_entry("waste-0001", "waste", body_of("x")));

  CHECK(reader.newest()->seq == 0);
  must(reader.database().database().run("COMMIT"));
  CHECK(reader.newest()->seq == 1);
}
