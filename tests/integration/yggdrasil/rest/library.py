"""A small API to try the platform's voice on: books in a list, behind invented sign-ins."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import SimpleNamespace

from django.http import Http404
from django.urls import include, path
from pymongo.errors import ServerSelectionTimeoutError
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, Throttled
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response

from yggdrasil import clock
from yggdrasil.errors import ConflictError, NotFoundError, UnavailableError
from yggdrasil.ids import InvalidIdError
from yggdrasil.logs import get_logger
from yggdrasil.mongodb.paging import InvalidCursorError, Page
from yggdrasil.rest.permissions import roles
from yggdrasil.rest.serializers import DataSerializer
from yggdrasil.rest.views import DataView, DetailView, ListView


class Shelf(StrEnum):
    """Where a book stands."""

    UPPER = "upper"
    LOWER = "lower"


@dataclass(frozen=True, kw_only=True)
class BookData:
    """A book.

    Attributes:
        id: of the book.
        title: as printed.
        shelf: where it stands.
        bought_at: when it came.
    """

    id: str
    title: str
    shelf: Shelf
    bought_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class BookFilters:
    """What books can be searched by.

    Attributes:
        shelf: only the books of this shelf.
        bought_after: only the books that came later.
        title: only the books of one of these titles.
    """

    shelf: Shelf | None = None
    bought_after: datetime | None = None
    title: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class Loan:
    """Who takes what."""

    book_id: str
    days: int = 14


@dataclass(frozen=True, kw_only=True)
class Stock:
    """How many books there are, at the moment of asking."""

    books: int
    as_of: datetime


BOOKS = [
    BookData(
        id=f"book-{number}",
        title=title,
        shelf=Shelf.UPPER if number % 2 else Shelf.LOWER,
        bought_at=datetime(2026, 1, number, tzinfo=UTC),
    )
    for number, title in enumerate(["Ash", "Birch", "Cedar", "Élm", "Fir"], start=1)
]


class KeyAuthentication(BaseAuthentication):
    """`Authorization: Key <role>` signs in as somebody of that role."""

    def authenticate(self, request):
        kind, _, role = request.headers.get("Authorization", "").partition(" ")
        if not kind:
            return None
        if kind != "Key":
            raise AuthenticationFailed("This is no key.")
        return SimpleNamespace(pk=f"id-of-{role}", role=role, is_authenticated=True), None

    def authenticate_header(self, _request):
        return 'Key realm="library"'


class BookSerializer(DataSerializer[BookData]):
    class Meta:
        dataclass = BookData


class StockSerializer(DataSerializer[Stock]):
    class Meta:
        dataclass = Stock


class LoanSerializer(DataSerializer[Loan]):
    class Meta:
        dataclass = Loan


class BookList(ListView):
    """List the books.

    By title, or the latest first.
    """

    authentication_classes = (KeyAuthentication,)
    permission_classes = (AllowAny,)
    serializer_class = BookSerializer
    filters = BookFilters
    orderings = {"title": ("title",), "-bought_at": ("-bought_at",)}

    def get_page(self, *, filters, ordering, window):
        books = chosen(filters)
        if ordering == ("-bought_at",):
            books.reverse()
        if not (window.cursor or "0").isdigit():
            raise InvalidCursorError("This cursor leads nowhere.")
        begin = int(window.cursor or 0)
        end = begin + window.size
        return Page(
            results=tuple(books[begin:end]),
            next=str(end) if end < len(books) else None,
            previous=str(max(begin - window.size, 0)) if begin else None,
            count=len(books) if window.counts else None,
        )


def chosen(filters):
    return [
        book
        for book in BOOKS
        if filters.shelf in {None, book.shelf}
        and (filters.title is None or book.title in filters.title)
        and (filters.bought_after is None or book.bought_at > filters.bought_after)
    ]


class RareBookList(ListView):
    """List the rare books, which only staff may see and nobody sorts."""

    authentication_classes = (KeyAuthentication,)
    permission_classes = (IsAuthenticated, roles("staff"))
    serializer_class = BookSerializer

    def get_page(self, *, filters, ordering, window):
        assert (filters, ordering, window.size) == (None, (), 20)
        return Page(results=())


class BookDetail(DetailView):
    """Show one book."""

    authentication_classes = (KeyAuthentication,)
    permission_classes = (IsAuthenticated,)
    serializer_class = BookSerializer

    def get_object(self, *, book_id):
        get_logger("library").warning("Shown.")
        for book in BOOKS:
            if book.id == book_id:
                return book
        raise NotFoundError(f"No book is called {book_id:.40}.")


class StockDetail(DetailView):
    """Count the books."""

    permission_classes = (AllowAny,)
    serializer_class = StockSerializer
    moments = ("as_of",)

    def get_object(self):
        return Stock(books=len(BOOKS), as_of=clock.now())


class Loans(DataView):
    """Take a book home."""

    authentication_classes = (KeyAuthentication,)
    permission_classes = (IsAuthenticated,)
    request_class = LoanSerializer
    serializer_class = LoanSerializer
    answers = {201: LoanSerializer}

    def post(self, request):
        loan = LoanSerializer.read(request.data)
        if loan.days > 30:
            raise ConflictError("Thirty days are the most.")
        return Response(loan, status=201)


class Trouble(DetailView):
    """Meet trouble of a kind."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    serializer_class = BookSerializer

    def get_object(self, *, kind):
        raise TROUBLES[kind]


TROUBLES = {
    "unforeseen": KeyError("secret"),
    "outage": ServerSelectionTimeoutError("mongodb://root:secret@db"),
    "away": UnavailableError("The printer is away."),
    "busy": Throttled(wait=7),
    "gone": Http404("secret"),
    "stray": InvalidIdError("'stray' is not an id."),
    "0" * 24: InvalidIdError("'x', in the query, is not an id."),
}


def whoami(request):
    """Stand for a page of Django's own, such as the admin's."""
    raise TROUBLES[request.GET.get("trouble", "gone")]


urlpatterns = [
    path("api/v1/books/", BookList.as_view()),
    path("api/v1/rare-books/", RareBookList.as_view()),
    path("api/v1/books/<str:book_id>/", BookDetail.as_view()),
    path("api/v1/stock/", StockDetail.as_view()),
    path("api/v1/loans/", Loans.as_view()),
    path("api/v1/trouble/<str:kind>/", Trouble.as_view()),
    path("page/", whoami),
    path("api/", include("yggdrasil.rest.urls")),
]

handler400 = "yggdrasil.rest.handlers.bad_request"
handler403 = "yggdrasil.rest.handlers.permission_denied"
handler404 = "yggdrasil.rest.handlers.page_not_found"
handler500 = "yggdrasil.rest.handlers.server_error"
