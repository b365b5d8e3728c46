"""Counters that the predecessor keeps within courses and articles become figures, and back."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from bson import ObjectId

from apps.statistics.data import SubjectKind
from apps.statistics.models import Figure
from apps.statistics.models.figure import ALL_TIME, key_of
from yggdrasil.cutover.mapping.collection import CollectionMapping, Find, Found, Known, Parts
from yggdrasil.cutover.mapping.documents import Document
from yggdrasil.cutover.mapping.keys import key_in
from yggdrasil.cutover.mapping.kinds import repaired
from yggdrasil.cutover.mapping.moments import created_at
from yggdrasil.cutover.mapping.numbers import Number, number_in
from yggdrasil.cutover.mapping.table import blank_of

# What the predecessor stores -> what it measures.
_OF_COURSE = {
    "averageProgress": "progress.mean",
    "averageRating": "rating.mean",
    "totalViews": "views",
}
# Stored even where nothing was counted.
_ALWAYS = ("averageProgress", "totalViews")
_VIEWS = "views"


def split_course(course: Document, _known: Known) -> Parts:
    """Return the figures of a course; none for what was never counted.

    Args:
        course: the predecessor's document.
    """
    stats = course["stats"] if isinstance(course.get("stats"), dict) else {}
    values = {metric: stats.get(name) for name, metric in _OF_COURSE.items()}
    return _parts(SubjectKind.COURSE, course, values, "stats")


def merge_course(found: Found) -> Document | None:
    """Return the counters within a course.

    Args:
        found: figures of the course.
    """
    values = _values(found, SubjectKind.COURSE)
    stats = {name: values[metric] for name, metric in _OF_COURSE.items() if metric in values}
    return {"stats": dict.fromkeys(_ALWAYS, 0) | stats}


def split_article(article: Document, _known: Known) -> Parts:
    """Return how often an article was viewed; nothing if it never was.

    Args:
        article: the predecessor's document.
    """
    return _parts(SubjectKind.ARTICLE, article, {_VIEWS: article.get("viewCount")}, "viewCount")


def merge_article(found: Found) -> Document | None:
    """Return the counter within an article.

    Args:
        found: figures of the article.
    """
    return {"viewCount": _values(found, SubjectKind.ARTICLE).get(_VIEWS, 0)}


def _parts(kind: SubjectKind, document: Document, values: dict[str, Any], field: str) -> Parts:
    # Yes and no count as 1 and 0, which the way back would write.
    findings = [
        repaired("wrong_type", field, value, int(value))
        for value in values.values()
        if isinstance(value, bool)
    ]
    key = key_in(document["_id"])
    if key is None:
        return Parts(findings=findings)
    figures = (_figure(kind, key, metric, value, document) for metric, value in values.items())
    return Parts(documents=[(Figure, figure) for figure in figures if figure], findings=findings)


def _figure(
    kind: SubjectKind, key: ObjectId, metric: str, value: Any, document: Document
) -> Document | None:
    number = number_in(value)
    if not number:
        return None
    said = document.get("updatedAt")
    moment = said if isinstance(said, datetime) else created_at({"_id": key})
    return blank_of(Figure) | {
        "_id": key_of(subject_kind=kind, subject_id=str(key), metric=metric),
        "subject_kind": kind.value,
        "subject_id": str(key),
        "metric": metric,
        "value": float(number),
        "updated_at": moment,
    }


def _values(found: Found, kind: SubjectKind) -> dict[str, Any]:
    return {
        figure["metric"]: Number().back(figure["value"])
        for figure in found.all(Figure)
        if figure["subject_kind"] == kind and figure["period"] == ALL_TIME
    }


def _mapping(
    source: str,
    names: tuple[str, ...],
    field: str,
    split: Callable[[Document, Known], Parts],
    merge: Callable[[Found], Document | None],
) -> CollectionMapping:
    return CollectionMapping(
        source=source,
        names=names,
        into=(Figure,),
        owns=(field,),
        reads=("updatedAt",),
        split=split,
        merge=merge,
        finds=(Find(Figure, path="subject_id", is_text=True),),
    )


def _mappings() -> Iterator[CollectionMapping]:
    yield _mapping("courses", ("courses",), "stats", split_course, merge_course)
    news = ("news_articles", "news")
    yield _mapping("news_articles", news, "viewCount", split_article, merge_article)


MAPPINGS = tuple(_mappings())
