"""Run every test that a table names, and write the documents: `make validation`.

`python -m tests.validation asvs.toml` does so for one table.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.validation.document import document
from tests.validation.table import PLACE, TABLES, read


def ran(tests: Iterable[str]) -> dict[str, bool]:
    """Run these tests and tell of each whether it passed, in every one of its cases."""
    wanted = sorted(set(tests))
    with TemporaryDirectory() as folder:
        told = Path(folder) / "told.xml"
        arguments = ["-q", "-n", "2", "--dist", "worksteal", f"--junitxml={told}", *wanted]
        subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=PLACE, check=False)
        cases = [(_name(case), len(case) == 0) for case in ET.parse(told).iter("testcase")]  # noqa: S314 - our own
    return {test: _passed(test, cases) for test in wanted}


def _name(case: ET.Element) -> str:
    file = case.get("classname", "").replace(".", "/") + ".py"
    return f"{file}::{case.get('name', '').partition('[')[0]}"


def _passed(test: str, cases: list[tuple[str, bool]]) -> bool:
    of_test = [passed for name, passed in cases if name == test or name.startswith(f"{test}::")]
    return bool(of_test) and all(of_test)


def main(names: Sequence[str]) -> int:
    """Write the documents of these tables, or of all; leave with 1 when a test they name did not pass."""
    tables = {TABLES[name]: read(name) for name in names or TABLES}
    passed = ran(test for table in tables.values() for rule in table.rules for test in rule.tests)
    for name, table in tables.items():
        (PLACE / "docs" / name).write_text(document(table, passed), encoding="utf-8")
    return 0 if all(passed.values()) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
