"""Proving: an edition is read, grouped and composed again from the archived texts, and compared field by field."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing import drafts, intake
from briefing.archive import Archive
from briefing.composing import composed
from briefing.edition import Fault, prove
from briefing.errors import BriefingError
from briefing.files import MANIFEST, Manifest, digest, hash_of
from briefing.forms import dump
from briefing.making import making_version, manifest_of
from briefing.model import Edition, Making
from briefing.rendering import is_subject_of, mail_digest, render
from briefing.settings import Settings

#: Differences named; the rest are counted.
NAMED = 20
#: Characters of a value in a message.
SHOWN = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was proved.

    Attributes:
        faults: what was not; none, and the edition is proved.
        limits: what could not be looked into, and why.
        quotations: how many were looked up in the archived texts.
        again: whether every field was derived again from the archived texts.
        files: names of the files beside the edition that are what was written.
        decisions: of the desk, which lead from what the sources give to what is printed.
    """

    faults: tuple[Fault, ...]
    limits: tuple[str, ...]
    quotations: int
    again: bool
    files: tuple[str, ...] = ()
    decisions: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the archive has to say of one day's edition.

    Attributes:
        kept: the edition as it was archived.
        derived: made again from the archived texts; None where that could not be done.
        comparable: whether ``derived`` was made by the very version that made the edition.
        faults: what is wrong with the archive itself.
        limits: why something could not be derived.
    """

    kept: Edition | None
    derived: Edition | None = None
    comparable: bool = False
    faults: tuple[Fault, ...] = ()
    limits: tuple[str, ...] = ()


def verify(
    content: bytes,
    printed: Edition,
    archive: Archive,
    settings: Settings,
    *,
    beside: Path | None = None,
    mail: bytes | None = None,
    progress: intake.Progress = intake.quietly,
) -> Verdict:
    """Prove ``printed`` by all that the archive has.

    Args:
        content: the file's bytes.
        printed: the edition that was read from them.
        archive: where it was built; may be read-only.
        settings: engine and templates of today; those that it was made with are kept with it.
        beside: the folder that it stands in, whose other files are compared too.
        mail: a mail as it was received.
        progress: shows how far the work is.
    """
    archive = archive.of(printed.brief)
    evidence = gather(archive, printed, settings, progress)
    faults, limits, again = judge(printed, evidence)
    texts = {source.id: source.sha256 for source in printed.sources}
    proof = prove(printed, lambda id_: archive.article(id_, texts.get(id_, "")))
    files = archive.makings.files(printed.date)
    good: tuple[str, ...] = ()
    if evidence.kept is not None:
        faults += _bytes(content, evidence, files, settings)
        bad, unknown, good = _beside(beside, files) if beside else ([], [], ())
        faults += _manifest(beside, archive, evidence.kept) if beside else ()
        faults += bad
        limits += unknown
        faults += _mail(mail, evidence.kept, files, settings) if mail is not None else ()
    making = archive.makings.making(printed.date)
    return Verdict(
        faults=(*proof.faults, *faults),
        limits=tuple(limits),
        quotations=proof.quotations,
        again=again,
        files=good,
        decisions=len(making.decisions.decisions) if making and making.decisions else 0,
    )


def gather(
    archive: Archive, printed: Edition, settings: Settings, progress: intake.Progress = intake.quietly
) -> Evidence:
    """The archive's edition of that day, and the same made again."""
    archive = archive.of(printed.brief)
    kept, making = archive.edition(printed.date), archive.makings.making(printed.date)
    if kept is None:
        return Evidence(kept=None)
    if making is None:
        limit = (
            "the archive does not hold what it was made from: roles, days, calendar, changes and order are not proved"
        )
        return Evidence(kept=kept, limits=(limit,))
    faults = tuple(_rests(archive, printed, making))
    if faults:
        return Evidence(kept=kept, faults=faults, limits=("nothing could be derived again",))
    try:
        derived, version = _again(archive, printed, making, settings, progress)
    except BriefingError as error:
        return Evidence(kept=kept, limits=(f"it could not be made again: {error.subject}: {error.reason}",))
    return Evidence(kept=kept, derived=derived, comparable=version == making.version)


def judge(printed: Edition, evidence: Evidence) -> tuple[list[Fault], list[str], bool]:
    """Faults, limits, and whether every field was derived again; see `Evidence`."""
    if evidence.kept is None:
        return [Fault(quoted=str(printed.date), source="archive", reason="it holds no edition of that day")], [], False
    plain = dump(printed)
    faults = [*evidence.faults, *_named(differences(plain, dump(evidence.kept)), "the archive has")]
    limits = list(evidence.limits)
    if evidence.derived is None:
        return faults, limits, False
    found = list(differences(plain, dump(evidence.derived)))
    if found and not evidence.comparable:
        limits.append(
            f"another version made it: {len(found)} of its fields come out otherwise with this one, so that "
            f"quotations are proved and what stands around them is not (first {found[0][0]})"
        )
        return faults, limits, False
    known = {fault.source for fault in faults}
    faults += [fault for fault in _named(found, "the sources give") if fault.source not in known]
    return faults, limits, not found


