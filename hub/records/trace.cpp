#include "hub/records/trace.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

#include "hub/records/body_facts.h"
#include "hub/records/head_rows.h"

namespace sunhall {
namespace {

/// A thing that names another one, and the dish that it does so for.
struct Step {
  std::string thing;
  std::string kind;
  std::string part;
};

class Tracer {
 public:
  explicit Tracer(LedgerReader& ledger) : ledger_(ledger) {}

  Result<void> follow_batch(std::string_view batch) {
    const auto deliveries = things_with(KeyRole::kBatch, fold_key(batch));
    if (!deliveries) return tl::unexpected<Error>(deliveries.error());
    for (const Step& delivery : *deliveries) {
      const auto done = follow(delivery.thing, "delivery");
      if (!done) return done;
    }
    return {};
  }

  /// Follows a thing; from where goods come in it goes forward, from where they end backward.
  Result<void> follow(const std::string& thing, std::string_view kind) {
    if (kind == "delivery") return both(&Tracer::delivery_forward, &Tracer::delivery_back, thing);
    if (kind == "meal") return both(&Tracer::meal_forward, &Tracer::meal_back, thing);
    if (kind == "supplier") return supplier_forward(thing);
    if (kind == "dish") return dish_meals(thing);
    if (kind == "sample" || kind == "core_temperature" || kind == "holding")
      return sample_back(thing);
    return fail(ErrorKind::kUnsupported,
                "这种记录不能追溯 · trace: goods do not pass this kind of record");
  }

  Result<RecordTrace> take() {
    for (const std::string& thing : things_) {
      auto head = ledger_.head(thing);
      if (!head) return tl::unexpected<Error>(std::move(head.error()));
      // What was withdrawn, and what somebody named that is no record, leads nowhere.
      if (*head && (*head)->step != RecordStep::kWithdraw) {
        add(std::move(**head));
      } else {
        gone_.insert(thing);
      }
    }
    const auto by_day = [](const StoredEntry& a, const StoredEntry& b) {
      return std::tie(a.day, a.seq) < std::tie(b.day, b.seq);
    };
    for (auto* list : {&trace_.suppliers, &trace_.deliveries, &trace_.meals, &trace_.samples,
                       &trace_.measurements})
      std::ranges::sort(*list, by_day);
    for (const TraceLink& link : links_)
      if (!gone_.contains(link.from) && !gone_.contains(link.to)) trace_.links.push_back(link);
    return std::move(trace_);
  }

 private:
  using Follow = Result<void> (Tracer::*)(const std::string& thing);

  Result<void> both(Follow forward, Follow back, const std::string& thing) {
    const auto done = (this->*forward)(thing);
    return done ? (this->*back)(thing) : done;
  }

  void add(StoredEntry head) {
    if (head.kind == "supplier")
      trace_.suppliers.push_back(std::move(head));
    else if (head.kind == "delivery")
      trace_.deliveries.push_back(std::move(head));
    else if (head.kind == "meal")
      trace_.meals.push_back(std::move(head));
    else if (head.kind == "sample")
      trace_.samples.push_back(std::move(head));
    else if (head.kind == "core_temperature" || head.kind == "holding")
      trace_.measurements.push_back(std::move(head));
  }

  /// False when it was there already, or there is no more room.
  bool note(const std::string& thing) {
    if (things_.contains(thing)) return false;
    trace_.is_cut = trace_.is_cut || things_.size() == kTraceThingsMax;
    if (things_.size() == kTraceThingsMax) return false;
    things_.insert(thing);
    return true;
  }

  void link(const std::string& from, const std::string& to, const std::string& dish) {
    if (things_.contains(from) && things_.contains(to)) links_.insert({from, to, dish});
  }

  Result<void> delivery_forward(const std::string& delivery) {
    if (!note_forward(delivery)) return {};
    return each_with(KeyRole::kUsed, delivery, [&](const Step& meal) {
      const auto done = meal_forward(meal.thing);
      link(delivery, meal.thing, meal.part);
      return done;
    });
  }

  Result<void> delivery_back(const std::string& delivery) {
    note(delivery);
    return each_key(delivery, KeyRole::kSupplier,
                    [&](const std::string& supplier, const std::string& /*part*/) {
                      const auto head = ledger_.head(supplier);
                      if (!head) return Result<void>(tl::unexpected<Error>(head.error()));
                      // A name as written is no thing.
                      if (*head && (*head)->kind == "supplier") {
                        note(supplier);
                        link(supplier, delivery, "");
                      }
                      return Result<void>();
                    });
  }

