#include "hub/http/access_log.h"

#include <memory>
#include <optional>
#include <utility>

#include <spdlog/spdlog.h>

namespace sunhall {
namespace {

void write_line(const AccessNote& note, const Response& response) {
  const auto level = response.status >= 500 ? spdlog::level::info : spdlog::level::debug;
  if (!spdlog::should_log(level)) return;
  const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - note.begun);
  const std::optional<std::uint64_t> bytes = body_bytes(response.body);
  spdlog::log(level, "http: {} {} {} {} bytes {} ms {}", note.method, note.path, response.status,
              bytes ? std::to_string(*bytes) : "endless", took.count(), role_word(note.role));
}

}  // namespace

AccessNote::AccessNote(const Request& request)
    : method(method_word(request.method)),
      path(request.path),
      begun(std::chrono::steady_clock::now()) {}

Reply log_access(AccessNote note, Reply reply) {
  auto shared = std::make_shared<Reply>(std::move(reply));
  return Reply([note = std::move(note), shared = std::move(shared)](Response response) {
    write_line(note, response);
    (*shared)(std::move(response));
  });
}

}  // namespace sunhall
