"""How many documents of each kind a predecessor has, and which of them belong together."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, kw_only=True)
class Size:
    """A predecessor in figures; whatever else is known about it follows from them.

    Attributes:
        documents: about how many in all.
        seed: another one makes another predecessor.
        faults: share of documents with a fault, 0 to 1.
        is_indexed: whether it has, and obeys, the unique indexes of the predecessor.
    """

    documents: int
    seed: int = 1
    faults: float = 0.02
    is_indexed: bool = True

    @property
    def users(self) -> int:
        """Return how many users there are."""
        return max(round(self.documents * 0.037), 8)

    @property
    def workers(self) -> int:
        """Return how many of the users are not students."""
        return max(self.users // 4, 4)

    @property
    def courses(self) -> int:
        """Return how many courses there are."""
        return max(round(self.documents * 0.009), 4)

    @property
    def promotions(self) -> int:
        """Return how many cohorts there are."""
        return max(round(self.documents * 0.005), 2)

    @property
    def articles(self) -> int:
        """Return how much news there is."""
        return max(round(self.documents * 0.014), 3)

    @property
    def events(self) -> int:
        """Return how many events there are."""
        return max(round(self.documents * 0.245), 6)

    @property
    def rows(self) -> int:
        """Return how many students have a progress row."""
        return max(round(self.documents * 0.017), 3)

    @property
    def attendance(self) -> int:
        """Return how many rows the registers have."""
        named = (self.users, self.courses, self.promotions, self.articles, self.events, self.rows)
        return max(self.documents - sum(named), 6)

    def cohorts_of(self, student: int) -> list[int]:
        """Return the numbers of the cohorts a student is in: none to four, as it happened.

        Args:
            student: number of the user.
        """
        chance = Random(f"{self.seed}/cohorts/{student}")
        many = chance.choices((0, 1, 2, 3, 4), weights=(24, 22, 11, 1, 2))[0]
        first = student % self.promotions
        return [(first + step) % self.promotions for step in range(min(many, self.promotions))]

    def courses_of(self, cohort: int) -> list[int]:
        """Return the numbers of the courses a cohort takes.

        Args:
            cohort: its number.
        """
        many = min(4, self.courses)
        return [(cohort * many + step) % self.courses for step in range(many)]

    def members_of(self, cohort: int) -> list[int]:
        """Return the numbers of the users in a cohort.

        Args:
            cohort: its number.
        """
        # Who is in it begins at most three cohorts before.
        return sorted(
            student
            for step in range(4)
            for student in range(
                self._first_student((cohort - step) % self.promotions), self.users, self.promotions
            )
            if cohort in self.cohorts_of(student)
        )

    def _first_student(self, remainder: int) -> int:
        return self.workers + (remainder - self.workers) % self.promotions
