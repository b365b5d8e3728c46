from pymongo.errors import InvalidOperation

from yggdrasil.mongodb.reconnection import Reconnection


def search(*, looks, look=lambda: None):
    """Search until that many looks were made; return the pauses before each."""
    pauses = []

    def wait(seconds):
        pauses.append(seconds)
        return len(pauses) > looks

    reconnection = Reconnection(server="db:27017", look=look, wait=wait)
    reconnection.run()
    return reconnection, pauses


class TestReconnection:
    def test_looks_after_one_second_then_doubling_up_to_thirty(self):
        reconnection, pauses = search(looks=8)

        assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30]
        assert reconnection.attempts == 8

    def test_goes_on_though_a_look_fails(self):
        reconnection, _ = search(looks=3, look=lambda: 1 / 0)

        assert reconnection.attempts == 3

    def test_ends_when_the_client_is_closed(self):
        def look():
            raise InvalidOperation("Cannot use MongoClient after close")

        reconnection, pauses = search(looks=8, look=look)

        assert reconnection.attempts == 1
        assert pauses == [1]

    def test_never_looks_once_it_is_stopped(self):
        looks = []
        reconnection = Reconnection(server="db:27017", look=lambda: looks.append(1))
        reconnection.stop()

        reconnection.run()

        assert looks == []
