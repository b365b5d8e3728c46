"""The report of a run, as JSON: what was read and written, what was odd, what it means."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from bson import ObjectId

from yggdrasil.cutover.catalogue import Task
from yggdrasil.cutover.homes.targets import home_name
from yggdrasil.cutover.homes.verification import Verdict
from yggdrasil.cutover.mapping.collection import Sort
from yggdrasil.cutover.splitting.outcome import Outcome
from yggdrasil.errors import InvalidError

# Kinds that any mapping may find; those of one app are explained in its predecessor.py.
MEANINGS = {
    "beyond_limit": "A number beyond its bounds was set to the nearer one; a text was kept.",
    "date_missing": "A date that is required was missing or unreadable; the nearest one stands in.",
    "field_kept_aside": "A field that has no place in the new documents; kept in the remainders.",
    "form_kept_aside": "A value that the way back would write otherwise; kept in the remainders.",
    "key_taken": "The key is that of another document, in the collection's other spelling or "
    "spelled as a text; the document is kept whole in the remainders.",
    "key_unfit": "A key that can name nothing in the homes; the document is kept whole.",
    "refused_by_index": "A unique index refused the document; it is kept whole in the remainders.",
    "replaced_id": "The key was no ObjectId; a key that is always the same for it stands in.",
    "string_id": "A reference was spelled as a text; it was read as the key it spells.",
    "system_id": "24 zeros, which is nobody: it stands for the system, which has no key here.",
    "unknown_word": "A word that is none of those allowed; the default stands in.",
    "unreadable": "The document is not valid BSON; its bytes are kept in the remainders.",
    "unsplittable": "The document could not be split; it is kept whole, and the run not verified.",
    "wrong_id": "A reference that is no key; left out.",
    "wrong_ids": "References that are no keys, or come twice; left out.",
    "wrong_type": "A value of another type; converted where it can be, else the default stands in.",
}


class ReportNotWritableError(InvalidError):
    """The report cannot be written where it was asked for."""


def check_writable(path: Path) -> None:
    """Return if a report can be written.

    Args:
        path: where.

    Raises:
        ReportNotWritableError: if it is a folder, or its folder is missing or not writable.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(f"{path} is a folder")
        with NamedTemporaryFile(dir=path.parent, prefix=path.name):
            pass
    except OSError as error:
        raise ReportNotWritableError(
            f"The report cannot be written to {path}: {error.strerror or error}. "
            "Nothing was done; name a file in a folder that exists and may be written to."
        ) from error


def write(path: Path, outcome: Outcome, *, began_at: datetime, ended_at: datetime) -> None:
    """Write a report; it is there as a whole, or not at all.

    Args:
        path: where; an older report is replaced.
        outcome: of the run.
        began_at: when the run began.
        ended_at: when it ended.
    """
    head = head_of(outcome, began_at=began_at, ended_at=ended_at)
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=path.name, delete=False
    ) as file:
        _write_body(file, head, findings_of(outcome))
    Path(file.name).chmod(0o644)
    Path(file.name).replace(path)


def head_of(outcome: Outcome, *, began_at: datetime, ended_at: datetime) -> dict[str, Any]:
    """Return the report without its list of findings.

    Args:
        outcome: of the run.
        began_at: when the run began.
        ended_at: when it ended.
    """
    kinds = _kinds(outcome)
    library = outcome.library
    return {
        "state": outcome.state,
        "source": library.source.name,
        "fingerprint": library.source.fingerprint(),
        "began_at": began_at.isoformat(),
        "ended_at": ended_at.isoformat(),
        "summary": {
            "documents_read": sum(library.counts.values()),
            "documents_written": sum(verdict.meant.count for verdict in outcome.verdicts),
            **{f"{sort.value}s": _sum_of(kinds, sort) for sort in Sort},
        },
        "faults": outcome.faults,
        "collections": dict(_collections(outcome)),
        "homes": [_home(verdict) for verdict in outcome.verdicts],
        "left_behind": {
            name: {"documents": library.counts[name], "reason": reason}
            for name, reason in library.ignored().items()
        },
        "unknown": {
            name: {
                "documents": count,
                "reason": "No app knows this collection; it stays in the predecessor's database.",
            }
            for name, count in library.unknown().items()
        },
        "source_notes": library.source.notes(),
        "figures": outcome.figures,
        "kinds": list(_kinds_by_app(outcome)),
    }


def findings_of(outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Return every finding, in the order in which the documents were read.

    Args:
        outcome: of the run.

    Yields:
        One row a finding.
    """
    for task, page in outcome.pages():
        for key, sort, kind, field, found, kept in page["entries"]:
            yield {
                "app": task.chapter.app,
                "collection": task.collection,
                "id": key,
                "sort": sort,
                "kind": kind,
                "field": field,
                "found": found,
                "kept": kept,
            }


def _write_body(file: IO[str], head: dict[str, Any], findings: Iterator[dict[str, Any]]) -> None:
    text = json.dumps(head, indent=2, default=_plain, ensure_ascii=False)
    file.write(text.removesuffix("\n}") + ',\n  "findings": [')
    separator = "\n    "
    for finding in findings:
        file.write(separator + json.dumps(finding, default=_plain, ensure_ascii=False))
        separator = ",\n    "
    file.write("\n  ]\n}\n")


def _collections(outcome: Outcome) -> Iterator[tuple[str, Any]]:
    library = outcome.library
    by_name: dict[str, list[Task]] = {name: [] for name in library.counts}
    for task, _ in outcome.checkpoints:
        by_name[task.collection].append(task)
    checkpoints = {id(task): checkpoint for task, checkpoint in outcome.checkpoints}
    for name, tasks in by_name.items():
        if tasks:
            whole = [task for task in tasks if task.mapping.leads]
            yield (
                name,
                {
                    **checkpoints[id(whole[0])].read.to_document(),
                    "documents": library.counts[name],
                    "into": {
                        f"{task.chapter.app}, {task.mapping.name}": {
                            table: digest.count
                            for table, digest in checkpoints[id(task)].written.items()
                        }
                        for task in tasks
                    },
                },
            )


def _home(verdict: Verdict) -> dict[str, Any]:
    return {
        "home": verdict.alias,
        "database": home_name(verdict.alias),
        "collection": verdict.table,
        "meant": verdict.meant.to_document(),
        "found": verdict.found.to_document() if verdict.found else None,
        "verified": verdict.is_good,
    }


def _kinds(outcome: Outcome) -> Counter[str]:
    kinds: Counter[str] = Counter()
    for _, checkpoint in outcome.checkpoints:
        kinds.update(checkpoint.kinds)
    return kinds


def _sum_of(kinds: Counter[str], sort: Sort) -> int:
    return sum(count for name, count in kinds.items() if name.startswith(f"{sort.value}."))


def _kinds_by_app(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for chapter in outcome.library.chapters:
        kinds: Counter[str] = Counter()
        for task, checkpoint in outcome.checkpoints:
            if task.chapter is chapter:
                kinds.update(checkpoint.kinds)
        meanings = {**MEANINGS, **chapter.meanings}
        for name, count in sorted(kinds.items()):
            sort, _, kind = name.partition(".")
            meaning = meanings.get(kind, "")
            yield {
                "app": chapter.app,
                "sort": sort,
                "kind": kind,
                "count": count,
                "meaning": meaning,
            }


def _plain(value: Any) -> Any:
    if isinstance(value, ObjectId):
        return str(value)
    return value.isoformat() if isinstance(value, datetime) else repr(value)
