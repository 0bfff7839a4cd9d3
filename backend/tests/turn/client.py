"""A small TURN client (RFC 8656 over UDP): allocates, asks for permissions, sends and receives."""

from __future__ import annotations

import hashlib
import hmac
import os
import socket
import struct
from binascii import crc32
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from types import TracebackType
from typing import Self

ALLOCATE, CREATE_PERMISSION = 0x0003, 0x0008
_SEND, _DATA_CAME = 0x0016, 0x0017
_COOKIE = 0x2112A442
_HEADER = struct.Struct("!HHI12s")
_ATTRIBUTE = struct.Struct("!HH")
_USERNAME, _INTEGRITY, _ERROR, _REALM, _NONCE = 0x0006, 0x0008, 0x0009, 0x0014, 0x0015
_PEER, _DATA, _FAMILY, _TRANSPORT = 0x0012, 0x0013, 0x0017, 0x0019
_FINGERPRINT, _FINGERPRINT_XOR = 0x8028, 0x5354554E
_UDP = 17
_FAMILIES = {4: 0x01, 6: 0x02}


@dataclass(frozen=True)
class Account:
    """What `link.iceServers` of a join says."""

    username: str
    credential: str


class Turn:
    """One client of the server at an address, by UDP from one port."""

    def __init__(self, server: tuple[str, int]) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.connect(server)
        self.patience_s = 5.0
        self._realm = self._nonce = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the place without giving it back: it is free when its lifetime is over."""
        self._socket.close()

    def allocate(self, account: Account | None, version: int = 4) -> int:
        """Ask for a relayed address of IPv4 or IPv6: 0 for success, else the error code."""
        family = struct.pack("!Bxxx", _FAMILIES[version])
        wish = {_TRANSPORT: struct.pack("!Bxxx", _UDP), _FAMILY: family}
        code = self._ask(ALLOCATE, wish, None)
        return code if account is None else self._ask(ALLOCATE, wish, account)

    def permit(self, peer: str, account: Account) -> int:
        """Ask to exchange packets with this address: 0 for success, else the error code."""
        return self._ask(CREATE_PERMISSION, {_PEER: peer}, account)

    def send(self, peer: tuple[str, int], data: bytes) -> None:
        """Have the relay send this; nobody answers when it does not (section 10)."""
        transaction = os.urandom(12)
        body = _attribute(_PEER, _address(*peer, transaction)) + _attribute(_DATA, data)
        self._socket.send(_signed(_SEND, transaction, body, None))

    def receive(self) -> bytes:
        """What a peer sent. Raises TimeoutError when nothing comes."""
        answer = self._socket.recv(2048)
        kind, _, _, _ = _HEADER.unpack_from(answer)
        assert kind == _DATA_CAME, f"a message of kind {kind:#06x}"
        return dict(_attributes(answer[_HEADER.size :]))[_DATA]

    def _ask(self, method: int, wish: Mapping[int, bytes | str], account: Account | None) -> int:
        transaction = os.urandom(12)
        body = b"".join(
            _attribute(kind, _value(value, transaction)) for kind, value in wish.items()
        )
        if account is not None:
            body += _attribute(_USERNAME, account.username.encode())
            body += _attribute(_REALM, self._realm) + _attribute(_NONCE, self._nonce)
        message = _signed(method, transaction, body, self._key(account))
        self._socket.settimeout(self.patience_s)
        self._socket.send(message)
        return self._read(transaction)

    def _key(self, account: Account | None) -> bytes | None:
        """The long-term credential (RFC 8489, section 9.2.2)."""
        if account is None:
            return None
        text = b":".join([account.username.encode(), self._realm, account.credential.encode()])
        return hashlib.md5(text, usedforsecurity=False).digest()

    def _read(self, transaction: bytes) -> int:
        answer = self._socket.recv(2048)
        kind, _, _, answered = _HEADER.unpack_from(answer)
        assert answered == transaction, "an answer to another question"
        found = dict(_attributes(answer[_HEADER.size :]))
        self._realm = found.get(_REALM, self._realm)
        self._nonce = found.get(_NONCE, self._nonce)
        if not kind & 0x0010:
            return 0
        return found[_ERROR][2] * 100 + found[_ERROR][3]


def _signed(method: int, transaction: bytes, body: bytes, key: bytes | None) -> bytes:
    if key is not None:
        head = _HEADER.pack(method, len(body) + 24, _COOKIE, transaction)
        body += _attribute(_INTEGRITY, hmac.digest(key, head + body, "sha1"))
    message = _HEADER.pack(method, len(body) + 8, _COOKIE, transaction) + body
    mark = struct.pack("!I", crc32(message) ^ _FINGERPRINT_XOR)
    return message + _attribute(_FINGERPRINT, mark)


def _value(value: bytes | str, transaction: bytes) -> bytes:
    """Bytes as they are; an address with any port."""
    return value if isinstance(value, bytes) else _address(value, 9, transaction)


def _address(value: str, port: int, transaction: bytes) -> bytes:
    """XORed (RFC 8489, section 14.2)."""
    address = ip_address(value)
    assert isinstance(address, IPv4Address | IPv6Address)
    mask = struct.pack("!I", _COOKIE) + transaction
    xored = bytes(a ^ b for a, b in zip(address.packed, mask, strict=False))
    return struct.pack("!xBH", _FAMILIES[address.version], port ^ (_COOKIE >> 16)) + xored


def _attribute(kind: int, value: bytes) -> bytes:
    return _ATTRIBUTE.pack(kind, len(value)) + value + b"\0" * (-len(value) % 4)


def _attributes(body: bytes) -> list[tuple[int, bytes]]:
    found, at = [], 0
    while at + _ATTRIBUTE.size <= len(body):
        kind, length = _ATTRIBUTE.unpack_from(body, at)
        at += _ATTRIBUTE.size
        found.append((kind, body[at : at + length]))
        at += length + (-length % 4)
    return found
