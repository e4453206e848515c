#include "hub/api/accounts.h"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include "hub/api/daily_hours.h"
#include "hub/api/local_peer.h"
#include "tests/hub/api/api_house.h"

using namespace sunhall;
using namespace sunhall::test;
using std::chrono::hours;

namespace {

Request from(std::string peer, Fields headers = {}, Fields query = {}) {
  Request request;
  request.path = "/";
  request.peer = std::move(peer);
  request.headers = std::move(headers);
  request.query = std::move(query);
  return request;
}

struct Book {
  TempFolder folder;
  StepClock clock;
  std::unique_ptr<Accounts> accounts;
  std::optional<Secret> first_token;

  Book() { open(); }
  void open() {
    accounts.reset();
    auto opened = Accounts::open(cheap_accounts(folder / "accounts.db"), clock);
    REQUIRE(opened.has_value());
    accounts = std::move(opened->accounts);
    first_token = std::move(opened->first_token);
  }
  Role role_of(const Request& request) const {
    const auto who = accounts->identify(request);
    return who ? who->role : Role::kNobody;
  }
  Role role_of_token(const std::string& token) const {
    return role_of(from("203.0.113.9", {{"authorization", "Bearer " + token}}));
  }
};

}  // namespace

TEST_CASE(
    "accounts: the first administrator gets a token once, and nobody has a password by default") {
  Book book;
  REQUIRE(book.first_token.has_value());
  CHECK(book.first_token->reveal().size() == 43);
  CHECK(book.accounts->accounts().empty());
  CHECK(book.role_of_token(book.first_token->reveal()) == Role::kAdmin);

  const std::string token = book.first_token->reveal();
  book.open();
  CHECK_FALSE(book.first_token.has_value());
  CHECK(book.role_of_token(token) == Role::kAdmin);
}

TEST_CASE("accounts: neither password nor token is in the file, and only its owner may read it") {
  Book book;
  REQUIRE(book.accounts->add_account("王院长", Role::kManager, "a very secret word"));
  const auto session = book.accounts->log_in("王院长", "a very secret word");
  REQUIRE(session);
  std::string all;
  for (const char* name : {"accounts.db", "accounts.db-wal"}) all += book.folder.read(name);
  CHECK(all.find("王院长") != std::string::npos);
  CHECK(all.find("a very secret word") == std::string::npos);
  CHECK(all.find(session->token.reveal()) == std::string::npos);
  CHECK(all.find(book.first_token->reveal()) == std::string::npos);
  CHECK(all.find("$argon2id$") != std::string::npos);
  struct ::stat info{};
  REQUIRE(::stat((book.folder / "accounts.db").c_str(), &info) == 0);
  CHECK((info.st_mode & 0777) == 0600);
}

TEST_CASE("accounts: who comes from the house's own network is the public, from outside nobody") {
  Book book;
  for (const char* home : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.7.7",
                           "169.254.1.1", "::1", "fe80::1", "fd00::5"})
    CHECK(book.role_of(from(home)) == Role::kPublic);
  for (const char* away :
       {"203.0.113.9", "8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1", "11.0.0.1",
        "2001:db8::1", "fec0::1", "::", "", "kitchen", "0.0.0.0", "1270.0.0.1"})
    CHECK(book.role_of(from(away)) == Role::kNobody);
}

TEST_CASE("accounts: what an unknown proxy forwards is from outside, whatever its own address") {
  Book book;
  Request relayed = from("127.0.0.1");
  relayed.is_relayed = true;
  CHECK(book.role_of(relayed) == Role::kNobody);
}

TEST_CASE(
    "accounts: a session is shown by header, query or cookie, and a wrong one is not the public") {
  Book book;
  REQUIRE(book.accounts->add_account("li", Role::kStaff, kPassword));
  const std::string token = book.accounts->log_in("li", kPassword)->token.reveal();
  CHECK(book.role_of(from("8.8.8.8", {{"authorization", "Bearer " + token}})) == Role::kStaff);
  CHECK(book.role_of(from("8.8.8.8", {{"authorization", "bearer " + token}})) == Role::kStaff);
  CHECK(book.role_of(from("8.8.8.8", {}, {{"token", token}})) == Role::kStaff);
  CHECK(book.role_of(from("8.8.8.8", {{"cookie", "a=b; sunhall_session=" + token}})) ==
        Role::kStaff);
  CHECK(book.role_of(from("8.8.8.8", {{"cookie", "xsunhall_session=" + token}})) == Role::kNobody);

  CHECK_FALSE(
      book.accounts->identify(from("127.0.0.1", {{"authorization", "Bearer " + token + "x"}})));
  CHECK_FALSE(book.accounts->identify(from("127.0.0.1", {{"authorization", "Basic " + token}})));
  CHECK_FALSE(book.accounts->identify(from("127.0.0.1", {}, {{"token", ""}})));
  CHECK_FALSE(book.accounts->identify(from("127.0.0.1", {}, {{"token", std::string(5000, 'a')}})));
  // A cookie sends itself: when it has expired, the page is the public's again.
  CHECK(book.role_of(from("127.0.0.1", {{"cookie", "sunhall_session=old"}})) == Role::kPublic);
}

