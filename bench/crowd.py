"""The crowd of a lobby: clients that watch rooms, and others that come into rooms and leave them.

    crowd.py port=... clients=FILE watchers=N watched=M guests=N rate=R

The file has a cookie, a tab and a room on each line: first the watchers, then the guests, who go to
the room on their line. One line of JSON when everybody is there, one more when standard input ends.
"""

from __future__ import annotations

import json
import random
import resource
import select
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

UPDATE = b'42["rooms-changed"'
ROOM = b'"count":'


class Client:
    """One WebSocket, read by hand: a library would be busier than the server."""

    def __init__(self, port: int, cookie: str, wire: socket.socket | None = None) -> None:
        self.heard: Callable[[bytes], None] | None = None
        self._rest = b""
        self.socket = wire or socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket.sendall(
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nCookie: {cookie}\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self._rest:
            self._rest += self._more()
        head, _, self._rest = self._rest.partition(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101"):
            raise SystemExit(head.decode())
        self.say("40")
        self._wait_for(b"40")

    def ask(self, event: str, payload: object) -> None:
        """Send an event and wait for its good ack."""
        self.say(f"421{json.dumps([event, payload])}")
        self._wait_for(b'431[{"ok":true')

    def say(self, text: str) -> None:
        """One text frame, masked with zero, which is a mask too."""
        data = text.encode()
        size = len(data)
        head = bytes((0x81, 0x80 | size)) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
        self.socket.sendall(head + bytes(4) + data)

    def read(self) -> None:
        """Take what has come."""
        self._rest += self._more()
        for text in self._texts():
            if text == b"2":
                self.say("3")
            elif self.heard is not None:
                self.heard(text)

    def _wait_for(self, beginning: bytes) -> None:
        while not any(text.startswith(beginning) for text in self._texts()):
            self._rest += self._more()

    def _more(self) -> bytes:
        data = self.socket.recv(1 << 16)
        if not data:
            raise SystemExit("the server closed a connection")
        return data

    def _texts(self) -> list[bytes]:
        """The whole frames of what came; what is left stays."""
        rest, at, texts = self._rest, 0, []
        while len(rest) - at >= 2:
            size, begin = rest[at + 1], at + 2
            if size == 126:
                size, begin = int.from_bytes(rest[at + 2 : at + 4], "big"), at + 4
            elif size == 127:
                size, begin = int.from_bytes(rest[at + 2 : at + 10], "big"), at + 10
            if len(rest) < begin + size:
                break
            texts.append(rest[begin : begin + size])
            at = begin + size
        self._rest = rest[at:]
        return texts


class Watcher:
    """Counts what it is told."""

    def __init__(self, client: Client) -> None:
        self.updates = 0
        self.rooms = 0
        self.shortest_s = float("inf")
        self._last = 0.0
        client.heard = self.hear

    def hear(self, text: bytes) -> None:
        if text.startswith(UPDATE):
            now = time.monotonic()
            if self._last:
                self.shortest_s = min(self.shortest_s, now - self._last)
            self._last = now
            self.updates += 1
            self.rooms += text.count(ROOM)


class Guest:
    """Comes and leaves."""

    def __init__(self, client: Client, room: str) -> None:
        self._client = client
        self._room = json.dumps({"roomId": room})
        self._inside = False

    def move(self) -> None:
        event = "leave" if self._inside else "join"
        self._client.say(f'42["{event}",{self._room}]')
        self._inside = not self._inside


class Crowd:
    """Everybody, in one loop."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._epoll = select.epoll()
        self._clients: dict[int, Client] = {}

    def welcome(self, cookie: str) -> Client:
        """One more client; the others are served meanwhile."""
        self.serve(0)
        client = Client(self._port, cookie)
        self._clients[client.socket.fileno()] = client
        self._epoll.register(client.socket, select.EPOLLIN)
        return client

    def serve(self, timeout_s: float) -> bool:
        """Read what has come; whether standard input goes on."""
        goes_on = True
        for fd, _ in self._epoll.poll(timeout_s):
            if fd == 0:
                goes_on = False
            else:
                self._clients[fd].read()
        return goes_on

    def play(self, guests: list[Guest], rate: float) -> None:
        """Let guests come and leave, so many in a second, until standard input ends."""
        self._epoll.register(0, select.EPOLLIN | select.EPOLLHUP)
        began, moved = time.monotonic(), 0
        while self.serve(0.005):
            due = int((time.monotonic() - began) * rate) if guests else 0
            for _ in range(moved, due):
                random.choice(guests).move()
            moved = due


def main() -> None:
    given = dict(word.split("=", 1) for word in sys.argv[1:])
    lines = [line.split("\t") for line in Path(given["clients"]).read_text().splitlines()]
    count, guest_count = int(given["watchers"]), int(given["guests"])
    _, soft_limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft_limit, soft_limit))
    random.seed(1)
    crowd = Crowd(int(given["port"]))
    guests_at = lines[count : count + guest_count]
    rooms = sorted({room for _, room in guests_at})
    guests = [Guest(crowd.welcome(cookie), room) for cookie, room in guests_at]
    watchers = []
    for cookie, _ in lines[:count]:
        client = crowd.welcome(cookie)
        if int(given["watched"]):
            some = random.sample(rooms, int(given["watched"]))
            client.ask("watch-rooms", {"roomIds": some})
        watchers.append(Watcher(client))
    began, cpu = time.monotonic(), time.process_time()
    print(json.dumps({"event": "ready", "rooms": len(rooms)}), flush=True)
    crowd.play(guests, float(given["rate"]))
    took = time.monotonic() - began
    done = {
        "event": "done",
        "seconds": took,
        "cpu_share": (time.process_time() - cpu) / took,
        "updates": sum(one.updates for one in watchers),
        "rooms": sum(one.rooms for one in watchers),
        "shortest_s": min((one.shortest_s for one in watchers if one.updates > 1), default=None),
    }
    print(json.dumps(done), flush=True)


if __name__ == "__main__":
    main()