  Result<void> meal_forward(const std::string& meal) {
    if (!note_forward(meal)) return {};
    return each_with(KeyRole::kMeal, meal, [&](const Step& taken) {
      note(taken.thing);
      link(meal, taken.thing, taken.part);
      return Result<void>();
    });
  }

  Result<void> meal_back(const std::string& meal) {
    note(meal);
    return each_key(meal, KeyRole::kUsed,
                    [&](const std::string& delivery, const std::string& dish) {
                      const auto done = delivery_back(delivery);
                      link(delivery, meal, dish);
                      return done;
                    });
  }

  Result<void> sample_back(const std::string& sample) {
    note(sample);
    return each_key(sample, KeyRole::kMeal, [&](const std::string& meal, const std::string& dish) {
      const auto done = meal_back(meal);
      link(meal, sample, dish);
      return done;
    });
  }

  Result<void> supplier_forward(const std::string& supplier) {
    note(supplier);
    return each_with(KeyRole::kSupplier, supplier, [&](const Step& delivery) {
      if (delivery.kind != "delivery") return Result<void>();
      const auto done = delivery_forward(delivery.thing);
      link(supplier, delivery.thing, "");
      return done;
    });
  }

  Result<void> dish_meals(const std::string& dish) {
    return each_with(KeyRole::kDish, dish, [&](const Step& meal) {
      return meal.kind == "meal" ? follow(meal.thing, "meal") : Result<void>();
    });
  }

  /// A thing may be met on the way back first: forward it is followed once all the same.
  bool note_forward(const std::string& thing) {
    note(thing);
    return things_.contains(thing) && forward_.insert(thing).second;
  }

  Result<std::vector<Step>> things_with(KeyRole role, const std::string& value) {
    std::vector<Step> steps;
    const auto read = ledger_.database().each(
        "SELECT first.id, h.kind, k.part FROM search_key AS k JOIN head AS h ON h.thing = k.thing "
        "JOIN entry AS first ON first.seq = k.thing WHERE k.role = ? AND k.value = ? "
        "ORDER BY k.thing LIMIT ?",
        [&](const Statement& row) -> Result<void> {
          steps.push_back({row.text_at(0), row.text_at(1), row.text_at(2)});
          return {};
        },
        key_word(role), value, std::uint64_t{kTraceThingsMax + 1});
    if (!read) return tl::unexpected<Error>(read.error());
    return steps;
  }

  template <class Each>
  Result<void> each_with(KeyRole role, const std::string& value, const Each& each) {
    const auto steps = things_with(role, value);
    if (!steps) return tl::unexpected<Error>(steps.error());
    for (const Step& step : *steps) {
      const Result<void> done = each(step);
      if (!done) return done;
    }
    return {};
  }

  template <class Each>
  Result<void> each_key(const std::string& thing, KeyRole role, const Each& each) {
    std::vector<std::pair<std::string, std::string>> keys;
    const auto read = ledger_.database().each(
        "SELECT k.value, k.part FROM entry AS first JOIN search_key AS k ON k.thing = first.seq "
        "WHERE first.id = ? AND k.role = ?",
        [&](const Statement& row) -> Result<void> {
          keys.emplace_back(row.text_at(0), row.text_at(1));
          return {};
        },
        thing, key_word(role));
    if (!read) return read;
    for (const auto& [value, part] : keys) {
      const Result<void> done = each(value, part);
      if (!done) return done;
    }
    return {};
  }

  LedgerReader& ledger_;
  std::set<std::string> things_;
  std::set<std::string> gone_;     // of them: those that are no records any more
  std::set<std::string> forward_;  // of them: those that were followed forward
  std::set<TraceLink> links_;
  RecordTrace trace_;
};

}  // namespace

Result<RecordTrace> trace_batch(LedgerReader& ledger, std::string_view batch) {
  if (fold_key(batch).empty())
    return fail(ErrorKind::kBadInput, "请填写批号 · batch: a batch number is needed");
  Tracer tracer(ledger);
  const auto followed = tracer.follow_batch(batch);
  if (!followed) return tl::unexpected<Error>(followed.error());
  return tracer.take();
}

Result<RecordTrace> trace_thing(LedgerReader& ledger, std::string_view thing) {
  const auto head = ledger.head(thing);
  if (!head) return tl::unexpected<Error>(head.error());
  if (!*head || (*head)->step == RecordStep::kWithdraw)
    return fail(ErrorKind::kUnsupported, "没有这条记录 · thing: there is no such record");
  Tracer tracer(ledger);
  const auto followed = tracer.follow(std::string(thing), (*head)->kind);
  if (!followed) return tl::unexpected<Error>(followed.error());
  return tracer.take();
}

}  // namespace sunhall
