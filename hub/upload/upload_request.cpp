#include "hub/upload/upload_request.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

std::string join_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : "; ") + line;
  return text;
}

const RequestPlan& plan_of(const RecordPlan& record, UploadAction action) {
  if (action == UploadAction::kUpdate && record.update) return *record.update;
  if (action == UploadAction::kCancel && record.cancel) return *record.cancel;
  return record.add;
}

/// Whether the mapping waits for fields that are not recorded yet, as a cycle's end.
bool is_due(const RecordPlan& record, Renderer& renderer) {
  return std::all_of(record.only_if.begin(), record.only_if.end(),
                     [&](const FieldPath& path) { return renderer.is_recorded(path); });
}

UploadRequest render(const UploadPlan& plan, const RecordPlan& record, const RenderInput& input,
                     RequestSources& sources) {
  const FilterMeans means{plan.tables, plan.platform.offset};
  Renderer renderer(input, means);
  UploadRequest request{.action = input.action, .record = &record};
  const bool is_first = input.action == UploadAction::kAdd;
  if (is_first && !is_due(record, renderer) && !renderer.error()) {
    request.state = UploadRequest::State::kNotWanted;
    return request;
  }
  const RequestPlan& what = plan_of(record, input.action);
  sources.begin();
  request.parts.method = what.method;
  request.parts.path = renderer.path(what.path);
  request.parts.body = renderer.value(what.body);
  request.parts.key = idempotency_key(input.site_id, input.record->entry.id);
  request.parts.files = sources.take_files();
  request.error = renderer.error();
  request.why = join_lines(renderer.problems());
  if (request.error) {
    request.state = request.error->kind == ErrorKind::kBadInput ? UploadRequest::State::kUnmapped
                                                                : UploadRequest::State::kFailed;
    if (request.error->kind == ErrorKind::kBadInput) request.why = request.error->what;
  } else if (renderer.must_wait()) {
    request.state = UploadRequest::State::kLater;
  } else if (!request.why.empty()) {
    request.state = UploadRequest::State::kUnmapped;
  }
  return request;
}

}  // namespace

std::optional<UploadAction> choose_action(const RecordPlan& record, RecordStep step,
                                          bool is_accepted) {
  if (step == RecordStep::kWithdraw) {
    if (is_accepted && record.cancel) return UploadAction::kCancel;
    return std::nullopt;
  }
  if (!is_accepted) return UploadAction::kAdd;
  const auto change = step == RecordStep::kGoOn ? record.on_go_on : record.on_correct;
  if (change == RecordPlan::Change::kNone) return std::nullopt;
  return change == RecordPlan::Change::kUpdate ? UploadAction::kUpdate : UploadAction::kAdd;
}

UploadRequest make_request(const UploadPlan& plan, const HomeName& home, const ViewedRecord& record,
                           const SentThing& sent, RequestSources& sources) {
  const auto kind = parse_kind(record.entry.kind);
  const RecordPlan* mapped = kind ? plan.of(*kind) : nullptr;
  const auto action = mapped != nullptr
                          ? choose_action(*mapped, record.entry.step, sent.is_accepted)
                          : std::nullopt;
  if (!action) return {.state = UploadRequest::State::kNotWanted, .record = mapped};
  const RenderInput input{.record = &record,
                          .action = *action,
                          .site_id = home.id,
                          .site_name = home.name,
                          .values = &plan.values,
                          .sources = &sources};
  return render(plan, *mapped, input, sources);
}

MessageParts join_requests(const std::vector<UploadRequest>& requests) {
  const UploadRequest& first = requests.front();
  Json list = Json::array();
  std::string keys;
  for (const UploadRequest& request : requests) {
    list.push_back(*request.parts.body);
    keys += request.parts.key;
  }
  const std::string& field = first.record->batch_field;
  return {.method = first.parts.method,
          .path = first.parts.path,
          .body = field.empty() ? std::move(list) : Json{{field, std::move(list)}},
          .key = requests.size() == 1 ? keys : idempotency_key({}, keys)};
}

}  // namespace sunhall
