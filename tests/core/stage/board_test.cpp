#include "core/stage/board.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "core/model/today_json.h"
#include "core/stage/strings.h"
#include "tests/core/model/sample_file.h"
#include "tests/core/model/support_records.h"

using namespace sunhall;
using namespace sunhall::records;
using namespace std::chrono_literals;

namespace {

Today day_with_nothing() {
  Today today;
  today.date = day("2026-11-24");
  today.as_of = at("2026-11-24T11:05:00+08:00");
  return today;
}

// A day whose every section is recorded and in order.
Today good_day() {
  Today today = day_with_nothing();
  Meal lunch;
  lunch.name = "午餐";
  lunch.starts_at = at("2026-11-24T11:00:00+08:00");
  lunch.ends_at = at("2026-11-24T12:30:00+08:00");
  lunch.dishes = std::vector{Dish{.name = "红烧肉", .note = "少盐"}};
  today.meals = {lunch};
  today.ingredients = {good_pork()};
  today.staff_checks = {good_check()};
  today.disinfections = {heat_cycle(DisinfectionMethod::kInfrared, 125, 15min)};
  today.storage_readings = {good_reading()};
  today.food_samples = {good_sample()};
  today.warnings = std::vector<Warning>{};
  Licence licence;
  licence.number = "JY24207040000000";
  licence.grade = "A";
  licence.valid_until = day("2028-05-01");
  licence.food_safety_officer = PublicName::masked("李明");
  today.licence = licence;
  return today;
}

const ZonedTime kNow = at("2026-11-24T11:20:00+08:00");

Panel panel_of(PanelKind kind, const Today& today, const ZonedTime& now = kNow) {
  return make_panel(kind, {.today = &today,
                           .site_licence = nullptr,
                           .now = now,
                           .source_away = false,
                           .language = Language::kChinese});
}

Panel panel_of_none(PanelKind kind, const Licence* licence = nullptr) {
  return make_panel(kind, {.today = nullptr,
                           .site_licence = licence,
                           .now = kNow,
                           .source_away = true,
                           .language = Language::kChinese});
}

std::string figure(const Panel& panel, Say name) {
  for (const Figure& each : panel.figures) {
    if (each.name == say(name, Language::kChinese)) return each.value;
  }
  return "none";
}

bool mentions(const Row& row, std::string_view words) {
  return row.secondary.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("board: a section that is absent is 未登记 and never looks good") {
  const Today nothing = day_with_nothing();
  for (const PanelKind kind : kPanels) {
    const Panel panel = panel_of(kind, nothing);
    CAPTURE(panel.title);
    CHECK_FALSE(panel.title.empty());
    CHECK(panel.rows.empty());
    CHECK(panel.empty_text == "今日尚未登记");
    CHECK(panel.summary == Status{Tone::kUnknown, "未登记"});
  }
}

TEST_CASE(
    "board: a list that was recorded as empty says 'none', not 'not recorded', and is no pass") {
  Today today = day_with_nothing();
  today.meals = std::vector<Meal>{};
  today.ingredients = std::vector<Ingredient>{};
  today.staff_checks = std::vector<StaffCheck>{};
  today.disinfections = std::vector<DisinfectionCycle>{};
  today.storage_readings = std::vector<StorageReading>{};
  today.food_samples = std::vector<FoodSample>{};
  for (const PanelKind kind : kPanels) {
    if (kind == PanelKind::kWarnings || kind == PanelKind::kLicence) continue;
    const Panel panel = panel_of(kind, today);
    CAPTURE(panel.title);
    CHECK(panel.rows.empty());
    CHECK(panel.empty_text == "今日无记录");
    CHECK(panel.summary.tone == Tone::kNeutral);
  }
}

TEST_CASE("board: no alert recorded is good, alerts that nobody records are not") {
  Today today = day_with_nothing();
  CHECK(panel_of(PanelKind::kWarnings, today).summary.tone == Tone::kUnknown);

  today.warnings = std::vector<Warning>{};
  const Panel panel = panel_of(PanelKind::kWarnings, today);
  CHECK(panel.summary == Status{Tone::kGood, "正常"});
  CHECK(panel.empty_text == "今日无提醒");
}

TEST_CASE("board: a day in order is good everywhere, with its age") {
  const Today today = good_day();
  for (const PanelKind kind : kPanels) {
    const Panel panel = panel_of(kind, today);
    CAPTURE(panel.title);
    CHECK(panel.as_of == "截至 11:05");
    CHECK_FALSE(panel.as_of_stale);
    const bool judged = kind != PanelKind::kMeals;  // a menu is neither good nor bad
    CHECK(panel.summary.tone == (judged ? Tone::kGood : Tone::kNeutral));
  }
}

TEST_CASE("board: records of another day are never shown as today's, but for the licence") {
  const Today today = good_day();
  const ZonedTime tomorrow = later(kNow, 24h);
  for (const PanelKind kind : kPanels) {
    const Panel panel = panel_of(kind, today, tomorrow);
    CAPTURE(panel.title);
    CHECK(panel.as_of == "11-24 的记录，今日未登记");
    CHECK(panel.as_of_stale);
    if (kind == PanelKind::kLicence) {
      CHECK_FALSE(panel.rows.empty());
      continue;
    }
    CHECK(panel.rows.empty());
    CHECK(panel.figures.empty());
    CHECK(panel.summary.tone == Tone::kUnknown);
  }
}

TEST_CASE("board: the day changes at midnight of the home, to the second") {
  const Today today = good_day();
  const auto rows = [&](std::string_view clock) {
    return panel_of(PanelKind::kIngredients, today, at(clock)).rows.size();
  };
  CHECK(rows("2026-11-24T23:59:59+08:00") == 1);
  CHECK(rows("2026-11-25T00:00:00+08:00") == 0);
}

TEST_CASE("board: when the source is away every panel says so and since when") {
  const Today today = good_day();
  for (const PanelKind kind : kPanels) {
    const Panel panel = make_panel(kind, {.today = &today,
                                          .site_licence = nullptr,
                                          .now = kNow,
                                          .source_away = true,
                                          .language = Language::kChinese});
    CHECK(panel.as_of == "数据源离线 截至 11:05");
    CHECK(panel.as_of_stale);
  }
}

TEST_CASE("board: with no records at all every panel says so; the site's licence is still there") {
  Licence licence;
  licence.number = "JY24207040000000";
  for (const PanelKind kind : kPanels) {
    const Panel panel = panel_of_none(kind);
    CHECK(panel.empty_text == "今日记录未取到");
    CHECK(panel.summary.tone == Tone::kUnknown);
    CHECK(panel.rows.empty());
  }
  const Panel papers = panel_of_none(PanelKind::kLicence, &licence);
  REQUIRE_FALSE(papers.rows.empty());
  CHECK(papers.rows[0].primary == "JY24207040000000");
  CHECK(papers.summary.tone == Tone::kUnknown);  // its end is not recorded
}

TEST_CASE("board: a licence is judged against the day it is, not the day of the records") {
  Today today = good_day();
  today.licence->valid_until = day("2026-11-30");
  CHECK(panel_of(PanelKind::kLicence, today).summary.tone == Tone::kGood);

  const Panel panel = panel_of(PanelKind::kLicence, today, at("2026-12-01T09:00:00+08:00"));

  CHECK(panel.summary == Status{Tone::kBad, "已过期"});
}

TEST_CASE("board: what a licence does not say is 未登记, row by row") {
  Today today = day_with_nothing();
  today.licence = Licence{};
  today.licence->complaint_line.clear();

  const Panel panel = panel_of(PanelKind::kLicence, today);

  CHECK(panel.rows.size() == 5);
  for (const Row& row : panel.rows) {
    CHECK_FALSE(row.primary.empty());
    CHECK(row.status.tone == Tone::kUnknown);
  }
}

TEST_CASE("board: each record that is not in order says why") {
  Today today = good_day();
  (*today.ingredients)[0].certificates->african_swine_fever = false;
  (*today.staff_checks)[0].health_certificate_valid_to = std::chrono::year(2026) / 10;
  (*today.disinfections)[0].temperature_c = 110;
  (*today.storage_readings)[0].temperature_c = 12;
  (*today.food_samples)[0].weight_g = 90;
  const std::pair<PanelKind, const char*> expected[] = {
      {PanelKind::kIngredients, "缺非洲猪瘟检测"},
      {PanelKind::kStaff, "健康证已过期"},
      {PanelKind::kDisinfection, "110°C 低于 120°C"},
      {PanelKind::kStorage, "12°C 高于 8°C"},
      {PanelKind::kSamples, "90 克，不足 125 克"}};

  for (const auto& [kind, why] : expected) {
    const Panel panel = panel_of(kind, today);
    CAPTURE(panel.title);
    REQUIRE(panel.rows.size() == 1);
    CHECK(mentions(panel.rows[0], why));
    CHECK(panel.rows[0].status.tone == Tone::kBad);
    CHECK(panel.summary.tone == Tone::kBad);
  }
}

TEST_CASE("board: one bad row among good ones makes the panel bad; one unknown makes it unknown") {
  Today today = good_day();
  today.storage_readings = {good_reading(), good_reading(), good_reading()};
  (*today.storage_readings)[1].temperature_c.reset();
  CHECK(panel_of(PanelKind::kStorage, today).summary.tone == Tone::kUnknown);

  (*today.storage_readings)[2].temperature_c = 12;
  CHECK(panel_of(PanelKind::kStorage, today).summary.tone == Tone::kBad);
}

TEST_CASE("board: an old reading is no reading of now") {
  const Panel panel = panel_of(PanelKind::kStorage, good_day(), at("2026-11-24T13:00:00+08:00"));

  CHECK(panel.rows[0].status.tone == Tone::kUnknown);
  CHECK(mentions(panel.rows[0], "分钟前的读数"));
}

TEST_CASE("board: a worker who is off post is named so, without a word on the illness") {
  Today today = good_day();
  (*today.staff_checks)[0].outcome = CheckOutcome::kOffPost;

  const Panel panel = panel_of(PanelKind::kStaff, today);

  CHECK(panel.rows[0].status == Status{Tone::kUnknown, "离岗"});
  CHECK(panel.rows[0].secondary == "已离岗，复查后复岗");
  CHECK(figure(panel, Say::kOff) == "1");
  CHECK(figure(panel, Say::kChecked) == "1");
}

TEST_CASE("board: the strip over the staff counts what the rows say") {
  Today today = good_day();
  today.staff_checks = {good_check(), good_check(), good_check(), good_check()};
  (*today.staff_checks)[1].outcome = CheckOutcome::kNotRecorded;
  (*today.staff_checks)[2].checked_at = at("2026-11-23T06:12:00+08:00");  // yesterday's
  (*today.staff_checks)[3].checked_at = at("2026-11-24T07:12:00+08:00");  // after the shift began

  const Panel panel = panel_of(PanelKind::kStaff, today);
  const auto passes = std::ranges::count_if(
      panel.rows, [](const Row& row) { return row.status.tone == Tone::kGood; });

  CHECK(passes == 1);
  CHECK(figure(panel, Say::kDue) == "4");
  CHECK(figure(panel, Say::kChecked) == "2");
  CHECK(figure(panel, Say::kPassed) == "1");
}

TEST_CASE("board: names are masked") {
  const Panel panel = panel_of(PanelKind::kStaff, good_day());

  CHECK(panel.rows[0].primary == "王* 厨师");
}

TEST_CASE("board: a disinfection that runs is under way, neither good nor bad") {
  Today today = good_day();
  DisinfectionCycle cycle = heat_cycle(DisinfectionMethod::kSteam, 100, 10min);
  cycle.ended_at.reset();
  today.disinfections = {cycle};

  const Panel panel = panel_of(PanelKind::kDisinfection, today);

  CHECK(panel.rows[0].status == Status{Tone::kActive, "进行中"});
  CHECK(panel.summary.tone == Tone::kActive);
}

TEST_CASE("board: yesterday's disinfection carries its day") {
  Today today = good_day();
  DisinfectionCycle cycle = heat_cycle(DisinfectionMethod::kInfrared, 125, 15min);
  cycle.started_at = at("2026-11-23T20:00:00+08:00");
  cycle.ended_at = at("2026-11-23T20:15:00+08:00");
  today.disinfections = {cycle};

  CHECK(mentions(panel_of(PanelKind::kDisinfection, today).rows[0], "11-23 20:00–20:15"));
}

TEST_CASE("board: a served dish without a sample is told, a dish of a later meal is not") {
  Today today = good_day();
  (*today.meals)[0].dishes->push_back({.name = "清炒时蔬", .note = {}});
  Meal dinner;
  dinner.name = "晚餐";
  dinner.starts_at = at("2026-11-24T17:00:00+08:00");
  dinner.dishes = std::vector{Dish{.name = "白粥", .note = {}}};
  today.meals->push_back(dinner);

  const Panel panel = panel_of(PanelKind::kSamples, today);

  REQUIRE(panel.rows.size() == 2);
  CHECK(panel.rows[0].primary == "清炒时蔬");
  CHECK(panel.rows[0].status == Status{Tone::kUnknown, "未登记"});
  CHECK(mentions(panel.rows[0], "未见留样记录"));
  CHECK(panel.summary.tone == Tone::kUnknown);
}

TEST_CASE("board: an open alert is not good, a closed one is; both say when") {
  Today today = good_day();
  Warning warning;
  warning.text = "2号冷藏柜超限";
  warning.raised_at = at("2026-11-24T09:10:00+08:00");
  today.warnings = {warning};
  CHECK(panel_of(PanelKind::kWarnings, today).summary == Status{Tone::kBad, "处理中"});

  (*today.warnings)[0].closed_at = at("2026-11-24T09:40:00+08:00");
  const Panel panel = panel_of(PanelKind::kWarnings, today);
  CHECK(panel.summary == Status{Tone::kGood, "已处理"});
  CHECK(mentions(panel.rows[0], "09:10–09:40"));
}

TEST_CASE("board: a meal without a menu says 未登记") {
  Today today = good_day();
  (*today.meals)[0].dishes.reset();

  const Panel panel = panel_of(PanelKind::kMeals, today);

  REQUIRE(panel.rows.size() == 1);
  CHECK(panel.rows[0].status == Status{Tone::kUnknown, "未登记"});
}

TEST_CASE("board: a span says as much as is recorded") {
  CHECK(say_span(kNow, later(kNow, 10min)) == "11:20–11:30");
  CHECK(say_span(kNow, {}) == "11:20–");
  CHECK(say_span({}, kNow) == "?–11:20");
  CHECK(say_span({}, {}).empty());
}

TEST_CASE(
    "board: whatever is not good is told in words, in every row of the sample, in both languages") {
  const Today today = read_today(sample_day()).value().today;
  for (const Language language : {Language::kChinese, Language::kEnglish}) {
    const ZonedTime now = later(today.as_of, 5min);
    for (const Panel& panel : make_board({.today = &today,
                                          .site_licence = nullptr,
                                          .now = now,
                                          .source_away = false,
                                          .language = language})) {
      for (const Row& row : panel.rows) {
        CAPTURE(row.primary);
        CHECK_FALSE(row.primary.empty());
        if (row.status.tone != Tone::kNeutral) CHECK_FALSE(row.status.word.empty());
        const bool explained = !row.secondary.empty() || panel.kind == PanelKind::kLicence;
        if (row.status.tone == Tone::kBad || row.status.tone == Tone::kUnknown) CHECK(explained);
      }
    }
  }
}

TEST_CASE(
    "board: records that nobody has renewed for hours are marked, though their source answers") {
  const Today today = good_day();
  const auto panel_at = [&](std::chrono::milliseconds age) {
    return make_panel(
        PanelKind::kStaff,
        {.today = &today, .now = later(today.as_of, age), .language = Language::kChinese});
  };

  CHECK_FALSE(panel_at(kRecordsOldAfter).as_of_stale);
  CHECK(panel_at(kRecordsOldAfter + std::chrono::milliseconds(1)).as_of_stale);
}

TEST_CASE("board: records put together yesterday for today say of which day they are") {
  Today today = good_day();
  today.as_of = at("2026-11-23T20:15:00+08:00");

  const Panel panel = make_panel(PanelKind::kStaff, {.today = &today, .now = kNow});

  CHECK(panel.as_of == "截至 11-23 20:15");
}
