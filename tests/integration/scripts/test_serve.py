import socket

import pytest

from scripts.serve import banner, check_port
from yggdrasil.servers.ports import PortRefusedError, PortTakenError


class TestCheckPort:
    def test_names_a_taken_port_and_the_way_out(self):
        with socket.create_server(("127.0.0.1", 0)) as stranger:
            port = stranger.getsockname()[1]

            with pytest.raises(PortTakenError) as caught:
                check_port(port)

        assert str(caught.value) == (
            f"Port {port} is taken: end what listens there, or choose another, "
            f"for example PORT={port + 1} scripts/serve."
        )

    @pytest.mark.parametrize("port", [0, 99_999])
    def test_refuses_a_port_that_does_not_exist(self, port):
        with pytest.raises(PortRefusedError, match=f"Port {port} does not exist"):
            check_port(port)


class TestBanner:
    def test_begins_with_the_line_that_scripts_wait_for(self):
        addresses = {
            "MONGODB_URI": "mongodb://anna:secret@127.0.0.1:27301/",
            "REDIS_URL": "redis://127.0.0.1:27302/0",
        }

        text = banner(port=8123, addresses=addresses)

        assert text.splitlines()[0] == "Ready: http://127.0.0.1:8123"
        assert "secret" not in text
