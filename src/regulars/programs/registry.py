"""Finds every program: the built-in ones, those of installed packages, and the shop's own files. One that is broken is shown, not fatal."""

import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.metadata import entry_points
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import get_args

from regulars.kernel.language import SHIPPED, pick
from regulars.kernel.purposes import ADVERTISING
from regulars.knowledge.feature import Feature
from regulars.knowledge.know import FEATURES
from regulars.programs.base import Nature, Program

BUILT_IN = Path(__file__).parent
NOT_PROGRAMS = {"base", "registry"}
ENTRY_POINTS = "regulars.programs"


@dataclass(frozen=True)
class Loaded:
    """A program as found: its class, or why it cannot be used. `origin` is built-in, package or shop."""

    key: str
    origin: str
    place: Path
    program: type[Program] | None = None
    error: str | None = None

    def words(self, language: str) -> str:
        """Its words in the language, else in English, else in whatever it has. Raises LookupError when it has none."""
        assert self.program is not None, self.error
        return self._said(self.program.words, "mjml", language)

    def letter(self, language: str) -> str:
        """Its letter in the language, else in English, else in whatever it has. Raises LookupError when it has none."""
        assert self.program is not None, self.error
        return self._said(self.program.letters, "letter", language)

    def _said(self, within: dict[str, str], kind: str, language: str) -> str:
        for spoken in (pick(language), *SHIPPED):
            if spoken in within:
                return within[spoken]
            file = self.place / f"{spoken}.{kind}"
            if file.exists():
                return file.read_text(encoding="utf-8")
        raise LookupError(f"the program “{self.key}” has no {'words' if kind == 'mjml' else 'letter'}")


def programs(own: Path | None = None) -> dict[str, Loaded]:
    """Every program by key; `own` is the shop's folder of programs. One that shadows a built-in key stands beside it as `key (yours)`."""
    found = dict(_installed())
    for path in sorted(own.glob("[!_.]*")) if own is not None and own.is_dir() else []:
        file = path / "__init__.py" if path.is_dir() else path
        if file.suffix == ".py" and file.exists():
            loaded = _own(path.stem, path if path.is_dir() else path.parent, file, file.stat().st_mtime_ns)
            if path.stem in found:
                error = f"{path.name} has the name of a built-in program; give it another"
                loaded = Loaded(f"{path.stem} (yours)", "shop", loaded.place, error=error)
            found[loaded.key] = loaded
    return found


def features(own: Path | None = None) -> dict[str, Feature]:
    """Every way of personalising by key: those of knowledge, then what programs add."""
    found = {feature.key: feature for feature in FEATURES}
    for loaded in programs(own).values():
        for feature in loaded.program.features if loaded.program else ():
            found.setdefault(feature.key, feature)
    return found


@cache
def _installed() -> dict[str, Loaded]:
    found = {}
    for path in sorted(BUILT_IN.iterdir()):
        if (
            path.stem not in NOT_PROGRAMS
            and not path.name.startswith(("_", "."))
            and (path.is_dir() or path.suffix == ".py")
        ):
            module = import_module(f"regulars.programs.{path.stem}")
            found[path.stem] = Loaded(path.stem, "built-in", path, _program_in(module, path.stem, path))
    for point in sorted(entry_points(group=ENTRY_POINTS), key=lambda point: point.name):
        found.setdefault(point.name, _packaged(point.name, point.value))
    return found


def _packaged(key: str, value: str) -> Loaded:
    try:
        module = import_module(value.partition(":")[0])
        place = Path(str(module.__file__)).parent
        return Loaded(key, "package", place, _program_in(module, key, place))
    except (Exception, SystemExit) as wrong:  # noqa: BLE001  whatever a stranger's file does wrong, the day goes on
        return Loaded(key, "package", BUILT_IN, error=_told(wrong))


@cache
def _own(key: str, place: Path, file: Path, changed_at: int) -> Loaded:
    """The shop's own file, read again when it changes (`changed_at` is part of what is remembered)."""
    name = f"regulars_own_{key}_{changed_at}"
    try:
        spec = spec_from_file_location(name, file, loader=_Fresh(name, str(file)))
        assert spec is not None
        assert spec.loader is not None
        module = module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return Loaded(key, "shop", place, _program_in(module, key, place))
    except (Exception, SystemExit) as wrong:  # noqa: BLE001  whatever the file does wrong, the day goes on
        sys.modules.pop(name, None)
        return Loaded(key, "shop", place, error=_told(wrong))


class _Fresh(SourceFileLoader):
    """Reads the file itself: compiled leftovers are told apart by whole seconds and length only, and edits are quicker and smaller."""

    def get_code(self, fullname: str) -> CodeType:
        return self.source_to_code(self.get_data(self.path), self.path)


def _program_in(module: ModuleType, key: str, place: Path) -> type[Program]:
    """The one program of a module, complete. Raises TypeError, saying what is missing."""
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Program) and value.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise TypeError(f"{module.__name__} holds {len(own)} programs; one file holds one")
    program = own[0]
    missing = [name for name in ("title", "topic", "nature", "because") if not hasattr(program, name)]
    if missing:
        raise TypeError(f"{program.__name__} does not say its {', '.join(missing)}")
    if program.nature not in get_args(Nature):
        raise TypeError(f"the nature of {program.__name__} is service or marketing, not “{program.nature}”")
    if program.purpose not in ADVERTISING:
        raise TypeError(
            f"the purpose of {program.__name__} is {', '.join(ADVERTISING)}, not “{program.purpose}”"
        )
    if "__dataclass_params__" not in vars(program) or program.__hash__ is None:
        raise TypeError(f"{program.__name__} needs @dataclass(frozen=True) above it")
    _check_words(program, place)
    if taken := {feature.key for feature in program.features} & {feature.key for feature in FEATURES}:
        raise TypeError(
            f"{program.__name__} declares “{min(taken)}”, which knowledge declares; read through that one"
        )
    told = [text for each in program.features for text in (each.title, each.uses, each.why, each.benefit)]
    for texts in (
        program.title,
        program.because,
        *program.unmet.values(),
        *told,
        *filter(None, [program.because_stated]),
    ):
        if not set(SHIPPED) & set(texts):
            raise TypeError(f"{texts} is in none of our languages: {', '.join(SHIPPED)}")
    program.key = key
    return program


def _check_words(program: type[Program], place: Path) -> None:
    """Raises TypeError where a mail, or a letter it says it writes, has no words."""
    kinds = [("mjml", "words", program.words)] + [("letter", "letters", program.letters)] * program.by_post
    for kind, name, within in kinds:
        if not within and not any((place / f"{spoken}.{kind}").exists() for spoken in SHIPPED):
            raise TypeError(f"{program.__name__} has no {name}: no en.{kind} beside it, no `{name}` in it")


def _told(wrong: BaseException) -> str:
    return f"{type(wrong).__name__}: {wrong}"
