// records_bench FOLDER [YEARS]: fills a new ledger with so many years of a canteen's records and
// readings, then tells how long a day's book, a trace, a search, a put and a check take.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include <spdlog/fmt/fmt.h>

#include "core/model/records/record_json.h"
#include "hub/records/day_reader.h"
#include "hub/records/ledger.h"
#include "hub/records/search.h"
#include "hub/records/trace.h"
#include "hub/records/verify.h"

namespace {

using namespace sunhall;
using std::chrono::days;
using Steady = std::chrono::steady_clock;

constexpr int kYearsMax = 10;
constexpr int kSensors = 6;
constexpr int kSuppliers = 20;
constexpr int kPeople = 12;
constexpr int kDeliveriesADay = 30;
constexpr int kMealsADay = 4;
constexpr int kDishesAMeal = 12;
constexpr int kDisinfectionsADay = 6;
constexpr int kStorageChecksADay = 12;
constexpr int kRounds = 200;
constexpr int kWriters = 50;
constexpr int kPutsAWriter = 40;

/// Ends the program with the error's words.
template <class T>
T must(Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "records_bench: %s\n", result.error().what.c_str());
    std::exit(1);
  }
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

/// A clock that goes as the made-up years do.
class BenchClock final : public Clock {
 public:
  Moment now() const override {
    return {std::chrono::duration_cast<Ticks>(Steady::now().time_since_epoch()),
            {WallTime(std::chrono::milliseconds(wall_ms_.load())), std::chrono::minutes(480)}};
  }
  void stand_at(WallTime wall) { wall_ms_ = wall.time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> wall_ms_{0};
};

/// Counts what was handed in and not answered yet.
class Waiting {
 public:
  void add() {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [&] { return count_ < 5000; });
    ++count_;
  }
  void done(bool is_good) {
    if (!is_good) std::abort();
    const std::lock_guard lock(mutex_);
    --count_;
    told_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    told_.wait(lock, [&] { return count_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable told_;
  int count_ = 0;
};

class Years {
 public:
  Years(Ledger& ledger, BenchClock& clock, Date first)
      : ledger_(ledger), clock_(clock), first_(first) {}

  void add_masters() {
    at_ = first_;
    for (int i = 0; i < kPeople; ++i)
      put(fmt::format("person-{:04}", i), "person",
          {{"name", fmt::format("员工{}", i)}, {"job", "厨师"}, {"shift_starts", "06:45"}});
    for (int i = 0; i < kSuppliers; ++i)
      put(fmt::format("supplier-{:04}", i), "supplier",
          {{"name", fmt::format("供应商{}", i)}, {"address", "某市某路"}, {"phone", "00000000"}});
    for (int i = 0; i < kSensors; ++i)
      put(fmt::format("store-{:04}", i), "store",
          {{"name", fmt::format("冰箱{}", i)}, {"store_kind", "refrigerator"}});
  }

  void add_day(int number) {
    at_ = std::chrono::sys_days(first_) + days(number);
    clock_.stand_at(std::chrono::sys_days(at_) + std::chrono::hours(12));
    const std::string day = fmt::format("{:05}", number);
    for (int i = 0; i < kPeople; ++i)
      put("check-" + day + fmt::format("-{}", i), "morning_check",
          {{"person", fmt::format("person-{:04}", i)},
           {"outcome", "passed"},
           {"checked_at", time("06:30")},
           {"temperature_c", 36.4},
           {"symptoms", Json::array()}});
    for (int i = 0; i < kDeliveriesADay; ++i) add_delivery(day, number, i);
    for (int i = 0; i < kMealsADay; ++i) add_meal(day, number, i);
    for (int i = 0; i < kDisinfectionsADay; ++i)
      put("disinfect-" + day + fmt::format("-{}", i), "disinfection",
          {{"what", "碗盘"},
           {"method", "infrared"},
           {"started_at", time("13:05")},
           {"ended_at", time("13:30")},
           {"temperature_c", 125.0}});
    for (int i = 0; i < kStorageChecksADay; ++i)
      put("storage-" + day + fmt::format("-{}", i), "storage_check",
          {{"store", fmt::format("store-{:04}", i % kSensors)},
           {"temperature_c", 4.5},
           {"measured_at", time("09:00")}});
    add_readings();
  }

  void wait() { waiting_.wait(); }
  int count() const { return count_; }

 private:
  void put(const std::string& id, const std::string& kind, const Json& body) {
    const auto parsed = must(read_record_body(must(parse_kind(kind)), body));
    waiting_.add();
    ++count_;
    ledger_.put(
        {.id = id,
         .kind = kind,
         .step = RecordStep::kAdd,
         .previous = {},
         .reason = {},
         .day = at_,
         .made_at = {std::chrono::sys_days(at_) + std::chrono::hours(4), std::chrono::minutes(480)},
         .body = write_record_body(parsed).dump(),
         .who = "chef",
         .role = "staff",
         .source = RecordSource::kDesk},
        [this](const Result<PutAnswer>& answer) { waiting_.done(answer.has_value()); });
  }

  std::string time(const char* hh_mm) const { return format_date(at_) + "T" + hh_mm + ":00+08:00"; }

  void add_delivery(const std::string& day, int number, int i) {
    const Date ends = std::chrono::sys_days(at_) + days(3 + i % 10 * 20);
    put("delivery-" + day + fmt::format("-{}", i), "delivery",
        {{"product_name", fmt::format("食材{}", i)},
         {"product_kind", "other"},
         {"quantity", 12.5},
         {"unit", "kg"},
         {"origin", "本地"},
         {"supplier", fmt::format("supplier-{:04}", i % kSuppliers)},
         {"batch", fmt::format("B{}-{}", number / 3, i)},
         {"arrived_at", time("05:50")},
         {"shelf_life_ends_on", format_date(ends)},
         {"certificates", {"conformity"}}});
  }

  void add_meal(const std::string& day, int number, int i) {
    Json dishes = Json::array();
    for (int dish = 0; dish < kDishesAMeal; ++dish) {
      Json used = Json::array();
      for (int back = 0; back < 3; ++back)
        used.push_back(fmt::format("delivery-{:05}-{}", std::max(0, number - back),
                                   (dish * 3 + back + i) % kDeliveriesADay));
      dishes.push_back(
          {{"name", fmt::format("菜{}", (dish + i * 5 + number) % 80)}, {"used", used}});
    }
    const std::string meal = "meal-" + day + fmt::format("-{}", i);
    put(meal, "meal", {{"name", "午餐"}, {"starts_at", time("11:30")}, {"dishes", dishes}});
    for (int dish = 0; dish < kDishesAMeal; ++dish)
      for (const char* const kind : {"sample", "core_temperature", "holding"})
        add_of_dish(meal, dishes[static_cast<std::size_t>(dish)]["name"], kind, dish);
  }

  void add_of_dish(const std::string& meal, const Json& name, const std::string& kind, int dish) {
    Json body{{"dish", name}, {"meal", meal}};
    if (kind == "sample") {
      body["weight_g"] = 130.0;
      body["taken_at"] = time("11:20");
      body["person"] = "person-0001";
    } else {
      body["temperature_c"] = 82.5;
      body["measured_at"] = time("11:10");
    }
    put(kind.substr(0, 4) + "-" + meal + fmt::format("-{}", dish), kind, body);
  }

  void add_readings() {
    std::uniform_real_distribution<double> noise(-0.5, 0.5);
    for (int sensor = 0; sensor < kSensors; ++sensor) {
      std::vector<Reading> batch;
      for (int minute = 0; minute < 24 * 60; ++minute) {
        const WallTime at = std::chrono::sys_days(at_) + std::chrono::minutes(minute);
        const double value = std::round((4.0 + noise(random_)) * 100) / 100;
        batch.push_back(
            {fmt::format("fridge-{}", sensor), at, at + std::chrono::milliseconds(300), value, 0});
      }
      waiting_.add();
      ledger_.readings().add(std::move(batch), [this](const Result<ReadingsAnswer>& answer) {
        waiting_.done(answer.has_value());
      });
    }
  }

  Ledger& ledger_;
  BenchClock& clock_;
  const Date first_;
  Date at_{};
  int count_ = 0;
  Waiting waiting_;
  std::mt19937 random_{1};
};

/// What an act took, by the clock and of the processor: the two differ on a machine that is busy
/// with other things, or when the disk is waited for.
struct Took {
  double wall_ms = 0;
  double cpu_ms = 0;
};

double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

Took time_of(const std::function<void()>& act) {
  const auto begin = Steady::now();
  const double cpu_begin = cpu_ms();
  act();
  return {std::chrono::duration<double, std::milli>(Steady::now() - begin).count(),
          cpu_ms() - cpu_begin};
}

void tell(const char* what, const std::vector<Took>& times) {
  std::vector<double> wall;
  std::vector<double> cpu;
  for (const Took& took : times) {
    wall.push_back(took.wall_ms);
    cpu.push_back(took.cpu_ms);
  }
  std::ranges::sort(wall);
  std::ranges::sort(cpu);
  const auto at = [](const std::vector<double>& sorted, std::size_t percent) {
    return sorted[std::min(sorted.size() - 1, sorted.size() * percent / 100)];
  };
  std::printf("%-40s median %7.2f  p95 %7.2f  worst %7.2f ms; processor median %6.2f  p95 %6.2f\n",
              what, at(wall, 50), at(wall, 95), wall.back(), at(cpu, 50), at(cpu, 95));
}

void measure_reads(const std::filesystem::path& folder, const Date& first, int day_count) {
  LedgerReader reader = must(LedgerReader::open(folder));
  ReadingReader readings = must(ReadingReader::open(folder));
  std::mt19937 random(2);
  const auto any = [&] { return static_cast<int>(random() % static_cast<unsigned>(day_count)); };
  const auto repeat = [&](const char* what, const std::function<void(int)>& act) {
    std::vector<Took> times;
    for (int i = 0; i < kRounds; ++i) times.push_back(time_of([&] { act(any()); }));
    tell(what, times);
  };
  const auto date = [&](int number) { return Date(std::chrono::sys_days(first) + days(number)); };
  repeat("day book, any day", [&](int day) { must(read_day_book(reader, date(day), Limits{})); });
  repeat("day book, the last days",
         [&](int day) { must(read_day_book(reader, date(day_count - 1 - day % 7), Limits{})); });
  repeat("heads of a day", [&](int day) { must(reader.days(date(day), date(day), "")); });
  repeat("trace of a batch (3 deliveries)", [&](int day) {
    must(trace_batch(reader, fmt::format("B{}-{}", day / 3, day % kDeliveriesADay)));
  });
  repeat("trace of a meal",
         [&](int day) { must(trace_thing(reader, fmt::format("meal-{:05}-1", day))); });
  repeat("search: supplier, 30 days", [&](int day) {
    must(search(reader, {.supplier = "供应商7", .from = date(day), .to = date(day + 30)}));
  });
  repeat("search: dish, all years", [&](int day) {
    must(search(reader,
                {.dish = fmt::format("菜{}", day % 80), .from = first, .to = date(day_count)}));
  });
  repeat("search: person by name, all years", [&](int day) {
    must(search(reader,
                {.person = fmt::format("员工{}", day % 9), .from = first, .to = date(day_count)}));
  });
  repeat("a sensor's day", [&](int day) {
    const WallTime from = std::chrono::sys_days(date(day));
    must(readings.series("fridge-3", from, from + days(1)));
  });
}

void measure_puts(Ledger& ledger, const Date& day) {
  std::vector<Took> times;
  std::mutex mutex;
  const Took all = time_of([&] {
    std::vector<std::jthread> writers;
    for (int writer = 0; writer < kWriters; ++writer) {
      writers.emplace_back([&, writer] {
        for (int i = 0; i < kPutsAWriter; ++i) {
          const Took took = time_of([&] {
            must(ledger.put_and_wait({.id = fmt::format("put-{:04}-{:04}", writer, i),
                                      .kind = "waste",
                                      .step = RecordStep::kAdd,
                                      .previous = {},
                                      .reason = {},
                                      .day = day,
                                      .made_at = {std::chrono::sys_days(day), {}},
                                      .body = R"({"waste_kind":"厨余"})",
                                      .who = "chef",
                                      .role = "staff",
                                      .source = RecordSource::kDesk}));
          });
          const std::lock_guard lock(mutex);
          times.push_back(took);
        }
      });
    }
  });
  tell("put, 50 writers, each synced", times);
  std::printf("%-42s %.0f a second\n", "  all together",
              kWriters * kPutsAWriter / all.wall_ms * 1000);
}

int run(const std::filesystem::path& folder, int year_count) {
  if (std::filesystem::exists(folder / kRecordsName)) {
    std::fprintf(stderr, "records_bench: there is a records.db already\n");
    return 2;
  }
  BenchClock clock;
  const Date first = std::chrono::year(2024) / std::chrono::January / 1;
  const int day_count = year_count * 365;
  clock.stand_at(std::chrono::sys_days(first));
  LedgerOptions options;
  options.folder = folder;
  options.site = "bench";
  // Nothing goes: the largest file is what is measured.
  options.keeping = {.purchase_past_shelf_life = std::chrono::months(600),
                     .others = std::chrono::months(600)};
  const auto ledger = must(Ledger::open(options, clock));
  Years years(*ledger, clock, first);
  const Took filled = time_of([&] {
    years.add_masters();
    for (int day = 0; day < day_count; ++day) {
      years.add_day(day);
      if (day % 7 != 6) continue;
      years.wait();
      must(ledger->keep_house());
    }
    years.wait();
  });
  std::printf("%d records, %d readings in %.0f s; records.db %.0f MB\n", years.count(),
              day_count * kSensors * 24 * 60, filled.wall_ms / 1000,
              static_cast<double>(std::filesystem::file_size(folder / kRecordsName)) / 1e6);
  measure_reads(folder, first, day_count);
  measure_puts(*ledger, std::chrono::sys_days(first) + days(day_count));
  VerifyReport report;
  const Took checked = time_of([&] { report = must(verify_records(folder, {}, {})); });
  std::printf("check: %llu entries, %llu readings, %llu findings in %.1f s\n",
              static_cast<unsigned long long>(report.entry_count),
              static_cast<unsigned long long>(report.reading_count),
              static_cast<unsigned long long>(report.finding_count), checked.wall_ms / 1000);
  return report.finding_count == 0 ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const int year_count = argc > 2 ? std::atoi(argv[2]) : 3;
  if (argc < 2 || year_count < 1 || year_count > kYearsMax) {
    std::fprintf(stderr, "usage: records_bench FOLDER [YEARS]\n");
    return 2;
  }
  return run(argv[1], year_count);
}
