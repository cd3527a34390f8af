"""Every answer carries the headers that keep other sites out and pages out of caches."""

from __future__ import annotations

import httpx
import pytest

from tests.ui.conftest import Server

ADDRESSES = [
    "/", "/overview", "/sign-in", "/sign-in/style.css", "/_stcore/health", "/_stcore/metrics",
    "/_stcore/host-config", "/no/such", "/static/js/none.js", "/demo/reset",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_headers_stand_on_every_answer(served: Server, address: str) -> None:
    with served.client() as visitor, served.regular() as client:
        for answer in (visitor.get(address), client.get(address), client.post(address)):
            stand_on(answer)


def test_the_headers_stand_on_the_way_out(served: Server) -> None:
    with served.signed_in() as client:
        stand_on(client.get("/auth/logout"))


def stand_on(answer: httpx.Response) -> None:
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "'unsafe-eval'" not in answer.headers["content-security-policy"]
    assert "base-uri 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert "permissions-policy" in answer.headers
    assert "server" not in answer.headers


def test_no_script_stands_in_any_of_our_documents(served: Server) -> None:
    with served.client() as visitor, served.regular() as client:
        for answer in (visitor.get("/sign-in"), client.get("/overview"), client.get("/no/such")):
            assert "<script>" not in answer.text
            assert "onclick" not in answer.text


def test_no_page_stays_in_a_cache_but_the_frameworks_files_do(served: Server) -> None:
    with served.regular() as client:
        page = client.get("/overview")
        assert page.headers["cache-control"] == "no-store"
        assert client.get("/_stcore/host-config").headers["cache-control"] == "no-store"
        bundle = "/static/" + page.text.split('"./static/js/index')[1].split('"')[0]
        bundle = "/static/js/index" + bundle.removeprefix("/static/")
        assert "max-age=31536000" in client.get(bundle).headers["cache-control"]
        assert "max-age=86400" in client.get("/sign-in/style.css").headers["cache-control"]


def test_no_site_is_allowed_to_steer_a_page(served: Server) -> None:
    with served.regular() as client:
        assert client.get("/_stcore/host-config").json()["allowedOrigins"] == []


@pytest.mark.parametrize("address", ["/_stcore/health", "/_stcore/host-config", "/overview"])
def test_no_other_site_may_read_an_answer_and_the_framework_sets_no_cookie(
    served: Server, address: str
) -> None:
    with served.regular() as client:
        answer = client.get(address, headers={"origin": "http://evil.example"})
    assert "set-cookie" not in answer.headers
    assert [name for name in answer.headers if name.startswith("access-control")] == []
