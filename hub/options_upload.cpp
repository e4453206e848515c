#include "hub/options_upload.h"

#include "core/base/text.h"
#include "core/model/records/record_meta.h"

namespace sunhall {
namespace {

constexpr const char* kAll = "all";

}  // namespace

CLI::App* UploadWords::add(const std::string& name) {
  CLI::App* command = upload_->add_subcommand(name);
  command->set_help_flag();
  command->add_flag_callback("--help,-h", [] { throw CLI::CallForHelp(); });
  command->add_option("--site", site_)->required();
  command->add_option("--data", data_)->required();
  command->add_option("--upload", id_);
  return command;
}

void UploadWords::add_to(CLI::App& upload) {
  upload_ = &upload;
  upload.require_subcommand(0, 1);
  dry_run_ = add("dry-run");
  dry_run_->add_option("--day", day_);
  dry_run_->add_flag("--encrypted", shows_encrypted_);
  status_ = add("status");
  retry_ = add("retry");
  retry_->add_option("id", entry_)->required();
}

tl::expected<UploadToolOptions, std::string> UploadWords::read() const {
  const auto bad = [](std::string why) { return tl::unexpected<std::string>(std::move(why)); };
  UploadToolOptions out{.site = site_, .data = data_, .upload = id_};
  if (!id_.empty() && !is_slug(id_)) return bad("--upload: `" + id_ + "` is not an upload's id");
  if (dry_run_->parsed()) {
    out.what = UploadToolOptions::What::kDryRun;
    out.shows_encrypted = shows_encrypted_;
    if (day_.empty()) return out;
    const auto day = parse_date(day_);
    if (!day) return bad("--day: `" + day_ + "` is not a date such as 2026-11-24");
    out.day = *day;
    return out;
  }
  if (retry_->parsed()) {
    out.what = UploadToolOptions::What::kRetry;
    if (entry_ != kAll && !is_record_id(entry_))
      return bad("retry: `" + entry_ +
                 "` is not a record's id; `upload status` names them, `all` is all");
    out.id = entry_ == kAll ? "" : entry_;
    return out;
  }
  if (!status_->parsed()) return bad("upload: say dry-run, status or retry");
  return out;
}

}  // namespace sunhall
