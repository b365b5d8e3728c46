from yggdrasil.mongodb.clients import SharedClients


class Client:
    """Stands for a MongoClient."""

    def __init__(self, params):
        self.params = params
        self.is_closed = False

    def close(self):
        self.is_closed = True


class TestSharedClients:
    def test_lease_one_client_for_the_same_arguments(self):
        clients = SharedClients(Client)

        first = clients.lease({"host": "a", "w": 1}, holder="course")
        same = clients.lease({"w": 1, "host": "a"}, holder="news")
        other = clients.lease({"host": "b"}, holder="users")

        assert first is same
        assert first is not other

    def test_close_a_client_when_its_last_holder_lets_go(self):
        clients = SharedClients(Client)
        client = clients.lease({"host": "a"}, holder="course")
        clients.lease({"host": "a"}, holder="news")

        clients.release(holder="course")
        assert not client.is_closed

        clients.release(holder="news")
        assert client.is_closed

    def test_count_a_holder_once_however_often_it_leases(self):
        clients = SharedClients(Client)
        for _ in range(3):
            client = clients.lease({"host": "a"}, holder="course")

        clients.release(holder="course")

        assert client.is_closed

    def test_build_anew_after_closing(self):
        clients = SharedClients(Client)
        first = clients.lease({"host": "a"}, holder="course")
        clients.release(holder="course")

        assert clients.lease({"host": "a"}, holder="course") is not first

    def test_let_go_of_nothing_without_complaint(self):
        SharedClients(Client).release(holder="nobody")
