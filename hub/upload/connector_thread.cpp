#include "hub/upload/connector_thread.h"

#include <chrono>
#include <utility>

#include <spdlog/spdlog.h>

namespace sunhall {
namespace {

std::vector<UploadRefusal> shown(const std::vector<RefusedItem>& items) {
  std::vector<UploadRefusal> refusals;
  refusals.reserve(items.size());
  for (const RefusedItem& item : items) {
    refusals.push_back({.id = item.id,
                        .thing = item.thing,
                        .kind = item.kind,
                        .day = item.day,
                        .why = item.receipt.message,
                        .code = item.receipt.code,
                        .status = item.receipt.status,
                        .at = item.at});
  }
  return refusals;
}

}  // namespace

ConnectorThread::ConnectorThread(UploadPlan plan, HomeName home, std::filesystem::path folder,
                                 const Clock& clock, int number)
    : plan_(std::move(plan)),
      parts_{plan_, std::move(home), std::move(folder), clock},
      figures_{.id = plan_.id, .name = plan_.name},
      worker_("upload-" + std::to_string(number),
              [this](const std::stop_token& stop) { run(stop); }) {}

UploadFigures ConnectorThread::figures() const {
  const MutexLock lock(mutex_);
  return figures_;
}

void ConnectorThread::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { wake_.wake(); });
  std::unique_ptr<Connector> connector;
  Ticks told_at{0};
  while (!stop.stop_requested()) {
    const Ticks wait = step(connector, told_at, stop);
    if (wait > Ticks(0) && !stop.stop_requested())
      wake_.wait_for(std::chrono::ceil<std::chrono::milliseconds>(wait));
  }
}

Ticks ConnectorThread::step(std::unique_ptr<Connector>& connector, Ticks& told_at,
                            const std::stop_token& stop) {
  if (!connector) {
    auto opened = Connector::open(parts_);
    if (!opened) {
      tell(nullptr, opened.error().what);
      return kUploadReopen;
    }
    connector = std::move(*opened);
  }
  const auto wait = connector->step(stop);
  if (wait) {
    const Ticks now = parts_.clock.now().ticks;
    // Counting costs more than a step: once a second is enough while much goes up.
    if (*wait > Ticks(0) || now >= told_at + kTellEvery) {
      tell(connector.get(), connector->trouble());
      told_at = now;
    }
    return *wait;
  }
  tell(nullptr, wait.error().what);
  connector.reset();
  return kUploadReopen;
}

void ConnectorThread::tell(Connector* connector, const std::string& trouble) {
  const auto counts =
      connector != nullptr ? connector->counts() : fail(ErrorKind::kUnavailable, "");
  const auto refused =
      connector != nullptr ? connector->refused(kRefusalsShown) : fail(ErrorKind::kUnavailable, "");
  const MutexLock lock(mutex_);
  if (connector == nullptr && trouble != figures_.trouble)
    spdlog::error("upload {}: {}", figures_.id, trouble);
  figures_.trouble = trouble;
  if (!counts) return;
  figures_.waiting = counts->waiting;
  figures_.refused = counts->refused;
  figures_.sent = counts->sent;
  figures_.oldest_waiting = counts->oldest_waiting;
  if (refused) figures_.refusals = shown(*refused);
  if (connector->last_sent()) figures_.last_sent = connector->last_sent();
}

}  // namespace sunhall
