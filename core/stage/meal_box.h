// The meal that matters now, as a card.
#pragma once

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/today.h"
#include "core/stage/scene.h"

namespace sunhall {

/// Writes the dishes of the meal that is served, else of the next, else of the last; says so when
/// none is recorded today. Where it stands is the layout's business.
MealBox make_meal_box(const Today* today, const ZonedTime& now, Language language);

}  // namespace sunhall
