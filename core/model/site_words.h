// The words that stand for the enums in a site's JSON.
#pragma once

#include <array>
#include <string_view>

#include "core/model/json_fields.h"
#include "core/model/site_view.h"

namespace sunhall {

inline constexpr std::array kAreaWords{
    Word<Area>{"storage", Area::kStorage}, Word<Area>{"operation", Area::kOperation},
    Word<Area>{"portioning", Area::kPortioning}, Word<Area>{"dining", Area::kDining},
    Word<Area>{"washing", Area::kWashing}};

inline constexpr std::array kCameraStateWords{Word<CameraState>{"opening", CameraState::kOpening},
                                              Word<CameraState>{"live", CameraState::kLive},
                                              Word<CameraState>{"delayed", CameraState::kDelayed},
                                              Word<CameraState>{"lost", CameraState::kLost}};

inline constexpr std::array kRecordingWords{
    Word<RecordingState>{"well", RecordingState::kWell},
    Word<RecordingState>{"short", RecordingState::kShort},
    Word<RecordingState>{"stopped", RecordingState::kStopped}};

inline constexpr std::array kPlatformWords{
    Word<PlatformState>{"connecting", PlatformState::kConnecting},
    Word<PlatformState>{"registered", PlatformState::kRegistered},
    Word<PlatformState>{"refused", PlatformState::kRefused},
    Word<PlatformState>{"lost", PlatformState::kLost}};

inline constexpr std::array kLanguageWords{Word<Language>{"zh", Language::kChinese},
                                           Word<Language>{"en", Language::kEnglish}};

inline constexpr std::array kThemeWords{Word<ThemeChoice>{"auto", ThemeChoice::kAuto},
                                        Word<ThemeChoice>{"day", ThemeChoice::kDay},
                                        Word<ThemeChoice>{"night", ThemeChoice::kNight}};

/// The word of a value; empty if it has none.
template <class T, std::size_t Count>
constexpr std::string_view site_word(T value, const std::array<Word<T>, Count>& words) {
  for (const Word<T>& word : words) {
    if (word.value == value) return word.word;
  }
  return {};
}

}  // namespace sunhall
