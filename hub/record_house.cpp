#include "hub/record_house.h"

#include <utility>

#include "hub/api/photo_routes.h"
#include "hub/api/record_routes.h"
#include "hub/api/search_routes.h"

namespace sunhall {
namespace {

DaySource day_source(const RecordHouseSetup& setup) {
  return {.home = setup.site.name,
          .canteen = {},
          .licence = setup.site.licence,
          .is_sample = setup.is_sample,
          .limits = {},
          .meal_times = setup.site.schedule.meal_times,
          .sensors = {}};
}

}  // namespace

Result<std::unique_ptr<RecordHouse>> RecordHouse::open(const RecordHouseSetup& setup) {
  LedgerOptions options;
  options.folder = setup.folder;
  options.site = setup.site.id;
  auto ledger = Ledger::open(options, setup.clock);
  if (!ledger) return tl::unexpected(std::move(ledger.error()));
  auto reader = LedgerReader::open(setup.folder);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  std::unique_ptr<RecordHouse> house(
      new RecordHouse(setup, std::move(*ledger), std::move(*reader)));
  if (auto published = house->publish(); !published)
    return tl::unexpected(std::move(published.error()));
  return house;
}

RecordHouse::RecordHouse(const RecordHouseSetup& setup, std::unique_ptr<Ledger> ledger,
                         LedgerReader reader)
    : setup_(setup),
      source_(day_source(setup)),
      ledger_(std::move(ledger)),
      reader_(std::move(reader)),
      sheets_(reader_, source_) {}

Result<void> RecordHouse::publish() {
  if (!setup_.site.records_url.empty()) {
    feed_ = std::make_unique<TodayFeed>(
        TodayFeedSetup{.source = setup_.site.records_url, .changed = [this] { tell({}); }});
    ledger_->on_stored([this](const std::string& kind, const Date& day) { tell({{kind, day}}); });
    return {};
  }
  auto published =
      PublishedDay::open({.folder = setup_.folder,
                          .source = source_,
                          .clock = setup_.clock,
                          .changed = [this](const DayChanges& changes) { tell(changes); }});
  if (!published) return tl::unexpected(std::move(published.error()));
  published_ = std::move(*published);
  ledger_->on_stored([day = published_.get()](const std::string& kind, const Date& date) {
    day->look_again(kind, date);
  });
  return {};
}

void RecordHouse::tell(const DayChanges& changes) {
  if (changes.empty()) setup_.events.publish({.name = "records", .data = "{}"});
  for (const auto& [kind, day] : changes) {
    setup_.events.publish(
        {.name = "records",
         .data = R"({"day": ")" + format_date(day) + R"(", "kind": ")" + kind + "\"}"});
  }
}

void RecordHouse::add_routes(Router& router) {
  const RecordParts parts{.ledger = *ledger_,
                          .reader = reader_,
                          .sheets = sheets_,
                          .source = source_,
                          .queue = queue_,
                          .audit = setup_.audit,
                          .clock = setup_.clock};
  add_record_routes(router, parts);
  add_photo_routes(router, parts);
  add_search_routes(router, parts);
}

Result<TodayAnswer> RecordHouse::today() const {
  auto text = published_ ? published_->text() : feed_->text();
  return std::move(text).map([](std::string json) { return TodayAnswer{std::move(json)}; });
}

PlainRecords RecordHouse::plain_records() const {
  const TodayFacts facts = published_ ? published_->facts() : feed_->facts();
  return {.today = facts.today, .is_source_away = facts.is_source_away};
}

}  // namespace sunhall
