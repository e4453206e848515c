#include "hub/page_folder.h"

#include <system_error>

namespace sunhall {

namespace fs = std::filesystem;

std::optional<fs::path> find_page_folder(const fs::path& wanted) {
  if (!wanted.empty()) return wanted;
  std::error_code error;
  // build/release/bin/sunhall-hub finds build/web/page.
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  for (const fs::path& folder :
       {program.parent_path() / "../../web/page", fs::path("/usr/share/sunhall/page")}) {
    if (fs::exists(folder / "index.html", error)) return folder.lexically_normal();
  }
  return std::nullopt;
}

}  // namespace sunhall
