// Rows of the board, one function a kind of record; used by board.cpp only.
#pragma once

#include <vector>

#include "core/model/rules.h"
#include "core/stage/board.h"

namespace sunhall::board {

struct Context {
  const Today& today;
  JudgeContext judge;
  const Licence* site_licence;
  Language language;
};

/// The rows of one panel and what stands above and instead of them.
struct Rows {
  std::vector<Row> rows;
  std::vector<Figure> figures;
  bool recorded = false;  // false: the section is absent, 未登记
};

Rows meal_rows(const Context& context);
Rows ingredient_rows(const Context& context);
Rows sample_rows(const Context& context);
Rows staff_rows(const Context& context);
Rows disinfection_rows(const Context& context);
Rows storage_rows(const Context& context);
Rows warning_rows(const Context& context);
Rows licence_rows(const Context& context);

/// The status that a verdict has on the screen, in the general words 合格 / 不合格 / 未登记 / 待核.
Status status_of(const Judgement& judgement, Language language);

/// Joins the parts that are not empty with a middle dot.
std::string join(std::initializer_list<std::string> parts);

/// Writes a day as `11-23`, or 今日 when it is `today`.
std::string short_day(const Date& day, const Date& today, Language language);

}  // namespace sunhall::board
