"""Long-polling: sessions over plain requests, bound to who opened them, bounded, ended cleanly."""

from __future__ import annotations

import asyncio
import time

import pytest

from gethory.sio.connection import CloseCause, Connection, Event
from gethory.sio.server import Ack, Answer, Handshake, HandshakeRefused, Options
from sio.client import Client, Refused
from sio.poller import Poller
from sio.rig import by_cookie, eventually, house, names

pytestmark = pytest.mark.anyio
QUICK = Options(ping_interval_ms=200, ping_timeout_ms=150)


async def test_the_open_packet_offers_a_websocket() -> None:
    async with house(Options(ping_interval_ms=10_000, ping_timeout_ms=8_000)) as place:
        poller = await Poller.open(place.port)
        assert len(poller.facts.pop("sid")) == 20
        assert poller.facts == {
            "upgrades": ["websocket"],
            "pingInterval": 10_000,
            "pingTimeout": 8_000,
            "maxPayload": 65_536,
        }


async def test_answers_are_text_that_nobody_keeps() -> None:
    async with house() as place:
        poller = Poller(place.port)
        first = await poller.get()
        assert first.headers["content-type"] == "text/plain; charset=UTF-8"
        assert first.headers["cache-control"] == "no-store"
        cookie = first.headers["set-cookie"]
        assert cookie.startswith("io=")
        assert cookie.endswith("; Path=/socket.io/; HttpOnly; SameSite=Strict")


async def test_the_cookie_is_for_https_where_that_is_asked_for_and_comes_once() -> None:
    async with house(Options(secure_cookies=True)) as place:
        poller = Poller(place.port)
        assert (await poller.get()).headers["set-cookie"].endswith("; Secure")
        known = {"cookie": "who=ann; io=" + "x" * 20}
        assert "set-cookie" not in (await Poller(place.port, known).get()).headers
        strange = {"cookie": "who=ann; io=<script>"}
        assert "set-cookie" in (await Poller(place.port, strange).get()).headers


async def test_a_whole_conversation() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        await poller.send('421["echo","\u20ac"]', '422["echo",2]')
        assert await poller.receive_all(4) == [
            '42["echoed","\u20ac"]',
            '431["\u20ac"]',
            '42["echoed",2]',
            "432[2]",
        ]
        (connection,) = place.connected
        assert connection.principal == "ann"


async def test_a_get_waits_for_something_to_say() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        (connection,) = place.connected
        connection.emit("late", b"1")
        assert (await waiting).text == '42["late",1]'


async def test_what_was_said_meanwhile_comes_at_once_and_sixteen_at_a_time() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        (connection,) = place.connected
        for n in range(40):
            connection.emit("n", b"%d" % n)
        batches = [await poller.receive() for _ in range(3)]
        assert [len(batch) for batch in batches] == [16, 16, 8]
        assert [packet for batch in batches for packet in batch] == [
            f'42["n",{n}]' for n in range(40)
        ]


async def test_what_has_piled_up_comes_in_one_answer() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        (connection,) = place.connected
        for n in range(200):
            connection.emit("n", b"%d" % n)
        assert await poller.receive() == [f'42["n",{n}]' for n in range(200)]


async def test_attachments_go_as_base64_in_both_directions() -> None:
    def give_back(connection: Connection, event: Event) -> Ack:
        return Answer(event.args, event.attachments)

    async with house() as place:
        place.server.on("draw", give_back)
        poller = await Poller.connected(place.port)
        hole = '{"_placeholder":true,"num":0}'
        await poller.send(f'451-3["draw",{hole}]', "bAQIDBA==")
        assert await poller.receive() == [f"461-3[{hole}]", "bAQIDBA=="]


# whose it is ----------------------------------------------------------------------------------


async def forbid(handshake: Handshake) -> None:
    raise HandshakeRefused(401, b'{"code":"session_required"}', "application/problem+json")


async def test_the_first_request_is_refused_in_the_words_of_the_application() -> None:
    async with house(authenticate=forbid) as place:
        answer = await Poller(place.port).get()
        assert (answer.status_code, answer.text) == (401, '{"code":"session_required"}')
        assert answer.headers["content-type"] == "application/problem+json"
        assert "set-cookie" not in answer.headers
        await place.empty()


