#include "hub/api/day_source.h"

#include <utility>

#include "hub/records/day_reader.h"
#include "hub/sensors/sensor_fact.h"

namespace sunhall {

std::vector<SensorState> sensor_states(const DaySource& source) {
  return source.sensors ? source.sensors() : std::vector<SensorState>();
}

Result<DayBook> open_day(LedgerReader& ledger, const DaySource& source, const Date& date,
                         std::chrono::minutes offset) {
  auto book = read_day_book(ledger, date, source.limits);
  if (!book) return book;
  book->meal_times = source.meal_times;
  for (const SensorState& state : sensor_states(source))
    book->sensors.push_back(sensor_fact(state, date, offset));
  return book;
}

PublishInput publish_input(const DaySource& source, const ZonedTime& now) {
  return {.home = source.home,
          .canteen = source.canteen,
          .licence = source.licence,
          .is_sample = source.is_sample,
          .limits = source.limits,
          .now = now};
}

}  // namespace sunhall
