"""One wording in every language of the study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema


class Text(Mapping[str, str]):
    """A wording per language; a language that it lacks is answered in the study's first one.

    So a study in one language can be shown to somebody whose interface speaks another.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = dict(words)

    def __getitem__(self, language: str) -> str:
        return self._words.get(language) or str(self)

    def __contains__(self, language: object) -> bool:
        return language in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._words.items())))

    def __str__(self) -> str:
        return next(iter(self._words.values()), "")

    def __repr__(self) -> str:
        return f"Text({self._words!r})"

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Read a TOML table of languages, or take a Text as it is."""
        words = core_schema.dict_schema(core_schema.str_schema(), core_schema.str_schema())
        return core_schema.union_schema(
            [core_schema.is_instance_schema(cls), core_schema.no_info_after_validator_function(cls, words)],
            mode="left_to_right",
            custom_error_type="wording",
            custom_error_message="is not a wording per language",
            custom_error_context={"remedy": 'Write it for every language: { en = "…", nl = "…" }'},
            serialization=core_schema.plain_serializer_function_ser_schema(dict),
        )
