import subprocess

import pytest

from scripts import install


@pytest.fixture
def pip_says(monkeypatch):
    """Let `pip config list` answer with some lines."""

    def answer(*lines):
        done = subprocess.CompletedProcess([], 0, stdout="\n".join(lines))
        monkeypatch.setattr(install.subprocess, "run", lambda *_, **__: done)

    return answer


class TestUvSettings:
    def test_tells_uv_what_the_machine_tells_pip(self, pip_says, monkeypatch):
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
        pip_says(
            "global.cert='/etc/ca.crt'",
            "global.index-url='https://index.example/simple'",
            "global.extra-index-url='https://one.example https://two.example'",
            "global.find-links='/one /two'",
            "global.retries='3'",
        )

        assert install.uv_settings() == {
            "UV_SYSTEM_CERTS": "1",
            "SSL_CERT_FILE": "/etc/ca.crt",
            "UV_DEFAULT_INDEX": "https://index.example/simple",
            "UV_INDEX": "https://one.example https://two.example",
            "UV_FIND_LINKS": "/one,/two",
            "UV_INDEX_STRATEGY": "unsafe-best-match",
        }

    def test_lets_pips_variables_win_over_its_files(self, pip_says):
        pip_says(
            ":env:.index-url='https://variable.example'",
            "global.index-url='https://file.example'",
            "install.index-url='https://section.example'",
        )

        assert install.uv_settings()["UV_DEFAULT_INDEX"] == "https://variable.example"

    def test_leaves_alone_what_somebody_set_for_uv(self, pip_says, monkeypatch):
        monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example")
        pip_says("global.index-url='https://file.example'")

        assert "UV_DEFAULT_INDEX" not in install.uv_settings()


class TestGroup:
    def test_follows_included_groups(self):
        development = list(install.group("dev"))

        assert set(install.group("local")) < set(development)
        assert all(isinstance(requirement, str) for requirement in development)