TEST_CASE("accounts: a token that breaks off or changes anywhere is no token") {
  Book book;
  const std::string token = book.first_token->reveal();
  for (std::size_t i = 0; i < token.size(); ++i) {
    CHECK(book.role_of_token(token.substr(0, i)) == Role::kNobody);
    std::string bent = token;
    bent[i] = bent[i] == 'A' ? 'B' : 'A';
    CHECK(book.role_of_token(bent) == Role::kNobody);
  }
}

TEST_CASE(
    "accounts: a session ends after its time, by logging out, with the password and with the "
    "account") {
  Book book;
  REQUIRE(book.accounts->add_account("li", Role::kStaff, kPassword));
  const auto fresh = [&] { return book.accounts->log_in("li", kPassword)->token.reveal(); };

  const std::string timed = fresh();
  book.clock.advance(kSessionTime - std::chrono::minutes(1));
  CHECK(book.role_of_token(timed) == Role::kStaff);
  book.clock.advance(std::chrono::minutes(1));
  CHECK(book.role_of_token(timed) == Role::kNobody);

  const std::string left = fresh();
  const std::string other = fresh();
  REQUIRE(book.accounts->log_out(from("8.8.8.8", {{"cookie", "sunhall_session=" + left}})));
  CHECK(book.role_of_token(left) == Role::kNobody);
  CHECK(book.role_of_token(other) == Role::kStaff);

  REQUIRE(book.accounts->set_password("li", "another word"));
  CHECK(book.role_of_token(other) == Role::kNobody);
  CHECK_FALSE(book.accounts->log_in("li", kPassword));
  const std::string last = book.accounts->log_in("li", "another word")->token.reveal();
  REQUIRE(book.accounts->remove_account("li"));
  CHECK(book.role_of_token(last) == Role::kNobody);
  CHECK_FALSE(book.accounts->log_in("li", "another word"));
  book.open();
  CHECK(book.role_of_token(last) == Role::kNobody);
  CHECK(book.accounts->accounts().empty());
}

TEST_CASE("accounts: sessions outlive a restart, the oldest of too many goes") {
  Book book;
  REQUIRE(book.accounts->add_account("li", Role::kStaff, kPassword));
  const std::string first = book.accounts->log_in("li", kPassword)->token.reveal();
  for (std::size_t i = 1; i < kSessionsOfAccountMax; ++i)
    REQUIRE(book.accounts->log_in("li", kPassword));
  book.open();
  CHECK(book.role_of_token(first) == Role::kStaff);
  REQUIRE(book.accounts->log_in("li", kPassword));
  CHECK(book.role_of_token(first) == Role::kNobody);
}

TEST_CASE("accounts: a link is for a family, its cameras and its time, and can be revoked") {
  Book book;
  const WallTime now = book.clock.now().wall.utc;
  const auto link =
      book.accounts->add_link({.name = "张家", .cameras = {"dining"}, .expires = now + hours(24)});
  REQUIRE(link);
  const auto who = book.accounts->identify(from("8.8.8.8", {}, {{"token", link->token.reveal()}}));
  REQUIRE(who);
  CHECK(who->role == Role::kFamily);
  CHECK(who->account == "张家");
  CHECK(who->cameras == std::vector<std::string>{"dining"});
  book.open();
  CHECK(book.accounts->links().size() == 2);
  book.clock.advance(hours(24));
  CHECK(book.role_of_token(link->token.reveal()) == Role::kNobody);

  const auto endless = book.accounts->add_link({.name = "李家"});
  REQUIRE(endless);
  REQUIRE(book.accounts->remove_link(endless->row.id));
  CHECK(book.role_of_token(endless->token.reveal()) == Role::kNobody);
  CHECK_FALSE(book.accounts->remove_link(endless->row.id));
  CHECK_FALSE(book.accounts->add_link({.name = "x", .cameras = {"../etc"}}));
  CHECK_FALSE(book.accounts->add_link({.name = "x", .expires = now - hours(1)}));
  CHECK_FALSE(book.accounts->add_link({.name = "a\nb"}));
}

