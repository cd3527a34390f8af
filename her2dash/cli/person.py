"""People at the command line: adding one, and acting as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from her2dash.access import Role
from her2dash.settings import Settings

if TYPE_CHECKING:
    from her2dash.actions.desk import Desk


@click.group()
def person() -> None:
    """People of the study."""


@person.command()
@click.argument("login")
@click.option("--name", required=True, help="The name printed under a signature.")
@click.option(
    "--role", "roles", required=True, multiple=True, type=click.Choice([role.value for role in Role])
)
@click.option("--site", help="Code of the person's site; none: serves every site.")
@click.option("--language", default="en", show_default=True, type=click.Choice(["en", "nl"]))
@click.password_option(help="Asked for when it is not given; better not given: a shell remembers.")
def add(
    login: str, name: str, roles: tuple[str, ...], site: str | None, language: str, password: str
) -> None:
    """Add a person with one or more roles."""
    from her2dash.actions.accounts import command_desk
    from her2dash.actions.office import open_office
    from her2dash.actions.people import add_person
    from her2dash.ui.passwords import Bcrypt

    if len(password) < 12:
        raise click.ClickException(
            "A password here has 12 characters or more; several words are easy to remember."
        )
    office = open_office(replace(Settings.from_environment(), demo=False))
    held = [Role(role) for role in roles]
    hashed = Bcrypt().hash(password)
    add_person(
        command_desk(office),
        login=login,
        name=name,
        roles=held,
        site=site,
        language=language,
        password_hash=hashed,
    )
    click.echo(f"{login} is added as {', '.join(roles)}.")


def signed_in(login: str | None) -> Desk:
    """Return the desk of a person who signs in here; in a demo that of its investigator, unasked."""
    from her2dash.actions import accounts
    from her2dash.actions.office import open_office
    from her2dash.ui.passwords import Bcrypt

    office = open_office(Settings.from_environment(), passwords=Bcrypt())
    if office.demo:
        investigator = next(name for name, _, role in accounts.demo_people(office) if role == Role.PI)
        return office.desk(accounts.enter_demo(office, login=login or investigator, replaces=None))
    if login is None:
        raise click.UsageError("Say who takes the data: --as LOGIN")
    password = click.prompt("Password", hide_input=True)
    token = accounts.sign_in(office, login=login, password=password, address="command", replaces=None)
    return office.desk(token)
