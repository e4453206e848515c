#include "hub/upload/upload_desk.h"

#include <spdlog/spdlog.h>

#include "hub/upload/connector_thread.h"
#include "hub/upload/plan_file.h"

namespace sunhall {
namespace {

class Desk final : public UploadDesk {
 public:
  Desk(std::vector<LoadedPlan> plans, const Sources& sources) {
    int number = 0;
    for (LoadedPlan& loaded : plans)
      threads_.push_back(std::make_unique<ConnectorThread>(
          std::move(loaded.plan), HomeName{sources.site_id, sources.site_name}, sources.folder,
          sources.clock, ++number));
  }
  ~Desk() override {
    for (const auto& thread : threads_) thread->ask_to_stop();  // all at once, then join
  }

  void note_stored() override {
    for (const auto& thread : threads_) thread->wake();
  }
  std::vector<UploadFigures> figures() const override {
    std::vector<UploadFigures> all;
    for (const auto& thread : threads_) all.push_back(thread->figures());
    return all;
  }

 private:
  std::vector<std::unique_ptr<ConnectorThread>> threads_;
};

}  // namespace

Result<std::unique_ptr<UploadDesk>> UploadDesk::open(const std::vector<UploadOptions>& uploads,
                                                     const Sources& sources) {
  std::vector<LoadedPlan> plans;
  for (const UploadOptions& upload : uploads) {
    auto loaded = load_plan(upload);
    if (!loaded) return tl::unexpected<Error>(loaded.error());
    for (const std::string& warning : loaded->warnings) spdlog::warn("{}", warning);
    plans.push_back(std::move(*loaded));
  }
  return std::make_unique<Desk>(std::move(plans), sources);
}

}  // namespace sunhall