async def test_a_stranger_with_the_sid_is_told_what_is_told_of_an_unknown_one() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        stranger = Poller(place.port, {"cookie": "who=eve"})
        unknown = (await _named(stranger, "x" * 20).get()).text
        stranger.sid = poller.sid
        for answer in (await stranger.get(), await stranger.post("41")):
            assert (answer.status_code, answer.text) == (400, unknown)
        query = stranger.target("websocket").partition("?")[2]
        with pytest.raises(Refused) as refused:
            await Client.open(place.port, query, {"cookie": "who=eve"})
        assert (refused.value.status, refused.value.body.decode()) == (400, unknown)
        await poller.send('42["note",1]')
        await eventually(lambda: "" if place.heard else "the session suffered")
        assert not place.ended


def _named(poller: Poller, sid: str) -> Poller:
    poller.sid = sid
    return poller


async def test_a_request_without_identity_needs_the_cookie_of_the_first_answer() -> None:
    """An access token may expire, and the cookie that held it with it, while a session lives."""

    async def whose(handshake: Handshake, principal: str) -> bool | None:
        name = (await by_cookie(handshake)).partition(";")[0]
        return name == principal if name in {"ann", "eve"} else None

    async with house(recognise=whose) as place:
        poller = await Poller.connected(place.port)
        del poller.http.headers["cookie"]
        await poller.send('42["note",1]')
        thief = _named(Poller(place.port, {"cookie": "io=" + "x" * 20}), poller.sid)
        assert (await thief.post('42["note",2]')).status_code == 400
        bare = _named(Poller(place.port, {"cookie": ""}), poller.sid)
        assert (await bare.post('42["note",3]')).status_code == 400
        other = Poller(place.port, {"cookie": f"who=eve; io={poller.http.cookies['io']}"})
        assert (await _named(other, poller.sid).post('42["note",4]')).status_code == 400
        await poller.send('42["note",5]')
        assert names(place.heard) == ["1", "5"]


async def test_the_application_may_refuse_a_later_request() -> None:
    refuse = False

    async def whose(handshake: Handshake, principal: str) -> bool:
        if refuse:
            raise HandshakeRefused(401, b"over")
        return True

    async with house(recognise=whose) as place:
        poller = await Poller.connected(place.port)
        refuse = True
        answer = await poller.get()
        assert (answer.status_code, answer.text) == (401, "over")


# what is no polling ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "query", "code"),
    [
        ("GET", "transport=polling", 5),
        ("GET", "EIO=3&transport=polling", 5),
        ("GET", "EIO=4", 0),
        ("GET", "EIO=4&transport=abc", 0),
        ("GET", "EIO=4&transport=websocket", 3),
        ("POST", "EIO=4&transport=polling", 2),
        ("PUT", "EIO=4&transport=polling", 2),
        ("HEAD", "EIO=4&transport=polling", None),
        ("GET", "EIO=4&transport=polling&sid=", 1),
        ("POST", "EIO=4&transport=polling&sid=nobodys", 1),
        ("DELETE", "EIO=4&transport=polling&sid=nobodys", 2),
    ],
)
async def test_what_is_no_request_of_the_protocol_is_400(
    method: str, query: str, code: int | None
) -> None:
    async with house() as place:
        http = Poller(place.port).http
        answer = await http.request(method, f"/socket.io/?{query}")
        assert answer.status_code == 400
        assert code is None or answer.json()["code"] == code
        await place.empty()


async def test_another_path_is_404() -> None:
    async with house() as place:
        http = Poller(place.port).http
        for path in ("/", "/socket.io/x", "/socket.iox/"):
            answer = await http.get(path + "?EIO=4&transport=polling")
            assert answer.status_code == 404


@pytest.mark.parametrize(
    "body", ["", "abc", "2", "4", "0", "5", "2probe", "4abc", "42[]", "bAQI", "b!", "42/x,[1]"]
)
async def test_garbage_is_a_400_and_the_end(body: str) -> None:
    async with house() as place:
        whose: list[str] = []
        place.server.on_garbage(whose.append)
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        answer = await poller.post(body)
        assert (answer.status_code, (await waiting).text) == (400, "1")
        assert await poller.is_over()
        await place.ended_by(CloseCause.LOST)
        assert whose == ["ann"]
        await place.empty()


