from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from bson import ObjectId
from django.db import models
from django.test.utils import isolate_apps
from django_mongodb_backend.fields import ObjectIdAutoField, ObjectIdField

from yggdrasil.mongodb.cursors import Cursor, InvalidCursorError, Side
from yggdrasil.mongodb.keyset import Keyset

with isolate_apps("apps.courses"):

    class Thing(models.Model):
        id = ObjectIdAutoField(primary_key=True)
        text = models.CharField(max_length=50, null=True)
        number = models.IntegerField(null=True)
        share = models.FloatField(null=True)
        price = models.DecimalField(max_digits=8, decimal_places=2, null=True)
        is_open = models.BooleanField(null=True)
        begins_on = models.DateField(null=True)
        begins_at = models.DateTimeField(null=True)
        lasts = models.DurationField(null=True)
        teacher_id = ObjectIdField(null=True)

        class Meta:
            app_label = "courses"


VALUES = {
    "text": ["", "a", "é…", "null", '"', "x" * 50],
    "number": [0, -1, 2**31 - 1],
    "share": [0.0, -0.5, 1 / 3, 1e-300],
    "price": [Decimal("0.00"), Decimal("19.99")],
    "is_open": [True, False],
    "begins_on": [date(2026, 1, 1)],
    "begins_at": [datetime(2026, 1, 1, 12, 0, 0, 1000, tzinfo=UTC)],
    "lasts": [timedelta(days=1, milliseconds=1)],
    "teacher_id": [ObjectId("0123456789abcdef01234567")],
}


class TestCursor:
    @pytest.mark.parametrize("column", list(VALUES))
    @pytest.mark.parametrize("sign", ["", "-"])
    def test_keeps_the_place_whatever_it_is_made_of(self, column, sign):
        keyset = Keyset.of(Thing, [sign + column])

        for value in [*VALUES[column], None]:
            row = Thing(id=ObjectId(), **{column: value})
            place = Cursor(side=Side.AFTER, values=keyset.values_of(row))

            again = Cursor.decode(place.encode(keyset=keyset), keyset=keyset)

            assert again == place
            assert keyset._parse(again.values) == [value, row.id]

    def test_of_values_that_the_column_cannot_have_is_refused(self):
        keyset = Keyset.of(Thing, ["number"])
        place = Cursor(side=Side.AFTER, values=("not a number", str(ObjectId())))

        with pytest.raises(InvalidCursorError):
            keyset.seek(Thing.objects.all(), place)

    def test_turned_twice_is_itself(self):
        place = Cursor(side=Side.AFTER, values=("a",))

        assert place.turned().turned() == place
        assert place.turned().is_inclusive


class TestKeyset:
    @pytest.mark.parametrize(
        ("ordering", "name"),
        [
            ([], "id"),
            (["text"], "text,id"),
            (["-text"], "-text,-id"),
            (["text", "-number"], "text,-number,-id"),
            (["-id"], "-id"),
            (["pk"], "id"),
            (["text", "-pk", "number"], "text,-id"),
        ],
    )
    def test_ends_with_the_id(self, ordering, name):
        assert Keyset.of(Thing, ordering).name == f"courses.Thing {name}"
