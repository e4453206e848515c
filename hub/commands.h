// What the program does when it is called.
#pragma once

#include "hub/options.h"

namespace sunhall::hub_exit {

inline constexpr int kOk = 0;
inline constexpr int kFailed = 1;    // a check found something, or it did not work
inline constexpr int kBadInput = 2;  // options, site file or folder: nothing a restart can mend
// 77 is native/stop_signals.h's: asked to stop, and still there long after.

}  // namespace sunhall::hub_exit

namespace sunhall {

/// Each does one command, says on stdout what came of it and on stderr what went wrong, and returns
/// the exit code. Blocks until it is done.
int do_command(const RunOptions& options);
int do_command(const CheckOptions& options);
int do_command(const ClipOptions& options);
int do_command(const ProbeOptions& options);
int do_command(const DiscoverOptions& options);
int do_command(const InviteOptions& options);
int do_command(const UploadToolOptions& options);
int do_command(const PlatformTestOptions& options);

}  // namespace sunhall
