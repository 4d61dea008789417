"""Options that belong together, as a dataclass: a verb takes the dataclass, the command line each field of it."""

from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any, get_type_hints


def options_together(verb: Callable[..., None]) -> Callable[..., None]:
    """Let a verb take options as dataclasses: each of their fields is an option, annotated as an option is."""
    hints = get_type_hints(verb, include_extras=True)
    together: dict[str, Any] = {name: kind for name, kind in hints.items() if is_dataclass(kind)}

    @wraps(verb)
    def asked(**given: Any) -> None:
        for name, kind in together.items():
            given[name] = kind(**{one.name: given.pop(one.name) for one in fields(kind)})
        verb(**given)

    parameters: list[Parameter] = []
    for name, one in signature(verb).parameters.items():
        own = one.replace(kind=Parameter.KEYWORD_ONLY, annotation=hints[name])
        parameters += _options(together[name]) if name in together else [own]
    asked.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    return asked


def _options(kind: Any) -> Iterator[Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    for one in fields(kind):
        default = Parameter.empty if one.default is MISSING else one.default
        yield Parameter(one.name, Parameter.KEYWORD_ONLY, default=default, annotation=hints[one.name])
