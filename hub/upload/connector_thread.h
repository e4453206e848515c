// A connector and the thread that steps it.
#pragma once

#include <filesystem>
#include <stop_token>

#include "hub/upload/connector.h"
#include "hub/upload/upload_desk.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

/// Steps a connector until it is asked to stop; opens its queue again where the disk failed.
///
/// Threads: any.
class ConnectorThread {
 public:
  ConnectorThread(UploadPlan plan, HomeName home, std::filesystem::path folder, const Clock& clock,
                  int number);

  void wake() const { wake_.wake(); }
  void ask_to_stop() { worker_.ask_to_stop(); }
  UploadFigures figures() const;

 private:
  void run(const std::stop_token& stop);
  /// Says how long to wait.
  Ticks step(std::unique_ptr<Connector>& connector, Ticks& told_at, const std::stop_token& stop);
  void tell(Connector* connector, const std::string& trouble);

  // Constant after construction.
  const UploadPlan plan_;
  const ConnectorParts parts_;

  // Own synchronisation.
  WakeFd wake_;

  mutable Mutex mutex_{LockRank::kPlatform};
  UploadFigures figures_ SUNHALL_GUARDED_BY(mutex_);

  Worker worker_;
};

inline constexpr Ticks kTellEvery = std::chrono::seconds(1);
/// How long a disk that failed is left alone.
inline constexpr Ticks kUploadReopen = std::chrono::seconds(30);

}  // namespace sunhall
