#include "core/model/records/find.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <map>
#include <utility>

#include "core/model/records/finder.h"
#include "core/model/records/finding_kind.h"
#include "core/model/records/sort_stably.h"

namespace sunhall {

std::string key_word(std::string_view text) {
  // FNV-1a, 64 bits: http://www.isthe.com/chongo/tech/comp/fnv/; no secret, only a short name.
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  std::array<char, 20> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx", static_cast<unsigned long long>(hash));
  return digits.data();
}

Finding& Finder::add(FindingKind kind, const Judgement& judgement, FindingAbout about,
                     std::initializer_list<std::string_view> key_parts) {
  const FindingTraits& traits = traits_of(kind);
  Finding finding{.key = std::string(traits.word),
                  .kind = kind,
                  .rule = judgement.rule == nullptr ? traits.rule : judgement.rule,
                  .verdict = judgement.verdict,
                  .severity = traits.severity,
                  .judgement = judgement,
                  .form = traits.form,
                  .thing_kind = traits.thing_kind,
                  .thing = std::move(about.thing),
                  .subject = std::move(about.subject),
                  .detail = std::move(about.detail),
                  .since = clock.at_home(about.since),
                  .due = clock.at_home(about.due),
                  .is_overdue = !about.due || clock.now.utc > about.due->utc,
                  .is_public = false,
                  .state = FindingState::kOpen,
                  .state_since = {},
                  .is_holding = true};
  for (const std::string_view part : key_parts) finding.key += ":" + std::string(part);
  if (!finding.since && finding.due && finding.is_overdue) finding.since = finding.due;
  finding.is_public =
      traits.is_public && (finding.severity != Severity::kTodo || finding.is_overdue);
  found_.push_back(std::move(finding));
  return found_.back();
}

namespace {

using Steps = std::map<std::string, const Entry<FindingStepBody>*, std::less<>>;

/// The newest step about each key.
Steps newest_steps(const DayBook& book) {
  Steps steps;
  for (const Entry<FindingStepBody>& step : book.finding_steps) {
    const Entry<FindingStepBody>*& newest = steps[step.body.finding];
    if (newest == nullptr || newest->meta.seq <= step.meta.seq) newest = &step;
  }
  return steps;
}

/// A finding that somebody dealt with on the day, and that the rules no longer say.
std::optional<Finding> past_finding(const Entry<FindingStepBody>& step, const HomeClock& clock) {
  const auto kind = kind_of_key(step.body.finding);
  if (!kind) return std::nullopt;
  const FindingTraits& traits = traits_of(*kind);
  Finding finding;
  finding.key = step.body.finding;
  finding.kind = *kind;
  finding.rule = traits.rule;
  finding.verdict = Verdict::kPass;
  finding.severity = traits.severity;
  finding.judgement = {.verdict = Verdict::kPass,
                       .reason = Reason::kAllInOrder,
                       .rule = traits.rule,
                       .value = 0.0,
                       .limit = traits.rule->limit};
  finding.form = traits.form;
  finding.thing_kind = traits.thing_kind;
  // A to-do that was done in time never was a warning.
  finding.is_public = traits.is_public && traits.severity != Severity::kTodo;
  finding.state = step.body.state;
  finding.state_since = clock.at_home(step.meta.made_at);
  finding.is_holding = false;
  return finding;
}

void apply_steps(std::vector<Finding>& findings, const DayBook& book, const HomeClock& clock) {
  Steps steps = newest_steps(book);
  for (Finding& finding : findings) {
    const auto it = steps.find(finding.key);
    if (it == steps.end()) continue;
    finding.state = it->second->body.state;
    finding.state_since = clock.at_home(it->second->meta.made_at);
    steps.erase(it);
  }
  for (const auto& [key, step] : steps) {
    if (step->meta.day != book.date) continue;
    if (auto past = past_finding(*step, clock)) findings.push_back(std::move(*past));
  }
}

/// Breaches first; what is over, last.
int rank_of(const Finding& finding) {
  if (!finding.is_holding) return 3;
  return 2 - static_cast<int>(finding.severity);
}

}  // namespace

std::vector<Finding> find(const DayBook& book, const Limits& limits, const ZonedTime& now) {
  const RecordContext context{.book = book, .limits = limits, .now = now};
  Finder finder(context);
  find_in_staff(finder);
  find_in_meals(finder);
  find_in_samples(finder);
  find_in_disinfections(finder);
  find_in_goods(finder);
  find_in_stores(finder);
  find_in_waste(finder);

  std::vector<Finding> findings = finder.take();
  apply_steps(findings, book, context.clock());
  sort_stably(findings, [](const Finding& a, const Finding& b) {
    return std::pair(rank_of(a), a.kind) < std::pair(rank_of(b), b.kind);
  });
  return findings;
}

}  // namespace sunhall
