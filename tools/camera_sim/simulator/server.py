"""The RTSP server with all its mounts: who is connected, who may, and who is thrown out."""
import threading
import time

from gi.repository import GLib, GstRtsp, GstRtspServer

from .mount import FPS, Mount

USER = "viewer"
PASSWORD = "sunhall-sample"
PROTECTED = ("cooking", "cooking-sub")
SESSION_TIMEOUT_S = 30  # a UDP client that vanished is forgotten after this
SESSIONS_MAX = 256
CLEANUP_PERIOD_S = 5
LATE_S_MAX = 1.0  # a machine that slept longer skips ahead instead of sending a burst


class Server:
    """Owns the mounts and the one ticker that feeds them.

    Threads: everything on the main loop, but for the ticker and the signals of clients (own threads).
    """

    def __init__(self, bind: str, port: int, mounts: list[Mount]):
        self.mounts = {mount.id: mount for mount in mounts}
        self.lock = threading.Lock()  # guards clients
        self.clients: dict[object, set[str]] = {}
        self.stopping = threading.Event()
        self.ticker = threading.Thread(target=self._tick_until_stopped, name="ticker", daemon=True)
        self.rtsp = GstRtspServer.RTSPServer()
        self.rtsp.set_address(bind)
        self.rtsp.set_service(str(port))
        self.rtsp.set_auth(_digest_auth())
        # A DESCRIBE waits for the camera's next keyframe: clients must not wait for one another.
        pool = GstRtspServer.RTSPThreadPool()
        pool.set_max_threads(-1)
        self.rtsp.set_thread_pool(pool)
        self.rtsp.get_session_pool().set_max_sessions(SESSIONS_MAX)
        self.rtsp.connect("client-connected", self._welcome)
        self.paths = self.rtsp.get_mount_points()
        for mount in mounts:
            mount.factory.set_permissions(_permissions(mount.id in PROTECTED))
            self.paths.add_factory("/" + mount.id, mount.factory)

    def start(self) -> int | None:
        """Accepts clients; answers the port, or None when the address is taken."""
        if not self.rtsp.attach(None):
            return None
        GLib.timeout_add_seconds(CLEANUP_PERIOD_S, self._clean_up)
        self.ticker.start()
        return self.rtsp.get_bound_port()

    def stop(self) -> None:
        """Lets every client go and ends the ticker."""
        self.stopping.set()
        self.ticker.join()
        self.rtsp.client_filter(lambda *_: GstRtspServer.RTSPFilterResult.REMOVE)

    def drop(self, mount: Mount) -> None:
        """Takes a path away and cuts its clients."""
        mount.is_dropped = True
        self.paths.remove_factory("/" + mount.id)
        self.kick(mount)

    def bring_back(self, mount: Mount) -> None:
        """Makes a path behave again, whatever was wrong with it."""
        mount.lose(0)
        mount.resume()
        if mount.is_dropped:
            mount.is_dropped = False
            self.paths.add_factory("/" + mount.id, mount.factory)

    def kick(self, mount: Mount) -> None:
        """Cuts the connections of a path, and the UDP sessions that would outlive them."""
        keep, remove = GstRtspServer.RTSPFilterResult.KEEP, GstRtspServer.RTSPFilterResult.REMOVE
        with self.lock:
            cut = {client for client, ids in self.clients.items() if mount.id in ids}
        self.rtsp.client_filter(lambda _, client: remove if client in cut else keep)
        self.rtsp.get_session_pool().filter(
            lambda _, session: remove if self._plays(session, mount) else keep)

    @staticmethod
    def _plays(session, mount: Mount) -> bool:
        ref = GstRtspServer.RTSPFilterResult.REF
        with mount.lock:
            media = set(mount.feeds)
        return any(item.get_media() in media for item in session.filter(lambda *_: ref))

    def client_count(self, mount: Mount) -> int:
        """Counts the connections that asked for this path and are still open."""
        with self.lock:
            return sum(mount.id in ids for ids in self.clients.values())

    def _welcome(self, _server, client) -> None:
        with self.lock:
            self.clients[client] = set()
        client.connect("closed", self._forget)
        client.connect("new-session", lambda _, session: session.set_timeout(SESSION_TIMEOUT_S))
        client.connect("describe-request", self._note_path)

    def _note_path(self, client, context) -> None:
        mount_id = context.uri.abspath.strip("/")
        with self.lock:
            if mount_id in self.mounts and client in self.clients:
                self.clients[client].add(mount_id)

    def _forget(self, client) -> None:
        with self.lock:
            self.clients.pop(client, None)

    def _clean_up(self) -> bool:
        self.rtsp.get_session_pool().cleanup()
        return GLib.SOURCE_CONTINUE

    def _tick_until_stopped(self) -> None:
        begin, tick = time.monotonic(), 0
        while not self.stopping.is_set():
            for mount in self.mounts.values():
                mount.tick(tick)
            tick += 1
            late = time.monotonic() - (begin + tick / FPS)
            if late > LATE_S_MAX:
                tick += int(late * FPS)
            elif late < 0:
                self.stopping.wait(-late)


def _digest_auth():
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.set_realm("sunhall camera")
    viewer, anybody = GstRtspServer.RTSPToken(), GstRtspServer.RTSPToken()
    viewer.set_string("media.factory.role", "viewer")
    anybody.set_string("media.factory.role", "anybody")
    auth.add_digest(USER, PASSWORD, viewer)
    auth.set_default_token(anybody)
    return auth


def _permissions(is_protected: bool):
    permissions = GstRtspServer.RTSPPermissions()
    for role in ("viewer", "anybody"):
        permissions.add_role(role)
        # Without "access" the server answers 404, without "construct" 401, as a camera does.
        permissions.add_permission_for_role(role, "media.factory.access", True)
        permissions.add_permission_for_role(
            role, "media.factory.construct", role == "viewer" or not is_protected)
    return permissions