TEST_CASE("accounts: a link's hours outlive a restart, and are as many as one may name") {
  Book book;
  const DailySpan morning{.from = hours(7), .to = hours(12)};
  const DailySpan night{.from = hours(22), .to = hours(6)};
  const auto link = book.accounts->add_link({.name = "张家", .hours = {morning, night}});
  REQUIRE(link);
  book.open();
  const auto who = book.accounts->identify(from("8.8.8.8", {}, {{"token", link->token.reveal()}}));
  REQUIRE(who);
  CHECK(who->hours == std::vector<DailySpan>{morning, night});
  CHECK(who->token == link->row.id);
  CHECK_FALSE(book.accounts->add_link(
      {.name = "x", .hours = std::vector<DailySpan>(kHoursMax + 1, morning)}));
}

TEST_CASE("accounts: a file from before there were hours opens, and its links are good always") {
  const TempFolder folder;
  const StepClock clock;
  const TokenHash hash = hash_token("an old token");
  {
    auto old = Database::open(folder / "accounts.db", DatabaseUse::kReadWrite);
    REQUIRE(old);
    REQUIRE(
        old->run("CREATE TABLE token(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE,"
                 " kind TEXT NOT NULL, name TEXT NOT NULL, role TEXT NOT NULL,"
                 " cameras TEXT NOT NULL, created_ms INTEGER NOT NULL, expires_ms INTEGER)"
                 " STRICT;"));
    REQUIRE(
        old->run_with("INSERT INTO token VALUES(7, ?, 'link', '张家', 'family', 'dining', 0,"
                      " NULL)",
                      std::span<const std::uint8_t>(hash)));
  }
  for (int opening = 0; opening < 2; ++opening) {
    const auto opened = Accounts::open(cheap_accounts(folder / "accounts.db"), clock);
    REQUIRE(opened);
    const auto who = opened->accounts->identify(from("8.8.8.8", {}, {{"token", "an old token"}}));
    REQUIRE(who);
    CHECK(who->token == 7);
    CHECK(who->hours.empty());
    CHECK(who->cameras == std::vector<std::string>{"dining"});
  }
}

TEST_CASE("accounts: a file of a newer program, or with hours that nobody can read, is refused") {
  for (const char* damage : {"PRAGMA user_version = 1000", "UPDATE token SET hours = 'whenever'"}) {
    Book book;
    book.accounts.reset();
    {
      auto file = Database::open(book.folder / "accounts.db", DatabaseUse::kReadWrite);
      REQUIRE(file);
      REQUIRE(file->run(damage));
    }
    const auto opened = Accounts::open(cheap_accounts(book.folder / "accounts.db"), book.clock);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().kind == ErrorKind::kBadInput);
  }
}

TEST_CASE("accounts: names and passwords have limits, and a name is given once") {
  Book book;
  CHECK_FALSE(book.accounts->add_account("", Role::kStaff, kPassword));
  CHECK_FALSE(book.accounts->add_account("a\r\nb", Role::kStaff, kPassword));
  CHECK_FALSE(book.accounts->add_account(std::string(41, 'a'), Role::kStaff, kPassword));
  CHECK_FALSE(book.accounts->add_account("li", Role::kStaff, "short"));
  CHECK_FALSE(book.accounts->add_account("li", Role::kStaff, std::string(129, 'p')));
  CHECK_FALSE(book.accounts->add_account("li", Role::kPublic, kPassword));
  CHECK(book.accounts->add_account("li", Role::kStaff, kPassword));
  CHECK_FALSE(book.accounts->add_account("li", Role::kAdmin, kPassword));
}

TEST_CASE("accounts: a name that is nobody's says the same as a wrong password") {
  Book book;
  REQUIRE(book.accounts->add_account("li", Role::kStaff, kPassword));
  const auto wrong = book.accounts->log_in("li", "wrong password");
  const auto nobody = book.accounts->log_in("wang", kPassword);
  REQUIRE_FALSE(wrong);
  REQUIRE_FALSE(nobody);
  CHECK(wrong.error().what == nobody.error().what);
  // Nor does the password of the hash that unknown names are checked against open anything.
  CHECK_FALSE(book.accounts->log_in("wang", "nobody's password"));
}

TEST_CASE("local peer: an IPv6 household is one guesser") {
  CHECK(peer_network("2001:db8:1:2:3:4:5:6") == peer_network("2001:db8:1:2::9"));
  CHECK(peer_network("2001:db8:1:2::") != peer_network("2001:db8:1:3::"));
  CHECK(peer_network("203.0.113.9") == "203.0.113.9");
}