async def test_binary_bodies_are_of_an_older_protocol() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        answer = await poller.post(b"41", {"content-type": "application/octet-stream"})
        assert answer.status_code == 400


async def test_packets_behind_garbage_are_not_heard() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        answer = await poller.post('42["note",1]\x1eabc\x1e42["note",2]')
        assert answer.status_code == 400
        assert names(place.heard) == ["1"]


# bounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("chunked", [False, True])
async def test_a_body_over_the_bound_is_413_and_the_end(chunked: bool) -> None:
    async def pieces() -> object:
        for _ in range(9):
            yield b"4" * 8192

    async with house() as place:
        poller = await Poller.connected(place.port)
        body = pieces() if chunked else b"4" * 65_537
        answer = await poller.http.post(poller.target(), content=body)  # type: ignore[arg-type]  # an async iterator of bytes
        assert answer.status_code == 413
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_a_body_of_just_the_bound_is_heard() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        head = '42["note","'
        await poller.send(head + "x" * (65_536 - len(head) - 2) + '"]')
        assert len(place.heard) == 1


async def test_more_packets_than_allowed_in_one_body_are_garbage() -> None:
    async with house(Options(max_payload_packets=4)) as place:
        poller = await Poller.connected(place.port)
        await poller.send(*['42["note",1]'] * 4)
        answer = await poller.post("\x1e".join(['42["note",1]'] * 5))
        assert answer.status_code == 400
        assert len(place.heard) == 4


async def test_a_body_that_does_not_come_is_408_and_the_end() -> None:
    async with house(Options(body_timeout_s=0.1)) as place:
        poller = await Poller.connected(place.port)
        client = await Client.dial(place.port)
        client.send_raw(
            f"POST {poller.target()} HTTP/1.1\r\nhost: a\r\ncookie: who=ann\r\n"
            "content-length: 10\r\n\r\n41".encode()
        )
        assert (await client.answer())[0] == 408
        await place.ended_by(CloseCause.LOST)


async def test_who_goes_in_the_middle_of_a_body_is_lost() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await Client.dial(place.port)
        client.send_raw(
            f"POST {poller.target()} HTTP/1.1\r\nhost: a\r\ncookie: who=ann\r\n"
            "content-length: 10\r\n\r\n41".encode()
        )
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._posting else "no POST")
        client.hang_up()
        await place.ended_by(CloseCause.LOST)


async def test_a_second_get_ends_the_session() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        first = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        second = await poller.get()
        assert (second.status_code, (await first).text) == (400, "1")
        assert await poller.is_over()
        await place.ended_by(CloseCause.LOST)


async def test_a_second_post_ends_the_session() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house(Options(max_waiting=1)) as place:
        place.server.on("wait", wait)
        poller = await Poller.connected(place.port)
        first = asyncio.create_task(poller.post('42["wait"]\x1e42["note",1]'))
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._held else "not held")
        second = await poller.post('42["note",2]')
        assert second.status_code == 400
        go_on.set()
        await first
        await place.ended_by(CloseCause.LOST)
        assert await poller.is_over()
        assert not place.heard


async def test_while_too_much_waits_a_post_has_no_answer() -> None:
    go_on = asyncio.Event()

    async def wait(connection: Connection, event: Event) -> None:
        await go_on.wait()

    async with house(Options(max_waiting=2)) as place:
        place.server.on("wait", wait)
        poller = await Poller.connected(place.port)
        post = asyncio.create_task(poller.post('42["wait"]\x1e42["note",1]\x1e42["note",2]'))
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._held else "not held")
        assert not post.done()
        go_on.set()
        assert (await post).text == "ok"
        assert names(place.heard) == ["1", "2"]


async def test_a_client_that_fetches_nothing_is_dropped_over_the_bound() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        (connection,) = place.connected
        for n in range(300):
            connection.emit("n", b"%d" % n)
        await place.ended_by(CloseCause.LOST)
        assert await poller.is_over()


