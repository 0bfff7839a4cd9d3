"""A raw WebSocket client: sends exactly what it is told, well-formed or not."""

from __future__ import annotations

import asyncio
import base64
import os
import socket
import struct
from typing import Any, ClassVar

COOKIE = {"cookie": "who=ann"}
TEXT, BINARY, CLOSE, PING, PONG, CONTINUATION = 1, 2, 8, 9, 10, 0


class Refused(Exception):
    """The answer to an upgrade was not 101."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        super().__init__(status, body)
        self.status = status
        self.headers = headers
        self.body = body


class Closed(Exception):
    """A close frame came, or the end of the stream (code 0)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Client:
    """Sends exactly what it is told, answers nothing by itself."""

    dialled: ClassVar[list[Client]] = []
    """Everyone since the last house; the house hangs up for them at its end."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.dialled.append(self)

    @classmethod
    async def dial(cls, port: int, *, receive_buffer: int = 0, limit: int = 2**20) -> Client:
        """A TCP connection, nothing sent."""
        sock = socket.socket()
        sock.setblocking(False)
        if receive_buffer:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        try:
            await asyncio.get_running_loop().sock_connect(sock, ("127.0.0.1", port))
        except OSError:
            sock.close()
            raise
        return cls(*await asyncio.open_connection(sock=sock, limit=limit))

    @classmethod
    async def open(
        cls,
        port: int,
        query: str = "EIO=4&transport=websocket",
        headers: dict[str, str] | None = None,
        path: str = "/socket.io/",
        **how: int,
    ) -> Client:
        """A WebSocket; raises Refused."""
        client = await cls.dial(port, **how)
        client.ask(f"{path}?{query}", COOKIE | (headers or {}))
        status, answer = await client.answer()
        if status != 101:
            size = int(answer.get("content-length", "0"))
            body = await client.reader.readexactly(size)
            await client.gone()
            raise Refused(status, answer, body)
        return client

    @classmethod
    async def connected(cls, port: int, namespace: str = "/", **how: Any) -> Client:
        """A Socket.IO connection, its OPEN and CONNECT behind it."""
        client = await cls.open(port, **how)
        assert (await client.receive()).startswith("0{")
        mark = "" if namespace == "/" else namespace + ","
        client.send("40" + mark)
        assert (await client.receive()).startswith("40" + mark + '{"sid":')
        return client

    def ask(self, target: str, headers: dict[str, str]) -> None:
        """Send a request to upgrade."""
        every = {
            "host": "localhost",
            "upgrade": "websocket",
            "connection": "Upgrade",
            "sec-websocket-version": "13",
            "sec-websocket-key": base64.b64encode(os.urandom(16)).decode(),
        } | headers
        lines = [f"GET {target} HTTP/1.1", *(f"{k}: {v}" for k, v in every.items() if v), "", ""]
        self.writer.write("\r\n".join(lines).encode())

    async def answer(self) -> tuple[int, dict[str, str]]:
        """Status and headers of the response."""
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
        return int(head[0].split(" ")[1]), headers

    def send(self, *texts: str) -> None:
        """Text frames, all in one write."""
        self.writer.write(b"".join(frame(TEXT, text.encode()) for text in texts))

    def send_raw(self, *pieces: bytes) -> None:
        """Bytes as they are, in one write."""
        self.writer.write(b"".join(pieces))

    async def drain_or_stall(self) -> None:
        """Until all is sent, or the server takes no more for a while."""
        left, before = self.writer.transport.get_write_buffer_size(), -1
        for _ in range(50):
            if left in {0, before}:
                return
            await asyncio.sleep(0.1)
            before, left = left, self.writer.transport.get_write_buffer_size()

    async def receive_frame(self) -> tuple[int, bytes]:
        """The next frame, whatever it is; raises Closed."""
        try:
            first, second = await self.reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack(">H", await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack(">Q", await self.reader.readexactly(8))
            payload = await self.reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            raise Closed(0) from None
        if first & 0x0F == CLOSE:
            raise Closed(int.from_bytes(payload[:2], "big"))
        return first & 0x0F, payload

    async def receive(self) -> str:
        """The next text frame; raises Closed."""
        kind, payload = await self.receive_frame()
        assert kind == TEXT, (kind, payload)
        return payload.decode()

    async def receive_all(self, count: int) -> list[str]:
        """So many text frames."""
        return [await self.receive() for _ in range(count)]

    async def closing(self) -> int:
        """The code of the close frame, past whatever comes before it; 0 for none."""
        try:
            while True:
                await self.receive_frame()
        except Closed as closed:
            return closed.code

    async def gone(self) -> None:
        """Wait until the server has closed TCP."""
        try:
            while await self.reader.read(2**16):
                pass
        except ConnectionError:
            pass
        self.writer.close()

    def close(self, code: int | None = 1000) -> None:
        """Send a close frame."""
        self.writer.write(frame(CLOSE, b"" if code is None else struct.pack(">H", code)))

    def hang_up(self) -> None:
        """Reset TCP without a word."""
        self.writer.transport.abort()


def frame(
    kind: int, payload: bytes, *, fin: bool = True, masked: bool = True, rsv: int = 0
) -> bytes:
    """One WebSocket frame of a client (RFC 6455, 5.2); the mask is zero, which is one too."""
    head = bytes(((0x80 if fin else 0) | rsv | kind,))
    flag = 0x80 if masked else 0
    if len(payload) < 126:
        head += bytes((flag | len(payload),))
    elif len(payload) < 65_536:
        head += bytes((flag | 126,)) + struct.pack(">H", len(payload))
    else:
        head += bytes((flag | 127,)) + struct.pack(">Q", len(payload))
    return head + (bytes(4) if masked else b"") + payload
