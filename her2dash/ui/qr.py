"""A QR code as SVG within the page: no file, no image library, nothing that another host draws."""

from __future__ import annotations

from html import escape

import segno

from her2dash.ui.plain import Html


def qr_code(text: str, label: str) -> Html:
    """Return a QR code, dark on light also on a dark page: not every app reads the other way round."""
    drawn = segno.make(text, error="m", micro=False).svg_data_uri(border=4, light="#fff", omitsize=True)
    # As an image: st.html takes shapes out of a page.
    return Html(f'<img class="qr" src="{escape(drawn)}" alt="{escape(label)}" width="240" height="240">')
