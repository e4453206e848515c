#include "kiosk/options_help.h"

#include "core/stage/mode.h"
#include "kiosk/cec.h"

namespace sunhall {

std::string mode_words() {
  std::string words;
  for (const Mode mode : kModes)
    words += (words.empty() ? "" : ", ") + std::string(mode_word(mode));
  return words;
}

std::string help_text() {
  return R"(阳光食堂大屏 sunhall-kiosk )" SUNHALL_VERSION R"(
在餐厅电视上实时显示后厨摄像头和当日食品安全记录。
Shows the kitchen's cameras live, with the day's food-safety records.

用法 Usage:  sunhall-kiosk --site FILE [选项 options]
             sunhall-kiosk --send "COMMAND" [--control PATH]

必需 Needed
  --site FILE|URL      站点配置 site file (docs/site-format.md), or the hub's address
  --hub URL            站点文件之外指定主机 the hub's address, beside a site file: streams
                       come from it, and from the cameras while it is away
  --hub-token-file FILE  回放令牌 the token for playing back the past: docs/trace.md
  --pin-file FILE      PIN 码 the PIN, where a site from a hub has none

画面 Screen (默认全屏 default: full screen)
  --windowed WxH       窗口大小 in a window of this size
  --offscreen [WxH]    不需要显示器 without any display (1920x1080)
  --mode NAME          开始时的模式 mode to start with:
                       )" +
         mode_words() +
         R"(
  --decode WAY         解码方式 auto (default), software, vaapi, v4l2

遥控 Remote
  --key-map FILE       按键表 key map instead of the built-in config/keys.toml
  --evdev auto|on|off  直接读取输入设备 read input devices directly; on: take them
                       for this program alone
  --cec auto|off       HDMI-CEC (libcec): )" +
         cec_build_note() +
         R"(
  --control PATH|none  控制套接字 control socket; default
                       $XDG_RUNTIME_DIR/sunhall-kiosk.sock: docs/control.md
  --send "COMMAND"     向运行中的大屏发命令 send a command to a running kiosk, for
                       example --send "mode mealtime", "notice 今天停水", "status"

自动化 Automation
  --duration SECONDS   到时退出 leave after this time
  --keys FILE          按时按键 press keys at set times, counted from the first
                       picture; lines of `seconds key [press|long]`, # comments:
                         2.5 right
                         8   ok long
  --snapshot FILE.png  退出前截图 write the last picture when leaving
  --stats FILE.json    运行数据 write figures when leaving
  --record FILE        录下每一帧 write every presented picture, 480x270 RGB:
                       docs/control.md

其他 Other
  --state-dir DIR      保存最近一次记录 where the last good records are kept; default
                       $STATE_DIRECTORY, else ~/.local/state/sunhall
  --version  --help

退出码 Exit codes: 0 正常 ok · 1 命令被拒 command refused · 2 选项或配置有误 bad options
  or files · 69 无显示 no display · 74 显示丢失 display lost · 75 画面停住 screen stuck ·
  76 视频线程停住 feed stuck · 77 退出超时 stop overdue)";
}

}  // namespace sunhall
