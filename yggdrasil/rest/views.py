"""Views for reading: an app says what it has, the rest of HTTP is said here once."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from yggdrasil import context
from yggdrasil.context import Actor
from yggdrasil.errors import NotFoundError
from yggdrasil.ids import InvalidIdError, is_id
from yggdrasil.mongodb.paging import MAX_SIZE, Page, Window
from yggdrasil.rest.actors import actor_of
from yggdrasil.rest.conditional import READS, make_conditional
from yggdrasil.rest.parameters import LONGEST_VALUE, Parameters, parameters_of
from yggdrasil.rest.serializers import DataSerializer

DEFAULT_SIZE = 20


class UnknownAddressError(NotFoundError):
    """The address leads nowhere."""


class DataView(APIView):
    """A view that speaks with the platform's voice; the ancestor of all others.

    Attributes:
        serializer_class: shape of the answer.
        request_class: shape of the body, where there is one.
        filters: a dataclass whose fields are the query parameters taken, besides those of the
            view's kind: `X | None = None`, or without a default where one must be given. Any
            other is refused.
        answers: shapes by status, for views whose answer is another than 200 with
            `serializer_class`: `{204: None}`.
        moments: fields of the answer that only tell when it was asked for; they make no answer
            another one, so it is not sent again for them.
    """

    serializer_class: ClassVar[type[DataSerializer] | None] = None
    request_class: ClassVar[type[DataSerializer] | None] = None
    filters: ClassVar[type[Any] | None] = None
    answers: ClassVar[dict[int, type[DataSerializer] | None]] = {}
    moments: ClassVar[tuple[str, ...]] = ()

    @property
    def actor(self) -> Actor:
        """Return who asks."""
        return actor_of(self.request.user)

    def perform_authentication(self, request: Request) -> None:
        """Find out who asks and say so in the context: permissions, logs and facts read it."""
        super().perform_authentication(request)
        context.act_as(actor_of(request.user))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Read the parameters, once it is clear that who asks may ask."""
        super().initial(request, *args, **kwargs)
        _check_path(kwargs)
        if not hasattr(self, str(request.method).lower()):
            return
        parameters = Parameters(request.META.get("QUERY_STRING", ""))
        if request.method in READS:
            self.take_parameters(parameters)
        parameters.finish(known=self.parameter_names())

    @classmethod
    def parameter_names(cls) -> list[str]:
        """Return the query parameters that the view takes."""
        return [one.name for one in parameters_of(cls.filters)] if cls.filters else []

    def take_parameters(self, parameters: Parameters) -> None:
        """Take the query parameters of this kind of view; extended by the kinds below."""
        self.asked_filters = parameters.take_filters(self.filters) if self.filters else None

    def handle_exception(self, exc: Exception) -> Response:
        """Answer an error; an address that holds no id is one that nothing has."""
        if isinstance(exc, InvalidIdError) and not all(map(is_id, self.kwargs.values())):
            exc = UnknownAddressError(f"There is nothing at this address. {exc.message}")
        return super().handle_exception(exc)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Make the answer to a read conditional."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        return make_conditional(request, answer, moments=self.moments)


class DetailView(DataView):
    """One thing.

    A view implements `get_object`, with the path's arguments as keywords (and `filters`, if it
    declares any), and returns the dataclass of `serializer_class`.
    """

    def get(self, _request: Request, **path: Any) -> Response:
        """Answer with the thing."""
        asked = {"filters": self.asked_filters} if self.filters else {}
        return Response(self.get_object(**path, **asked))

    def get_object(self, *_: Any, **path: Any) -> Any:
        """Return the thing; raises NotFoundError where there is none for this actor.

        The signature lets a view name just the keywords it takes; none are positional.
        """
        raise NotImplementedError


class ListView(DataView):
    """A list, page by page.

    Example:
        class CourseList(ListView):
            serializer_class = CourseSummarySerializer
            filters = CourseFilters
            orderings = {"title": ("title",), "-published_at": ("-published_at",)}

            def get_page(self, *, filters, ordering, window):
                return queries.list_courses(
                    viewer=self.actor, filters=filters, ordering=ordering, window=window
                )

    A view implements `get_page`, with the path's arguments, `filters`, `ordering` and `window` as
    keywords, and returns a page of the dataclass of `serializer_class`, with the length of the
    whole list if the window says so: `?count=true` was asked.

    Attributes:
        orderings: what `?ordering=` may say, and the columns it stands for; the first is used
            where nothing is said.
    """

    orderings: ClassVar[dict[str, tuple[str, ...]]] = {}

    def get(self, request: Request, **path: Any) -> Response:
        """Answer with one page, and the addresses of the ones before and after it."""
        page = self.get_page(
            **path, filters=self.asked_filters, ordering=self.asked_ordering, window=self.window
        )
        links = {name: self._address(request, getattr(page, name)) for name in ("next", "previous")}
        body: dict[str, Any] = {"results": page.results, **links}
        if self.window.counts:
            body["count"] = page.count
        return Response(body, headers=_link_header(links))

    def get_page(self, *_: Any, **asked: Any) -> Page[Any]:
        """Return one page; raises ForbiddenError where the whole list is closed to this actor.

        The signature lets a view name just the keywords it takes; none are positional.
        """
        raise NotImplementedError

    @classmethod
    def parameter_names(cls) -> list[str]:
        """Return the query parameters that the view takes."""
        own = ["cursor", "page_size", "count"]
        own += ["ordering"] if cls.orderings else []
        return [*super().parameter_names(), *own]

    def take_parameters(self, parameters: Parameters) -> None:
        """Take filters, window and ordering."""
        super().take_parameters(parameters)
        self.window = _take_window(parameters)
        self.asked_ordering = self._take_ordering(parameters)

    def _take_ordering(self, parameters: Parameters) -> tuple[str, ...]:
        if not self.orderings:
            return ()
        default = next(iter(self.orderings))
        name = parameters.take("ordering") or default
        if name not in self.orderings:
            parameters.note("ordering", f"Expected one of: {', '.join(self.orderings)}.")
        return self.orderings.get(name, self.orderings[default])

    def _address(self, request: Request, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        asked = [
            (name, value)
            for name, values in request.query_params.lists()
            if name not in {"cursor", "count"}
            for value in values
        ]
        return request.build_absolute_uri(f"?{urlencode([*asked, ('cursor', cursor)])}")


def _check_path(path: dict[str, Any]) -> None:
    """Refuse what no id looks like, before it reaches a database.

    Raises:
        UnknownAddressError: if a part of the path is over-long or holds the character NUL.
    """
    for part in path.values():
        if len(str(part)) > LONGEST_VALUE or "\0" in str(part):
            raise UnknownAddressError("There is nothing at this address.")


def _take_window(parameters: Parameters) -> Window:
    size = parameters.take("page_size", int)
    if size is not None and not 1 <= size <= MAX_SIZE:
        parameters.note("page_size", f"A page holds 1 to {MAX_SIZE} rows.", code="out_of_range")
        size = None
    return Window(
        cursor=parameters.take("cursor"),
        size=size or DEFAULT_SIZE,
        counts=bool(parameters.take("count", bool)),
    )


def _link_header(links: dict[str, str | None]) -> dict[str, str]:
    relations = {"next": "next", "previous": "prev"}
    parts = [f'<{url}>; rel="{relations[name]}"' for name, url in links.items() if url]
    return {"Link": ", ".join(parts)} if parts else {}
