#include "hub/upload/renderer.h"

#include <algorithm>
#include <utility>

#include "core/model/records/record_meta.h"
#include "core/model/records/record_step.h"
#include "hub/upload/text_coding.h"
#include "native/sha256.h"

namespace sunhall {
namespace {

constexpr std::size_t kKeyHexDigits = 32;
constexpr std::size_t kProblemsMax = 20;

std::string as_text(const Json& value) {
  if (value.is_null()) return {};
  return value.is_string() ? value.get<std::string>() : write_json(value);
}

}  // namespace

std::string_view action_word(UploadAction action) {
  switch (action) {
    case UploadAction::kAdd:
      return "add";
    case UploadAction::kUpdate:
      return "update";
    case UploadAction::kCancel:
      return "cancel";
  }
  return {};
}

std::string idempotency_key(std::string_view site_id, std::string_view entry_id) {
  std::string text = "sunhall.upload";
  text += '\0';
  text += site_id;
  text += '\0';
  text += entry_id;
  return to_hex(sha256(text)).substr(0, kKeyHexDigits);
}

Json Renderer::value(const ValueTemplate& value) {
  Cursor at;
  if (input_.record != nullptr) at = {.record = input_.record, .value = &input_.record->body};
  return render(value, at);
}

std::string Renderer::text(const TextTemplate& text) {
  return join(text, [](std::string_view part) { return std::string(part); });
}

std::string Renderer::path(const TextTemplate& text) {
  return join(text, &to_url_part);
}

std::string Renderer::join(const TextTemplate& text, std::string (*fit)(std::string_view)) {
  Cursor at;
  if (input_.record != nullptr) at = {.record = input_.record, .value = &input_.record->body};
  std::string joined;
  for (const TextPiece& piece : text)
    joined += piece.expression ? fit(as_text(evaluate(*piece.expression, at))) : piece.fixed;
  return joined;
}

bool Renderer::is_recorded(const FieldPath& path) {
  Cursor at;
  if (input_.record != nullptr) at = {.record = input_.record, .value = &input_.record->body};
  return !walk(path, 0, at).is_null();
}

// A leaf that is not there is left out; `discarded` says so, since null may be wanted.
Json Renderer::render(const ValueTemplate& value, const Cursor& at) {
  switch (value.kind) {
    case ValueTemplate::Kind::kFixed:
      return value.fixed;
    case ValueTemplate::Kind::kText:
      return render_text(value.text, at);
    case ValueTemplate::Kind::kEach:
      return render_each(value, at);
    case ValueTemplate::Kind::kObject:
      return render_members(value, at);
    case ValueTemplate::Kind::kList:
      break;
  }
  Json list = Json::array();
  for (const ValueTemplate& item : value.list) {
    Json rendered = render(item, at);
    if (!rendered.is_discarded()) list.push_back(std::move(rendered));
  }
  return list;
}

Json Renderer::render_members(const ValueTemplate& value, const Cursor& at) {
  if (value.only_if && walk(*value.only_if, 0, at).is_null()) return Json::value_t::discarded;
  Json object = Json::object();
  for (const auto& [key, member] : value.members) {
    Json rendered = render(member, at);
    if (!rendered.is_discarded()) object[key] = std::move(rendered);
  }
  return object;
}

Json Renderer::render_each(const ValueTemplate& value, const Cursor& at) {
  if (value.only_if && walk(*value.only_if, 0, at).is_null()) return Json::value_t::discarded;
  const Json rows = walk(value.each, 0, at);
  if (!rows.is_array()) return Json::value_t::discarded;
  const ValueTemplate members{.kind = ValueTemplate::Kind::kObject, .members = value.members};
  const bool is_things = thing_kind(value.each).has_value();
  Json list = Json::array();
  for (const Json& row : rows) {
    if (!is_things) {
      const bool is_row = value.each.shape.type == FieldType::kRows;
      list.push_back(render_members(members, {.record = at.record,
                                              .value = is_row ? &row : at.value,
                                              .item = is_row ? nullptr : &row}));
      continue;
    }
    const auto found = input_.sources->thing(as_text(row));
    if (!found) error_ = found.error();
    if (!found || !*found) continue;
    list.push_back(render_members(members, {.record = &**found, .value = &(*found)->body}));
  }
  return list;
}

Json Renderer::render_text(const TextTemplate& text, const Cursor& at) {
  if (text.size() == 1 && text.front().expression) {
    Json value = evaluate(*text.front().expression, at);
    if (value.is_null() && !text.front().expression->gives_null) return Json::value_t::discarded;
    return value;
  }
  std::string joined;
  bool is_recorded = false;
  for (const TextPiece& piece : text) {
    const Json value = piece.expression ? evaluate(*piece.expression, at) : Json(piece.fixed);
    is_recorded |= piece.expression && !value.is_null();
    joined += as_text(value);
  }
  const bool is_fixed = text.size() == 1;
  return is_fixed || is_recorded ? Json(joined) : Json(Json::value_t::discarded);
}

Json Renderer::evaluate(const Expression& expression, const Cursor& at) {
  Json value = walk(expression.path, 0, at);
  for (const FieldPath& other : expression.others)
    if (value.is_null()) value = walk(other, 0, at);
  for (const Filter& filter : expression.filters)
    value = apply(filter, std::move(value), expression.path);
  if (expression.is_required && value.is_null() && !must_wait_ && !error_)
    note(expression.path, "未登记 · is not recorded");
  return value;
}

Json Renderer::apply(const Filter& filter, Json value, const FieldPath& path) {
  if (filter.kind == FilterKind::kPhoto) return photos(value);
  auto done = apply_filter(filter, value, means_);
  if (done) return std::move(*done);
  note(path, done.error().what);
  return nullptr;
}

Json Renderer::walk(const FieldPath& path, std::size_t step, const Cursor& at) {
  if (step == path.steps.size()) return at.value != nullptr ? *at.value : Json();
  const PathStep& next = path.steps[step];
  const auto of = [](const std::map<std::string, std::string>& texts, const std::string& key) {
    const auto found = texts.find(key);
    return found == texts.end() ? Json() : Json(found->second);
  };
  switch (next.kind) {
    case PathStep::Kind::kSite:
      return next.key == "id" ? input_.site_id : input_.site_name;
    case PathStep::Kind::kValue:
      return input_.values != nullptr ? of(*input_.values, next.key) : Json();
    case PathStep::Kind::kOwn:
      return of(input_.own, next.key);
    case PathStep::Kind::kItem:
      return at.item != nullptr ? *at.item : Json();
    case PathStep::Kind::kMeta:
      return at.record != nullptr ? meta(next.key, *at.record) : Json();
    case PathStep::Kind::kBody:
      return at.record != nullptr
                 ? walk(path, step + 1, {.record = at.record, .value = &at.record->body})
                 : Json();
    case PathStep::Kind::kKey:
    case PathStep::Kind::kFollow:
      break;
  }
  if (at.value == nullptr || at.value->is_null()) return nullptr;
  if (at.value->is_array()) return walk_list(path, step, at);
  if (next.kind == PathStep::Kind::kFollow) return follow(path, step, at);
  const auto found = at.value->find(next.key);
  if (found == at.value->end() || found->is_null()) return nullptr;
  return walk(path, step + 1, {.record = at.record, .value = &*found, .item = at.item});
}

Json Renderer::walk_list(const FieldPath& path, std::size_t step, const Cursor& at) {
  Json list = Json::array();
  for (const Json& item : *at.value) {
    Json value = walk(path, step, {.record = at.record, .value = &item, .item = at.item});
    if (value.is_array()) {
      list.insert(list.end(), value.begin(), value.end());
    } else if (!value.is_null()) {
      list.push_back(std::move(value));
    }
  }
  return list;
}

Json Renderer::follow(const FieldPath& path, std::size_t step, const Cursor& at) {
  const auto found = input_.sources->thing(as_text(*at.value));
  if (!found) error_ = found.error();
  if (!found || !*found) return nullptr;
  return walk(path, step + 1, {.record = &**found, .value = &(*found)->body});
}

Json Renderer::meta(const std::string& name, const ViewedRecord& record) {
  const StoredEntry& entry = record.entry;
  if (name == "id") return entry.id;
  if (name == "thing") return entry.thing;
  if (name == "key") return idempotency_key(input_.site_id, entry.id);
  if (name == "platform_id") return platform_id(record);
  if (name == "kind") return entry.kind;
  if (name == "action") return action_word(input_.action);
  if (name == "seq") return entry.seq;
  if (name == "version") return entry.version_count;
  if (name == "day") return format_date(entry.day);
  if (name == "made_at") return format_rfc3339(entry.made_at);
  if (name == "received_at") return format_rfc3339({entry.received_at, entry.made_at.offset});
  if (name == "who") return entry.who;
  if (name == "source") return source_word(entry.source);
  if (name == "step") return step_word(entry.step);
  return entry.reason.empty() ? Json() : Json(entry.reason);
}

Json Renderer::platform_id(const ViewedRecord& record) {
  const auto sent = input_.sources->sent(record.entry.thing);
  if (!sent) {
    error_ = sent.error();
    return nullptr;
  }
  // Its own versions are sent in their order already; another thing's has to arrive first.
  must_wait_ |= sent->is_waiting && record.entry.thing != input_.record->entry.thing;
  return sent->platform_id.empty() ? Json() : Json(sent->platform_id);
}

Json Renderer::photos(const Json& value) {
  if (value.is_null()) return value;
  if (!value.is_array()) return photo(as_text(value));
  Json list = Json::array();
  for (const Json& sha : value) {
    Json photo_text = photo(as_text(sha));
    if (!photo_text.is_null()) list.push_back(std::move(photo_text));
  }
  return list;
}

Json Renderer::photo(const std::string& sha) {
  const auto found = input_.sources->photo(sha);
  if (!found) error_ = found.error();
  return found && *found ? Json(**found) : Json();
}

void Renderer::note(const FieldPath& path, std::string_view why) {
  if (problems_.size() < kProblemsMax) problems_.push_back(path.text + "：" + std::string(why));
}

}  // namespace sunhall
