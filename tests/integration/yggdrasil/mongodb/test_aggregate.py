from tests.integration.yggdrasil.mongodb.shelf import Book


def test_saves(homes):
    Book(title="a").save()
    assert Book.objects.count() == 1
