#include "hub/upload/dry_run.h"

#include <optional>
#include <set>
#include <utility>

#include <spdlog/fmt/fmt.h>

#include "hub/records/photo_shelf.h"
#include "hub/records/photo_store.h"
#include "hub/upload/ledger_sources.h"
#include "hub/upload/queue_schema.h"

namespace sunhall {
namespace {

constexpr const char* kUnknownId = "（平台编号 id at the platform）";
constexpr int kIndent = 2;

/// What the platform has, as if everything shown so far had been taken.
class DrySources final : public RequestSources {
 public:
  DrySources(LedgerReader& ledger, UploadQueue* queue, std::filesystem::path photos)
      : ledger_(ledger), queue_(queue), photos_(std::move(photos)) {}

  void take(const std::string& thing) { taken_.insert(thing); }

  Result<std::optional<ViewedRecord>> thing(std::string_view id) override {
    auto entry = ledger_.head(id);
    if (!entry) return tl::unexpected<Error>(entry.error());
    if (!*entry) return std::nullopt;
    return view_record(ledger_, std::move(**entry));
  }

  Result<SentThing> sent(std::string_view thing) override {
    SentThing sent;
    if (queue_ != nullptr) {
      auto known = queue_->thing(thing);
      if (!known) return known;
      sent = std::move(*known);
    }
    sent.is_accepted |= taken_.contains(std::string(thing));
    sent.is_waiting = false;
    if (sent.platform_id.empty()) sent.platform_id = kUnknownId;
    return sent;
  }

  Result<std::optional<std::string>> photo(std::string_view sha) override {
    const auto found = find_photo(photos_, sha);
    if (!found) return std::nullopt;
    return fmt::format("（照片 photo {}… {} KiB）", sha.substr(0, 8), (found->bytes + 1023) / 1024);
  }

  void begin() override {}
  std::vector<FilePart> take_files() override { return {}; }

 private:
  LedgerReader& ledger_;
  UploadQueue* queue_;
  std::filesystem::path photos_;
  std::set<std::string> taken_;
};

std::string_view action_name(UploadAction action) {
  if (action == UploadAction::kAdd) return "新增 add";
  return action == UploadAction::kUpdate ? "更新 update" : "撤销 cancel";
}

class Shower {
 public:
  Shower(const DryRun& run, const std::function<void(const std::string&)>& print)
      : run_(run), print_(print) {}

  Result<DryRunCounts> show() {
    auto ledger = LedgerReader::open(run_.folder);
    if (!ledger) return tl::unexpected<Error>(ledger.error());
    // No queue yet: the hub never ran with this upload.
    auto queue = UploadQueue::open(queue_file(run_.folder, run_.plan.id), DatabaseUse::kReadOnly);
    DrySources sources(*ledger, queue ? &*queue : nullptr, run_.folder / kPhotosName);
    const auto entries = entries_of(*ledger, run_.day);
    if (!entries) return tl::unexpected<Error>(entries.error());
    show_head();
    for (const StoredEntry& entry : *entries) {
      const auto kind = parse_kind(entry.kind);
      if (!kind || run_.plan.of(*kind) == nullptr) continue;
      const auto shown = show_entry(*ledger, entry, sources);
      if (!shown) return tl::unexpected<Error>(shown.error());
    }
    return counts_;
  }

 private:
  void show_head() {
    print_(fmt::format("{} {} → {}", run_.plan.id, run_.plan.name, run_.plan.platform.url));
    std::string fields;
    for (const std::string& field : health_fields(run_.plan)) fields += " " + field;
    if (!fields.empty()) print_("会送出的健康信息 health details that leave the house:" + fields);
  }

  Result<void> show_entry(LedgerReader& ledger, const StoredEntry& entry, DrySources& sources) {
    const auto record = view_record(ledger, entry);
    if (!record) return tl::unexpected<Error>(record.error());
    const auto kind = *parse_kind(entry.kind);
    const std::string title =
        fmt::format("{} {} · {}", kind_name(kind, Language::kChinese), entry.kind, entry.id);
    if (!*record) {
      print_(fmt::format("– {}：已过保存期 · erased after its keeping time", title));
      return {};
    }
    const auto sent = sources.sent(entry.thing);
    if (!sent) return tl::unexpected<Error>(sent.error());
    const UploadRequest request = make_request(run_.plan, run_.home, **record, *sent, sources);
    if (request.state == UploadRequest::State::kNotWanted) {
      ++counts_.not_wanted;
      print_(fmt::format("– {}：按映射不上报 · the mapping does not send it", title));
      return {};
    }
    if (request.state == UploadRequest::State::kFailed && request.error)
      return tl::unexpected<Error>(*request.error);
    if (request.state != UploadRequest::State::kReady) {
      ++counts_.unmapped;
      print_(fmt::format("✗ {}：不能上报 · cannot be sent: {}", title, request.why));
      return {};
    }
    ++counts_.sent;
    if (request.action != UploadAction::kCancel) sources.take(entry.thing);
    print_(fmt::format("✓ {} · {}", title, action_name(request.action)));
    return show_request(request);
  }

  Result<void> show_request(const UploadRequest& request) {
    const bool has_token = run_.plan.auth.kind != AuthPlan::Kind::kNone;
    const MessageStamp stamp{{run_.clock.now().wall.utc, run_.plan.platform.offset},
                             "00000000000000000000000000000000"};
    const auto message =
        make_message(run_.plan, request.parts, stamp, Secret(has_token ? "***" : ""));
    if (!message) return tl::unexpected<Error>(message.error());
    print_(fmt::format("  {} {}", message->post.method, message->post.url));
    for (const Secret& header : message->post.headers) print_("  " + header.reveal());
    print_(request.parts.body->dump(kIndent, ' ', false, Json::error_handler_t::replace));
    if (run_.shows_encrypted && run_.plan.encryption.key)
      print_("加密后 as it is sent:\n" + message->post.body);
    return {};
  }

  const DryRun& run_;
  const std::function<void(const std::string&)>& print_;
  DryRunCounts counts_;
};

}  // namespace

Result<DryRunCounts> show_dry_run(const DryRun& run,
                                  const std::function<void(const std::string&)>& print) {
  return Shower(run, print).show();
}

}  // namespace sunhall
