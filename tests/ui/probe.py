"""An entry script for the tests of the front door: who is asking, a callback, a tick, a page that fails."""

from functools import partial

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.views import Me
from her2dash.ui import session


def _callback() -> None:
    accounts.who(session.current_desk(session.this_office()))
    st.session_state["pressed"] = st.session_state.get("pressed", 0) + 1


@st.fragment(run_every=1)
def _tick() -> None:
    accounts.who(session.current_desk(session.this_office()))
    st.session_state["ticks"] = st.session_state.get("ticks", 0) + 1
    st.text(f"tick {st.session_state['ticks']}")


def _show(name: str, me: Me) -> None:
    st.header(f"Page {name}")
    st.text(f"{me.login} in session {st.user.get('session')}")
    st.button("Press", key="press", on_click=_callback)
    st.text(f"pressed {st.session_state.get('pressed', 0)}")
    st.text(f"authenticator says {st.session_state['username']}")
    session.sign_out_button(
        session.current_desk(session.this_office()), session.words_of(me, session.this_office())
    )
    _tick()


def _fail() -> None:
    raise ValueError(f"an answer of patient {1:02}-{1:03}")


def main() -> None:
    """Draw the page that the address names."""
    me = session.person(session.this_office())
    pages = [
        st.Page(partial(_show, name, me), title=name.title(), url_path=name) for name in ("overview", "form")
    ]
    pages.append(st.Page(_fail, title="Fails", url_path="fails"))
    st.navigation([st.Page(partial(_show, "home", me), title="Home", default=True), *pages]).run()


if __name__ == "__main__":
    main()
