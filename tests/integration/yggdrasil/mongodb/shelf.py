"""Documents that only these tests know: books in the courses' home, readers in the accounts'."""

from django.db import models
from django.test.utils import isolate_apps

from yggdrasil.mongodb.aggregate import Aggregate

# Out of the real registry, or the checks and migrations of the apps would see them.
with isolate_apps("apps.courses", "apps.accounts"):

    class Book(Aggregate):
        """A book, in the home `course`."""

        title = models.CharField(max_length=50)
        shelf = models.CharField(max_length=10, null=True)
        pages = models.IntegerField(null=True)
        printed_at = models.DateTimeField(null=True)

        class Meta:
            app_label = "courses"
            db_table = "test_books"

    class Reader(Aggregate):
        """A reader, in the home `default`."""

        name = models.CharField(max_length=50)

        class Meta:
            app_label = "accounts"
            db_table = "test_readers"
