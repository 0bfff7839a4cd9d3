"""The example of the README is 20 lines, and works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import gethory.sio
from sio.client import Client, Refused
from sio.rig import serving

pytestmark = pytest.mark.anyio
README = Path(str(gethory.sio.__file__)).with_name("README.md")


async def test_the_example_of_the_readme_works() -> None:
    match = re.search(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert match is not None
    code = match[1]
    assert len([line for line in code.splitlines() if line.strip()]) <= 20
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(code, str(README), "exec"), names)
    async with serving(names["server"]) as running:
        port = running.servers[0].sockets[0].getsockname()[1]
        ann, bob = await Client.connected(port), await Client.connected(port)
        ann.send('421["say",{"text":"hello"}]')
        assert await ann.receive_all(2) == ['42["said",{"text":"hello"}]', '431[{"ok":true}]']
        assert await bob.receive() == '42["said",{"text":"hello"}]'
        with pytest.raises(Refused) as refused:
            await Client.open(port, headers={"origin": "http://evil.example"})
        assert refused.value.status == 403
