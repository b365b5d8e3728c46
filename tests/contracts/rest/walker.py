"""Walks the whole API as one person after another, and remembers what every answer showed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from rest_framework.test import APIClient

from tests.contracts.rest.conftest import READ, Address

# Where the id in a path is not that of a row of the list above it.
PEOPLE = "/api/v1/accounts/"
LISTS = {
    "course_id": "/api/v1/courses/",
    "student_id": PEOPLE,
    "teacher_id": PEOPLE,
    "person_id": PEOPLE,
    "cohort_id": "/api/v1/cohorts/",
}
FEW_PATHS, MOST_PATHS = 3, 12


@dataclass
class Walk:
    """What was seen.

    Attributes:
        schema: the description that every answer is held against.
        answered: templates that answered 200 to somebody.
        filled: templates of lists that showed rows to somebody.
        faults: sentences about answers that broke a promise.
    """

    schema: dict[str, Any]
    answered: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    _rows: dict[str, dict[str, dict[str, str]]] = field(default_factory=lambda: defaultdict(dict))

    def go(self, client: APIClient) -> None:
        """Ask for everything, lists before what is found by them."""
        for address in sorted(READ, key=lambda one: len(one.names)):
            for tried, known in enumerate(list(self._known(address))):
                if tried >= FEW_PATHS and self._is_known_well(address):
                    break
                self._ask(client, address, known)

    def _is_known_well(self, address: Address) -> bool:
        seen = self.filled if address.is_list else self.answered
        return address.template in seen

    def _known(self, address: Address) -> Iterator[dict[str, str]]:
        if not address.names:
            yield {}
            return
        *_, last = address.names
        parent = address.template.rpartition(f"{{{last}}}")[0]
        source = self._rows.get(parent) or self._rows.get(LISTS.get(last, ""), {})
        for row_id, known in list(source.items())[:MOST_PATHS]:
            if set(address.names) <= {*known, last}:
                yield {**known, last: row_id}

    def _ask(self, client: APIClient, address: Address, known: dict[str, str]) -> None:
        path = address.path(**known)
        answer = client.get(path, address.needs)
        if answer.status_code in {403, 404}:
            return
        if answer.status_code != 200:
            self.faults.append(f"{path} answered {answer.status_code}: {answer.content!r:.300}")
            return
        self.answered.add(address.template)
        if answer.headers["Content-Type"] != "application/json":
            return
        self._hold(address, path, answer)
        again = client.get(path, address.needs, headers={"If-None-Match": answer.headers["ETag"]})
        if again.status_code != 304:
            self.faults.append(f"{path} is another at once")

    def _hold(self, address: Address, path: str, answer: Any) -> None:
        body = answer.json()
        responses = self.schema["paths"][address.template]["get"]["responses"]
        shape = responses["200"]["content"]["application/json"]["schema"]
        held = jsonschema.Draft202012Validator({**shape, "components": self.schema["components"]})
        for error in held.iter_errors(body):
            self.faults.append(f"{path}: {error.message:.200} at {error.json_path}")
        if address.is_list and body["results"]:
            self.filled.add(address.template)
            for row in body["results"]:
                if isinstance(row.get("id"), str):
                    self._rows[address.template].setdefault(
                        row["id"], dict(known_in(address, path))
                    )


def known_in(address: Address, path: str) -> Iterator[tuple[str, str]]:
    """Tell which ids a path holds, by name."""
    for name, part in zip(address.template.split("/"), path.split("/"), strict=True):
        if name.startswith("{"):
            yield name.strip("{}"), part
