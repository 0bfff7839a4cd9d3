"""Half a character (a lone surrogate) is JSON that JavaScript writes: no socket ends by it."""

from __future__ import annotations

import pytest

from gethory.sio.packets import PacketError, decode


@pytest.mark.parametrize(
    ("sent", "heard"),
    [
        (r'"\ud83d"', r'"\ufffd"'),
        (r'"a\uDC00b"', r'"a\ufffdb"'),
        (r'"\udc00\ud83d"', r'"\ufffd\ufffd"'),
        (r'"\ud83d\ud83d\ude00"', r'"\ufffd\ud83d\ude00"'),
        (r'"\ud83dx\u00e9\n"', r'"\ufffdx\u00e9\n"'),
        (r'"\\ud83d\ud83d"', r'"\\ud83d\ufffd"'),
        (r'"\ud83d\ude00"', r'"\ud83d\ude00"'),
        (r'"\\ud83d"', r'"\\ud83d"'),
    ],
)
def test_half_a_character_is_heard_as_a_replacement(sent: str, heard: str) -> None:
    for head in ("42", "427", "42/api,7"):
        packet = decode(f'{head}["e",{sent}]'.encode())
        assert bytes(packet.args[1]).decode() == heard


@pytest.mark.parametrize("text", [r'42["e","\ud83d]', r'42["e","\ud83"]', r'42["e",\ud83d]'])
def test_what_is_no_json_stays_none(text: str) -> None:
    with pytest.raises(PacketError):
        decode(text.encode())
