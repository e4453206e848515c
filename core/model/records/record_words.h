// The words that stand for the enums in the bodies of records.
#pragma once

#include <array>
#include <string_view>

#include "core/model/records/record_body.h"
#include "core/model/today_words.h"

namespace sunhall {

inline constexpr std::array kSymptomWords{Word<Symptom>{"fever", Symptom::kFever},
                                          Word<Symptom>{"diarrhoea", Symptom::kDiarrhoea},
                                          Word<Symptom>{"sore_throat", Symptom::kSoreThroat},
                                          Word<Symptom>{"wound", Symptom::kWound},
                                          Word<Symptom>{"nausea", Symptom::kNausea},
                                          Word<Symptom>{"vomiting", Symptom::kVomiting},
                                          Word<Symptom>{"jaundice", Symptom::kJaundice},
                                          Word<Symptom>{"cough", Symptom::kCough},
                                          Word<Symptom>{"eczema", Symptom::kEczema},
                                          Word<Symptom>{"scald", Symptom::kScald}};

inline constexpr std::array kAbsenceWords{Word<AbsenceReason>{"rest", AbsenceReason::kRest},
                                          Word<AbsenceReason>{"leave", AbsenceReason::kLeave},
                                          Word<AbsenceReason>{"sick", AbsenceReason::kSick}};

inline constexpr std::array kPurposeWords{
    Word<HeatingPurpose>{"cooking", HeatingPurpose::kCooking},
    Word<HeatingPurpose>{"reheating", HeatingPurpose::kReheating}};

inline constexpr std::array kFinishedWords{Word<FinishedHow>{"used", FinishedHow::kUsed},
                                           Word<FinishedHow>{"discarded", FinishedHow::kDiscarded},
                                           Word<FinishedHow>{"returned", FinishedHow::kReturned}};

inline constexpr std::array kSectionWords{
    Word<DaySection>{"deliveries", DaySection::kDeliveries},
    Word<DaySection>{"waste", DaySection::kWaste},
    Word<DaySection>{"disinfections", DaySection::kDisinfections},
    Word<DaySection>{"meals", DaySection::kMeals},
    Word<DaySection>{"notices", DaySection::kNotices}};

inline constexpr std::array kFindingStateWords{
    Word<FindingState>{"acknowledged", FindingState::kAcknowledged},
    Word<FindingState>{"handled", FindingState::kHandled},
    Word<FindingState>{"closed", FindingState::kClosed}};

/// Monday first, as in PersonBody::works.
inline constexpr std::array<std::string_view, 7> kWeekdayWords{"mon", "tue", "wed", "thu",
                                                               "fri", "sat", "sun"};

}  // namespace sunhall
