"""Documents printed from the code: who may do what, and every question of the study."""

from __future__ import annotations

from collections.abc import Iterator

from her2dash.access import MAY, Role
from her2dash.analysis.methods import methods_document
from her2dash.study.load import load_study
from her2dash.study.model import Form, Item, Study

_FROM_CODE = "<!-- Printed by `her2dash docs`; change the code or the study, not this file. -->\n"


def generated() -> dict[str, str]:
    """Return file name and text of every generated document."""
    study = load_study(None)
    return {
        "permissions.md": _FROM_CODE + "\n".join(_permissions(study)) + "\n",
        "methods.md": _FROM_CODE + methods_document().rstrip("\n") + "\n",
        "codebook.md": _FROM_CODE + "\n".join(_codebook(study)) + "\n",
    }


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _table(*heads: str) -> list[str]:
    return [_row(*heads), _row(*("---" for _ in heads))]


def _permissions(study: Study) -> Iterator[str]:
    yield "# Who may do what\n\n## Rights (`her2dash/access.py`)\n"
    yield from _table("right", *Role)
    for permission, roles in MAY.items():
        yield _row(permission.value, *("yes" if role in roles else "" for role in Role))
    yield "\nA physician reaches the own patients; coordinator, imaging and laboratory those of their"
    yield "site, or all when they serve no single site; PI and monitor all; an admin none."
    yield f"\n## Forms (`protocol.toml` of {study.id})\n"
    yield from _table("form", "filled in by", "read by, once signed", "and after the release")
    for row in study.schedule:
        yield _row(
            row.form, ", ".join(row.filled_by), ", ".join(row.read_by), ", ".join(row.read_after_release)
        )


def _codebook(study: Study) -> Iterator[str]:
    yield f"# Codebook of {study.id}\n"
    yield f"Target {study.target} patients, threshold {study.threshold}."
    yield "Wording marked *proposed* is ours, not the trial's."
    for form in study.forms.values():
        yield from _form(study, form)
    for codes in study.codes.values():
        yield f"\n## List `{codes.id}`{' (proposed)' if codes.proposed else ''}\n"
        yield from _table("code", *study.languages, "group")
        for code in codes.codes:
            yield _row(code.code, *(code.label[language] for language in study.languages), code.group or "")


def _form(study: Study, form: Form) -> Iterator[str]:
    mark = " (proposed)" if form.proposed else ""
    yield f"\n## Form `{form.id}` version {form.version}: {form.title['en']}{mark}\n"
    yield from _table("item", "kind", "list", "required", "asked", *study.languages)
    for item in form.items:
        words = (item.label[language] for language in study.languages)
        yield _row(item.id, item.kind, item.codes or "", "yes" if item.required else "", _asked(item), *words)


def _asked(item: Item) -> str:
    return " and ".join(_condition(rule) for rule in item.ask_if) or "always"


def _condition(rule: object) -> str:
    facts = {name: value for name, value in vars(rule).items() if value is not None and name != "item"}
    (name, value), *_ = facts.items()
    shown = ", ".join(value) if isinstance(value, tuple) else value
    return f"{vars(rule)['item']} {name.rstrip('_').replace('_', ' ')} {shown}"
