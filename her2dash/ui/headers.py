"""What every response tells the browser about safety."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders

# Tried with plotly, tables, downloads and the websocket. WebGL traces would need 'unsafe-eval': use SVG ones.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "frame-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "object-src 'none'",
    )
)

_ALWAYS = {
    "content-security-policy": _POLICY,
    # A browser heeds it on an encrypted line only.
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-robots-tag": "noindex",
}


# Streamlit's token against other sites: scripts can read it, and it is sent in the clear too. It guards
# uploads, which the gate shuts, and a way to sign in that is not used.
_THEIRS = "_streamlit_xsrf="


def add_safety(headers: MutableHeaders, path: str) -> None:
    """Set the headers; only the framework's files and our own may stay in a cache, a page or a file never."""
    _leave_out_their_cookie(headers)
    for name, value in _ALWAYS.items():
        headers[name] = value
    # Among our addresses in front of Streamlit only a file says itself how long it may be kept.
    file = path.startswith("/static/") or (path.startswith("/sign-in/") and "cache-control" in headers)
    if not file or "set-cookie" in headers:
        headers["cache-control"] = "no-store"


def _leave_out_their_cookie(headers: MutableHeaders) -> None:
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        if not cookie.startswith(_THEIRS):
            headers.append("set-cookie", cookie)
