// Every word the screen says, in Chinese first with the English beside it.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/language.h"
#include "core/base/time.h"

namespace sunhall {

// id, 中文, English. `{0}`, `{1}` are filled in by `say`.
#define SUNHALL_STRINGS(X)                                                           \
  X(kBrand, "阳光食堂", "Sunhall")                                                   \
  X(kSampleData, "示例数据", "Sample data")                                          \
  /* feeds */                                                                        \
  X(kLive, "直播", "Live")                                                           \
  X(kOpening, "正在连接", "Connecting")                                              \
  X(kDelayed, "信号延迟", "Delayed")                                                 \
  X(kSince, "{0} 起", "since {0}")                                                   \
  X(kLost, "信号中断", "No signal")                                                  \
  X(kStill, "画面静止", "Picture frozen")                                            \
  X(kNoCameras, "没有配置摄像头", "No cameras are set up")                           \
  X(kCannotPlay, "这个浏览器放不了这路视频", "This browser cannot play this video")  \
  X(kCameraAway, "摄像头没有送来画面", "The camera sends no picture")                \
  X(kTouchToPlay, "请轻触屏幕，开始播放", "Touch the screen to play")                \
  X(kSlowNetwork, "网络太慢，画面还没到", "The network is too slow")                 \
  /* modes */                                                                        \
  X(kModeRotate, "轮播", "Rotate")                                                   \
  X(kModeSingle, "单画面", "Single")                                                 \
  X(kModeGrid, "全部画面", "All cameras")                                            \
  X(kModeRecords, "今日公示", "Records")                                             \
  X(kModeMealtime, "用餐", "Mealtime")                                               \
  X(kModeTrace, "回放", "Playback")                                                  \
  X(kModeNotice, "通知", "Notices")                                                  \
  X(kModeStandby, "待机", "Standby")                                                 \
  X(kThemeDay, "日间", "Day colours")                                                \
  X(kThemeNight, "夜间", "Night colours")                                            \
  X(kLanguage, "English", "中文")                                                    \
  /* panels */                                                                       \
  X(kPanelMeals, "今日菜单", "Today's menu")                                         \
  X(kPanelIngredients, "食材来源", "Ingredients")                                    \
  X(kPanelStaff, "人员晨检", "Staff checks")                                         \
  X(kPanelDisinfection, "餐具消毒", "Disinfection")                                  \
  X(kPanelStorage, "冷藏冷冻", "Cold storage")                                       \
  X(kPanelSamples, "食品留样", "Food samples")                                       \
  X(kPanelWarnings, "今日提醒", "Today's alerts")                                    \
  X(kPanelLicence, "证照公示", "Licence")                                            \
  X(kAsOf, "截至 {0}", "As of {0}")                                                  \
  X(kAsOfAway, "数据源离线 截至 {0}", "Source offline, as of {0}")                   \
  X(kAsOfDay, "{0} 的记录，今日未登记", "Records of {0}, none today")                \
  X(kNotRecorded, "未登记", "Not recorded")                                          \
  X(kNotRecordedToday, "今日尚未登记", "Nothing recorded today")                     \
  X(kNoneToday, "今日无记录", "None today")                                          \
  X(kNoRecords, "今日记录未取到", "Today's records are not here")                    \
  X(kNoWarnings, "今日无提醒", "No alerts today")                                    \
  /* verdicts */                                                                     \
  X(kPass, "合格", "Pass")                                                           \
  X(kFail, "不合格", "Fail")                                                         \
  X(kCannotJudge, "待核", "Unverified")                                              \
  X(kNormal, "正常", "Normal")                                                       \
  X(kOutOfLimit, "超限", "Out of limit")                                             \
  X(kOffPost, "离岗", "Off post")                                                    \
  X(kRunning, "进行中", "Running")                                                   \
  X(kClosed, "已处理", "Closed")                                                     \
  X(kOpen, "处理中", "Open")                                                         \
  X(kExpired, "已过期", "Expired")                                                   \
  /* rows */                                                                         \
  X(kArrived, "{0} 到货", "arrived {0}")                                             \
  X(kHealthCertificate, "健康证至 {0}", "Health cert. to {0}")                       \
  X(kDue, "应检", "Due")                                                             \
  X(kChecked, "已检", "Checked")                                                     \
  X(kPassed, "合格", "Passed")                                                       \
  X(kOff, "离岗", "Off post")                                                        \
  X(kKeptUntil, "留至 {0}", "kept to {0}")                                           \
  X(kLimit, "限值 {0}", "limit {0}")                                                 \
  X(kMeasuredAt, "{0} 测", "at {0}")                                                 \
  X(kSteam, "蒸汽", "Steam")                                                         \
  X(kBoiling, "煮沸", "Boiling")                                                     \
  X(kInfrared, "红外", "Infrared")                                                   \
  X(kChlorine, "含氯", "Chlorine")                                                   \
  X(kDishwasher, "洗碗机", "Dishwasher")                                             \
  X(kLicenceNumber, "许可证号", "Licence no.")                                       \
  X(kLicenceUntil, "有效期至", "Valid until")                                        \
  X(kGrade, "量化等级", "Grade")                                                     \
  X(kOfficer, "食品安全员", "Food-safety officer")                                   \
  X(kComplaint, "投诉电话", "Complaints")                                            \
  X(kNoMeal, "今日菜单未登记", "No menu recorded today")                             \
  X(kNow, "正在供应", "Being served")                                                \
  /* why a verdict is not a pass; {0} measured, {1} limit */                         \
  X(kWhyTimeMissing, "时间未登记", "time not recorded")                              \
  X(kWhyTimeImpossible, "时间有误", "times do not fit")                              \
  X(kWhyOfAnotherDay, "不是今日记录", "not of today")                                \
  X(kWhyCheckMissing, "今日未晨检", "not checked today")                             \
  X(kWhyOffPost, "已离岗，复查后复岗", "off post until cleared")                     \
  X(kWhyCheckedLate, "上岗后才晨检", "checked after the shift began")                \
  X(kWhyHealthMissing, "健康证未登记", "health certificate not recorded")            \
  X(kWhyHealthExpired, "健康证已过期", "health certificate expired")                 \
  X(kWhyHealthEnds, "健康证本月到期", "health certificate ends this month")          \
  X(kWhyNeverEnded, "未登记结束时间", "its end was not recorded")                    \
  X(kWhyStillRunning, "正在消毒", "still running")                                   \
  X(kWhyTemperatureMissing, "温度未登记", "temperature not recorded")                \
  X(kWhyTemperatureLow, "{0}°C 低于 {1}°C", "{0} °C, under {1} °C")                  \
  X(kWhyTemperatureHigh, "{0}°C 高于 {1}°C", "{0} °C, over {1} °C")                  \
  X(kWhyConcentrationMissing, "浓度未登记", "concentration not recorded")            \
  X(kWhyConcentrationLow, "{0} 低于 {1} mg/L", "{0}, under {1} mg/L")                \
  X(kWhyImmersionMissing, "浸泡时间未登记", "immersion time not recorded")           \
  X(kWhyTimeShort, "{0}{2}，不足 {1}{2}", "{0} {2}, under {1} {2}")                  \
  X(kWhyRinseMissing, "冲洗未登记", "rinse not recorded")                            \
  X(kWhyNotRinsed, "未用清水冲洗", "not rinsed")                                     \
  X(kWhyShortExcursion, "短时超限，观察中", "briefly out of limit")                  \
  X(kWhyReadingOld, "{0} 分钟前的读数", "reading {0} min old")                       \
  X(kWhyImplausible, "温度计读数异常", "thermometer reading not plausible")          \
  X(kWhyWeightMissing, "重量未登记", "weight not recorded")                          \
  X(kWhyWeightLow, "{0} 克，不足 {1} 克", "{0} g, under {1} g")                      \
  X(kWhyKeptShort, "留样不足 {1} 小时", "kept under {1} h")                          \
  X(kWhySampleMissing, "未见留样记录", "no sample recorded")                         \
  X(kWhyKindMissing, "品类未登记", "kind not recorded")                              \
  X(kWhyNameMissing, "名称未登记", "name not recorded")                              \
  X(kWhySpecificationMissing, "规格未登记", "specification not recorded")            \
  X(kWhyQuantityMissing, "数量未登记", "quantity not recorded")                      \
  X(kWhyProductionMissing, "生产日期未登记", "production date not recorded")         \
  X(kWhyShelfLifeMissing, "保质期未登记", "shelf life not recorded")                 \
  X(kWhyShelfLifeOverArrival, "到货时已过保质期", "past shelf life on arrival")      \
  X(kWhyShelfLifeOver, "已过保质期", "past shelf life")                              \
  X(kWhySupplierMissing, "供货商未登记", "supplier not recorded")                    \
  X(kWhySupplierLicenceMissing, "供货商许可未登记", "supplier licence not recorded") \
  X(kWhySupplierLicenceExpired, "供货商许可过期", "supplier licence expired")        \
  X(kWhyArrivalMissing, "到货时间未登记", "arrival not recorded")                    \
  X(kWhyCertificatesMissing, "证明未登记", "certificates not recorded")              \
  X(kWhyNoConformity, "缺合格证明", "no conformity proof")                           \
  X(kWhyNoQuarantine, "缺检疫证明", "no quarantine certificate")                     \
  X(kWhyNoInspection, "缺肉品检验证", "no meat inspection")                          \
  X(kWhyNoSwineFever, "缺非洲猪瘟检测", "no ASF report")                             \
  X(kWhyAmountMissing, "废弃物数量未登记", "amount not recorded")                    \
  X(kWhyCollectorMissing, "收运单位未登记", "collector not recorded")                \
  X(kWhyLicenceMissing, "许可证未登记", "licence not recorded")                      \
  X(kWhyLicenceExpired, "许可证已过期", "licence expired")                           \
  X(kMinutes, "分钟", "min")                                                         \
  X(kSeconds, "秒", "s")                                                             \
  X(kToday, "今日", "today")                                                         \
  /* notice, standby, pin, hints */                                                  \
  X(kNoticeTitle, "通知", "Notice")                                                  \
  X(kNoNotice, "暂无通知", "No notices")                                             \
  X(kStandbyWake, "按任意键亮屏", "Press any key to wake")                           \
  X(kPinTitle, "请输入密码", "Enter the PIN")                                        \
  X(kPinWrong, "密码不对，请再试", "Wrong PIN, try again")                           \
  X(kPinLocked, "请 {0} 秒后再试", "Try again in {0} s")                             \
  X(kPinHint, "数字键输入，或方向键选择", "Digits, or choose with the arrows")       \
  X(kHintStep, "换画面", "Step")                                                     \
  X(kHintHold, "停留", "Hold")                                                       \
  X(kHintResume, "继续轮播", "Resume")                                               \
  X(kHintPanel, "换公示", "Panel")                                                   \
  X(kHintMenu, "菜单", "Menu")                                                       \
  X(kHintChoose, "选择", "Choose")                                                   \
  X(kHintConfirm, "确定", "OK")                                                      \
  X(kHintBack, "回轮播", "Home")                                                     \
  X(kHintOpen, "放大", "Enlarge")                                                    \
  X(kHintPage, "翻页", "Page")                                                       \
  X(kKeyBack, "返回", "Back")                                                        \
  X(kHintClose, "关闭", "Close")                                                     \
  /* playback of a past time */                                                      \
  X(kTraceMark, "回放 · 不是实时", "Playback, not live")                             \
  X(kTracePickCamera, "回放 · 选摄像头", "Playback: camera")                         \
  X(kTracePickDay, "{0} · 选日期", "{0}: day")                                       \
  X(kTraceToday, "今天", "Today")                                                    \
  X(kTraceYesterday, "昨天", "Yesterday")                                            \
  X(kTraceRecorded, "有录像", "Recorded")                                            \
  X(kTraceMissing, "无录像：{0}", "Missing: {0}")                                    \
  X(kTraceGap, "{0} 无录像：{1}", "{0} missing: {1}")                                \
  X(kTraceHere, "有录像 {0}", "recorded {0}")                                        \
  X(kTraceGone, "缺 {0}，共 {1} 段", "missing {0}, {1} times")                       \
  X(kTraceWhole, "没有缺", "nothing missing")                                        \
  X(kTraceHours, "{0} 小时 {1} 分", "{0} h {1} min")                                 \
  X(kTraceMinutes, "{0} 分", "{0} min")                                              \
  X(kTraceSeconds, "{0} 秒", "{0} s")                                                \
  X(kTraceReading, "正在读取录像", "Reading the recording")                          \
  X(kTraceEnd, "后面没有录像了", "Nothing recorded after this")                      \
  X(kTracePlaying, "播放", "Play")                                                   \
  X(kTracePaused, "暂停", "Paused")                                                  \
  X(kTraceFast, "{0} 倍", "×{0}")                                                    \
  X(kTraceLeaves, "{0} 秒后回轮播，按键留下", "Leaves in {0} s, any key to stay")    \
  X(kTraceNoHub, "没有录像主机，不能回放", "No hub, nothing to play back")           \
  X(kTraceHubAway, "录像主机连不上，接通后自动继续", "The hub is away")              \
  X(kTraceRefused, "录像主机不认这块屏幕的令牌", "The hub refuses the token")        \
  X(kTraceUnreadable, "这段录像读不出来，按 OK 再试", "Not readable, OK retries")    \
  X(kTraceAwayRetry, "录像主机连不上，按 OK 再试", "The hub is away, OK retries")    \
  X(kTraceNoAnswer, "录像主机的回答读不懂", "The hub makes no sense")                \
  X(kTraceNoPin, "要先设密码才能回放", "Playback needs a PIN first")                 \
  /* why there is no recording */                                                    \
  X(kGapHubStarted, "录像主机重新启动", "the hub restarted")                         \
  X(kGapHubStopped, "录像主机停机", "the hub was stopped")                           \
  X(kGapHubKilled, "录像主机断电或异常退出", "the hub lost power or crashed")        \
  X(kGapCamera, "摄像头中断", "the camera was away")                                 \
  X(kGapCodec, "摄像头改了画面设置", "the camera's settings changed")                \
  X(kGapClock, "校正了时钟", "the clock was corrected")                              \
  X(kGapTimestamps, "摄像头的时间跳变", "the camera's time jumped")                  \
  X(kGapDiskFull, "硬盘已满", "the disk was full")                                   \
  X(kGapDiskAway, "硬盘没有接好", "the disk was away")                               \
  X(kGapDiskSlow, "硬盘太慢", "the disk was too slow")                               \
  X(kGapRetention, "已过保存期", "past the time of keeping")                         \
  X(kGapLost, "录像文件丢失", "the file is lost")                                    \
  X(kGapRunEnded, "画面中断", "the picture broke off")                               \
  X(kGapNotInSite, "当时没有接入", "not connected then")                             \
  X(kGapParts, "缺了一小段", "a piece went missing")                                 \
  X(kGapNotWhole, "没有完整画面", "no whole picture")                                \
  X(kGapNotYet, "还没录到", "not yet recorded")                                      \
  X(kGapNotRecorded, "没有录", "not recorded")                                       \
  X(kGapOther, "原因未注明", "no reason given")                                      \
  /* hints of the playback */                                                        \
  X(kHintMinute, "前后一分钟", "A minute")                                           \
  X(kHintHour, "前后一小时", "An hour")                                              \
  X(kHintPlay, "播放", "Play")                                                       \
  X(kHintPause, "暂停", "Pause")                                                     \
  X(kHintSpeed, "快慢", "Speed")                                                     \
  X(kHintFrame, "退一秒、进一帧", "Back 1 s, on 1 picture")                          \
  X(kHintCameras, "选摄像头", "Cameras")                                             \
  X(kHintDays, "选日期", "Days")                                                     \
  X(kHintMinutes, "选时间", "Times")                                                 \
  /* a screen in the hand */                                                         \
  X(kButtonWatch, "看厨房", "Kitchen")                                               \
  X(kButtonGrid, "全部画面", "Cameras")                                              \
  X(kButtonRecords, "今日公示", "Records")                                           \
  X(kButtonMeals, "今日菜单", "Menu")                                                \
  X(kButtonFeedback, "意见", "Feedback")                                             \
  X(kButtonTextSmaller, "A−", "A−")                                                  \
  X(kButtonTextLarger, "A+", "A+")                                                   \
  X(kTabIngredients, "食材", "Food")                                                 \
  X(kTabStaff, "晨检", "Staff")                                                      \
  X(kTabDisinfection, "消毒", "Clean")                                               \
  X(kTabStorage, "冷藏", "Cold")                                                     \
  X(kTabSamples, "留样", "Kept")                                                     \
  X(kTabMeals, "菜单", "Menu")                                                       \
  X(kTabWarnings, "提醒", "Alerts")                                                  \
  X(kTabLicence, "证照", "Papers")                                                   \
  X(kLinkConnecting, "正在连接食堂…", "Connecting to the canteen…")                  \
  X(kLinkAway, "网络已断开，正在重新连接…", "Offline, connecting again…")            \
  X(kQrTitle, "家属扫码看厨房", "Families: scan and watch")                          \
  /* the page in plain words */                                                      \
  X(kOutlineCameras, "实时画面", "Live cameras")                                     \
  X(kOutlineIdle, "未打开", "Not open")                                              \
  X(kOutlineShow, "看 {0}", "Show {0}")                                              \
  X(kOutlineOpen, "在屏幕上打开 {0}", "Open {0} on the screen")                      \
  X(kOutlineControls, "操作", "Controls")                                            \
  X(kOutlineTextSmaller, "文字变小", "Smaller text")                                 \
  X(kOutlineTextLarger, "文字变大", "Larger text")                                   \
  X(kOutlineAllLive, "画面正常", "All pictures are live")                            \
  X(kOutlineComma, "，", ", ")                                                       \
  X(kOutlineStop, "。", ". ")                                                        \
  X(kHeld, "已停留", "Held")                                                         \
  X(kRecordingStopped, "录像已停止，请检查硬盘", "Recording has stopped")            \
  X(kRecordingShort, "录像只存得下 {0} 天", "Only {0} days of video fit")            \
  /* the service panel */                                                            \
  X(kServiceTitle, "监管平台", "Supervision platforms")                              \
  X(kPlatformConnecting, "正在注册", "registering")                                  \
  X(kPlatformRegistered, "已注册", "registered")                                     \
  X(kPlatformRefused, "拒绝注册", "refuses")                                         \
  X(kPlatformLost, "未注册", "not registered")                                       \
  X(kSpanMinutes, "{0} 分钟", "for {0} min")                                         \
  X(kSpanHours, "{0} 小时", "for {0} h")                                             \
  X(kSpanDays, "{0} 天", "for {0} days")                                             \
  X(kTooFar, "屏幕太小，远处座位可能看不清", "Screen too small for the farthest seat")

enum class Say : unsigned char {
#define SUNHALL_STRING_ID(id, zh, en) id,
  SUNHALL_STRINGS(SUNHALL_STRING_ID)
#undef SUNHALL_STRING_ID
};

/// Returns the words of `id`.
std::string_view say(Say id, Language language);

/// Returns the words of `id` with `{0}`, `{1}`, … replaced by `values`.
std::string say(Say id, Language language, std::initializer_list<std::string_view> values);

/// Writes a day as people say it: `11月24日 星期二` or `Tue 24 Nov`.
std::string say_day(const LocalTime& time, Language language);

}  // namespace sunhall
