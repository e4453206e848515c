// What becomes of a request; connector.cpp chooses it.
#include <algorithm>
#include <utility>

#include <spdlog/spdlog.h>

#include "hub/upload/connector.h"

namespace sunhall {
namespace {

Receipt make_receipt(const QueuedItem& item, const UploadRequest& request,
                     const JudgedAnswer& answer) {
  Receipt receipt{.id = item.id,
                  .action = std::string(action_word(request.action)),
                  .status = answer.status,
                  .code = answer.code,
                  .message = answer.message,
                  .is_duplicate = answer.verdict == AnswerVerdict::kDuplicate};
  if (request.parts.body) receipt.sha256 = sha256(write_json(*request.parts.body));
  return receipt;
}

/// The platform's id of the row-th record of a request.
std::string id_of(const Json& document, const std::string& pointer, std::size_t row,
                  std::size_t row_count) {
  if (pointer.empty()) return {};
  const Json* found = find_at(document, pointer);
  if (found == nullptr || !found->is_array())
    return row_count == 1 ? text_at(document, pointer) : "";
  // A list of ids, in the order of what was sent.
  return found->size() == row_count ? text_at((*found)[row], "") : std::string();
}

}  // namespace

Result<void> Connector::send(const std::vector<Ready>& chosen, const std::stop_token& stop) {
  const Ready& first = chosen.front();
  MessageParts parts = first.request.parts;
  if (first.request.record->batch > 1) {
    std::vector<UploadRequest> requests;
    for (const Ready& ready : chosen) requests.push_back(ready.request);
    parts = join_requests(requests);
  }
  const auto answer = link_.exchange(parts, stop);
  if (stop.stop_requested() && !answer) return {};
  if (answer) return settle(chosen, *answer);
  return settle_in_vain(chosen, {.message = answer.error().what});
}

Result<void> Connector::settle(const std::vector<Ready>& chosen, const JudgedAnswer& answer) {
  switch (answer.verdict) {
    case AnswerVerdict::kAccepted:
    case AnswerVerdict::kDuplicate:
      return settle_accepted(chosen, answer);
    case AnswerVerdict::kRefused:
      return settle_refused(chosen, answer);
    case AnswerVerdict::kRetry:
    case AnswerVerdict::kTokenExpired:
    case AnswerVerdict::kDenied:
      break;
  }
  return settle_in_vain(chosen, answer);
}

Result<void> Connector::settle_accepted(const std::vector<Ready>& chosen,
                                        const JudgedAnswer& answer) {
  // "Duplicate" of a batch does not say of which: one by one they tell.
  if (answer.verdict == AnswerVerdict::kDuplicate && chosen.size() > 1) {
    for (const Ready& ready : chosen) alone_.insert(ready.item.id);
    return {};
  }
  std::vector<Receipt> receipts;
  for (std::size_t row = 0; row < chosen.size(); ++row) {
    receipts.push_back(make_receipt(chosen[row].item, chosen[row].request, answer));
    receipts.back().platform_id =
        id_of(answer.document, parts_.plan.envelope.id_at, row, chosen.size());
  }
  const auto noted = queue_.note_sent(receipts, wall());
  if (!noted) return noted;
  for (const Ready& ready : chosen) {
    later_.erase(ready.item.id);
    alone_.erase(ready.item.id);
  }
  if (!trouble_.empty()) spdlog::info("upload {}: it goes on", parts_.plan.id);
  trouble_.clear();
  failures_in_a_row_ = 0;
  refused_in_a_row_ = 0;
  last_sent_ = wall();
  return {};
}

Result<void> Connector::settle_refused(const std::vector<Ready>& chosen,
                                       const JudgedAnswer& answer) {
  failures_in_a_row_ = 0;
  trouble_.clear();
  if (chosen.size() > 1) {
    for (const Ready& ready : chosen) alone_.insert(ready.item.id);
    return {};
  }
  const Ready& ready = chosen.front();
  spdlog::warn("upload {}: entry {} was refused: HTTP {}, code {}", parts_.plan.id, ready.item.seq,
               answer.status, answer.code);
  later_.erase(ready.item.id);
  alone_.erase(ready.item.id);
  if (++refused_in_a_row_ >= kRefusedInARowMax) {
    trouble_ = "平台连续拒收，请核对映射 · the platform refuses everything: check the mapping";
    block(kRetryMax);
  }
  return queue_.note_refused(make_receipt(ready.item, ready.request, answer), wall());
}

Result<void> Connector::settle_in_vain(const std::vector<Ready>& chosen,
                                       const JudgedAnswer& answer) {
  const bool is_denied = answer.verdict == AnswerVerdict::kDenied;
  std::string what = answer.message;
  if (answer.status != 0) {
    what = "HTTP " + std::to_string(answer.status);
    if (!answer.code.empty()) what += ", code " + answer.code;
  }
  if (is_denied) what = "平台不认可我们的身份 · the platform denies us: " + what;
  if (what != trouble_) spdlog::warn("upload {}: {}", parts_.plan.id, what);
  trouble_ = what;
  for (const Ready& ready : chosen) postpone(ready.item.id);
  // A log-in that was refused is not tried again at once: accounts get locked.
  constexpr int kDeniedLike = 19;  // a minute and more
  failures_in_a_row_ = std::max(failures_in_a_row_ + 1, is_denied ? kDeniedLike : 0);
  block(std::max<Ticks>(wait_.after(failures_in_a_row_),
                        std::min<Ticks>(answer.retry_after, kRetryMax)));
  const Ready& first = chosen.front();
  return queue_.note_tried(make_receipt(first.item, first.request, answer), wall());
}

void Connector::postpone(const std::string& id) {
  Later& later = later_[id];
  later.due = now() + wait_.after(++later.tries);
}

void Connector::block(Ticks wait) {
  blocked_until_ = std::max(blocked_until_, now() + wait);
}

}  // namespace sunhall
