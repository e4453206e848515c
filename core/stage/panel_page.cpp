#include "core/stage/panel_page.h"

#include <algorithm>

namespace sunhall {

std::size_t page_count(const Panel& panel, std::size_t rows_a_page) {
  return std::max<std::size_t>(1, (panel.rows.size() + rows_a_page - 1) / rows_a_page);
}

PanelBox cut_page(const Panel& panel, std::size_t page, std::size_t rows_a_page) {
  const std::size_t from = std::min(page * rows_a_page, panel.rows.size());
  const std::size_t until = std::min(from + rows_a_page, panel.rows.size());
  PanelBox box;
  box.panel = {.kind = panel.kind,
               .title = panel.title,
               .as_of = panel.as_of,
               .as_of_stale = panel.as_of_stale,
               .figures = panel.figures,
               .rows = {panel.rows.begin() + static_cast<std::ptrdiff_t>(from),
                        panel.rows.begin() + static_cast<std::ptrdiff_t>(until)},
               .empty_text = panel.empty_text,
               .summary = panel.summary};
  box.page = page;
  box.page_count = page_count(panel, rows_a_page);
  return box;
}

}  // namespace sunhall
