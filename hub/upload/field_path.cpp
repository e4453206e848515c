#include "hub/upload/field_path.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "core/base/nearest.h"
#include "core/model/records/record_json.h"
#include "core/model/records/text_form.h"

namespace sunhall {
namespace {

/// Which kind of record a field's id is of; a field of that name always means the same.
constexpr std::array<std::pair<std::string_view, RecordKind>, 9> kTargets{
    {{"person", RecordKind::kPerson},
     {"discarded_by", RecordKind::kPerson},
     {"supplier", RecordKind::kSupplier},
     {"product", RecordKind::kProduct},
     {"products", RecordKind::kProduct},
     {"dish", RecordKind::kDish},
     {"used", RecordKind::kDelivery},
     {"meal", RecordKind::kMeal},
     {"store", RecordKind::kStore}}};

struct MetaName {
  std::string_view name;
  FieldType type;
};
constexpr std::array<MetaName, 15> kMetaNames{{{"id", FieldType::kText},
                                               {"thing", FieldType::kText},
                                               {"key", FieldType::kText},
                                               {"platform_id", FieldType::kText},
                                               {"kind", FieldType::kText},
                                               {"action", FieldType::kWord},
                                               {"seq", FieldType::kWhole},
                                               {"version", FieldType::kWhole},
                                               {"day", FieldType::kDate},
                                               {"made_at", FieldType::kTime},
                                               {"received_at", FieldType::kTime},
                                               {"who", FieldType::kText},
                                               {"source", FieldType::kWord},
                                               {"step", FieldType::kWord},
                                               {"reason", FieldType::kText}}};

std::vector<std::string> words_of_meta(std::string_view name) {
  if (name == "action") return {"add", "update", "cancel"};
  if (name == "source") return {"desk", "sensor", "import", "api"};
  return {"add", "go_on", "correct", "withdraw"};
}

std::string type_name(const Json& property) {
  const Json& type = property.at("type");
  return type.is_array() ? type.at(0).get<std::string>() : type.get<std::string>();
}

FieldShape shape_of(const Json& property, std::string_view name) {
  const std::string type = type_name(property);
  if (type == "array") {
    const Json& items = property.at("items");
    if (type_name(items) == "object") return {.type = FieldType::kRows, .is_list = true};
    FieldShape shape = shape_of(items, name);
    shape.is_list = true;
    return shape;
  }
  if (type == "object") return {.type = FieldType::kObject};
  if (type == "number") return {.type = FieldType::kNumber};
  if (type == "integer") return {.type = FieldType::kWhole};
  if (type == "boolean") return {.type = FieldType::kFlag};
  if (property.contains("format"))
    return {.type = property.at("format") == "date" ? FieldType::kDate : FieldType::kTime};
  if (property.contains("enum")) {
    FieldShape shape{.type = FieldType::kWord};
    for (const Json& word : property.at("enum"))
      if (word.is_string()) shape.words.push_back(word.get<std::string>());
    return shape;
  }
  const std::string pattern = property.value("pattern", std::string());
  if (pattern == text_form_pattern(TextForm::kThing)) return {.type = FieldType::kThing};
  // A seal's checksum has the same form and is no photo.
  if (pattern == text_form_pattern(TextForm::kSha256) && name != "sha256")
    return {.type = FieldType::kPhoto};
  return {.type = FieldType::kText};
}

tl::unexpected<Error> unknown(std::string_view name, const std::string& of,
                              const std::vector<std::string_view>& known) {
  const std::string_view nearest = nearest_word(name, known);
  std::string what = "\"" + std::string(name) + "\" is not " + of;
  if (!nearest.empty())
    return fail(ErrorKind::kBadInput, what + "; did you mean \"" + std::string(nearest) + "\"?");
  what += "; there are";
  for (const std::string_view word : known) what += " " + std::string(word);
  return fail(ErrorKind::kBadInput, what);
}

/// Walks a path from left to right.
class PathReader {
 public:
  PathReader(std::string_view text, const NameScope& scope) : scope_(scope), kind_(scope.kind) {
    path_.text = text;
    for (std::size_t begin = 0; begin <= text.size();) {
      const std::size_t end = std::min(text.find('.', begin), text.size());
      names_.emplace_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
    if (kind_) properties_ = scope.row != nullptr ? scope.row : &fields_of(*kind_);
  }

  Result<FieldPath> read() {
    if (names_.size() > kPathStepsMax)
      return fail(ErrorKind::kBadInput,
                  "a name has at most " + std::to_string(kPathStepsMax) + " parts");
    const auto rooted = read_root();
    if (!rooted) return tl::unexpected<Error>(rooted.error());
    while (!is_done_ && at_ < names_.size()) {
      const auto next = read_field(names_[at_]);
      if (!next) return tl::unexpected<Error>(next.error());
    }
    if (at_ < names_.size())
      return fail(ErrorKind::kBadInput,
                  "\"" + names_[at_] + "\" cannot stand behind \"" + names_[at_ - 1] + "\"");
    if (path_.shape.type == FieldType::kObject)
      return fail(ErrorKind::kBadInput, "\"" + names_.back() + "\" is a group; name a field of it");
    return std::move(path_);
  }

 private:
  Result<void> read_root() {
    const std::string& first = names_.front();
    if (std::find(scope_.own.begin(), scope_.own.end(), first) != scope_.own.end()) {
      path_.steps.push_back({.kind = PathStep::Kind::kOwn, .key = first});
      return end_with({.type = FieldType::kText}, 1);
    }
    if (first == "item" && scope_.item) {
      path_.steps.push_back({.kind = PathStep::Kind::kItem});
      return end_with(*scope_.item, 1);
    }
    if (first == "site") return read_site();
    if (first == "value") return read_value();
    if (!kind_) {
      std::vector<std::string_view> known = scope_.own;
      known.insert(known.end(), {"site", "value"});
      return unknown(first, "known here", known);
    }
    if (first == "body" || first == "meta") path_.steps.push_back({.kind = PathStep::Kind::kBody});
    if (first == "body") {
      properties_ = &fields_of(*kind_);
      ++at_;
      if (at_ == names_.size())
        return fail(ErrorKind::kBadInput, "a field has to follow \"body.\"");
    }
    return {};
  }

  Result<void> read_site() {
    const std::string second = names_.size() > 1 ? names_[1] : "";
    if (second != "id" && second != "name") return unknown(second, "of the site", {"id", "name"});
    path_.steps.push_back({.kind = PathStep::Kind::kSite, .key = second});
    return end_with({.type = FieldType::kText}, 2);
  }

  Result<void> read_value() {
    const std::string second = names_.size() > 1 ? names_[1] : "";
    if (scope_.values == nullptr || !scope_.values->contains(second)) {
      std::vector<std::string_view> known;
      if (scope_.values != nullptr) known.assign(scope_.values->begin(), scope_.values->end());
      return unknown(second, "in [values]", known);
    }
    path_.steps.push_back({.kind = PathStep::Kind::kValue, .key = second});
    return end_with({.type = FieldType::kText}, 2);
  }

  Result<void> read_field(const std::string& name) {
    if (name == "meta") return read_meta();
    if (properties_ == nullptr || !properties_->contains(name)) {
      std::vector<std::string_view> known;
      if (properties_ != nullptr)
        for (const auto& [key, value] : properties_->items()) known.push_back(key);
      known.emplace_back("meta");
      return unknown(name, "a field of " + std::string(kind_word(*kind_)), known);
    }
    const Json& property = properties_->at(name);
    const bool was_list = path_.shape.is_list;
    path_.shape = shape_of(property, name);
    path_.shape.is_list |= was_list;
    path_.steps.push_back({.kind = PathStep::Kind::kKey, .key = name});
    ++at_;
    if (path_.shape.type == FieldType::kObject) {
      properties_ = &property.at("properties");
    } else if (path_.shape.type == FieldType::kRows) {
      properties_ = &property.at("items").at("properties");
    } else if (path_.shape.type == FieldType::kThing) {
      if (at_ < names_.size()) follow(name);
    } else {
      is_done_ = true;
    }
    return {};
  }

  void follow(const std::string& name) {
    const auto* target = std::find_if(kTargets.begin(), kTargets.end(),
                                      [&](const auto& row) { return row.first == name; });
    if (target == kTargets.end()) {
      is_done_ = true;  // a test keeps the table complete
      return;
    }
    kind_ = target->second;
    properties_ = &fields_of(*kind_);
    path_.steps.push_back({.kind = PathStep::Kind::kFollow, .key = {}, .target = *kind_});
  }

  Result<void> read_meta() {
    const std::string name = at_ + 1 < names_.size() ? names_[at_ + 1] : "";
    const auto* found = std::find_if(kMetaNames.begin(), kMetaNames.end(),
                                     [&](const MetaName& meta) { return meta.name == name; });
    if (found == kMetaNames.end()) {
      std::vector<std::string_view> known;
      for (const MetaName& meta : kMetaNames) known.push_back(meta.name);
      return unknown(name, "in meta", known);
    }
    path_.steps.push_back({.kind = PathStep::Kind::kMeta, .key = name});
    FieldShape shape{.type = found->type, .is_list = path_.shape.is_list};
    if (found->type == FieldType::kWord) shape.words = words_of_meta(name);
    return end_with(std::move(shape), at_ + 2);
  }

  Result<void> end_with(FieldShape shape, std::size_t at) {
    path_.shape = std::move(shape);
    at_ = at;
    is_done_ = true;
    return {};
  }

  const NameScope& scope_;
  std::vector<std::string> names_;
  std::size_t at_ = 0;
  bool is_done_ = false;
  std::optional<RecordKind> kind_;
  const Json* properties_ = nullptr;
  FieldPath path_;
};

}  // namespace

const Json& fields_of(RecordKind kind) {
  static const auto* const kAll = [] {
    auto* all = new std::array<Json, kRecordKindCount>();  // for ever: others keep pointers to it
    for (const RecordKind each : kRecordKinds)
      (*all)[static_cast<std::size_t>(each)] = record_body_schema(each).at("properties");
    return all;
  }();
  return (*kAll)[static_cast<std::size_t>(kind)];
}

Result<FieldPath> find_field(std::string_view text, const NameScope& scope) {
  return PathReader(text, scope).read();
}

const Json* row_properties(const FieldPath& path, const NameScope& scope) {
  const Json* properties = scope.row;
  if (properties == nullptr && scope.kind) properties = &fields_of(*scope.kind);
  for (const PathStep& step : path.steps) {
    if (step.kind == PathStep::Kind::kFollow) properties = &fields_of(step.target);
    if (step.kind == PathStep::Kind::kBody && scope.kind) properties = &fields_of(*scope.kind);
    if (step.kind != PathStep::Kind::kKey || properties == nullptr) continue;
    const Json& property = properties->at(step.key);
    if (property.contains("properties")) properties = &property.at("properties");
    if (property.contains("items") && property.at("items").contains("properties"))
      properties = &property.at("items").at("properties");
  }
  return properties;
}

std::optional<RecordKind> thing_kind(const FieldPath& path) {
  if (path.shape.type != FieldType::kThing || path.steps.empty()) return std::nullopt;
  for (const auto& [name, kind] : kTargets)
    if (name == path.steps.back().key) return kind;
  return std::nullopt;
}

bool is_about_health(RecordKind kind, std::string_view field) {
  if (kind == RecordKind::kMorningCheck)
    return field == "symptoms" || field == "temperature_c" || field == "note";
  if (kind == RecordKind::kAbsence) return field == "why" || field == "note";
  return kind == RecordKind::kClearance && field == "note";
}

}  // namespace sunhall
