// One page cut out of a panel.
#pragma once

#include <cstddef>

#include "core/stage/panel.h"
#include "core/stage/scene.h"

namespace sunhall {

/// How many pages a panel has with that many rows a page; an empty one has one page, too.
std::size_t page_count(const Panel& panel, std::size_t rows_a_page);

/// Copies a panel with the rows of one page only; where it stands is the layout's business.
PanelBox cut_page(const Panel& panel, std::size_t page, std::size_t rows_a_page);

}  // namespace sunhall
