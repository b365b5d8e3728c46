"""Documents that were split are what the models read."""

from collections import defaultdict

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django_mongodb_backend.models import EmbeddedModel

from apps.accounts.models import Account
from tests.scenarios.cutover import collection_of, generated, source_of
from yggdrasil.cutover.catalogue import chapters
from yggdrasil.cutover.homes.targets import alias_and_table
from yggdrasil.cutover.splitting.report import findings_of


def models():
    for chapter in chapters():
        for model in apps.get_app_config(chapter.app).get_models():
            if not issubclass(model, EmbeddedModel):
                yield model


def columns_of(model):
    return {field.column for field in model._meta.concrete_fields}


class TestEachDocument:
    @pytest.fixture
    def findings(self, split):
        outcome = split(source_of(generated(700, seed=11, faults=0.8)))
        assert outcome.state == "verified"
        found = defaultdict(list)
        for it in findings_of(outcome):
            found[str(it["id"])].append(it)
        return found

    def test_has_exactly_the_columns_of_its_model(self, findings):
        odd = [
            (model.__name__, set(document) ^ columns_of(model))
            for model in models()
            for document in collection_of(*alias_and_table(model)).find()
            if set(document) != columns_of(model)
        ]

        assert odd == []

    def test_is_clean_or_the_report_says_why_not(self, findings):
        unexplained = []
        for model in models():
            for instance in model.objects.all():
                try:
                    instance.full_clean(validate_unique=False, validate_constraints=False)
                except ValidationError as error:
                    if not findings[str(instance.pk)]:
                        unexplained.append((model.__name__, instance.pk, error.message_dict))

        assert unexplained == []

    def test_gives_the_data_that_neighbours_ask_for(self, findings):
        told = [
            instance.to_data()
            for model in models()
            if hasattr(model, "to_data")
            for instance in model.objects.all()
        ]

        assert told

    def test_begins_as_an_aggregate_that_nobody_changed(self, findings):
        for model in models():
            if "stream_version" in columns_of(model):
                begun = {"stream_version": 0, "version": {"$gte": 1}}
                documents = collection_of(*alias_and_table(model))
                assert documents.count_documents(begun) == documents.count_documents({})


class TestTheFourAccounts:
    @pytest.mark.parametrize(
        ("email", "password"),
        [
            ("admin@yggdrasil.edu", "Admin123!"),
            ("staff@yggdrasil.edu", "Staff123!"),
            ("teacher@yggdrasil.edu", "Teacher123!"),
            ("student@student.yggdrasil.edu", "Student123!"),
        ],
    )
    def test_know_their_passwords(self, split, sample, email, password):
        split(sample)

        account = Account.objects.get(email=email)

        assert account.password.startswith("bcrypt$$2b$")
        assert check_password(password, account.password)
        assert not check_password("wrong", account.password)
