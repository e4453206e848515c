"""What all measured programs share: one invisible screen, one set of simulated cameras, site files."""
import contextlib
import os
import select
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCREEN = "1920x1080"
READY_TIMEOUT_S = 30
STOP_TIMEOUT_S = 5
AREAS = {"storage": "食品贮存", "cooking": "烹饪区", "portioning": "配餐间", "dining": "就餐区", "washing": "洗消间"}


def stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def read_line(pipe, what: str) -> str:
    """Reads one line, or fails after READY_TIMEOUT_S."""
    if not select.select([pipe], [], [], READY_TIMEOUT_S)[0]:
        raise SystemExit(f"{what} is not ready after {READY_TIMEOUT_S} s")
    line = pipe.readline().decode()
    if not line:
        raise SystemExit(f"{what} did not start")
    return line


@contextlib.contextmanager
def screen():
    """Starts Xvfb and sets DISPLAY."""
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN + "x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        os.environ["DISPLAY"] = ":" + read_line(process.stdout, "Xvfb").strip()
        os.environ.pop("WAYLAND_DISPLAY", None)
        yield
    finally:
        stop(process)


@contextlib.contextmanager
def cameras():
    """Starts the simulated cameras on a free port and yields it."""
    process = subprocess.Popen(
        [ROOT / "tools/camera_sim/camera_sim", "--port", "0", "--control-port", "0", "--die-with-parent"],
        stdout=subprocess.PIPE)
    try:
        yield int(read_line(process.stdout, "camera_sim").split("rtsp://127.0.0.1:")[1].split("/")[0])
    finally:
        stop(process)


def write_site(path: Path, port: int, ids: list[str]) -> Path:
    """Writes a site file of these simulated cameras; one camera alone has no sub-stream."""
    lines = ['[site]', 'id = "bench"', 'name = "测量"', '[screen]', 'diagonal_inch = 55', 'farthest_seat_m = 6.0',
             'language = "zh"', 'rotation_s = 5']
    for name in ids:
        area = "operation" if name == "cooking" else name
        url = f"rtsp://127.0.0.1:{port}/{name}"
        lines += ['[[camera]]', f'id = "{name}"', f'name = "{AREAS[name]}"', f'area = "{area}"', f'main = "{url}"']
        if len(ids) > 1:
            lines.append(f'sub = "{url}-sub"')
        if name == "cooking":
            password = path.parent / "cooking.password"
            password.write_text("sunhall-sample")
            password.chmod(0o600)
            lines += ['user = "viewer"', 'password_file = "cooking.password"']
    path.write_text("\n".join(lines) + "\n")
    return path


def describe_machine() -> dict:
    """Says on what was measured, without naming the machine."""
    cpuinfo = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in cpuinfo.splitlines() if line.startswith("model name")), "?")
    return {"cpu": model, "cores": os.cpu_count(), "load_before": round(os.getloadavg()[0], 1),
            "date": time.strftime("%Y-%m-%d")}
