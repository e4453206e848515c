#include "hub/record_house.h"

#include <utility>

#include "hub/api/export_routes.h"
#include "hub/api/import_routes.h"
#include "hub/api/photo_routes.h"
#include "hub/api/reading_routes.h"
#include "hub/api/record_routes.h"
#include "hub/api/search_routes.h"

namespace sunhall {

Result<std::unique_ptr<RecordHouse>> RecordHouse::open(const RecordHouseSetup& setup) {
  LedgerOptions options;
  options.folder = setup.folder;
  options.site = setup.site.id;
  auto ledger = Ledger::open(options, setup.clock);
  if (!ledger) return tl::unexpected(std::move(ledger.error()));
  auto reader = LedgerReader::open(setup.folder);
  if (!reader) return tl::unexpected(std::move(reader.error()));
  auto readings = ReadingReader::open(setup.folder);
  if (!readings) return tl::unexpected(std::move(readings.error()));
  std::unique_ptr<RecordHouse> house(new RecordHouse(
      setup, std::move(*ledger), {.ledger = std::move(*reader), .readings = std::move(*readings)}));
  if (auto opened = house->open_sensors(); !opened)
    return tl::unexpected(std::move(opened.error()));
  if (auto published = house->publish(); !published)
    return tl::unexpected(std::move(published.error()));
  if (auto uploads = house->open_uploads(); !uploads)
    return tl::unexpected(std::move(uploads.error()));
  {
    const MutexLock lock(house->mutex_);
    house->hears_ = true;
  }
  house->is_open_.store(true);
  if (setup.sample.empty()) return house;
  auto sample = SampleHome::open(
      setup.sample,
      {.ledger = *house->ledger_, .sensors = house->sensors_.get(), .clock = setup.clock});
  if (!sample) return tl::unexpected(std::move(sample.error()));
  house->sample_ = std::move(*sample);
  return house;
}

RecordHouse::RecordHouse(const RecordHouseSetup& setup, std::unique_ptr<Ledger> ledger,
                         Readers readers)
    : setup_(setup),
      source_(day_source()),
      ledger_(std::move(ledger)),
      readers_(std::move(readers)),
      sheets_(readers_.ledger, source_) {
  ledger_->on_stored([this](const std::string& kind, const Date& day) { note_stored(kind, day); });
}

RecordHouse::~RecordHouse() {
  // The ledger stores on while those who are told of it are gone already.
  const MutexLock lock(mutex_);
  hears_ = false;
}

DaySource RecordHouse::day_source() {
  return {.home = setup_.site.name,
          .canteen = {},
          .licence = setup_.site.licence,
          .is_sample = !setup_.sample.empty(),
          .limits = setup_.site.limits,
          .meal_times = setup_.site.schedule.meal_times,
          .sensors = [this] { return sensor_states(); }};
}

Result<void> RecordHouse::open_sensors() {
  if (setup_.site.sensors.sensors.empty()) return {};
  auto sinks = RecordSinks::open(*ledger_, setup_.folder, setup_.clock, source_.limits);
  if (!sinks) return tl::unexpected(std::move(sinks.error()));
  sinks_ = std::move(*sinks);
  auto desk = SensorDesk::open(setup_.site.sensors, setup_.site.id,
                               {.readings = *sinks_,
                                .cycles = *sinks_,
                                .clock = setup_.clock,
                                .changed = [this] { note_sensors(); },
                                .limits = source_.limits});
  if (!desk) return tl::unexpected(std::move(desk.error()));
  sensors_ = std::move(*desk);
  return {};
}

/// What a sensor says may change the public day.
void RecordHouse::note_sensors() {
  if (!is_open_.load()) return;
  if (published_)
    published_->look_again("reading", to_local(setup_.clock.now().wall).date);
  else
    tell({});
}

Result<void> RecordHouse::publish() {
  if (!setup_.site.records_url.empty()) {
    feed_ = std::make_unique<TodayFeed>(
        TodayFeedSetup{.source = setup_.site.records_url, .changed = [this] { tell({}); }});
    return {};
  }
  auto published =
      PublishedDay::open({.folder = setup_.folder,
                          .source = source_,
                          .clock = setup_.clock,
                          .changed = [this](const DayChanges& changes) { tell(changes); }});
  if (!published) return tl::unexpected(std::move(published.error()));
  published_ = std::move(*published);
  return {};
}

Result<void> RecordHouse::open_uploads() {
  if (setup_.site.uploads.empty()) return {};
  auto uploads = UploadDesk::open(setup_.site.uploads, {.clock = setup_.clock,
                                                        .folder = setup_.folder,
                                                        .site_id = setup_.site.id,
                                                        .site_name = setup_.site.name});
  if (!uploads) return tl::unexpected(std::move(uploads.error()));
  uploads_ = std::move(*uploads);
  return {};
}

void RecordHouse::note_stored(const std::string& kind, const Date& day) {
  const MutexLock lock(mutex_);
  if (!hears_) return;
  if (uploads_) uploads_->note_stored();
  if (published_)
    published_->look_again(kind, day);
  else
    tell({{kind, day}});
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
                          .reader = readers_.ledger,
                          .sheets = sheets_,
                          .source = source_,
                          .queue = queue_,
                          .audit = setup_.audit,
                          .clock = setup_.clock};
  add_record_routes(router, parts);
  add_photo_routes(router, parts);
  add_search_routes(router, parts);
  add_export_routes(router, parts);
  add_import_routes(router, parts);
  add_reading_routes(router, parts, {.reader = readers_.readings, .sensors = sensors_.get()});
}

Result<TodayAnswer> RecordHouse::today() const {
  auto text = published_ ? published_->text() : feed_->text();
  return std::move(text).map([](std::string json) { return TodayAnswer{std::move(json)}; });
}

std::vector<UploadFigures> RecordHouse::upload_figures() const {
  return uploads_ ? uploads_->figures() : std::vector<UploadFigures>();
}

std::vector<SensorState> RecordHouse::sensor_states() const {
  return sensors_ ? sensors_->states() : std::vector<SensorState>();
}

PlainRecords RecordHouse::plain_records() const {
  const TodayFacts facts = published_ ? published_->facts() : feed_->facts();
  return {.today = facts.today, .is_source_away = facts.is_source_away};
}

}  // namespace sunhall
