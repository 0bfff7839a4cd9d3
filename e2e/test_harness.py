"""The ears themselves: they must hear what is there, and nothing else, before they may judge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from harness.people import Browsers, Company, Person
from harness.static import serving

_CALL_MYSELF = """
async () => {
  const mine = await navigator.mediaDevices.getUserMedia({ audio: true });
  const [here, there] = [new RTCPeerConnection(), new RTCPeerConnection()];
  here.onicecandidate = ({ candidate }) => candidate && there.addIceCandidate(candidate);
  there.onicecandidate = ({ candidate }) => candidate && here.addIceCandidate(candidate);
  there.ontrack = ({ track, streams }) => {
    const audio = document.body.appendChild(new Audio());
    audio.srcObject = streams[0] ?? new MediaStream([track]);
    void audio.play();
  };
  here.addTrack(mine.getAudioTracks()[0], mine);
  await here.setLocalDescription();
  await there.setRemoteDescription(here.localDescription);
  await there.setLocalDescription();
  await here.setRemoteDescription(there.localDescription);
  window.voice = mine.getAudioTracks()[0];
}
"""

_PAUSE = """
(ms) => new Promise((done) => {
  window.voice.enabled = false;
  setTimeout(() => { window.voice.enabled = true; done(); }, ms);
})
"""


@pytest.fixture
def caller(browsers: Browsers, artefacts: Path, tmp_path: Path) -> Iterator[Person]:
    """Somebody who talks to themselves over two peer connections in a page of ours."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Ears</title>", encoding="utf-8")
    with serving(tmp_path) as origin:
        company = Company(browsers, origin, artefacts)
        caller = company.welcome("Echo", 440)
        caller.page.goto("/")
        yield caller
        company.go_home()


def test_ears_hear_silence_a_tone_and_nothing_else(caller: Person) -> None:
    assert caller.ears.levels(440) == {440: -120.0}

    caller.page.evaluate(_CALL_MYSELF)
    caller.ears.hear(440, but_not=(1000, 1700))

    caller.page.evaluate("window.voice.enabled = false")
    caller.ears.hear(but_not=(440, 1000, 1700))


def test_a_recording_knows_how_long_a_silence_was(caller: Person) -> None:
    caller.page.evaluate(_CALL_MYSELF)
    caller.ears.hear(440)

    caller.ears.start_recording(440)
    caller.page.evaluate("new Promise((done) => setTimeout(done, 2000))")
    steady = caller.ears.stop_recording()
    caller.ears.start_recording(440)
    caller.page.evaluate(_PAUSE, 2000)
    caller.ears.hear(440)
    broken = caller.ears.stop_recording()

    assert steady.listened_s > 1.5
    assert steady.blind_s < 0.5
    assert steady.gap_ms[440] < 300
    assert broken.gap_ms[440] > 500
    assert steady.streams == broken.streams == 1


def test_ears_do_not_hear_what_is_turned_off(caller: Person) -> None:
    caller.page.evaluate(_CALL_MYSELF)
    caller.ears.hear(440)

    caller.page.evaluate("document.querySelector('audio').muted = true")

    caller.ears.hear(but_not=(440,))
