#include "hub/page_folder.h"

#include <string>
#include <system_error>
#include <utility>

namespace sunhall {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> find_folder(const fs::path& wanted, const std::string& beside,
                                    const std::string& installed) {
  if (!wanted.empty()) return wanted;
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (const fs::path& folder : {program.parent_path() / beside, fs::path(installed)}) {
    if (fs::exists(folder / "index.html", error)) return folder.lexically_normal();
  }
  return std::nullopt;
}

}  // namespace

// build/release/bin/sunhall-hub finds build/web/page and build/release/desk.
std::optional<fs::path> find_page_folder(const fs::path& wanted) {
  return find_folder(wanted, "../../web/page", "/usr/share/sunhall/page");
}

std::optional<fs::path> find_desk_folder(const fs::path& wanted) {
  return find_folder(wanted, "../desk", "/usr/share/sunhall/desk");
}

Result<std::shared_ptr<const PageFiles>> load_page_folder(const std::optional<fs::path>& folder) {
  if (!folder) return nullptr;
  Result<PageFiles> loaded = load_page_files(*folder);
  if (!loaded) return tl::unexpected(std::move(loaded.error()));
  return std::make_shared<const PageFiles>(std::move(*loaded));
}

}  // namespace sunhall
