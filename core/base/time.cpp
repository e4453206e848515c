#include "core/base/time.h"

#include <array>
#include <cstdio>
#include <optional>

namespace sunhall {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes kOffsetMax = hours(14);

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes characters off the front of a text; every step says whether it fitted.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(char wanted) {
    if (peek() != wanted || at_end()) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Exactly `count` digits.
  std::optional<int> take_number(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(rest_[i])) return std::nullopt;
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  /// One digit or more after a point, to milliseconds; more digits are cut off.
  std::optional<milliseconds> take_fraction() {
    if (!is_digit(peek())) return std::nullopt;
    int scale = 100;
    int fraction_ms = 0;
    while (is_digit(peek())) {
      fraction_ms += (peek() - '0') * scale;
      scale /= 10;
      rest_.remove_prefix(1);
    }
    return milliseconds(fraction_ms);
  }

 private:
  std::string_view rest_;
};

std::optional<Date> take_date(Cursor& cursor) {
  const auto year = cursor.take_number(4);
  if (!year || !cursor.take('-')) return std::nullopt;
  const auto month = cursor.take_number(2);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.take_number(2);
  if (!day) return std::nullopt;

  const Date date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                  std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

std::optional<milliseconds> take_time_of_day(Cursor& cursor) {
  const auto hour = cursor.take_number(2);
  if (!hour || *hour > 23 || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.take_number(2);
  if (!minute || *minute > 59 || !cursor.take(':')) return std::nullopt;
  const auto second = cursor.take_number(2);
  // RFC 3339 §5.6: 60 is a leap second; the sum below makes it the second after.
  if (!second || *second > 60) return std::nullopt;

  milliseconds fraction{0};
  if (cursor.take('.')) {
    const auto taken = cursor.take_fraction();
    if (!taken) return std::nullopt;
    fraction = *taken;
  }
  return hours(*hour) + minutes(*minute) + seconds(*second) + fraction;
}

std::optional<minutes> take_offset(Cursor& cursor) {
  if (cursor.take('Z') || cursor.take('z')) return minutes(0);
  const bool negative = cursor.peek() == '-';
  if (!cursor.take('+') && !cursor.take('-')) return std::nullopt;
  const auto hour = cursor.take_number(2);
  if (!hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.take_number(2);
  if (!minute || *minute > 59) return std::nullopt;

  const minutes offset = hours(*hour) + minutes(*minute);
  if (offset > kOffsetMax) return std::nullopt;
  return negative ? -offset : offset;
}

std::optional<ZonedTime> take_time(Cursor& cursor) {
  const auto date = take_date(cursor);
  if (!date) return std::nullopt;
  if (!cursor.take('T') && !cursor.take('t') && !cursor.take(' ')) return std::nullopt;
  const auto time_of_day = take_time_of_day(cursor);
  if (!time_of_day) return std::nullopt;
  const auto offset = take_offset(cursor);
  if (!offset || !cursor.at_end()) return std::nullopt;
  return ZonedTime{WallTime(std::chrono::sys_days(*date)) + *time_of_day - *offset, *offset};
}

/// The longest is `-32767-12-31T23:59:59+14:00`.
using Line = std::array<char, 40>;

template <class... Numbers>
std::string print(const char* format, Numbers... numbers) {
  Line line{};
  std::snprintf(line.data(), line.size(), format, numbers...);
  return line.data();
}

}  // namespace

LocalTime to_local(const ZonedTime& time) {
  const WallTime local = time.utc + time.offset;
  const auto day = std::chrono::floor<days>(local);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<seconds>(local - day));
  return {.date = Date(day),
          .hour = static_cast<int>(clock.hours().count()),
          .minute = static_cast<int>(clock.minutes().count()),
          .second = static_cast<int>(clock.seconds().count()),
          .weekday = std::chrono::weekday(day)};
}

Result<ZonedTime> parse_rfc3339(std::string_view text) {
  Cursor cursor(text);
  if (const auto time = take_time(cursor)) return *time;
  return fail(ErrorKind::kBadInput, "not a time like 2026-11-24T11:30:00+08:00");
}

std::string format_rfc3339(const ZonedTime& time) {
  const LocalTime local = to_local(time);
  const auto offset_min = static_cast<int>(time.offset.count());
  const int size_min = offset_min < 0 ? -offset_min : offset_min;
  return format_date(local.date) + print("T%02d:%02d:%02d%c%02d:%02d", local.hour, local.minute,
                                         local.second, offset_min < 0 ? '-' : '+', size_min / 60,
                                         size_min % 60);
}

Result<Date> parse_date(std::string_view text) {
  Cursor cursor(text);
  const auto date = take_date(cursor);
  if (date && cursor.at_end()) return *date;
  return fail(ErrorKind::kBadInput, "not a date like 2026-11-24");
}

std::string format_date(const Date& date) {
  return print("%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
               static_cast<unsigned>(date.day()));
}

std::string format_hh_mm(const ZonedTime& time) {
  const LocalTime local = to_local(time);
  return print("%02d:%02d", local.hour, local.minute);
}

std::string format_hh_mm_ss(const ZonedTime& time) {
  const LocalTime local = to_local(time);
  return print("%02d:%02d:%02d", local.hour, local.minute, local.second);
}

}  // namespace sunhall
