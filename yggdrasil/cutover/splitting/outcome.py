"""What a run came to, judged from its checkpoints and from what the homes hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from yggdrasil.cutover.catalogue import Figures, Library, Task
from yggdrasil.cutover.digest import Digest
from yggdrasil.cutover.homes.book import Checkpoint
from yggdrasil.cutover.homes.targets import FINDINGS, collection_of
from yggdrasil.cutover.homes.verification import Verdict, meant_by
from yggdrasil.cutover.mapping.documents import Document

Checkpoints = list[tuple[Task, Checkpoint]]


@dataclass(kw_only=True)
class Outcome:
    """What a run came to.

    Attributes:
        state: `planned`, `verified`, `unchanged` (verified by an earlier run) or `failed`.
        library: what was read.
        checkpoints: how far each task came.
        verdicts: on each collection of the homes.
        faults: sentences on what keeps the run from being verified.
        figures: by app and name.
        pages: reads the findings, page by page.
    """

    state: str
    library: Library
    checkpoints: Checkpoints
    verdicts: list[Verdict] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    figures: Figures = field(default_factory=dict)
    pages: Callable[[], Iterator[tuple[Task, Document]]] = field(default=lambda: iter(()))


def planned(
    library: Library,
    checkpoints: Checkpoints,
    pages: Callable[[], Iterator[tuple[Task, Document]]],
    *,
    survey: Figures,
) -> Outcome:
    """Return the outcome of a run that wrote nothing.

    Args:
        library: what was read.
        checkpoints: how far each task would have come.
        pages: reads the findings.
        survey: figures that needed a reading of their own.
    """
    return Outcome(
        state="planned",
        library=library,
        checkpoints=checkpoints,
        verdicts=[
            Verdict(alias=alias, table=table, meant=digest, found=None)
            for (alias, table), digest in meant(checkpoints).items()
        ],
        figures=figures_of(library, checkpoints, survey),
        pages=pages,
    )


def judged(
    library: Library, checkpoints: Checkpoints, *, verdicts: Iterable[Verdict], survey: Figures
) -> Outcome:
    """Return the outcome of a run whose homes were read back; `failed` until called better.

    Args:
        library: what was read.
        checkpoints: how far each task came.
        verdicts: on each collection, in any order.
        survey: figures that needed a reading of their own.
    """
    order = {place: number for number, place in enumerate(meant(checkpoints))}
    verdicts = sorted(verdicts, key=lambda verdict: order[verdict.alias, verdict.table])
    return Outcome(
        state="failed",
        library=library,
        checkpoints=checkpoints,
        verdicts=verdicts,
        faults=[
            *(verdict.sentence for verdict in verdicts if not verdict.is_good),
            *_unread(checkpoints),
            *_unsplit(checkpoints),
        ],
        figures=figures_of(library, checkpoints, survey),
        pages=lambda: _pages(checkpoints),
    )


def figures_of(library: Library, checkpoints: Checkpoints, survey: Figures) -> Figures:
    """Return all figures about the predecessor.

    Args:
        library: what was read.
        checkpoints: with the tallies of each task.
        survey: figures that needed a reading of their own.

    Returns:
        By app and name.
    """
    figures: Figures = {}
    for chapter in library.chapters:
        tallies: Counter[str] = Counter()
        for task, checkpoint in checkpoints:
            if task.chapter is chapter:
                tallies.update(checkpoint.tallies)
                tallies.update(checkpoint.kinds)
                tallies[f"read {task.mapping.name}"] += checkpoint.read.count
        figures[chapter.app] = chapter.figures(tallies) | survey.get(chapter.app, {})
    return figures


def surveyed(library: Library) -> Figures:
    """Return the figures about the predecessor that need a reading of their own.

    Args:
        library: what to read.

    Returns:
        By app and name.
    """
    figures: Figures = {}
    for chapter in library.chapters:
        for survey in chapter.surveys:
            for name in library.spellings(survey.collection):
                ordered = library.source.ordered(name, by=survey.by, fields=survey.fields)
                figures.setdefault(chapter.app, {}).update(survey.count(ordered))
    return figures


def meant(checkpoints: Checkpoints) -> dict[tuple[str, str], Digest]:
    """Return what should be in each collection.

    Args:
        checkpoints: how far each task came.

    Returns:
        Alias and collection to digest.
    """
    return meant_by((task.chapter.alias, checkpoint) for task, checkpoint in checkpoints)


def _unread(checkpoints: Checkpoints) -> Iterator[str]:
    for task, checkpoint in checkpoints:
        if not task.mapping.distinct and checkpoint.read.count != task.documents:
            yield (
                f"Of {task.documents} documents of {task.collection}, {checkpoint.read.count} "
                f"were read for {task.chapter.app}: the predecessor was written to meanwhile."
            )


def _unsplit(checkpoints: Checkpoints) -> Iterator[str]:
    for task, checkpoint in checkpoints:
        count = checkpoint.kinds["conflict.unsplittable"]
        if count:
            yield (
                f"{count} documents of {task.collection} could not be split for "
                f"{task.chapter.app}; they are kept whole, and the report names each."
            )


def _pages(checkpoints: Checkpoints) -> Iterator[tuple[Task, Document]]:
    for task, _ in checkpoints:
        pages = collection_of(task.chapter.alias, FINDINGS).find({"task": task.key})
        for page in pages.sort("position", 1):
            yield task, page
