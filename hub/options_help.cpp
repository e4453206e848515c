#include "hub/options.h"

namespace sunhall {

std::string hub_help_text() {
  return R"(阳光食堂主机 sunhall-hub )" SUNHALL_VERSION R"(
录下后厨摄像头、保存至少七天、供大屏和家属观看。
Records the kitchen's cameras, keeps at least seven days, serves hall screen and families.

用法 Usage:  sunhall-hub COMMAND [选项 options]

run      一直运行 record and serve until it is asked to stop
  --site FILE          站点配置 site file: docs/site-format.md
  --data DIR           数据目录 accounts, and recordings unless [disk] names a folder
  --listen HOST:PORT   监听地址 default 127.0.0.1:8080; 0.0.0.0:8080 for the whole network
  --trusted-proxy ADDR 前置 nginx 的地址 believe this address's X-Forwarded-For; may be
                       given more than once; default 127.0.0.1 and ::1
  --page DIR           家属页面的文件 the families' page; default: where it was installed
  --desk DIR           登记台的文件 the staff's desk; default: where it was installed
  --sample FILE        演示数据 live through a made-up home's days, in a new data folder
  --qr                 显示二维码 print the page's QR code also where there is no terminal

check    核对录像和记录 verify every recording and every record, with their hash chains
  --store DIR          录像目录 the recordings' folder (DATA/store, or [disk] folder)
  --data DIR           数据目录 the folder that `run --data` names, with the records

clip     导出录像 export a stretch of the past, with a manifest and SHA-256 sums
  --store DIR          录像目录 the recordings' folder
  --camera ID          摄像头 the camera's id; --stream sub for its small stream
  --from, --to TIME    起止时间 for example 2026-11-24T11:30:00+08:00
  --out DIR            输出目录 a folder that does not exist yet

probe URL  检测摄像头 what a camera offers, and what browsers will make of it
  --user NAME  --password-file FILE  --udp

discover 查找摄像头 cameras on the network and their streams, by ONVIF
  --user NAME  --password-file FILE
  --address URL        只问这一台 ask this one only: http://192.0.2.10/onvif/device_service

invite   邀请家属 make a link for a family, through the hub that runs
  --hub URL            主机地址 for example http://127.0.0.1:8080
  --token-file FILE    管理员令牌 a file with a manager's token
  --name NAME          家属称呼 for whom, as 张家
  --days N             有效天数 until then; without it until somebody takes the link back
  --cameras A,B        只看这些 these cameras only
  --hours HH:MM-HH:MM  只在这些时间 at these hours only; may be given more than once

upload dry-run   试运行 what of a day would go up to a platform; nothing is sent
upload status    上报情况 what waits, and what was refused and why
upload retry ID  重新上报 send a refused record again; ID is the record's, or all
  --site FILE  --data DIR  as for run
  --upload ID          只看这个平台 this platform only, by its id in the site file
  --day DATE  --encrypted  哪一天、加密后的内容 default: today; also show what stands on the wire

platform test  检测监管平台 join a supervision platform, step by step, and say what to ask its operator
  --site FILE          站点配置 site file with [[platform]]; stop the hub first
  --data DIR           数据目录 as for run: its recordings, unless [disk] names a folder
  --platform ID  --seconds N  哪个平台、等多久 which one (the first), how long to wait (60)

--version  --help

退出码 Exit codes: 0 正常 ok · 1 检查不通过或未成功 check failed, or it did not work · 2 选项或配置
  有误 bad options or site file · 77 退出超时 stop overdue)";
}

}  // namespace sunhall
