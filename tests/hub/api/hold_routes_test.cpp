#include "hub/api/hold_routes.h"

#include "hub/store/store.h"
#include "tests/hub/api/recorded_house.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

struct HoldHouse : RecordedHouse {
  HoldHouse() {
    bench.camera().begin(bench.now());
    must(bench.run(std::chrono::seconds(10)));
    close();
    auto opened = Store::open(bench.options, bench.disk, bench.clock);
    must(opened);
    store = std::move(*opened);
    add_hold_routes(*api.router, *store, *archive, *api.audit, api.clock, api.queue);
    api.open();
    boss = api.token_of("boss");
    eye = api.token_of("eye");
  }
  ~HoldHouse() { api.hub.reset(); }
  HoldHouse(const HoldHouse&) = delete;
  HoldHouse& operator=(const HoldHouse&) = delete;

  static std::string form(const std::string& more = {}, const std::string& camera = "cooking") {
    return R"({"camera": ")" + camera + R"(", "from": ")" + moment(std::chrono::seconds(2)) +
           R"(", "to": ")" + moment(std::chrono::seconds(5)) + R"(", "why": "抽查 2026-11")" +
           more + "}";
  }
  int post(const std::string& body) { return api.post("/api/v1/holds", body, boss).status; }

  std::unique_ptr<Store> store;
  std::string boss;
  std::string eye;
};

}  // namespace

TEST_CASE("hold routes: a span is held, listed with who and why, and released") {
  HoldHouse house;

  const RawAnswer held = house.api.post("/api/v1/holds", house.form(), house.boss);
  CHECK(held.status == 201);
  CHECK(held.body.find(R"("id":1,"camera":"cooking","stream":"main",)") != std::string::npos);
  CHECK(house.bench.recordings().front().is_held);
  const RawAnswer list = house.api.get("/api/v1/holds", house.eye);
  CHECK(list.status == 200);
  CHECK(list.body.find(R"("from":"2026-11-24T08:00:02+00:00","to":"2026-11-24T08:00:05+00:00",)"
                       R"("why":"抽查 2026-11","who":"boss")") != std::string::npos);

  CHECK(house.api.send("DELETE", "/api/v1/holds/1", house.boss).status == 204);
  CHECK_FALSE(house.bench.recordings().front().is_held);
  CHECK(house.api.get("/api/v1/holds", house.eye).body == "{\"holds\":[]}\n");
  CHECK(house.api.send("DELETE", "/api/v1/holds/1", house.boss).status == 404);
}

TEST_CASE("hold routes: who held and who released is in the log") {
  HoldHouse house;
  REQUIRE(house.post(house.form()) == 201);
  REQUIRE(house.api.send("DELETE", "/api/v1/holds/1", house.boss).status == 204);

  const auto looks = house.api.audit->newest(10);

  REQUIRE(looks->size() == 2);
  CHECK(looks->at(1).what == "hold");
  CHECK(looks->at(0).what == "release");
  CHECK(looks->at(0).account == "boss");
  CHECK(looks->at(0).camera == "cooking");
  CHECK(looks->at(0).from == "2026-11-24T08:00:02+00:00");
}

TEST_CASE("hold routes: inspectors read holds and set none, staff see none") {
  HoldHouse house;
  const std::string cook = house.api.token_of("cook");
  CHECK(house.api.get("/api/v1/holds").status == 401);
  CHECK(house.api.get("/api/v1/holds", cook).status == 403);
  CHECK(house.api.post("/api/v1/holds", house.form(), cook).status == 403);
  CHECK(house.api.post("/api/v1/holds", house.form(), house.eye).status == 403);
  CHECK(house.api.send("DELETE", "/api/v1/holds/1", house.eye).status == 403);
  CHECK(house.archive->holds()->empty());
}

TEST_CASE("hold routes: whoever may see some cameras only neither sees nor touches others' holds") {
  HoldHouse house;
  const auto link = house.api.accounts->add_link(
      {.name = "washing", .role = Role::kManager, .cameras = {"washing"}});
  const std::string other = link->token.reveal();
  REQUIRE(house.post(house.form()) == 201);

  CHECK(house.api.get("/api/v1/holds", other).body == "{\"holds\":[]}\n");
  CHECK(house.api.post("/api/v1/holds", house.form(), other).status == 403);
  CHECK(house.api.send("DELETE", "/api/v1/holds/1", other).status == 403);
  CHECK(house.archive->holds()->size() == 1);
}

TEST_CASE("hold routes: a hold that makes no sense is refused with the reason") {
  HoldHouse house;
  const std::string from = R"("from": "2026-11-24T08:00:00Z", )";
  const std::string to = R"("to": "2026-11-24T09:00:00Z", )";
  const std::string begin = R"({"camera": "cooking", )";
  CHECK(house.post("{}") == 400);
  CHECK(house.post("[") == 400);
  CHECK(house.post(begin + from + to + R"("why": " "})") == 400);
  CHECK(house.post(begin + from + R"("to": "2026-11-24T08:00:00Z", "why": "x"})") == 400);
  CHECK(house.post(begin + from + R"("to": "2027-11-24T08:00:00Z", "why": "x"})") == 400);
  CHECK(house.post(begin + from + R"("to": "soon", "why": "x"})") == 400);
  CHECK(house.post(begin + from + to + R"("why": ")" + std::string(501, 'x') + "\"}") == 400);
  CHECK(house.post(house.form(R"(, "stream": "third")")) == 400);
  CHECK(house.post(house.form({}, "../x")) == 400);
  CHECK(house.post(house.form({}, "nowhere")) == 404);
  for (const char* id : {"0", "-1", "x", "1x", "99999999999999999999"})
    CHECK(house.api.send("DELETE", std::string("/api/v1/holds/") + id, house.boss).status == 404);
  const std::string form = house.form();
  for (std::size_t length = 1; length < form.size(); ++length)
    CHECK(house.post(form.substr(0, length)) == 400);
  CHECK(house.archive->holds()->empty());
  CHECK(house.api.audit->newest(10)->empty());
}
