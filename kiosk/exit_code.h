// How the program ends, as the service manager sees it.
#pragma once

namespace sunhall::exit_code {

inline constexpr int kOk = 0;
inline constexpr int kRefused = 1;     // --send: the kiosk refused the command, or none answered
inline constexpr int kBadInput = 2;    // options, site file or key map: nothing a restart can mend
inline constexpr int kNoSite = 68;     // the hub is away, and its site was never seen here
inline constexpr int kNoDisplay = 69;  // no display, or no OpenGL ES 3 on it
inline constexpr int kDisplayLost = 74;  // the display or its GL context went away
inline constexpr int kScreenStuck = 75;  // no picture was presented in time
inline constexpr int kFeedStuck = 76;    // a feed's thread is past its deadline
// 77 is native/stop_signals.h's: asked to stop, and still there two seconds later

/// Not an exit code: the hub told another site, and the screen begins anew with it.
inline constexpr int kSiteChanged = -1;

}  // namespace sunhall::exit_code
