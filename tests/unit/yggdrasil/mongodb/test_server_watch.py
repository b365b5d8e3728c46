from types import SimpleNamespace

import pytest

from yggdrasil.mongodb.server_watch import ServerWatch, servers

UNKNOWN, PRIMARY, SECONDARY = 0, 4, 5


class Search:
    """Stands for the search of a lost server."""

    def __init__(self, **how):
        self.how = how
        self.calls = []

    def start(self):
        self.calls.append("start")

    def stop(self):
        self.calls.append("stop")


class Story:
    def __init__(self, address):
        self.address = address
        self.searches = []
        self.seconds = 0.0
        self.watch = ServerWatch(
            homes={"db": "course"}, seek=self.seek, monotonic=lambda: self.seconds
        )

    def seek(self, **how):
        self.searches.append(Search(**how))
        return self.searches[-1]

    def change(self, was, is_now):
        self.watch.description_changed(
            SimpleNamespace(
                server_address=self.address,
                previous_description=SimpleNamespace(server_type=was, error=None),
                new_description=SimpleNamespace(server_type=is_now, error=OSError("refused")),
            )
        )

    @property
    def figures(self):
        return servers()["{}:{}".format(*self.address)]


@pytest.fixture
def story(request):
    return Story((request.node.name, 27017))


class TestServerWatch:
    def test_tells_the_first_answer_as_a_connection(self, story):
        story.change(UNKNOWN, PRIMARY)

        assert story.figures.is_reachable
        assert (story.figures.losses, story.figures.recoveries) == (0, 0)

    def test_looks_for_a_lost_server(self, story):
        story.change(UNKNOWN, PRIMARY)
        story.change(PRIMARY, UNKNOWN)

        assert not story.figures.is_reachable
        assert story.figures.losses == 1
        assert story.searches[0].how["server"].endswith(":27017")
        assert story.searches[0].calls == ["start"]

    def test_measures_how_long_it_was_away(self, story):
        story.change(UNKNOWN, PRIMARY)
        story.change(PRIMARY, UNKNOWN)
        story.seconds += 3.0
        story.change(UNKNOWN, SECONDARY)

        assert story.figures.is_reachable
        assert (story.figures.recoveries, story.figures.lost_seconds) == (1, 3.0)
        assert story.searches[0].calls == ["start", "stop"]

    def test_takes_an_election_for_no_loss(self, story):
        story.change(UNKNOWN, PRIMARY)
        story.change(PRIMARY, SECONDARY)

        assert story.figures.losses == 0
        assert story.searches == []

    def test_stops_looking_when_the_client_is_closed(self, story):
        story.change(PRIMARY, UNKNOWN)
        story.watch.closed(SimpleNamespace(server_address=story.address))

        assert story.searches[0].calls == ["start", "stop"]
