"""How far a request is believed."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as some
from starlette.requests import HTTPConnection
from starlette.responses import Response

from her2dash.settings import Settings
from her2dash.ui.browser import address_of, from_our_own_page, give_cookie, local_path, sign_in_address
from her2dash.ui.plain import language_of


def request(query: str = "", **headers: str) -> HTTPConnection:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "scheme": "http", "headers": raw, "query_string": query.encode(), "path": "/"}
    return HTTPConnection({**scope, "client": ("10.0.0.7", 1)})


@pytest.mark.parametrize(
    "path", ["/", "/overview", "/form?patient=a1&page=2", "/patients?site=01#row", "/a/b"]
)
def test_a_path_of_ours_is_followed(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [None, "", "overview", "//evil.example", "///evil.example", "/\\evil.example", "https://evil.example",
     "javascript:alert(1)", "/\t/evil.example", "/a\r\nset-cookie: x", "/a//evil.example", "/<script>", "/é",
     "/sign-in", "/sign-in?next=/", "/auth/logout", "/demo/reset"],
)  # fmt: skip
def test_whatever_else_is_the_first_page(path: str | None) -> None:
    assert local_path(path) == "/"


@given(some.text(alphabet="/\\.:@?#%abehttps \t\r\n", max_size=30))
def test_no_text_leads_to_another_site(text: str) -> None:
    there = urlsplit(urljoin("http://here.example/sign-in", local_path(text)))
    assert (there.scheme, there.netloc) == ("http", "here.example")


def test_the_sign_in_page_is_told_the_way_back_only_where_there_is_one() -> None:
    assert sign_in_address("/") == "/sign-in"
    assert sign_in_address("/overview?a=1&b=2") == "/sign-in?next=%2Foverview%3Fa%3D1%26b%3D2"


@pytest.mark.parametrize(
    ("ours", "headers"),
    [
        (True, {"sec_fetch_site": "same-origin"}),
        (True, {"sec_fetch_site": "same-origin", "origin": "https://tunnel.example", "host": "127.0.0.1:1"}),
        (False, {"sec_fetch_site": "none"}),
        (False, {"sec_fetch_site": "same-site", "origin": "http://here.example", "host": "here.example"}),
        (True, {"origin": "https://here.example", "host": "here.example"}),
        (True, {"origin": "http://127.0.0.1:8501", "host": "127.0.0.1:8501"}),
        (False, {"origin": "http://127.0.0.1:8502", "host": "127.0.0.1:8501"}),
        (False, {"origin": "null", "host": "here.example"}),
        (False, {"host": "here.example"}),
        (False, {}),
    ],
)
def test_a_form_is_ours_when_the_browser_says_so(ours: bool, headers: dict[str, str]) -> None:
    assert from_our_own_page(request(**headers)) is ours


@pytest.mark.parametrize(
    ("liked", "language"),
    [("", "en"), ("nl", "nl"), ("nl-BE,nl;q=0.9,en;q=0.8", "nl"), ("de,en;q=0.5,nl;q=0.7", "nl"),
     ("fr,de", "en"), ("en;q=bad,nl;q=0.9", "en"), ("*", "en"), (",,;q=", "en")],
)  # fmt: skip
def test_the_language_is_the_first_of_ours_that_the_browser_would_like(liked: str, language: str) -> None:
    assert language_of(request(accept_language=liked)) == language


def test_a_language_asked_for_comes_first_and_an_unknown_one_is_not_asked_for() -> None:
    assert language_of(request("lang=en", accept_language="nl")) == "en"
    assert language_of(request("lang=xx", accept_language="nl")) == "nl"


@pytest.mark.parametrize(
    ("host", "demo", "said", "secure"),
    [
        ("127.0.0.1:8501", False, None, False),
        ("localhost", False, None, False),
        ("[::1]:8501", False, None, False),
        ("her2.hospital.example", False, None, True),
        ("192.168.1.20:8501", True, None, False),
        ("127.0.0.1:8501", False, True, True),
        ("her2.hospital.example", False, False, False),
    ],
)
def test_the_cookie_wants_an_encrypted_line_but_on_this_machine_and_in_a_demo(
    host: str, demo: bool, said: bool | None, secure: bool
) -> None:
    response = Response()
    give_cookie(response, request(host=host), Settings("sqlite://", demo=demo, secure_cookie=said), "token")
    assert ("Secure" in response.headers["set-cookie"]) is secure


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://her2.hospital.example"},
        {"x_forwarded_proto": "https"},
        {"x_forwarded_for": "10.0.0.9"},
        {"x_forwarded_host": "her2.hospital.example"},
        {"forwarded": "for=10.0.0.9;proto=https"},
    ],
)
@pytest.mark.parametrize("demo", [True, False])
def test_behind_a_proxy_that_ends_tls_the_cookie_wants_an_encrypted_line(
    headers: dict[str, str], demo: bool
) -> None:
    for said, secure in ((None, True), (True, True), (False, False)):
        response = Response()
        settings = Settings("sqlite://", demo=demo, secure_cookie=said)
        give_cookie(response, request(host="127.0.0.1:8501", **headers), settings, "token")
        assert ("Secure" in response.headers["set-cookie"]) is secure


def test_an_address_that_is_only_said_counts_behind_our_own_proxy_alone() -> None:
    plain, proxy = Settings("sqlite://"), Settings("sqlite://", behind_proxy=True)
    assert address_of(request(), plain) == address_of(request(), proxy) == "10.0.0.7"
    said = [request(x_forwarded_for=f"10.1.0.{n}") for n in range(3)]
    assert {address_of(one, plain) for one in said} == {"forwarded"}
    # The server has put what the proxy said in the place of the proxy's own address.
    assert address_of(said[0], proxy) == "10.0.0.7"
