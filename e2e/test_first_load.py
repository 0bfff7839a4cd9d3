"""What a browser fetches before it shows the first page."""

from __future__ import annotations

from playwright.sync_api import Response, expect

from harness.people import Company

_MOST_KB = 160
"""Code and styles of the first page on the wire, so that nobody makes it grow unseen."""


def test_the_first_page_arrives_compressed_and_small(company: Company) -> None:
    ada = company.welcome("Ada", 440)
    fetched: list[Response] = []
    # Playwright marks its listeners, and a built-in method cannot be marked.
    ada.page.on("response", lambda answer: fetched.append(answer))  # noqa: PLW0108
    ada.page.goto("/")
    expect(ada.page.get_by_role("heading", name="Pull up")).to_be_visible()

    code = [answer for answer in fetched if answer.url.endswith((".js", ".css"))]
    sizes = {answer.url: answer.request.sizes()["responseBodySize"] for answer in code}
    plain = [
        answer.url
        for answer in code
        if len(answer.body()) > 1024 and answer.headers.get("content-encoding") != "br"
    ]
    assert code
    assert not plain
    assert sum(sizes.values()) < _MOST_KB * 1024, sizes
