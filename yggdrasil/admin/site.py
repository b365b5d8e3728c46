"""The admin of one kind of document."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.admin import ShowFacets
from django.contrib.admin.templatetags.admin_urls import add_preserved_filters
from django.contrib.admin.views.main import ERROR_FLAG
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from unfold.admin import ModelAdmin

from yggdrasil.admin.forms import DocumentForm, StaleFormError
from yggdrasil.admin.lists import NOT_OFFERED, HomeList, offers
from yggdrasil.admin.names import Named, Names
from yggdrasil.admin.paging import BoundedPaginator
from yggdrasil.admin.refusals import named, told
from yggdrasil.errors import YggdrasilError
from yggdrasil.mongodb.homes import collection_of
from yggdrasil.mongodb.unit_of_work import unit_of_work

# Only the order that a list has by itself has an index: any other is sorted in memory.
_MOST_SORTED = 10_000


class HomeAdmin(ModelAdmin):
    """List, show and change documents of one home.

    A subclass says what may be done by having the hook for it, each one call of an operation:

        def create(self, request, data) -> str       returns the new id; without it, no "add"
        def change(self, request, obj, data) -> None data holds the changed fields; else read-only
        def remove(self, request, obj) -> None       without it, no "delete"

    What an operation refuses is shown in the form, with all that was typed still there.
    """

    form = DocumentForm
    paginator = BoundedPaginator
    show_full_result_count = False
    # Each would be a count of all that fits a filter.
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    list_max_show_all = 0
    actions: Any = None
    # Fields that links from other pages choose documents by, beside the filters.
    linked_by: tuple[str, ...] = ()
    # Who knows what ids in refusals stand for, beside the documents and the named columns.
    knows: tuple[Names, ...] = ()
    readonly_fields: Any = ("id", "version", "created_at", "updated_at")
    exclude: Any = ("stream_version",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return whether documents of this kind are made by hand."""
        return hasattr(self, "create") and super().has_add_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether documents of this kind are changed by hand."""
        return hasattr(self, "change") and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return whether documents of this kind are removed by hand."""
        return hasattr(self, "remove") and super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Return the actions without Django's own, which deletes past the operations."""
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type:  # noqa: ARG002 - Django's signature
        """Return the list, which is bounded."""
        return HomeList

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:  # noqa: ARG002 - Django's signature
        """Return whether the list offers a choice: any other field might be guessed by it."""
        return offers((*self.get_list_filter(request), *self.linked_by), lookup)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the list, whole and with a word on it if the address asked for what it lacks."""
        if ERROR_FLAG in request.GET:
            request.GET = QueryDict(f"{ERROR_FLAG}=1")
            if request.method == "GET":
                self.message_user(request, NOT_OFFERED, messages.WARNING)
        answer: HttpResponse = super().changelist_view(request, *args, **kwargs)
        return answer

    def get_sortable_by(self, request: HttpRequest) -> Any:
        """Return the columns to sort by: none where sorting would take reading all there is."""
        is_small = self._size(request) <= _MOST_SORTED
        return super().get_sortable_by(request) if is_small else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Return the fields, names before the ids they belong to; a new document has none."""
        fields = list(super().get_fields(request, obj))
        derived = set(self.get_readonly_fields(request, obj))
        if obj is None:
            return [field for field in fields if field not in derived]
        return sorted(fields, key=lambda field: not isinstance(field, Named))

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> type:
        """Return the form, told of the refusal when it is shown again."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"refusal": getattr(request, "refusal", None)})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Return the derived fields that this model has."""
        names = {field.name for field in self.model._meta.get_fields()}
        return [
            field
            for field in super().get_readonly_fields(request, obj)
            if field in names
            or callable(field)
            or hasattr(self, field)
            or hasattr(self.model, field)
        ]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show or save one document; what an operation refuses comes back in the form."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except YggdrasilError as refusal:
            # The operation was undone as a whole, so sending the form again changes nothing.
            request.refusal = self.in_names(refusal)  # type: ignore[attr-defined]  # ours
            return super().changeform_view(request, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """Hand what the form holds to the operation."""
        if change:
            self._change(request, obj, form)
        else:
            data = {k: v for k, v in form.cleaned_data.items() if k != "expected_version"}
            obj.pk = self.create(request, data)
            obj._state.adding = False
        obj.refresh_from_db()

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[Any, ...]:  # noqa: ARG002 - Django's signature
        """Name the documents only: what else goes with them the operation knows, not the model."""
        nouns = str(self.opts.verbose_name_plural)
        return list(map(str, objs)), {nouns: len(objs)}, set(), []

    def delete_model(self, request: HttpRequest, obj: Model) -> None:
        """Hand the document to the operation that removes it."""
        self.remove(request, obj)

    def delete_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """Ask and remove; a refusal is shown above the document."""
        try:
            return super().delete_view(request, object_id, *args, **kwargs)
        except YggdrasilError as refusal:
            self.message_user(request, told(self.in_names(refusal)), messages.ERROR)
            return redirect(self._address("change", object_id))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        """Go back to the list, also where its documents are never changed by hand."""
        answer = super().response_delete(request, obj_display, obj_id)
        return self._to_list(request) if isinstance(answer, HttpResponseRedirect) else answer

    def _get_obj_does_not_exist_redirect(
        self, request: HttpRequest, opts: Any, object_id: str
    ) -> HttpResponse:
        super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # tells that it is gone
        return self._to_list(request)

    def _to_list(self, request: HttpRequest) -> HttpResponse:
        kept = {"preserved_filters": self.get_preserved_filters(request), "opts": self.opts}
        return redirect(add_preserved_filters(kept, self._address("changelist")))

    def _address(self, page: str, *args: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)

    def run_for_each(
        self, request: HttpRequest, queryset: QuerySet[Any], run: Callable[[Any], Any], *, done: str
    ) -> None:
        """Run an operation on each chosen document and tell how it went.

        Args:
            request: whom to tell.
            queryset: the chosen documents; the first so many as a list offers.
            run: calls one operation for one document.
            done: what was done, for example `published`.
        """
        finished = 0
        for obj in queryset[: self.paginator.most]:
            try:
                run(obj)
                finished += 1
            except YggdrasilError as refusal:
                why = told(self.in_names(refusal))
                self.message_user(request, f"{self._title_of(obj)}: {why}", messages.ERROR)
        if finished:
            self.message_user(request, f"{finished} {done}.", messages.SUCCESS)

    def in_names(self, refusal: YggdrasilError) -> YggdrasilError:
        """Return a refusal in the names that the pages show.

        Args:
            refusal: what an operation raised.
        """
        columns = (*self.list_display, *self.readonly_fields)
        asked = (column.ask for column in columns if isinstance(column, Named))
        return named(refusal, ask=dict.fromkeys((self._titles, *asked, *self.knows)))

    def _titles(self, ids: tuple[str, ...]) -> dict[str, str]:
        found = self.model._default_manager.filter(pk__in=ids)
        return {str(document.pk): str(document) for document in found}

    def _title_of(self, obj: Model) -> str:
        """Return what a document is called, after the names that its row in the list shows."""
        names = (column(obj) for column in self.list_display if isinstance(column, Named))
        return ", ".join((*filter(None, names), str(obj)))

    def _size(self, request: HttpRequest) -> int:
        """Return about how many documents there are, as the server remembers it."""
        alias = self.get_queryset(request).db
        return collection_of(alias, self.opts.db_table).estimated_document_count()

    def _change(self, request: HttpRequest, obj: Model, form: Any) -> None:
        expected = form.cleaned_data.get("expected_version")

        def block() -> None:
            _check_fresh(obj, expected)
            self.change(request, obj, form.changes())

        unit_of_work(obj._state.db or "default").run(block)


def _check_fresh(obj: Model, expected: int | None) -> None:
    if expected is None:
        return
    # Read anew: the one at hand bears what was typed.
    kept: Any = type(obj)._base_manager.filter(pk=obj.pk).first()
    if kept is None or kept.version != expected:
        raise StaleFormError(
            f"{kept or obj} was changed by somebody else after you opened it. "
            "Open it again to see how."
        )
