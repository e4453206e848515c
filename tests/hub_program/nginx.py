"""Debian's nginx with the site file that we ship, in front of a hub."""
import http.client
import os
import re
import socket
import ssl
import subprocess
import tempfile

import house
from house import hall

SITE_FILE = hall.ROOT / "config" / "nginx" / "sunhall.conf"
# As in Debian's /etc/nginx/nginx.conf, where it matters.
MAIN = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/main-error.log;
events {{ worker_connections 768; }}
http {{
  sendfile on;
  tcp_nopush on;
  access_log {folder}/access.log;
  gzip on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/sunhall.conf;
}}
"""


def free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [taken.getsockname()[1] for taken in sockets]
    for taken in sockets:
        taken.close()
    return ports


class Nginx:
    """nginx with our site file; only its places and ports are others."""

    def __init__(self, hub: house.Hub):
        self.folder = hall.Path(tempfile.mkdtemp(prefix="sunhall-nginx-"))
        (self.folder / "log").mkdir()
        self.plain_port, self.port = free_ports(2)
        self.make_certificate()
        text = SITE_FILE.read_text()
        for place, other in (("/var/lib/nginx/sunhall", "cache"), ("/etc/sunhall/tls", ""), ("/var/log/nginx", "log")):
            text = self.replaced(text, place, str(self.folder / other))
        text = self.replaced(text, "127.0.0.1:8080", f"127.0.0.1:{hub.port}")
        text = re.sub(r"listen \[::\].*;\n", "", text)
        text = self.replaced(text, "listen 80;", f"listen 127.0.0.1:{self.plain_port};")
        text = self.replaced(text, "listen 443 ", f"listen 127.0.0.1:{self.port} ")
        (self.folder / "sunhall.conf").write_text(text)
        user = "user root;" if os.geteuid() == 0 else ""  # its cache lies in our folder
        (self.folder / "nginx.conf").write_text(MAIN.format(folder=self.folder, user=user))
        self.process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(self.folder / "nginx.conf"), "-p", str(self.folder)],
                                        stderr=subprocess.PIPE, text=True)
        hall.wait_until(self.answers, 10, "nginx to listen")

    @staticmethod
    def replaced(text: str, old: str, new: str) -> str:
        if old not in text:
            raise AssertionError(f"the site file has no {old} any more")
        return text.replace(old, new)

    def make_certificate(self) -> None:
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                        "-days", "2", "-subj", "/CN=localhost", "-keyout", str(self.folder / "privkey.pem"),
                        "-out", str(self.folder / "fullchain.pem")], check=True, stderr=subprocess.DEVNULL)

    def answers(self) -> bool:
        if self.process.poll() is not None:
            raise AssertionError(f"nginx does not start: {self.process.stderr.read()}")
        try:
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        except OSError:
            return False
        return True

    def connect(self) -> http.client.HTTPSConnection:
        trusting = ssl.create_default_context(cafile=str(self.folder / "fullchain.pem"))
        trusting.check_hostname = False
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=house.ANSWER_S, context=trusting)

    def get(self, path: str, **headers: str) -> house.Answer:
        connection = self.connect()
        try:
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return house.Answer(response, response.read())
        finally:
            connection.close()

    def logs(self) -> str:
        return "".join(path.read_text() for path in [*(self.folder / "log").iterdir(), *self.folder.glob("*.log")])

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(house.END_S)
        self.process.stderr.close()
        hall.shutil.rmtree(self.folder, ignore_errors=True)
