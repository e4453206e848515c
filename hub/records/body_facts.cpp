#include "hub/records/body_facts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/model/records/record_json.h"

namespace sunhall {
namespace {

constexpr std::array<std::string_view, 10> kKeyWords = {
    "name", "person", "supplier", "product", "batch", "dish", "used", "meal", "store", "photo"};
constexpr std::array<std::string_view, 3> kKeepWords = {"for_good", "shelf_life", "plain"};

/// Gathers the facts of one body.
class Facts {
 public:
  void thing(KeyRole role, const std::string& id, const std::string& part = {}) {
    if (!id.empty()) facts_.keys.push_back({role, id, part});
  }
  void text(KeyRole role, const std::string& text) {
    std::string folded = fold_key(text);
    if (!folded.empty()) facts_.keys.push_back({role, std::move(folded), {}});
  }
  void evidence(const Evidence& evidence) {
    for (const std::string& photo : evidence.photos) thing(KeyRole::kPhoto, photo);
  }
  void keep(KeepRule rule, std::optional<Date> from = {}) {
    facts_.keep_rule = rule;
    facts_.keep_from = from;
  }
  BodyFacts take() {
    std::ranges::sort(facts_.keys);
    const auto twice = std::ranges::unique(facts_.keys);
    facts_.keys.erase(twice.begin(), twice.end());
    return std::move(facts_);
  }

 private:
  BodyFacts facts_;
};

void gather(Facts& facts, const PersonBody& body) {
  facts.text(KeyRole::kName, body.name);
  facts.thing(KeyRole::kPhoto, body.certificate_photo);
  facts.keep(body.left_on ? KeepRule::kPlain : KeepRule::kForGood, body.left_on);
}
void gather(Facts& facts, const SupplierBody& body) {
  facts.text(KeyRole::kName, body.name);
  facts.thing(KeyRole::kPhoto, body.licence_photo);
  facts.keep(KeepRule::kForGood);
}
void gather(Facts& facts, const ProductBody& body) {
  facts.text(KeyRole::kName, body.name);
  facts.thing(KeyRole::kSupplier, body.supplier);
  facts.keep(KeepRule::kForGood);
}
void gather(Facts& facts, const DishBody& body) {
  facts.text(KeyRole::kName, body.name);
  for (const std::string& product : body.products) facts.thing(KeyRole::kProduct, product);
  facts.keep(KeepRule::kForGood);
}
void gather(Facts& facts, const StoreBody& body) {
  facts.text(KeyRole::kName, body.name);
  facts.keep(KeepRule::kForGood);
}
void gather(Facts& facts, const MorningCheckBody& body) {
  facts.thing(KeyRole::kPerson, body.person);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const ClearanceBody& body) {
  facts.thing(KeyRole::kPerson, body.person);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const AbsenceBody& body) {
  facts.thing(KeyRole::kPerson, body.person);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const DeliveryBody& body) {
  facts.thing(KeyRole::kProduct, body.product);
  facts.text(KeyRole::kProduct, body.product_name);
  facts.thing(KeyRole::kSupplier, body.supplier);
  facts.text(KeyRole::kSupplier, body.supplier_name);
  facts.text(KeyRole::kBatch, body.batch);
  facts.evidence(body.evidence);
  if (body.shelf_life_ends_on) facts.keep(KeepRule::kShelfLife, body.shelf_life_ends_on);
}
void gather(Facts& facts, const MealBody& body) {
  facts.evidence(body.evidence);
  if (!body.dishes) return;
  for (const MealDish& dish : *body.dishes) {
    facts.text(KeyRole::kDish, dish.name);
    facts.thing(KeyRole::kDish, dish.dish);
    for (const std::string& used : dish.used) facts.thing(KeyRole::kUsed, used, dish.name);
  }
}
void gather(Facts& facts, const CoreTemperatureBody& body) {
  facts.text(KeyRole::kDish, body.dish);
  facts.thing(KeyRole::kMeal, body.meal, body.dish);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const HoldingBody& body) {
  facts.text(KeyRole::kDish, body.dish);
  facts.thing(KeyRole::kMeal, body.meal, body.dish);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const SampleBody& body) {
  facts.text(KeyRole::kDish, body.dish);
  facts.thing(KeyRole::kMeal, body.meal, body.dish);
  facts.thing(KeyRole::kPerson, body.person);
  facts.thing(KeyRole::kPerson, body.discarded_by);
  facts.thing(KeyRole::kStore, body.store);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const DisinfectionBody& body) {
  facts.thing(KeyRole::kPerson, body.person);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const StorageCheckBody& body) {
  facts.thing(KeyRole::kStore, body.store);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const WasteBody& body) {
  facts.thing(KeyRole::kPerson, body.person);
  facts.evidence(body.evidence);
}
void gather(Facts& facts, const FindingStepBody& body) {
  facts.evidence(body.evidence);
}
void gather(Facts& /*facts*/, const NoticeBody& /*body*/) {}
void gather(Facts& /*facts*/, const NothingBody& /*body*/) {}
void gather(Facts& /*facts*/, const SealBody& /*body*/) {}

}  // namespace

std::string_view key_word(KeyRole role) {
  return kKeyWords[static_cast<std::size_t>(role)];
}

std::string_view keep_word(KeepRule rule) {
  return kKeepWords[static_cast<std::size_t>(rule)];
}

std::string fold_key(std::string_view text) {
  std::string folded;
  for (const char c : text) {
    if (c == ' ' || c == '\t') continue;
    folded += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return folded;
}

Result<BodyFacts> read_body_facts(std::string_view kind, std::string_view body) {
  const auto parsed_kind = parse_kind(kind);
  if (!parsed_kind) return tl::unexpected<Error>(parsed_kind.error());
  const auto json = parse_json(body, kRecordBodyBytesMax);
  if (!json) return fail(ErrorKind::kBadInput, "内容不是 JSON · body: " + json.error().what);
  const auto parsed = read_record_body(*parsed_kind, *json);
  if (!parsed) return tl::unexpected<Error>(parsed.error());
  Facts facts;
  std::visit([&](const auto& one) { gather(facts, one); }, *parsed);
  return facts.take();
}

}  // namespace sunhall