async def test_a_client_that_asks_for_nothing_is_dropped_by_time() -> None:
    async with house(Options(stall_timeout_s=0.2)) as place:
        poller = await Poller.connected(place.port)
        await place.ended_by(CloseCause.LOST)
        assert await poller.is_over()
        await place.empty()


async def test_without_a_connect_the_session_is_closed() -> None:
    async with house(Options(connect_timeout_s=0.1)) as place:
        poller = await Poller.open(place.port)
        assert await poller.receive() == ["1"]
        assert await poller.is_over()


# endings --------------------------------------------------------------------------------------


async def test_pings_are_answered_by_posts() -> None:
    async with house(QUICK) as place:
        poller = await Poller.connected(place.port)
        for _ in range(4):
            assert await poller.receive() == ["2"]
            await poller.send("3")
        assert not place.ended


async def test_who_answers_no_ping_is_lost() -> None:
    async with house(QUICK) as place:
        poller = await Poller.connected(place.port)
        assert await poller.receive() == ["2"]
        answer = await poller.get()
        assert answer.status_code == 400
        await place.ended_by(CloseCause.LOST)
        await place.empty()


async def test_a_request_that_comes_too_late_finds_no_session_even_before_the_timer() -> None:
    async with house(QUICK) as place:
        poller = await Poller.connected(place.port)
        engine = place.server._hub.polls[poller.sid].engine
        engine.last_packet_at = time.monotonic() - 0.36
        assert await poller.is_over()
        await place.ended_by(CloseCause.LOST)


async def test_a_client_that_says_close_lets_its_get_go_with_a_noop() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        await poller.send("1")
        assert (await waiting).text == "6"
        assert await poller.is_over()
        await place.ended_by(CloseCause.CLOSED)
        await place.empty()


async def test_a_client_that_leaves_and_closes_in_one_breath_has_left() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        await poller.send("41", "1")
        await place.ended_by(CloseCause.LEFT)
        await place.empty()


async def test_the_server_says_goodbye_to_the_get_that_waits_or_to_the_next_one() -> None:
    async with house() as place:
        waits, does_not = await Poller.connected(place.port), await Poller.connected(place.port)
        waiting = waits.waiting()
        await eventually(lambda: "" if place.server._hub.polls[waits.sid]._poll else "no GET")
        for connection in place.connected:
            connection.emit("removed", b"1")
            connection.disconnect()
        assert (await waiting).text == '42["removed",1]\x1e41'
        assert await waits.receive() == ["1"]
        assert await waits.is_over()
        assert (await does_not.post("3")).status_code == 200, "it does not know yet"
        assert await does_not.receive() == ['42["removed",1]', "41"]
        await does_not.send("1")  # as the JavaScript client does
        assert await does_not.is_over()
        await eventually(lambda: "" if len(place.ended) == 2 else "not both have ended")
        assert {cause for _, cause in place.ended} == {CloseCause.ENDED}


async def test_an_event_that_makes_the_server_say_goodbye_is_answered_with_ok() -> None:
    async with house() as place:
        place.server.on("kick-me", lambda connection, _: connection.disconnect())
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        await poller.send('42["kick-me"]')
        assert (await waiting).text == "41"


async def test_a_get_that_is_broken_off_is_the_end() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        client = await Client.dial(place.port)
        client.send_raw(
            f"GET {poller.target()} HTTP/1.1\r\nhost: a\r\ncookie: who=ann\r\n\r\n".encode()
        )
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        client.hang_up()
        await place.ended_by(CloseCause.LOST)
        assert await poller.is_over()
        await place.empty()


async def test_shutdown_lets_waiting_gets_go_and_nobody_new_in() -> None:
    async with house() as place:
        poller = await Poller.connected(place.port)
        waiting = poller.waiting()
        await eventually(lambda: "" if place.server._hub.polls[poller.sid]._poll else "no GET")
        place.server.shutdown()
        assert (await waiting).text == "6"
        await place.ended_by(CloseCause.SHUTDOWN)
        assert await poller.is_over()
        assert (await Poller(place.port).get()).status_code == 503
