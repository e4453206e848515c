// A house with a ledger, for the tests of the records' routes.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <optional>
#include <string>

#include "hub/api/export_routes.h"
#include "hub/api/import_routes.h"
#include "hub/api/key_routes.h"
#include "hub/api/openapi.h"
#include "hub/api/photo_routes.h"
#include "hub/api/reading_routes.h"
#include "hub/api/record_routes.h"
#include "hub/api/search_routes.h"
#include "tests/hub/api/api_house.h"

namespace sunhall::test {

struct RecordsApi {
  ApiHouse api;
  std::unique_ptr<Ledger> ledger;
  std::optional<LedgerReader> reader;
  std::optional<ReadingReader> readings;
  DaySource source;
  std::optional<DaySheets> sheets;
  std::optional<TaskQueue> queue{"sheets"};

  RecordsApi() {
    LedgerOptions options;
    options.folder = api.folder.path();
    options.site = "test-home";
    auto opened = Ledger::open(options, api.clock);
    REQUIRE_MESSAGE(opened.has_value(), opened.error().what);
    ledger = std::move(*opened);
    auto reading = LedgerReader::open(options.folder);
    REQUIRE(reading.has_value());
    reader.emplace(std::move(*reading));
    auto series = ReadingReader::open(options.folder);
    REQUIRE(series.has_value());
    readings.emplace(std::move(*series));
    sheets.emplace(*reader, source);
    const RecordParts parts{.ledger = *ledger,
                            .reader = *reader,
                            .sheets = *sheets,
                            .source = source,
                            .queue = *queue,
                            .audit = *api.audit,
                            .clock = api.clock};
    add_record_routes(*api.router, parts);
    add_photo_routes(*api.router, parts);
    add_search_routes(*api.router, parts);
    add_export_routes(*api.router, parts);
    add_import_routes(*api.router, parts);
    add_reading_routes(*api.router, parts, {.reader = *readings, .sensors = nullptr});
    add_key_routes(*api.router, *api.accounts, api.clock, api.queue);
    add_openapi_route(*api.router);
    api.add_account("li", Role::kStaff);
    api.add_account("wang", Role::kManager);
    api.add_account("inspector", Role::kInspector);
    api.open();
  }
  ~RecordsApi() {
    api.hub.reset();
    queue.reset();
    ledger.reset();
  }
  RecordsApi(const RecordsApi&) = delete;
  RecordsApi& operator=(const RecordsApi&) = delete;

  /// A version as a desk sends it; `more` stands before the body.
  static std::string entry(const std::string& kind, const std::string& body,
                           const std::string& more = R"("step": "add")",
                           const std::string& day = "2026-11-24") {
    return R"({"kind": ")" + kind + R"(", "day": ")" + day +
           R"(", "made_at": "2026-11-24T05:50:00+08:00", )" + more + R"(, "body": )" + body + "}";
  }
  RawAnswer put(const std::string& id, const std::string& text, const std::string& token) {
    return api.send("PUT", "/api/v1/records/" + id, token, text);
  }
  std::string link(Role role) {
    const auto made = api.accounts->add_link({.name = "张家", .role = role});
    REQUIRE(made);
    return made->token.reveal();
  }
};

inline constexpr const char* kPersonBody =
    R"({"name": "王大明", "job": "厨师", "phone": "13800001111", "id_number": "123X",)"
    R"( "health_certificate_until": "2027-06-30"})";

}  // namespace sunhall::test
