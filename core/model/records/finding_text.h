// Findings in words.
#pragma once

#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/model/records/finding.h"
#include "core/model/today.h"

namespace sunhall {

/// One plain sentence for staff and managers; names whom or what it is about.
std::string finding_text(const Finding& finding, Language language);

/// One fixed sentence about `count` findings of one kind: no name, nothing that anybody typed.
std::string public_finding_text(FindingKind kind, int count, Language language);

/// The public warnings of a day, a kind each, open ones first.
std::vector<Warning> public_warnings(const std::vector<Finding>& findings);

/// Why a verdict is what it is, in one sentence with figures.
std::string judgement_text(const Judgement& judgement, Language language);

}  // namespace sunhall
