"""In words: which site a person works at, and how far the account is."""

from __future__ import annotations

from her2dash.actions.people_list import Guard, Listed, RoleChange
from her2dash.i18n import N_
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader


def place_of(reader: Reader, site: str | None) -> str:
    """Return the site in words."""
    if site is None:
        return reader.words("Site: none in particular")
    return reader.words("Site: {code}, {name}", code=site, name=escaped(reader.study.site(site).name))


def state_of(reader: Reader, one: Listed) -> str:
    """Return whether there is a password or a code that works, and when the person signed in last."""
    words = reader.words
    said = [] if one.roles else [words("Holds no role, and cannot sign in.")]
    if not reader.desk.office.demo:
        said.append(_password(reader, one))
    if one.last_signed_in is None:
        said.append(words("Never signed in."))
    else:
        said.append(words("Last signed in: {when}.", when=reader.when(one.last_signed_in)))
    return " ".join(said)


def _password(reader: Reader, one: Listed) -> str:
    words = reader.words
    if one.invited_until is None:
        return words("Password set.") if one.has_password else words("No password, and no code that works.")
    until = words.moment(one.invited_until)
    if one.has_password:
        return words("Password set; a code for a new one works until {until}.", until=until)
    return words("No password yet; the code works until {until}.", until=until)


def held_in_words(reader: Reader, held: RoleChange) -> str:
    """Return a role that is held, since when, by whom it was given and why."""
    said = reader.words(
        "**{role}** since {when}, given by {name}.", role=reader.role(held.role), when=reader.when(held.at),
        name=escaped(held.by or reader.words("nobody by name")),
    )  # fmt: skip
    return _with_reason(reader, held, said)


def change_in_words(reader: Reader, change: RoleChange) -> str:
    """Return what became of a role, when, by whom and why."""
    words = reader.words
    facts = {
        "when": reader.when(change.at), "role": reader.role(change.role),
        "name": escaped(change.by or words("nobody by name")),
    }  # fmt: skip
    if change.given:
        said = words("{when}: {role} given by {name}.", **facts)
    else:
        said = words("{when}: {role} withdrawn by {name}.", **facts)
    return _with_reason(reader, change, said)


def _with_reason(reader: Reader, change: RoleChange, said: str) -> str:
    words = reader.words
    if change.reason_blanked:
        return f"{said} {words('The reason was blanked.')}"
    return f"{said} {escaped(words('Reason: “{reason}”', reason=change.reason))}" if change.reason else said


def factor_of(reader: Reader, guard: Guard) -> str:
    """Return how it stands with the second factor, as administrators are told it."""
    said = {
        (False, False): N_("Second factor: none."),
        (True, False): N_("Second factor: set up."),
        (False, True): N_("Second factor: required, to be set up at the next sign-in."),
        (True, True): N_("Second factor: required and set up."),
    }
    return reader.words(said[guard.has_second_factor, guard.second_factor_required])