def _again(
    archive: Archive, printed: Edition, making: Making, settings: Settings, progress: intake.Progress
) -> tuple[Edition, str]:
    """The edition made again, and the version that this was done with."""
    then = drafts.then(making, settings)
    readings = drafts.readings_of(archive, making, then, known=False, progress=progress)
    edition, _ = composed(
        readings,
        then,
        day=printed.date,
        inputs=making.inputs,
        left_out=making.left_out,
        archive=archive,
        decided=making.decisions,
        corrections=making.corrections,
    )
    return edition, making_version(then)


def _rests(archive: Archive, printed: Edition, making: Making) -> Iterator[Fault]:
    """Earlier editions that are no longer, or not yet, what this one was made from."""
    now = archive.makings.rests_on(printed.date)
    for day in sorted({*now, *making.rests_on}):
        if now.get(day) != making.rests_on.get(day):
            word = "is gone" if day not in now else "has come since" if day not in making.rests_on else "is another now"
            yield Fault(
                quoted=str(day), source="archive", reason=f"the edition of {day}, which this one rests on, {word}"
            )


def differences(printed: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(path, value in ``printed``, value in ``other``) of every field of two plain trees that is not the same."""
    if isinstance(printed, Mapping) and isinstance(other, Mapping):
        for key in dict.fromkeys((*printed, *other)):
            yield from differences(printed.get(key), other.get(key), f"{path}.{key}" if path else str(key))
    elif isinstance(printed, list) and isinstance(other, list):
        if len(printed) != len(other):
            yield f"{path} (how many)", len(printed), len(other)
        for n, (left, right) in enumerate(zip(printed, other, strict=False), 1):
            yield from differences(left, right, f"{path} {n}")
    elif printed != other or isinstance(printed, bool) != isinstance(other, bool):
        yield path, printed, other


def _named(found: Iterator[tuple[str, Any, Any]] | list[tuple[str, Any, Any]], other: str) -> Iterator[Fault]:
    rest = 0
    for n, (path, left, right) in enumerate(found):
        if n < NAMED:
            yield Fault(quoted=_shown(left), source=path, reason=f"{other} {_shown(right)}")
        else:
            rest += 1
    if rest:
        yield Fault(quoted=f"{rest} more", source="and", reason="fields differ")


def _shown(value: Any) -> str:
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _bytes(content: bytes, evidence: Evidence, files: Mapping[str, str], settings: Settings) -> Iterator[Fault]:
    """Whether the file is the very one that was written: nothing stands in it beside what its fields say.

    By the hash that the archive has, and, whatever it has, by what the version that made the edition writes.
    """
    right = {files["edition.json"]} if "edition.json" in files else set()
    if evidence.kept and (evidence.comparable or (files and not right)):
        right.add(digest(render(evidence.kept, "json", settings=settings)))
    if right and right != {digest(content)}:
        yield Fault(quoted="edition.json", source="the file", reason="is not, byte for byte, the one that was written")


def _mail(mail: bytes, kept: Edition, files: Mapping[str, str], settings: Settings) -> Iterator[Fault]:
    """Whether a mail as it was received says what was sent, and is called as it was."""
    if mail_digest(mail) not in files.values():
        yield Fault(quoted="mail", source="the mail", reason="is none that was sent of this edition")
    elif not is_subject_of(mail, kept, settings.edition):
        yield Fault(quoted="Subject", source="the mail", reason="is not the one that was sent")


def _beside(folder: Path, files: Mapping[str, str]) -> tuple[list[Fault], list[str], tuple[str, ...]]:
    """The other files of the edition: those that are another's, those that nobody can tell, and the good ones."""
    manifest = Manifest.read(folder / MANIFEST)
    if manifest is None and (folder / MANIFEST).exists():
        return [Fault(quoted=MANIFEST, source=MANIFEST, reason="is no manifest")], [], ()
    known = dict(files) or dict(manifest.files if manifest else {})
    if not known:
        return [], ["the files beside it are bound by nothing"], ()
    faults, good = [], []
    for path in sorted(folder.glob("edition.*")):
        if path.name == "edition.json":
            continue
        if path.name not in known:
            faults.append(Fault(quoted=path.name, source=path.name, reason="was not written with this edition"))
        elif hash_of(path) != known[path.name]:
            faults.append(Fault(quoted=path.name, source=path.name, reason="is not the file that was written"))
        else:
            good.append(path.name)
    for name, hashed in (manifest.files if manifest else {}).items():
        if known.get(name) != hashed:
            faults.append(Fault(quoted=name, source=MANIFEST, reason="names another hash than the archive"))
    return faults, [], tuple(good)


def _manifest(folder: Path, archive: Archive, kept: Edition) -> Iterator[Fault]:
    """Whether the manifest says of the edition what the archive says of it."""
    manifest, making = Manifest.read(folder / MANIFEST), archive.makings.making(kept.date)
    if manifest is None or making is None:
        return
    right = manifest_of(kept, making)
    for name in ("date", "program", "version", "edition", "rests_on"):
        if getattr(manifest, name) != getattr(right, name):
            yield Fault(quoted=name, source=MANIFEST, reason="is not what the archive has")
