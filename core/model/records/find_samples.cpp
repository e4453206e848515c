#include <algorithm>

#include "core/model/judge.h"
#include "core/model/records/finder.h"

namespace sunhall {
namespace {

/// Whether a sample is the day's business: taken for it, or thrown away on it.
bool is_of_day(const Finder& finder, const Entry<SampleBody>& sample) {
  if (sample.meta.day == finder.book().date) return true;
  const auto& discarded_at = sample.body.discarded_at;
  return discarded_at && finder.clock.date_of(*discarded_at) == finder.book().date;
}

FindingKind kind_of_breach(const Judgement& judgement) {
  return judgement.reason == Reason::kWeightTooLow ? FindingKind::kSampleTooLight
                                                   : FindingKind::kSampleKeptShort;
}

/// Tells every breach of one sample, then what its record still lacks.
void find_in_label(Finder& finder, const Entry<SampleBody>& sample, const FindingAbout& about) {
  SampleBody body = sample.body;
  while (true) {
    const Judgement judgement = judge_food_sample(body, finder.context).front();
    if (judgement.verdict == Verdict::kPass) return;
    if (judgement.verdict != Verdict::kFail) {
      finder.add(FindingKind::kSampleIncomplete, judgement, about, {sample.meta.thing});
      return;
    }
    finder.add(kind_of_breach(judgement), judgement, about, {sample.meta.thing});
    // Told; as if it were in order, the next breach can be seen behind it.
    if (judgement.reason == Reason::kWeightTooLow) {
      body.weight_g = judgement.limit;
    } else {
      body.discarded_at.reset();
      body.kept_until.reset();
    }
  }
}

bool has_sample_store(const DayBook& book) {
  return std::any_of(book.stores.begin(), book.stores.end(),
                     [](const auto& store) { return store.body.for_samples.value_or(false); });
}

void find_in_sample_store(Finder& finder, const Entry<SampleBody>& sample,
                          const FindingAbout& about) {
  const Judgement judgement = judge_food_sample(sample.body, finder.context).back();
  if (judgement.verdict == Verdict::kFail) {
    finder.add(FindingKind::kSampleWrongStore, judgement, about, {sample.meta.thing});
  } else if (judgement.verdict != Verdict::kPass && has_sample_store(finder.book())) {
    finder.add(FindingKind::kSampleIncomplete, judgement, about, {sample.meta.thing, "store"});
  }
}

}  // namespace

void find_in_samples(Finder& finder) {
  for (const Entry<SampleBody>& sample : finder.book().samples) {
    if (!is_of_day(finder, sample)) continue;
    const auto* meal = find_thing(finder.book().meals, sample.body.meal);
    const FindingAbout about{.thing = sample.meta.thing,
                             .subject = sample.body.dish,
                             .detail = meal == nullptr ? std::string() : meal->body.name,
                             .since = sample.body.taken_at.value_or(sample.meta.made_at),
                             .due = {}};
    find_in_label(finder, sample, about);
    find_in_sample_store(finder, sample, about);
  }
}

}  // namespace sunhall
