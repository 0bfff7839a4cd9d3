"""One relay for all tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from turn.relay import Relay, two_hosts


@pytest.fixture(scope="module")
def relay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Relay]:
    folder = tmp_path_factory.mktemp("coturn")
    with two_hosts() as (home, client), Relay(home, client, folder).running() as relay:
        yield relay
